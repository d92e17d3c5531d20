"""Events: slots, bookings without an account, and the wallet spent there. The paths are spelt as in the document."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from flask import Response, request

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api._kit.people import tools, visit
from app.api._kit.returning import return_url_of
from app.api.dining.access import Shown
from app.api.dining.family import dining
from app.api.dining.schemas.base import LOCALE
from app.api.dining.schemas.events import (
    BookingChangeIn,
    BookingOut,
    BookingQuery,
    BookingsQuery,
    EventOut,
    GroupedSlots,
    GroupedSlotsOut,
    ManyBookings,
    NewBooking,
    NewBookingIn,
    NewBookingOut,
    OneBooking,
    SlotOut,
    SlotsIn,
    SlotsOut,
    SlotsQuery,
)
from app.clock import utc_now
from app.domain.errors import EventNotFound, PhoneInvalid
from app.domain.paging import Window
from app.domain.phone import to_e164
from app.domain.scopes import Scope
from app.domain.tenant import Actor
from app.extensions import db, gateways
from app.flows import event_booking
from app.input import InvalidInput, Problem
from app.models import Event, EventBookingState
from app.services import platforms
from app.services.events import booking as bookings
from app.services.events import changing, reading, views
from app.services.events.booking import BookPlaces
from app.services.events.views import BookingSearch
from app.services.platforms import Storefront

TOPIC: Final = "Events"
_BASE: Final = "/api/public/salt-al-bahar"
TOKEN_HEADER: Final = "X-Manage-Token"  # noqa: S105  # a header's name


@dining.op(
    "GET",
    f"{_BASE}/available-slots",
    summary="The slots of an event on a date, with what is left and what a place costs",
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    publishable=True,
    needs=Needs.NOTHING,
    query=SlotsQuery,
    out=SlotsOut,
    message="",
    errors={404: "Event not found."},
)
def event_slots(call: Call, query: SlotsQuery) -> Response:
    session = db.session()
    event = reading.get_event(session, tenant=call.tenant, event_id=query.event_id)
    found = reading.list_slots(session, event, tenant=call.tenant, day=query.date, now=utc_now())
    slots = [SlotOut.of(view, currency=event.currency, party=query.party_size) for view in found]
    return call.answer(SlotsOut(data=slots, event=EventOut.of(event)))


@dining.op(
    "POST",
    f"{_BASE}/available-slots/slots",
    summary="The slots of an event that can be booked, the evening's apart from the night's",
    description="A slot that begins after midnight belongs to the evening's date, under `mid_night_slots`.",
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    publishable=True,
    needs=Needs.NOTHING,
    body=SlotsIn,
    out=GroupedSlotsOut,
    message="",
    is_flow=True,
    errors={404: "Event not found."},
)
def event_bookable_slots(call: Call, body: SlotsIn) -> Response:
    session = db.session()
    event = reading.get_event(session, tenant=call.tenant, event_id=body.event_id)
    found = reading.list_slots(session, event, tenant=call.tenant, day=body.booking_date, now=utc_now())
    groups: dict[bool, list[SlotOut]] = {False: [], True: []}
    for view in found:
        if view.slot.rule.is_bookable:
            groups[view.slot.is_midnight].append(SlotOut.of(view, currency=event.currency, party=body.party_size))
    grouped = GroupedSlots(regular_slots=groups[False], mid_night_slots=groups[True])
    return call.answer(GroupedSlotsOut(data=grouped, event=EventOut.of(event)))


@dining.op(
    "GET",
    f"{_BASE}/reservations",
    summary="Event bookings, newest first",
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=BookingsQuery,
    out=ManyBookings,
    message="",
)
def event_bookings(call: Call, query: BookingsQuery) -> Response:
    search = BookingSearch(
        booking_id=query.booking_id, customer_id=query.customer_id, event_id=query.event_id, state=query.status
    )
    window = Window(limit=query.limit, offset=query.skip)
    found = views.list_views(db.session(), tenant=call.tenant, search=search, window=window)
    shown = Shown.to(call)
    data = [BookingOut.of(view, shown) for view in found.items]
    return call.answer(ManyBookings(data=data, total=found.total, limit=query.limit, skip=query.skip))


@dining.op(
    "POST",
    f"{_BASE}/reservations",
    summary="Book places at an event",
    description=(
        "The number finds or makes the customer. Without `date`, `start_time` and `event_rule_id` the next free slot "
        "is taken. CASH counts as paid; CARD waits for its payment at `payment_url` for half an hour. `manage_token` "
        "moves or cancels the booking later. Where the event asks for a code, the first request sends it and answers "
        "400; the second brings it as `otp`."
    ),
    topic=TOPIC,
    scope=Scope.BOOKING_WRITE,
    needs=Needs.NOTHING,
    body=NewBookingIn,
    out=NewBooking,
    message="",
    is_flow=True,
    errors={404: "Event, or slot, not found.", 409: "The slot is full."},
)
def create_event_booking(call: Call, body: NewBookingIn) -> Response:
    session = db.session()
    event = reading.get_event(session, tenant=call.tenant, event_id=body.event_id)
    storefront = _storefront_of(event, call)
    phone = _phone(body.mobile_number, storefront)
    command = BookPlaces(
        phone=phone,
        quantity=body.quantity,
        rule_id=body.event_rule_id,
        date=body.date,
        starts_at=_start(event, body),
        payment_type=body.payment_type,
        first_name=body.first_name,
        last_name=body.last_name,
        locale=LOCALE,
        request_key=call.effect_key[:64],
    )
    if not call.sees_people:
        event_booking.check_code(tools(), visit(call), event_id=event.id, phone=phone, code=body.otp)
    booked = event_booking.book(
        tools(),
        gateways().providers,
        storefront=storefront,
        event_id=body.event_id,
        command=command,
        return_url=return_url_of(storefront),
    )
    made = NewBookingOut.made(
        booked.booking, Shown.to(call), manage_token=booked.manage_token, payment_url=booked.pay_url
    )
    return call.answer(NewBooking(data=made))


@dining.op(
    "PUT",
    f"{_BASE}/reservations",
    summary="Move or cancel an event booking",
    description=(
        "With the booking's `manage_token` in the body or in `X-Manage-Token`: another slot, or `CANCELED`. With a "
        "secret key also `payment_status`."
    ),
    topic=TOPIC,
    scope=Scope.BOOKING_WRITE,
    needs=Needs.NOTHING,
    query=BookingQuery,
    body=BookingChangeIn,
    out=OneBooking,
    message="",
    is_flow=True,
    errors={401: "Neither the booking's token nor a secret key.", 404: "Booking not found.", 409: "The slot is full."},
)
def update_event_booking(call: Call, query: BookingQuery, body: BookingChangeIn) -> Response:
    session = db.session()
    view = views.get_view(session, tenant=call.tenant, row_id=query.id)
    by_key = call.sees_people
    if not by_key:
        token = body.manage_token or request.headers.get(TOKEN_HEADER, "").strip()
        changing.check_token(gateways().keyed, view.uuid, token)
    if body.payment_status is not None and not by_key:
        raise InvalidInput(
            [Problem("payment_status", SENTENCE, "payment_status can only be changed with a secret key")]
        )
    storefront = _storefront_of(reading.get_event(session, tenant=call.tenant, event_id=view.event_id), call)
    actor = call.actor if by_key else Actor("customer", view.customer_id)
    if body.status is EventBookingState.CANCELED:
        event_booking.cancel(tools(), storefront=storefront, uuid=view.uuid, actor=actor)
        words = "Booking canceled successfully"
    else:
        _change(call, query.id, body, actor)
        words = "Booking updated successfully"
    after = views.get_view(db.session(), tenant=call.tenant, row_id=query.id)
    return call.answer(OneBooking(message=words, data=BookingOut.of(after, Shown.to(call))))


def _change(call: Call, row_id: int, body: BookingChangeIn, actor: Actor) -> None:
    with call.work() as session:
        booking = bookings.lock(session, tenant=call.tenant, booking_row=row_id)
        event = reading.get_event(session, tenant=call.tenant, event_id=booking.event_id)
        if body.date is not None or body.start_time is not None:
            day = body.date or booking.date
            bookings.move(
                session,
                event,
                booking,
                tenant=call.tenant,
                day=day,
                starts_at=_instant(event, body.start_time, day),
                actor=actor,
                now=utc_now(),
            )
        if body.payment_status is not None:
            changing.set_payment(session, booking, payment_state=body.payment_status, actor=actor, now=utc_now())


def _storefront_of(event: Event, call: Call) -> Storefront:
    """Where the event is paid, in the caller's environment. Raises EventNotFound."""
    found = platforms.find_storefront(db.session(), event.platform_id, call.tenant.environment)
    if found is None:
        raise EventNotFound
    return found


def _phone(typed: str, storefront: Storefront) -> str:
    """The document writes numbers without the plus. Raises PhoneInvalid."""
    text = typed if typed.startswith(("+", "0")) else f"+{typed}"
    phone = to_e164(text, region=storefront.country)
    if phone is None:
        raise PhoneInvalid
    return phone


def _start(event: Event, body: NewBookingIn) -> datetime | None:
    return _instant(event, body.start_time, body.date)


def _instant(event: Event, moment: time | datetime | None, day: date | None) -> datetime | None:
    """Raises EventNotFound for a clock time at which no slot of the date begins."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(event.zone))
    if day is None:
        raise InvalidInput([Problem("date", SENTENCE, "date is required with a start_time of the clock")])
    found = reading.start_on(db.session(), event, day=day, clock=moment)
    if found is None:
        raise EventNotFound
    return found
