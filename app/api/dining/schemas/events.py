"""Events: slots, bookings, and the event wallet."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from app.api._kit.fields import LARGEST_ID, Id, Number, Text, json_whole, one_line
from app.api.dining.access import Shown
from app.api.dining.schemas.base import Day, Instant, PageSize, Reply, Schema, major
from app.domain.reservations import ReservationPayment
from app.models import Event, EventBookingState, EventPaymentType
from app.services.events.reading import SlotView
from app.services.events.views import EventBookingView

MOST_NOTE = 500

RowId = Annotated[int, BeforeValidator(json_whole), Field(ge=1, le=LARGEST_ID)]
Places = Annotated[int, BeforeValidator(json_whole), Field(ge=1, le=1000)]
ShortText = Annotated[Text, StringConstraints(max_length=100), AfterValidator(one_line)]


def _state(value: object) -> object:
    """Any case, and the British spelling too."""
    word = str(value).strip().upper()
    return "CANCELED" if word == "CANCELLED" else word


State = Annotated[EventBookingState, BeforeValidator(_state)]


def _moment(value: object) -> object:
    """A clock time of the event, or an instant with its offset."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    try:
        return time.fromisoformat(text) if len(text) <= len("23:59:59") else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("Input should be a time such as 18:00, or an instant such as 2026-06-11T17:00:00Z") from error


Moment = Annotated[
    time | datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["18:00", "2026-06-11T17:00:00.000Z"]}),
]


class SlotsQuery(Schema):
    event_id: Id
    date: Day
    party_size: Annotated[int, Field(ge=1, le=1000)] = 1


class SlotsIn(Schema):
    event_id: RowId
    booking_date: Day
    party_size: Places = 1


class SlotOut(Schema):
    event_rule_id: int
    start_time: Instant
    end_time: Instant
    available: bool
    remaining_capacity: int
    price: Number
    entry_fee: Number
    total_price: Number

    @classmethod
    def of(cls, view: SlotView, *, currency: str, party: int) -> Self:
        slot = view.slot
        return cls(
            event_rule_id=slot.rule.id,
            start_time=slot.starts_at,
            end_time=slot.ends_at,
            available=view.takes(party),
            remaining_capacity=view.left,
            price=major(slot.rule.price_minor, currency),
            entry_fee=major(view.entry_fee_minor, currency),
            total_price=major(view.total_minor, currency),
        )


class EventOut(Schema):
    id: int
    name: str
    description: str
    place: str
    currency: str
    time_zone: str
    start_date: Day
    end_date: Day
    entry_fee: Number
    max_quantity: int
    otp_required: bool

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(
            id=event.id,
            name=event.name_en,
            description=event.description_en,
            place=event.place_en,
            currency=event.currency,
            time_zone=event.zone,
            start_date=event.first_date,
            end_date=event.last_date,
            entry_fee=major(event.entry_fee_minor, event.currency),
            max_quantity=event.most_per_number,
            otp_required=event.needs_code,
        )


class SlotsOut(Reply):
    data: list[SlotOut]
    event: EventOut


class GroupedSlots(Schema):
    regular_slots: list[SlotOut]
    mid_night_slots: list[SlotOut]


class GroupedSlotsOut(Reply):
    data: GroupedSlots
    event: EventOut


class BookingsQuery(Schema):
    booking_id: Annotated[Text, StringConstraints(max_length=20)] | None = None
    customer_id: Id | None = None
    event_id: Id | None = None
    status: State | None = None
    limit: PageSize = 10
    skip: Annotated[int, Field(ge=0, le=LARGEST_ID)] = 0


class BookingQuery(Schema):
    id: Id


class NewBookingIn(Schema):
    mobile_number: Annotated[Text, StringConstraints(min_length=5, max_length=32)]
    event_id: RowId
    quantity: Places = 1
    event_rule_id: RowId | None = None
    date: Day | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    payment_type: EventPaymentType = EventPaymentType.CASH
    first_name: ShortText = ""
    last_name: ShortText = ""
    otp: Annotated[Text, StringConstraints(max_length=12)] | None = None


class BookingChangeIn(Schema):
    status: State | None = None
    payment_status: ReservationPayment | None = None
    date: Day | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    manage_token: Annotated[Text, StringConstraints(max_length=64)] | None = None


class BookingCustomer(Schema):
    id: int
    first_name: str
    last_name: str
    mobile_number: str | None


class BookingEvent(Schema):
    id: int
    name: str


class BookingOut(Schema):
    id: int
    booking_id: str
    event_id: int
    event_rule_id: int
    customer_id: int
    quantity: int
    date: Day
    start_time: Instant
    end_time: Instant
    price: Number
    entry_fee: Number
    total_price: Number
    currency: str
    status: EventBookingState
    payment_type: EventPaymentType
    payment_status: ReservationPayment
    created_at: Instant
    updated_at: Instant
    customer: BookingCustomer
    event: BookingEvent

    @classmethod
    def facts(cls, view: EventBookingView, shown: Shown) -> dict[str, Any]:
        """The members of a booking as this caller may see them."""
        currency = view.total.currency
        return {
            "id": view.id,
            "booking_id": view.booking_id,
            "event_id": view.event_id,
            "event_rule_id": view.rule_id,
            "customer_id": view.customer_id,
            "quantity": view.quantity,
            "date": view.date,
            "start_time": view.starts_at,
            "end_time": view.ends_at,
            "price": major(view.price.minor, currency),
            "entry_fee": major(view.entry_fee.minor, currency),
            "total_price": major(view.total.minor, currency),
            "currency": currency,
            "status": view.state,
            "payment_type": view.payment_type,
            "payment_status": view.payment_state,
            "created_at": view.created_at,
            "updated_at": view.updated_at,
            "customer": BookingCustomer(
                id=view.customer_id,
                first_name=shown.name(view.first_name),
                last_name=shown.name(view.last_name),
                mobile_number=shown.phone(view.phone),
            ),
            "event": BookingEvent(id=view.event_id, name=view.event_name_en),
        }

    @classmethod
    def of(cls, view: EventBookingView, shown: Shown) -> Self:
        return cls(**cls.facts(view, shown))


class NewBookingOut(BookingOut):
    manage_token: str
    payment_url: str | None

    @classmethod
    def made(cls, view: EventBookingView, shown: Shown, *, manage_token: str, payment_url: str | None) -> Self:
        return cls(**cls.facts(view, shown), manage_token=manage_token, payment_url=payment_url)


class OneBooking(Reply):
    message: str
    data: BookingOut


class NewBooking(Reply):
    message: Literal["Booking created successfully"] = "Booking created successfully"
    data: NewBookingOut


class ManyBookings(Reply):
    data: list[BookingOut]
    total: int
    limit: int
    skip: int
