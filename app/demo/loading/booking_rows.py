"""Writes bookings as their services would have: the seating, its tables, what it claims and counts, the notes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.demo.data.dining.guests import NOTES, REQUESTS
from app.demo.data.dining.kinds import BranchData
from app.demo.data.kinds import fixed_uuid
from app.demo.loading.diary import CountKey, Start, Stay
from app.demo.loading.guests import Guest
from app.demo.loading.tools import ENVIRONMENT, Loader
from app.domain.reservations import (
    HOLDING,
    Allergen,
    ReservationPayment,
    ReservationSource,
    ReservationState,
    SeatingPurpose,
    ticks_between,
)
from app.models import (
    BranchPulse,
    CoverCount,
    Reservation,
    ReservationNote,
    Seating,
    SeatingTable,
    TableClaim,
)

_OCCASIONS = ("birthday", "anniversary", "business", "date")
_LIKELY = (Allergen.NUTS, Allergen.GLUTEN, Allergen.MILK, Allergen.CRUSTACEANS, Allergen.SESAME, Allergen.EGGS)
_STATE = ReservationState


@dataclass(slots=True)
class Booked:
    """A booking before it is written: where there is no stay, its tables were given up or nobody came."""

    branch: BranchData
    guest: Guest
    state: ReservationState
    source: ReservationSource
    stay: Stay | None
    start: Start
    day: date
    party: int = 0
    reference: str = ""
    occasion: str = ""
    request: str = ""
    allergies: list[str] = field(default_factory=list)
    # In minor units; a booking that asks for one waits for it.
    deposit: int = 0
    number: int = 0

    @property
    def party_size(self) -> int:
        return self.party if self.stay is None else self.stay.party_size


class Writer:
    """Turns bookings into rows, with keys of its own so that they go in by the hundred."""

    def __init__(self, loader: Loader, business_id: int, staff_id: int) -> None:
        self._loader = loader
        self._business_id = business_id
        self._staff_id = staff_id
        self._random = Random("bookings")
        self._references = iter(self._random.sample(range(100_000, 1_000_000), 20_000))

    def write(self, booked: Sequence[Booked]) -> None:
        for number, one in enumerate(booked, 1):
            one.number = number
            self._embellish(one)
        stays = [(one, one.stay) for one in booked if one.stay is not None]
        live = [(one, stay) for one, stay in stays if one.state in HOLDING]
        add = self._loader.add_rows
        add(Seating, [self._seating(one, stay) for one, stay in stays])
        add(
            SeatingTable, [{"seating_id": one.number, "table_id": key} for one, stay in stays for key in stay.table_ids]
        )
        add(TableClaim, [claim for one, stay in live for claim in _claims(one.number, stay)])
        add(CoverCount, _counts([stay for _, stay in live]))
        add(Reservation, [self._reservation(one) for one in booked])
        add(ReservationNote, [note for one in booked for note in self._notes(one)])
        pulses = {one.branch.number for one in booked}
        add(BranchPulse, [_pulse(key, self._loader.now) for key in sorted(pulses)])
        self._loader.continue_after(Seating)
        self._loader.continue_after(Reservation)

    def _embellish(self, one: Booked) -> None:
        """Give a booking that has none its reference, and some of them an occasion, a wish or an allergy."""
        one.reference = one.reference or f"RES{next(self._references)}"
        chance = self._random.random
        if one.guest.country and one.source is not ReservationSource.WALK_IN:
            if chance() < 0.16:
                one.occasion = self._random.choice(_OCCASIONS)
            if chance() < 0.22:
                wish = self._random.choice(REQUESTS)
                one.request = wish.ar if one.guest.locale == "ar" else wish.en
            if chance() < 0.12:
                one.allergies = sorted(self._random.sample(_LIKELY, self._random.choice((1, 1, 2))))

    def _seating(self, one: Booked, stay: Stay) -> dict[str, Any]:
        return {
            "id": one.number,
            "uuid": fixed_uuid("seating", one.reference),
            "branch_id": one.branch.number,
            "section_id": stay.start.section.id,
            "environment": ENVIRONMENT,
            "purpose": SeatingPurpose.RESERVATION,
            "service_date": stay.service_date,
            "starts_at": stay.start.starts_at,
            "ends_at": stay.held_until,
            "party_size": stay.party_size,
            "rule_id": stay.start.rule.id,
            "released_at": None if one.state in HOLDING else stay.ends_at,
            "created_at": self._made(one),
        }

    def _reservation(self, one: Booked) -> dict[str, Any]:
        ends_at = one.start.starts_at + timedelta(minutes=105) if one.stay is None else one.stay.ends_at
        made = self._made(one)
        return {
            "id": one.number,
            "uuid": fixed_uuid("reservation", one.reference),
            "reference": one.reference,
            "business_id": self._business_id,
            "environment": ENVIRONMENT,
            "seating_id": None if one.stay is None else one.number,
            "state": one.state,
            "source": one.source,
            "customer_id": one.guest.customer_id,
            **one.guest.contact,
            "occasion": one.occasion,
            "request": one.request,
            "allergies": one.allergies,
            "created_by": None if one.source is ReservationSource.ONLINE else self._staff_id,
            "created_at": made,
            "updated_at": made,
            **_place_and_time(one, ends_at),
            **_price(one),
            **self._moments(one, ends_at),
        }

    def _moments(self, one: Booked, ends_at: datetime) -> dict[str, Any]:
        """When what happened to it did: the columns of a state that was never reached stay empty."""
        starts_at, now = one.start.starts_at, self._loader.now
        came = one.state in {_STATE.SEATED, _STATE.COMPLETED}
        reminder = starts_at - timedelta(days=1)
        is_expected = one.state is _STATE.CONFIRMED and reminder > now
        canceled = one.state is _STATE.CANCELED
        return {
            "remind_at": reminder if is_expected else None,
            "seated_at": starts_at + timedelta(minutes=one.number % 9) if came else None,
            "completed_at": ends_at - timedelta(minutes=one.number % 20) if one.state is _STATE.COMPLETED else None,
            "canceled_at": min(now, starts_at - timedelta(hours=5)) if canceled else None,
            "canceled_by": ("customer" if one.number % 3 else "staff") if canceled else None,
            "no_show_at": starts_at + timedelta(minutes=30) if one.state is _STATE.NOSHOW else None,
        }

    def _made(self, one: Booked) -> datetime:
        """When it was booked: at the door, or some days before and not in the future."""
        starts_at = one.start.starts_at
        if one.source is ReservationSource.WALK_IN:
            return min(starts_at, self._loader.now)
        before = timedelta(hours=4 + one.number * 37 % 300)
        return min(starts_at - before, self._loader.now - timedelta(minutes=one.number % 1400))

    def _notes(self, one: Booked) -> list[dict[str, Any]]:
        if one.stay is None or one.number % 11:
            return []
        at = min(one.start.starts_at, self._loader.now)
        note = {"reservation_id": one.number, "staff_id": self._staff_id, "text": NOTES[one.number // 11 % len(NOTES)]}
        return [{**note, "created_at": at, "expires_at": one.start.starts_at + timedelta(days=30)}]


def _place_and_time(one: Booked, ends_at: datetime) -> dict[str, Any]:
    """Where and when a booking's table is, and for how many."""
    rule, has_child_seats = one.start.rule, one.branch.fields.get("child_seats")
    return {
        "branch_id": one.branch.number,
        "section_id": one.start.section.id,
        "country": one.branch.country,
        "service_date": one.day,
        "starts_at": one.start.starts_at,
        "ends_at": ends_at,
        "rule_id": rule.id,
        "period_en": rule.period,
        "period_ar": rule.period_ar,
        "party_size": one.party_size,
        "child_seats": 1 if has_child_seats and one.party_size > 3 and one.number % 4 == 0 else 0,
    }


