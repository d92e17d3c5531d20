"""The event with its slots, and who has booked places: at the door in cash, so no payment stands behind them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.demo.data.dining import events as data
from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.kinds import minute
from app.demo.data.kinds import fixed_uuid
from app.demo.loading.guests import Guest
from app.demo.loading.restaurants import today_in, zone_of
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.domain.reservations import ReservationPayment
from app.domain.seating import instant_of
from app.models import Event, EventBooking, EventBookingState, EventPaymentType, EventRule, EventSlot

_BRANCH = next(branch for branch in BRANCHES if branch.code == data.BRANCH)
_RULES = {rule.number: rule for rule in data.RULES}
_EVENT = 1
_SLOT_MINUTES = 120


class _SlotKey(NamedTuple):
    rule: int
    date: date
    starts_at: datetime
    ends_at: datetime


def fill(loader: Loader, places: Places, guests: Sequence[Guest], signed_up: dict[str, Guest]) -> None:
    """Make event 1 with its rules and bookings."""
    today = today_in(loader, _BRANCH)
    loader.add_rows(Event, [_event(loader, places, today)])
    loader.add_rows(EventRule, [_rule(loader, rule) for rule in data.RULES])
    slots = {booking.booking_id: _slot_of(today, booking) for booking in data.BOOKINGS}
    taken: Counter[_SlotKey] = Counter()
    for booking in data.BOOKINGS:
        taken[slots[booking.booking_id]] += 0 if booking.is_canceled else booking.quantity
    keys = dict(zip(taken, loader.add_all(EventSlot, [_slot(key, n) for key, n in taken.items()]), strict=True))
    rows = []
    for booking in data.BOOKINGS:
        guest = signed_up[booking.guest] if isinstance(booking.guest, str) else guests[booking.guest]
        slot = slots[booking.booking_id]
        row = _booking(loader, booking, guest, slot)
        row["slot_id"] = None if booking.is_canceled else keys[slot]
        row["business_id"] = places.tenants["Souk Group"].business_id
        rows.append(row)
    loader.add_rows(EventBooking, rows)
    for model in (Event, EventRule):
        loader.continue_after(model)


def _event(loader: Loader, places: Places, today: date) -> dict[str, Any]:
    return {
        "id": _EVENT,
        "uuid": fixed_uuid("event", "salt-al-bahar"),
        "business_id": places.tenants["Souk Group"].business_id,
        "platform_id": places.platforms["club"],
        "branch_id": _BRANCH.number,
        "slug": "salt-al-bahar",
        "name_en": data.NAME.en,
        "name_ar": data.NAME.ar,
        "description_en": data.ABOUT.en,
        "description_ar": data.ABOUT.ar,
        "place_en": data.PLACE.en,
        "place_ar": data.PLACE.ar,
        "image": f"restaurants/{data.BRANCH.lower()}.jpeg",
        "currency": "AED",
        "zone": _BRANCH.zone,
        "first_date": min(data.FIRST_DATE, today - timedelta(days=14)),
        "last_date": max(data.LAST_DATE, today + timedelta(days=60)),
        "entry_fee_minor": data.ENTRY_FEE,
        "created_at": loader.days_ago(90),
        "updated_at": loader.days_ago(20),
    }


def _rule(loader: Loader, rule: data.SlotRuleData) -> dict[str, Any]:
    return {
        "id": rule.number,
        "event_id": _EVENT,
        "title_en": rule.title.en,
        "title_ar": rule.title.ar,
        "weekdays": list(rule.days),
        "starts_minute": minute(rule.first),
        "ends_minute": minute(rule.last_end),
        "slot_minutes": _SLOT_MINUTES,
        "capacity": rule.capacity,
        "price_minor": rule.price,
        "is_bookable": rule.is_bookable,
        "created_at": loader.days_ago(90),
    }


def _slot_of(today: date, booking: data.PlacesData) -> _SlotKey:
    day = today + timedelta(days=booking.day)
    starts_at = instant_of(day, minute(booking.clock), zone_of(_BRANCH))
    if starts_at is None:
        raise ValueError(f"{booking.booking_id} is at a time that does not exist")
    return _SlotKey(booking.rule, day, starts_at, starts_at + timedelta(minutes=_SLOT_MINUTES))


def _slot(key: _SlotKey, taken: int) -> dict[str, Any]:
    return {
        "rule_id": key.rule,
        "environment": ENVIRONMENT,
        "date": key.date,
        "starts_at": key.starts_at,
        "ends_at": key.ends_at,
        "capacity": _RULES[key.rule].capacity,
        "taken": taken,
    }


def _booking(loader: Loader, booking: data.PlacesData, guest: Guest, slot: _SlotKey) -> dict[str, Any]:
    price, quantity = _RULES[booking.rule].price, booking.quantity
    made = min(loader.now, slot.starts_at) - timedelta(hours=7 + int(booking.booking_id[-2:]))
    canceled = booking.is_canceled
    return {
        "uuid": fixed_uuid("event booking", booking.booking_id),
        "booking_id": booking.booking_id,
        "environment": ENVIRONMENT,
        "event_id": _EVENT,
        "rule_id": booking.rule,
        "customer_id": guest.customer_id,
        "quantity": quantity,
        "date": slot.date,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "currency": "AED",
        "price_minor": price,
        "entry_fee_minor": data.ENTRY_FEE,
        "total_minor": quantity * (price + data.ENTRY_FEE),
        "state": EventBookingState.CANCELED if canceled else EventBookingState.CONFIRMED,
        "payment_type": EventPaymentType.CASH,
        "payment_state": ReservationPayment.PAID,
        **guest.contact,
        "canceled_at": made + timedelta(hours=2) if canceled else None,
        "sequence": 1 if canceled else 0,
        "created_at": made,
        "updated_at": made,
    }
