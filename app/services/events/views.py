"""Event bookings as pages and routes show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.errors import EventNotFound
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.reservations import ReservationPayment
from app.domain.tenant import Tenant
from app.models import Event, EventBooking, EventBookingState, EventPaymentType


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBookingView:
    """A booking with the name of its event. Prices are per place; `zone` is the event's."""

    id: int
    uuid: UUID
    booking_id: str
    event_id: int
    event_slug: str
    event_name_en: str
    event_name_ar: str
    zone: str
    rule_id: int
    customer_id: int
    first_name: str
    last_name: str
    phone: str
    email: str | None
    quantity: int
    date: date
    starts_at: datetime
    ends_at: datetime
    price: Money
    entry_fee: Money
    total: Money
    state: EventBookingState
    payment_type: EventPaymentType
    payment_state: ReservationPayment
    pay_until: datetime | None
    sequence: int
    created_at: datetime
    updated_at: datetime

    def event_name(self, locale: str) -> str:
        return self.event_name_ar if locale == "ar" else self.event_name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingSearch:
    """Which bookings are wanted; what is None does not matter."""

    booking_id: str | None = None
    customer_id: int | None = None
    event_id: int | None = None
    state: EventBookingState | None = None


def get_view(
    session: Session, *, tenant: Tenant, row_id: int | None = None, uuid: UUID | None = None
) -> EventBookingView:
    """One booking by row id or uuid; one statement. Raises EventNotFound."""
    whose = EventBooking.id == row_id if uuid is None else EventBooking.uuid == uuid
    row = session.execute(
        select(EventBooking, Event)
        .join(Event, Event.id == EventBooking.event_id)
        .where(whose, *_within(tenant))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise EventNotFound
    return _view(row[0], row[1])


def list_views(session: Session, *, tenant: Tenant, search: BookingSearch, window: Window) -> Page[EventBookingView]:
    """Bookings, newest first; two statements."""
    wanted = [*_within(tenant), *_conditions(search)]
    total = session.scalar(select(func.count(EventBooking.id)).where(*wanted)) or 0
    rows = session.execute(
        select(EventBooking, Event)
        .join(Event, Event.id == EventBooking.event_id)
        .where(*wanted)
        .order_by(EventBooking.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    )
    return Page([_view(booking, event) for booking, event in rows], total, window)


def _within(tenant: Tenant) -> tuple[ColumnElement[bool], ...]:
    return (EventBooking.business_id == tenant.business_id, EventBooking.environment == tenant.environment)


def _conditions(search: BookingSearch) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.booking_id is not None:
        found.append(EventBooking.booking_id == search.booking_id)
    if search.customer_id is not None:
        found.append(EventBooking.customer_id == search.customer_id)
    if search.event_id is not None:
        found.append(EventBooking.event_id == search.event_id)
    if search.state is not None:
        found.append(EventBooking.state == search.state)
    return found


def _view(booking: EventBooking, event: Event) -> EventBookingView:
    return EventBookingView(
        id=booking.id,
        uuid=booking.uuid,
        booking_id=booking.booking_id,
        event_id=event.id,
        event_slug=event.slug,
        event_name_en=event.name_en,
        event_name_ar=event.name_ar,
        zone=event.zone,
        rule_id=booking.rule_id,
        customer_id=booking.customer_id,
        first_name=booking.first_name,
        last_name=booking.last_name,
        phone=booking.phone,
        email=booking.email,
        quantity=booking.quantity,
        date=booking.date,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        price=Money(booking.price_minor, booking.currency),
        entry_fee=Money(booking.entry_fee_minor, booking.currency),
        total=Money(booking.total_minor, booking.currency),
        state=booking.state,
        payment_type=booking.payment_type,
        payment_state=booking.payment_state,
        pay_until=booking.pay_until,
        sequence=booking.sequence,
        created_at=booking.created_at,
        updated_at=booking.updated_at,
    )
