"""Terminal Africa: many carriers behind one door.

Amounts travel in major units. Having a parcel collected takes its price from our wallet there; before that a draft is
made that carries our reference, by which the booking is found again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from app.domain.address import Address
from app.domain.states import ShipmentState
from app.integrations.delivery.terminal_wire import address_out, parcel_in, parcel_out, rate_in, text_of
from app.integrations.http import ProviderHttp, Reply
from app.services.provider_ports import (
    BadSignature,
    BookAsk,
    ParcelAsk,
    ParcelSeen,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RateSeen,
    WebhookNote,
)

SIGNATURE: Final = "x-terminal-signature"
# Two paths are told of; this one by most.
PICKUP: Final = "/shipments/pickup"
_REFERENCE: Final = "souk_shipment"
_PAGE: Final = 50
# The pickup is asked for this soon or not at all: whoever looks for the booking after the grace must find it.
_PREPARED_WITHIN: Final = 10.0
_MOST_PAGES: Final = 6
_OK: Final = range(200, 300)
_NOT_FOUND: Final = 404
_GONE: Final = frozenset({404, 405, 410})
# Words in a refusal that say what it is about, the first that fits.
_ABOUT: Final = (
    ("wallet_empty", frozenset({"balance", "wallet", "insufficient"})),
    ("rate_gone", frozenset({"rate", "rates"})),
    ("address_refused", frozenset({"address", "city", "state", "line1", "country", "zip", "phone", "postal"})),
)


class TerminalAfrica:
    """See https://docs.terminal.africa for the vendor's own words."""

    name = "terminal_africa"
    title = "Terminal Africa"

    def __init__(self, http: ProviderHttp, *, secret_key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._http = http
        self._clock = clock
        self._key = secret_key.encode()
        self._packaging = ""

    @classmethod
    def connect(cls, url: str, *, secret_key: str) -> TerminalAfrica:
        """With a connection of its own; see `ProviderHttp` for how patient it is."""
        http = ProviderHttp(cls.name, url, headers={"Authorization": f"Bearer {secret_key}"})
        return cls(http, secret_key=secret_key)

    def check(self) -> None:
        """List one shipment: harmless, and refused to a wrong key."""
        self._http.ask("GET", "/shipments", params={"perPage": 1})

    def quote(self, ask: ParcelAsk) -> list[RateSeen]:
        body = {
            "pickup_address": address_out(ask.sender),
            "delivery_address": address_out(ask.recipient),
            "parcel": parcel_out(ask, self._default_packaging()),
            "currency": ask.currency,
        }
        data = _answered(self._http.ask("POST", "/rates/shipment/quotes", json=body))
        rates = (rate_in(one, ask.currency) for one in _listed(data, "rates"))
        return sorted((rate for rate in rates if rate), key=lambda rate: (rate.fee_minor, rate.carrier_slug))

    def save_address(self, address: Address) -> str:
        data = self._harmless("POST", "/addresses", address_out(address))
        found = text_of(data.get("address_id"))
        if not found:
            raise ProviderDown("terminal: an address without its id")
        return found

    def update_address(self, provider_address_id: str, address: Address) -> None:
        self._harmless("PUT", f"/addresses/{quote(provider_address_id, safe='')}", address_out(address))

    def delete_address(self, provider_address_id: str) -> None:
        """Not every account can; such an address only stops being offered here."""
        try:
            reply = self._http.tell("DELETE", f"/addresses/{quote(provider_address_id, safe='')}")
        except ProviderUnclear as unclear:
            raise ProviderDown(str(unclear)) from unclear
        if reply.status not in _OK and reply.status not in _GONE:
            raise ProviderDown(f"terminal: HTTP {reply.status}")

    def book(self, ask: BookAsk) -> ParcelSeen:
        began = self._clock()
        rate = self._rate(ask.provider_rate_id)
        shipment_id = self._draft(ask, rate)
        if self._clock() - began > _PREPARED_WITHIN:
            raise ProviderDown("terminal: too slow; somebody may be looking for this booking already")
        body = {"rate_id": ask.provider_rate_id, "shipment_id": shipment_id}
        data = _granted(self._http.tell("POST", PICKUP, json=body))
        return parcel_in({"status": "confirmed", **data}, shipment_id)

    def find_booking(self, reference: str) -> ParcelSeen | None:
        """Among the shipments, newest first; drafts were never collected."""
        for found in self._shipments():
            metadata = found.get("metadata")
            if not isinstance(metadata, dict) or metadata.get(_REFERENCE) != reference:
                continue
            seen = parcel_in(found, "")
            if seen.provider_shipment_id and seen.state is not ShipmentState.PENDING:
                return seen
        return None

    def track(self, provider_shipment_id: str) -> ParcelSeen:
        reply = self._http.ask("GET", f"/shipments/track/{quote(provider_shipment_id, safe='')}")
        if reply.status == _NOT_FOUND:
            raise ProviderRefused("not_found")
        data = _answered(reply)
        if not isinstance(data, dict) or not text_of(data.get("status")):
            raise ProviderDown("terminal: a shipment without its status")
        told = text_of(data.get("shipment_id"))
        if told and told != provider_shipment_id:
            raise ProviderDown("terminal: an answer about another shipment")
        return parcel_in(data, provider_shipment_id)

    def cancel(self, provider_shipment_id: str) -> None:
        _granted(self._http.tell("POST", "/shipments/cancel", json={"shipment_id": provider_shipment_id}))

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        """Signed over the raw bytes, or over the same JSON written compactly."""
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        compact = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
        given = headers.get(SIGNATURE, "").encode()
        if not any(hmac.compare_digest(given, self._sign(form)) for form in (body, compact)):
            raise BadSignature
        kind, data = (told.get("event"), told.get("data")) if isinstance(told, dict) else (None, None)
        if not isinstance(kind, str) or not isinstance(data, dict):
            return WebhookNote(event_key=hashlib.sha256(body).hexdigest(), kind="unreadable", reference="")
        events = data.get("events")
        shipment_id = text_of(data.get("shipment_id"))
        count = len(events) if isinstance(events, list) else 0
        key = "|".join((kind, shipment_id, text_of(data.get("status")), str(count)))
        event_key = hashlib.sha256((key if shipment_id else body.decode("utf-8", "replace")).encode()).hexdigest()
        return WebhookNote(event_key=event_key, kind=kind[:60], reference=shipment_id[:80])

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, hashlib.sha512).hexdigest().encode()

    def _default_packaging(self) -> str:
        """Terminal's own box, asked for once."""
        if not self._packaging:
            data = _answered(self._http.ask("GET", "/packaging/default/terminal"))
            found = data if isinstance(data, dict) else next(iter(_listed(data, "packaging")), {})
            self._packaging = text_of(found.get("packaging_id") or found.get("id"))
        if not self._packaging:
            raise ProviderDown("terminal: no packaging")
        return self._packaging

    def _rate(self, rate_id: str) -> dict[str, Any]:
        """Raises ProviderRefused (`rate_gone`) where it is unknown or was used."""
        reply = self._http.ask("GET", f"/rates/{quote(rate_id, safe='')}")
        if reply.status == _NOT_FOUND:
            raise ProviderRefused("rate_gone")
        data = _answered(reply)
        if not isinstance(data, dict):
            raise ProviderDown("terminal: a rate that cannot be read")
        if data.get("used") is True:
            raise ProviderRefused("rate_gone", "The rate was used.")
        return data

    def _draft(self, ask: BookAsk, rate: Mapping[str, Any]) -> str:
        """A shipment with our reference; it costs nothing and nobody comes for it."""
        metadata = {_REFERENCE: ask.reference}
        body: dict[str, Any] = {"shipment_purpose": "commercial", "metadata": metadata}
        known = [_id(rate.get(name), key) for name, key in _PARTS]
        if all(known):
            body |= dict(zip(("address_from", "address_to", "parcel"), known, strict=True))
        else:
            body |= {
                "pickup_address": address_out(ask.parcel.sender),
                "delivery_address": address_out(ask.parcel.recipient),
                "parcel": parcel_out(ask.parcel, self._default_packaging()),
            }
        found = text_of(self._harmless("POST", "/shipments", body).get("shipment_id"))
        if not found:
            raise ProviderDown("terminal: a draft without its id")
        return found

    def _shipments(self) -> Iterator[dict[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            reply = self._http.ask("GET", "/shipments", params={"page": page, "perPage": _PAGE})
            found = _listed(_answered(reply), "shipments")
            yield from found
            if len(found) < _PAGE:
                return

    def _harmless(self, method: str, path: str, body: object) -> dict[str, Any]:
        """Something that may be done twice without harm: an answer that was lost is none."""
        try:
            return _granted(self._http.tell(method, path, json=body))
        except ProviderUnclear as unclear:
            raise ProviderDown(str(unclear)) from unclear


_PARTS: Final = (
    ("pickup_address", "address_id"),
    ("delivery_address", "address_id"),
    ("parcel", "parcel_id"),
)


def _id(value: object, name: str) -> str:
    """An id, told bare or inside its object."""
    return text_of(value.get(name)) if isinstance(value, dict) else text_of(value)


def _granted(reply: Reply) -> dict[str, Any]:
    """The data of a call that has an effect. Raises ProviderRefused for a definite no, ProviderUnclear for neither."""
    body = reply.body
    if not isinstance(body, dict) or not isinstance(body.get("status"), bool):
        raise ProviderUnclear(f"terminal: HTTP {reply.status} without a status")
    if not body["status"] or reply.status not in _OK:
        raise _refusal(text_of(body.get("message")))
    data = body.get("data")
    return data if isinstance(data, dict) else {}


def _answered(reply: Reply) -> Any:
    """The data of a question's answer. Raises ProviderRefused for a definite no, ProviderDown where it holds none."""
    body = reply.body
    if not isinstance(body, dict):
        raise ProviderDown(f"terminal: HTTP {reply.status} without an answer")
    if body.get("status") is False or reply.status not in _OK:
        raise _refusal(text_of(body.get("message")))
    if "data" not in body:
        raise ProviderDown(f"terminal: HTTP {reply.status} without data")
    return body["data"]


def _refusal(message: str) -> ProviderRefused:
    words = frozenset(re.findall(r"[a-z0-9]+", message.casefold()))
    code = next((code for code, signs in _ABOUT if words & signs), "refused")
    return ProviderRefused(code, message)


def _listed(data: object, name: str) -> list[dict[str, Any]]:
    """A list, told bare or under its name beside the pagination. Raises ProviderDown where there is none."""
    found = data.get(name) if isinstance(data, dict) else data
    if not isinstance(found, list):
        raise ProviderDown(f"terminal: no list of {name}")
    return [one for one in found if isinstance(one, dict)]
