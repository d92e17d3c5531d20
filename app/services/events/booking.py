"""Booking places at an event, moving and cancelling them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import EventNotFound, EventSlotFull, PlacesLimit, TooLateToChange, TransitionRefused
from app.domain.event_slots import PlannedSlot, plan
from app.domain.reservations import ReservationPayment
from app.domain.tenant import Actor, Tenant
from app.models import Customer, Event, EventBooking, EventBookingState, EventPaymentType, EventSlot
from app.services import accounts, audit_trail
from app.services.events import places, reading
from app.services.ports import KeyedHasher

_TRIES: Final = 8
_DIGITS: Final = 5
_TOKEN_LENGTH: Final = 32
# How long places wait for a payment page to be paid.
PAY_WINDOW: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlaces:
    """What somebody asks for: a slot by its start, by rule and date, by date alone, or the next free one.

    `phone` is E.164. With `hold_token` the places are those held for the form, and nothing else of the slot counts.
    """

    phone: str
    quantity: int = 1
    rule_id: int | None = None
    date: date | None = None
    starts_at: datetime | None = None
    payment_type: EventPaymentType = EventPaymentType.CASH
    hold_token: str | None = None
    first_name: str = ""
    last_name: str = ""
    email: str | None = None
    locale: str = "en"
    request_key: str | None = None


def manage_token(keyed: KeyedHasher, booking_uuid: UUID) -> str:
    """What changes a booking without an account: whoever holds it may move or cancel it."""
    return keyed.digest("event-booking", str(booking_uuid))[:_TOKEN_LENGTH]


def is_manage_token(keyed: KeyedHasher, booking_uuid: UUID, token: str) -> bool:
    return secrets.compare_digest(manage_token(keyed, booking_uuid).encode(), token.encode())


def find_by_request(session: Session, *, tenant: Tenant, request_key: str) -> EventBooking | None:
    """What this form has booked before."""
    return session.scalars(
        select(EventBooking).where(
            EventBooking.request_key == request_key,
            EventBooking.business_id == tenant.business_id,
            EventBooking.environment == tenant.environment,
        )
    ).one_or_none()


def book(
    session: Session, event: Event, command: BookPlaces, *, tenant: Tenant, keyed: KeyedHasher, now: datetime
) -> EventBooking:
    """Book places; cash counts as paid, as the document says, a card waits for its payment for half an hour.

    Raises EventNotFound for a slot the event does not have, EventSlotFull, PlacesLimit, HoldExpired.
    """
    if not 1 <= command.quantity <= event.most_per_number:
        raise PlacesLimit(limit=event.most_per_number)
    slot, planned, quantity = _take(session, event, command, tenant=tenant, keyed=keyed, now=now)
    customer = accounts.ensure_contact(
        session,
        tenant=tenant,
        first_name=command.first_name,
        last_name=command.last_name,
        email=command.email,
        phone=command.phone,
        locale=command.locale,
        now=now,
    )
    booking = _booking_of(session, event, command, planned, customer, quantity, now)
    booking.slot_id = slot.id
    session.add(booking)
    session.flush()
    places.check_number(session, event, slot, phone=command.phone)
    return booking


def cancel(session: Session, booking: EventBooking, *, actor: Actor, now: datetime) -> None:
    """Give the places back; what was paid by card goes back too, by the caller. Cancelled twice is cancelled once.

    Raises TooLateToChange once it has begun.
    """
    if booking.state is EventBookingState.CANCELED:
        return
    if booking.starts_at <= now and actor.kind != "key":
        raise TooLateToChange
    release(session, booking, now=now)
    if booking.payment_state is ReservationPayment.PENDING:
        # Given up, not overdue: money that still comes goes back.
        booking.payment_state = ReservationPayment.FAILED
    _note(session, booking, actor, "event_booking_cancelled", now)


def release(session: Session, booking: EventBooking, *, now: datetime) -> None:
    """The booking is over and its places are free. Its row is locked."""
    if booking.slot_id is not None:
        places.give_back(session, slot_id=booking.slot_id, quantity=booking.quantity)
    booking.slot_id, booking.pay_until = None, None
    booking.state, booking.canceled_at, booking.updated_at = EventBookingState.CANCELED, now, now
    booking.sequence += 1
    session.flush()


def move(
    session: Session,
    event: Event,
    booking: EventBooking,
    *,
    tenant: Tenant,
    day: date,
    starts_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """To another slot: its places are taken before the old ones are given back. The price stays what was agreed.

    Raises EventNotFound for no such slot, EventSlotFull, TooLateToChange, TransitionRefused for a cancelled booking.
    """
    if booking.state is EventBookingState.CANCELED:
        raise TransitionRefused(entity="event_booking", state=booking.state.value, wanted="moved")
    if booking.starts_at <= now and actor.kind != "key":
        raise TooLateToChange
    planned = _find_planned(session, event, day=day, starts_at=starts_at, rule_id=None, now=now)
    before = {"starts_at": booking.starts_at.isoformat()}
    places.lock(session, planned, tenant=tenant, also=booking.slot_id)
    slot = places.take(session, planned, tenant=tenant, quantity=booking.quantity, now=now)
    if booking.slot_id is not None:
        places.give_back(session, slot_id=booking.slot_id, quantity=booking.quantity)
    booking.slot_id, booking.rule_id = slot.id, planned.rule.id
    booking.date, booking.starts_at, booking.ends_at = planned.date, planned.starts_at, planned.ends_at
    booking.sequence, booking.updated_at = booking.sequence + 1, now
    session.flush()
    places.check_number(session, event, slot, phone=booking.phone)
    _note(session, booking, actor, "event_booking_moved", now, before=before)


def lock(session: Session, *, tenant: Tenant, booking_row: int | None = None, uuid: UUID | None = None) -> EventBooking:
    """The booking by row id or uuid, kept from others. Raises EventNotFound."""
    whose = EventBooking.id == booking_row if uuid is None else EventBooking.uuid == uuid
    found = session.scalars(
        select(EventBooking)
        .where(whose, EventBooking.business_id == tenant.business_id, EventBooking.environment == tenant.environment)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise EventNotFound
    return found


def retake(session: Session, event: Event, booking: EventBooking, *, tenant: Tenant, now: datetime) -> bool:
    """Take the places of a booking again whose time to pay was over; False where somebody else has them, or where it
    was given up."""
    if booking.slot_id is not None:
        return booking.state is not EventBookingState.CANCELED
    if booking.payment_state is not ReservationPayment.PENDING:
        return False
    planned = [
        slot
        for slot in plan(reading.rules_of(session, event), booking.date, ZoneInfo(event.zone))
        if slot.starts_at == booking.starts_at and slot.rule.id == booking.rule_id
    ]
    if not planned or booking.starts_at <= now:
        return False
    try:
        with session.begin_nested():
            slot = places.take(session, planned[0], tenant=tenant, quantity=booking.quantity, now=now)
    except EventSlotFull:
        return False
    booking.slot_id, booking.canceled_at = slot.id, None
    return True


def _booking_of(  # noqa: PLR0917  # private, called once above
    session: Session,
    event: Event,
    command: BookPlaces,
    planned: PlannedSlot,
    customer: Customer,
    quantity: int,
    now: datetime,
) -> EventBooking:
    by_card = command.payment_type is EventPaymentType.CARD
    each = planned.rule.price_minor + event.entry_fee_minor
    is_due = by_card and each * quantity > 0
    return EventBooking(
        uuid=uuid4(),
        booking_id=_booking_id(session),
        business_id=event.business_id,
        environment=customer.environment,
        event_id=event.id,
        rule_id=planned.rule.id,
        customer_id=customer.id,
        request_key=command.request_key,
        quantity=quantity,
        date=planned.date,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        currency=event.currency,
        price_minor=planned.rule.price_minor,
        entry_fee_minor=event.entry_fee_minor,
        total_minor=quantity * each,
        state=EventBookingState.PENDING if is_due else EventBookingState.CONFIRMED,
        payment_type=command.payment_type,
        payment_state=ReservationPayment.PENDING if is_due else ReservationPayment.PAID,
        pay_until=now + PAY_WINDOW if is_due else None,
        first_name=command.first_name or customer.first_name,
        last_name=command.last_name or customer.last_name,
        email=command.email,
        phone=command.phone,
        locale=command.locale,
        created_at=now,
        updated_at=now,
    )


def _take(
    session: Session, event: Event, command: BookPlaces, *, tenant: Tenant, keyed: KeyedHasher, now: datetime
) -> tuple[EventSlot, PlannedSlot, int]:
    if command.hold_token is not None:
        slot, quantity = places.use_hold(session, keyed=keyed, token=command.hold_token, now=now)
        planned = _find_planned(
            session, event, day=slot.date, starts_at=slot.starts_at, rule_id=slot.rule_id, now=now, even_begun=True
        )
        return slot, planned, quantity
    if command.date is None and command.rule_id is None and command.starts_at is None:
        free = reading.find_next(session, event, tenant=tenant, quantity=command.quantity, now=now)
        if free is None:
            raise EventSlotFull(left=0)
        planned = free.slot
    else:
        planned = _wanted(session, event, command, tenant=tenant, now=now)
    return places.take(session, planned, tenant=tenant, quantity=command.quantity, now=now), planned, command.quantity


def _wanted(session: Session, event: Event, command: BookPlaces, *, tenant: Tenant, now: datetime) -> PlannedSlot:
    """The slot named by its start, else the first of the date, or of the rule, that still has the places."""
    views = [
        view
        for day in _days(event, command, now)
        for view in reading.list_slots(session, event, tenant=tenant, day=day, now=now)
        if (command.rule_id is None or view.slot.rule.id == command.rule_id)
        and (command.starts_at is None or view.slot.starts_at == command.starts_at)
        and view.slot.rule.is_bookable
        and not view.has_begun
    ]
    if not views:
        raise EventNotFound
    free = [view for view in views if view.left >= command.quantity]
    return (free or views)[0].slot


def _days(event: Event, command: BookPlaces, now: datetime) -> list[date]:
    """The dates a wish may mean: a moment after midnight belongs to the evening before."""
    if command.date is not None:
        return [command.date]
    zone = ZoneInfo(event.zone)
    if command.starts_at is not None:
        day = command.starts_at.astimezone(zone).date()
        return [day - timedelta(days=1), day]
    return [max(now.astimezone(zone).date(), event.first_date)]


def _find_planned(
    session: Session,
    event: Event,
    *,
    day: date,
    starts_at: datetime | None,
    rule_id: int | None,
    now: datetime,
    even_begun: bool = False,
) -> PlannedSlot:
    for slot in plan(reading.rules_of(session, event), day, ZoneInfo(event.zone)):
        is_it = (starts_at is None or slot.starts_at == starts_at) and rule_id in {None, slot.rule.id}
        if is_it and slot.rule.is_bookable and (even_begun or slot.starts_at > now):
            return slot
    raise EventNotFound


def _booking_id(session: Session) -> str:
    """A number nobody has, drawn; once five digits grow crowded, six."""
    for attempt in range(_TRIES):
        digits = _DIGITS if attempt < _TRIES // 2 else _DIGITS + 1
        text = f"SALT{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if session.scalar(select(EventBooking.id).where(EventBooking.booking_id == text)) is None:
            return text
    raise RuntimeError("no free booking number was found")


def _note(
    session: Session,
    booking: EventBooking,
    actor: Actor,
    action: str,
    now: datetime,
    *,
    before: dict[str, str] | None = None,
) -> None:
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity="event_booking",
        entity_id=booking.id,
        business_id=booking.business_id,
        before=before,
        after={"state": booking.state.value, "starts_at": booking.starts_at.isoformat()},
        now=now,
    )
