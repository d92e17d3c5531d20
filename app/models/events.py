"""Events with places by the slot: an evening on the beach, sold by the hour."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.reservations import ReservationPayment
from app.domain.states import Environment
from app.models.base import Base, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of


class EventBookingState(StrEnum):
    # Waits for its payment.
    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    CANCELED = "CANCELED"


class EventPaymentType(StrEnum):
    CASH = "CASH"
    CARD = "CARD"


class Event(Base):
    """Something that people book places for, on the dates between its first and last."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("business_id", "slug"),
        CheckConstraint("first_date <= last_date", name="dates_in_order"),
        CheckConstraint("entry_fee_minor >= 0 AND most_per_number >= 1", name="limits"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    # Through which it is paid.
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    # Whose colours its page has.
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    place_en: Mapped[str] = mapped_column(default="")
    place_ar: Mapped[str] = mapped_column(default="")
    image: Mapped[str] = mapped_column(default="")
    currency: Mapped[CurrencyCode]
    zone: Mapped[str] = mapped_column(String(64))
    first_date: Mapped[date]
    last_date: Mapped[date]
    # Per person, on top of the slot's price.
    entry_fee_minor: Mapped[Minor] = mapped_column(default=0)
    hold_minutes: Mapped[int] = mapped_column(default=10)
    # Places one number may book for one slot.
    most_per_number: Mapped[int] = mapped_column(default=10)
    needs_code: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class EventRule(Base):
    """Slots of an event: when on its dates, how long, for how many, at what price.

    Minutes count from midnight of the date on the event's clock; beyond a day, the slot belongs to the evening before.
    """

    __tablename__ = "event_rule"
    __table_args__ = (
        CheckConstraint("starts_minute >= 0 AND ends_minute > starts_minute AND ends_minute <= 2880", name="span"),
        CheckConstraint("slot_minutes > 0 AND capacity >= 0 AND price_minor >= 0", name="positive"),
    )

    id: Mapped[PrimaryKey]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    title_en: Mapped[str] = mapped_column(String(80), default="")
    title_ar: Mapped[str] = mapped_column(String(80), default="")
    weekdays: Mapped[list[Any]] = mapped_column(default=list)
    first_date: Mapped[date | None]
    last_date: Mapped[date | None]
    starts_minute: Mapped[int]
    # When the last slot is over.
    ends_minute: Mapped[int]
    slot_minutes: Mapped[int]
    capacity: Mapped[int]
    price_minor: Mapped[Minor]
    is_bookable: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class EventSlot(Base):
    """A slot somebody has booked or held, with the places taken: never more than there are."""

    __tablename__ = "event_slot"
    __table_args__ = (
        UniqueConstraint("rule_id", "environment", "starts_at"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="within_capacity"),
    )

    id: Mapped[PrimaryKey]
    rule_id: Mapped[int] = mapped_column(ForeignKey("event_rule.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    # The date it belongs to, on the event's clock.
    date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)


class EventHold(Base):
    """Places kept while a form is filled in; given back by themselves."""

    __tablename__ = "event_hold"
    __table_args__ = (CheckConstraint("quantity >= 1", name="quantity_positive"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    slot_id: Mapped[int] = mapped_column(ForeignKey("event_slot.id"), index=True)
    quantity: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class EventWalletEntry(Base):
    """What was said of a movement of an event wallet; the money itself is in the ledger."""

    __tablename__ = "event_wallet_entry"

    transfer_id: Mapped[int] = mapped_column(ForeignKey("ledger_transfer.id"), primary_key=True)
    payment_method: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    event_booking_id: Mapped[int | None] = mapped_column(ForeignKey("event_booking.id"), index=True)


class EventBooking(Base):
    """Places booked at an event."""

    __tablename__ = "event_booking"
    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("total_minor = quantity * (price_minor + entry_fee_minor)", name="adds_up"),
        Index("ix_event_booking_event", "event_id", "environment", "created_at"),
        Index("ix_event_booking_unpaid", "state", "pay_until"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    # "SALT12345".
    booking_id: Mapped[str] = mapped_column(String(20), unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("event_rule.id"))
    # None once it was cancelled.
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("event_slot.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    quantity: Mapped[int]
    date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    currency: Mapped[CurrencyCode]
    # Per place.
    price_minor: Mapped[Minor]
    entry_fee_minor: Mapped[Minor]
    total_minor: Mapped[Minor]
    state: Mapped[EventBookingState] = mapped_column(enum_of(EventBookingState, "state_known"))
    payment_type: Mapped[EventPaymentType] = mapped_column(enum_of(EventPaymentType, "payment_type_known"))
    payment_state: Mapped[ReservationPayment] = mapped_column(enum_of(ReservationPayment, "payment_state_known"))
    pay_until: Mapped[datetime | None]
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str | None]
    phone: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    sequence: Mapped[int] = mapped_column(default=0)
    canceled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
