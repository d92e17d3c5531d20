"""Terminal Africa's words and ours: addresses, parcels, rates and parcels on their way, both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

import structlog

from app.domain.address import Address
from app.domain.money import EXPONENTS, major_of
from app.domain.states import ShipmentState
from app.services.provider_ports import ParcelAsk, ParcelSeen, RateSeen, TrackedStep

log = structlog.get_logger()

LINE1: Final = 45
_GRAMS: Final = 1000
_S: Final = ShipmentState
# What is neither here nor known to be a state of its own counts as in transit.
STATES: Final[Mapping[str, ShipmentState]] = {
    "draft": _S.PENDING,
    "pending": _S.BOOKED,
    "confirmed": _S.BOOKED,
    "processing": _S.BOOKED,
    "in-transit": _S.IN_TRANSIT,
    "picked-up": _S.IN_TRANSIT,
    "out-for-delivery": _S.OUT_FOR_DELIVERY,
    "delivered": _S.DELIVERED,
    "cancelled": _S.CANCELLED,
    "canceled": _S.CANCELLED,
    "exception": _S.EXCEPTION,
    "failed": _S.EXCEPTION,
    "returned": _S.EXCEPTION,
}


def address_out(address: Address) -> dict[str, Any]:
    """An address as it is sent. A long first line goes on in the second."""
    line1, rest = _cut(address.line1)
    line2 = ", ".join(part for part in (rest, address.line2, address.landmark) if part)
    found = {
        "first_name": address.first_name or address.last_name or "Customer",
        "last_name": address.last_name or address.first_name or "Customer",
        "email": address.email,
        "phone": address.phone,
        "line1": line1,
        "line2": line2,
        "city": address.city,
        "state": address.state,
        "country": address.country,
        "zip": address.zip,
    }
    return {name: text for name, text in found.items() if text} | {"is_residential": address.is_residential}


def parcel_out(ask: ParcelAsk, packaging: str) -> dict[str, Any]:
    """A parcel as it is sent: kilograms and major units. What the server made heavier is put on the first item."""
    extra = ask.weight_grams - sum(item.weight_grams * item.quantity for item in ask.items)
    items = [
        {
            "name": item.name[:100],
            "description": item.name[:100],
            "currency": ask.currency,
            "value": float(major_of(item.value_minor, ask.currency)),
            "quantity": item.quantity,
            "weight": _kilos(item.weight_grams + (-(-extra // item.quantity) if number == 0 and extra > 0 else 0)),
        }
        for number, item in enumerate(ask.items)
    ]
    whole = {
        "name": "Order",
        "description": "Order",
        "currency": ask.currency,
        "value": float(major_of(ask.value_minor, ask.currency)),
        "quantity": 1,
        "weight": _kilos(ask.weight_grams),
    }
    return {"description": "Order", "packaging": packaging, "weight_unit": "kg", "items": items or [whole]}


def rate_in(found: Mapping[str, Any], currency: str) -> RateSeen | None:
    """A carrier's price in the currency asked for; None where it has none."""
    amount, rate_id = _amount(found, currency), text_of(found.get("rate_id") or found.get("id"))
    name = text_of(found.get("carrier_name"))
    if amount is None or not rate_id or not name:
        return None
    eta = found.get("delivery_eta")
    return RateSeen(
        provider_rate_id=rate_id,
        carrier_name=name[:120],
        carrier_slug=text_of(found.get("carrier_slug"))[:80] or name.casefold().replace(" ", "-")[:80],
        carrier_logo=text_of(found.get("carrier_logo")),
        fee_minor=amount,
        currency=currency,
        eta_text=text_of(found.get("delivery_time"))[:120],
        eta_minutes=int(eta) if isinstance(eta, int | Decimal) and not isinstance(eta, bool) and eta >= 0 else None,
    )


def parcel_in(found: Mapping[str, Any], shipment_id: str) -> ParcelSeen:
    """A parcel on its way. Numbers and links are in the data or in its `extras`; steps without a time are left out."""
    raw = text_of(found.get("status"))
    told = found.get("events")
    events = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    return ParcelSeen(
        provider_shipment_id=text_of(found.get("shipment_id")) or shipment_id,
        state=state_of(raw),
        raw_status=raw,
        tracking_number=_either(found, "tracking_number", "carrier_tracking_number"),
        tracking_url=_link(found, "carrier_tracking_url", "tracking_url"),
        label_url=_link(found, "label_url", "shipping_label_url", "label"),
        steps=tuple(step for one in events if (step := _step(one, raw))),
    )


def state_of(raw: str) -> ShipmentState:
    """What a status means; an unknown one is in progress, and is told to the log."""
    word = raw.strip().casefold().replace("_", "-").replace(" ", "-")
    if word not in STATES:
        log.warning("provider_status_unknown", provider="terminal_africa", status=word[:40])
    return STATES.get(word, _S.IN_TRANSIT)


def text_of(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _step(found: Mapping[str, Any], raw: str) -> TrackedStep | None:
    times = (time_of(found.get(name)) for name in ("created_at", "timestamp", "date", "time"))
    when = next((time for time in times if time), None)
    if when is None:
        return None
    status = text_of(found.get("status")) or raw
    place = found.get("location")
    if isinstance(place, dict):
        place = ", ".join(text_of(place.get(part)) for part in ("city", "state", "country") if place.get(part))
    words = text_of(found.get("description")) or text_of(found.get("message")) or text_of(found.get("event"))
    return TrackedStep(state=state_of(status), raw_status=status, description=words, place=text_of(place), at=when)


def time_of(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if found is None else found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _amount(found: Mapping[str, Any], currency: str) -> int | None:
    """In minor units; carriers' fractions beyond the currency's are rounded."""
    for amount, name in (("amount", "currency"), ("default_amount", "default_currency")):
        major = found.get(amount)
        if found.get(name) == currency and isinstance(major, int | Decimal | str) and not isinstance(major, bool):
            try:
                minor = Decimal(major).scaleb(EXPONENTS[currency]).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            except ArithmeticError:
                continue
            if minor >= 0:
                return int(minor)
    return None


def _either(found: Mapping[str, Any], *names: str) -> str:
    extras = found.get("extras")
    for place in (found, extras if isinstance(extras, dict) else {}):
        for name in names:
            if text := text_of(place.get(name)):
                return text
    return ""


def _link(found: Mapping[str, Any], *names: str) -> str:
    url = _either(found, *names)
    return url if url.startswith("https://") else ""


def _cut(line: str) -> tuple[str, str]:
    """At a space, so that both halves read well."""
    if len(line) <= LINE1:
        return line, ""
    at = line.rfind(" ", 0, LINE1 + 1)
    at = at if at > 0 else LINE1
    return line[:at].rstrip(" ,"), line[at:].strip(" ,")


def _kilos(grams: int) -> float:
    return grams / _GRAMS