def _price(one: Booked) -> dict[str, Any]:
    """What a booking costs by its branch's rules, and until when it is paid or called off."""
    starts_at, policy = one.start.starts_at, one.branch.fields
    return {
        "payment_state": ReservationPayment.PENDING if one.deposit else ReservationPayment.PAYLATER,
        "currency": one.branch.currency,
        "price_minor": (one.start.rule.price_minor or 0) * one.party_size,
        "deposit_minor": one.deposit,
        "cancel_fee_minor": one.deposit * policy.get("cancel_fee_bp", 10_000) // 10_000,
        # The house has given them until the evening before.
        "pay_until": starts_at - timedelta(hours=20) if one.deposit else None,
        "cancel_free_until": starts_at - timedelta(minutes=policy.get("cancel_free_minutes", 24 * 60)),
    }


def _claims(seating_id: int, stay: Stay) -> list[dict[str, Any]]:
    return [
        {"table_id": table_id, "environment": ENVIRONMENT.value, "tick": tick, "seating_id": seating_id}
        for table_id in stay.table_ids
        for tick in ticks_between(stay.start.starts_at, stay.held_until)
    ]


def _counts(stays: Sequence[Stay]) -> list[dict[str, Any]]:
    used: Counter[CountKey] = Counter()
    most: dict[CountKey, int] = {}
    for stay in stays:
        for key, n, limit in stay.counted:
            used[key] += n
            most[key] = limit
    return [
        {"what": what, "scope_id": scope, "environment": ENVIRONMENT.value, "tick": tick, "used": n, "most": most[key]}
        for key, n in used.items()
        for what, scope, tick in (key,)
    ]


def _pulse(branch_id: int, now: datetime) -> dict[str, Any]:
    return {"branch_id": branch_id, "environment": ENVIRONMENT.value, "version": 1, "changed_at": now}
