"""Terminal Africa: addresses, quotes, drafts, pickups paid from a wallet, tracking, signed webhooks."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, ClassVar, Final

from typing_extensions import override

from tests.support.standin.vendor import Answer, Asked, Vendor, route

KEY: Final = "sk_test_standin"
_NEEDED: Final = ("first_name", "last_name", "line1", "city", "state", "country")
_LINE1: Final = 45
_CARRIERS: Final = (("GIG Logistics", "gigl", 3250.5, 4320), ("Kwik", "kwik", 2100, 360), ("DHL", "dhl", 9800.75, 1440))


class Terminal(Vendor):
    """`wallet` is what pickups are paid from, in naira."""

    name: ClassVar[str] = "terminal"
    key = KEY

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.wallet = 100_000.0
        self.addresses: dict[str, dict[str, Any]] = {}
        self.rates: dict[str, dict[str, Any]] = {}
        self.shipments: dict[str, dict[str, Any]] = {}

    def move(self, shipment_id: str, status: str) -> dict[str, Any]:
        """Let a parcel take a step; returns the webhook of it."""
        found = self.shipments[shipment_id]
        found["status"] = status
        event = {
            "status": status,
            "description": f"Now {status}",
            "location": {"city": "Lagos"},
            "created_at": self._time(),
        }
        found["events"].append(event)
        told = {name: found[name] for name in ("shipment_id", "status", "extras", "events")}
        return {"event": "shipment.updated", "data": told}

    @property
    def booked(self) -> list[dict[str, Any]]:
        return [one for one in self.shipments.values() if one["status"] != "draft"]

    @override
    def sign(self, body: bytes) -> dict[str, str]:
        return {"X-Terminal-Signature": hmac.new(self.key.encode(), body, hashlib.sha512).hexdigest()}

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") == f"Bearer {self.key}":
            return None
        return Answer(401, {"status": False, "message": "Invalid key"})

    @route("POST", "/addresses", name="create_address", required="data.address_id")
    def create_address(self, asked: Asked) -> Answer:
        wrong = self._wrong_with(asked.json)
        if wrong:
            return self.error(asked, 400, wrong)
        found = {"address_id": f"AD-{self.standin.next_id()}", **asked.json}
        self.addresses[found["address_id"]] = found
        return self._good(found)

    @route("PUT", "/addresses/{id}", name="update_address")
    def update_address(self, asked: Asked) -> Answer:
        if asked.parts["id"] not in self.addresses:
            return self.error(asked, 404, "Address not found")
        wrong = self._wrong_with(asked.json)
        if wrong:
            return self.error(asked, 400, wrong)
        self.addresses[asked.parts["id"]].update(asked.json)
        return self._good(self.addresses[asked.parts["id"]])

    @route("DELETE", "/addresses/{id}", name="delete_address")
    def delete_address(self, asked: Asked) -> Answer:
        if self.addresses.pop(asked.parts["id"], None) is None:
            return self.error(asked, 404, "Address not found")
        return self._good({})

    @route("GET", "/packaging/default/terminal", name="packaging", required="data.packaging_id")
    def packaging(self, _asked: Asked) -> Answer:
        return self._good({"packaging_id": "PA-DEFAULT", "type": "box"})

    @route(
        "POST",
        "/rates/shipment/quotes",
        name="quotes",
        required="data",
        amount="data.0.amount",
        currency="data.0.currency",
    )
    def quotes(self, asked: Asked) -> Answer:
        sent = asked.json
        wrong = self._wrong_with(sent["pickup_address"]) or self._wrong_with(sent["delivery_address"])
        parcel = sent.get("parcel", {})
        if not wrong and (parcel.get("packaging") != "PA-DEFAULT" or parcel.get("weight_unit") != "kg"):
            wrong = "Invalid parcel"
        if wrong:
            return self.error(asked, 400, wrong)
        if "Silent Street" in sent["delivery_address"]["line1"]:
            return self.error(asked, 503, "Carriers do not answer")
        return self._good([self._rate(sent, *carrier) for carrier in _CARRIERS])

    @route("GET", "/rates/{id}", name="rate")
    def rate(self, asked: Asked) -> Answer:
        found = self.rates.get(asked.parts["id"])
        return self._good(found) if found else self.error(asked, 404, "Rate not found")

    @route("POST", "/shipments", name="create_shipment", required="data.shipment_id")
    def create_shipment(self, asked: Asked) -> Answer:
        sent = asked.json
        if not (sent.get("address_from") or sent.get("pickup_address")) or not sent.get("parcel"):
            return self.error(asked, 400, "address_from is required")
        found = {
            "shipment_id": f"SH-{self.standin.next_id()}",
            "status": "draft",
            "metadata": sent.get("metadata"),
            "events": [],
            "extras": {},
        }
        self.shipments[found["shipment_id"]] = found
        return self._good(found)

    @route("POST", "/shipments/pickup", name="pickup", status="data.status", required="data.shipment_id")
    def pickup(self, asked: Asked) -> Answer:
        rate, found = self.rates.get(asked.json["rate_id"]), self.shipments.get(asked.json["shipment_id"])
        if rate is None or rate["used"]:
            return self.error(asked, 400, "Rate has expired, please request new rates")
        if found is None or found["status"] != "draft":
            return self.error(asked, 400, "Shipment not found")
        if rate["amount"] > self.wallet:
            return self.error(asked, 400, "Insufficient wallet balance")
        self.wallet -= rate["amount"]
        rate["used"] = True
        number = f"TRK{found['shipment_id'][3:]}"
        found |= {
            "status": "confirmed",
            "extras": {
                "tracking_number": number,
                "tracking_url": f"https://track.example/{number}",
                "carrier_tracking_url": f"https://carrier.example/{number}",
                "shipping_label_url": f"https://label.example/{number}.pdf",
            },
        }
        return self._good(found)

    @route("GET", "/shipments", name="shipments", required="data.shipments")
    def list_shipments(self, asked: Asked) -> Answer:
        size, page = int(asked.query.get("perPage", 20)), int(asked.query.get("page", 1))
        found = list(reversed(self.shipments.values()))[size * (page - 1) : size * page]
        return self._good({"shipments": found, "pagination": {"page": page, "limit": size}})

    @route("GET", "/shipments/track/{id}", name="track", status="data.status", required="data.status")
    def track(self, asked: Asked) -> Answer:
        found = self.shipments.get(asked.parts["id"])
        return self._good(found) if found else self.error(asked, 404, "Shipment not found")

    @route("POST", "/shipments/cancel", name="cancel")
    def cancel(self, asked: Asked) -> Answer:
        found = self.shipments.get(asked.json["shipment_id"])
        if found is None or found["status"] not in {"draft", "confirmed"}:
            return self.error(asked, 400, "Shipment cannot be cancelled")
        found["status"] = "cancelled"
        return self._good(found)

    def _good(self, data: object) -> Answer:
        return Answer(200, {"status": True, "message": "OK", "data": data})

    def _wrong_with(self, sent: Any) -> str:
        missing = next((name for name in _NEEDED if not sent.get(name)), "")
        if missing:
            return f"{missing} is required in address"
        if len(sent["line1"]) > _LINE1:
            return "line1 must be at most 45 characters"
        return "Invalid city provided" if sent["city"] == "Atlantis" else ""

    def _rate(self, sent: Any, name: str, slug: str, amount: float, eta: int) -> dict[str, Any]:
        found: dict[str, Any] = {
            "rate_id": f"RT-{self.standin.next_id()}",
            "carrier_name": name,
            "carrier_slug": slug,
            "carrier_logo": f"https://logos.example/{slug}.png",
            "amount": amount,
            "currency": "NGN",
            "delivery_time": f"Within {eta // 1440 or 1} days",
            "delivery_eta": eta,
            "pickup_address": {"address_id": f"AD-{self.standin.next_id()}"},
            "delivery_address": f"AD-{self.standin.next_id()}",
            "parcel": f"PC-{self.standin.next_id()}",
            "used": False,
        }
        self.rates[found["rate_id"]] = found
        return found

    def _time(self) -> str:
        return self.standin.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
