"""Bookings of tables, and people who wait for one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.reservations import (
    ReservationPayment,
    ReservationSource,
    ReservationState,
    WaitingKind,
    WaitingState,
)
from app.domain.states import Environment
from app.models.base import Base, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class Reservation(Base):
    """A booked table, as it was promised: its terms are frozen when it is made."""

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("party_size >= 1 AND child_seats >= 0", name="party_positive"),
        CheckConstraint("deposit_minor >= 0 AND cancel_fee_minor >= 0", name="money_not_negative"),
        CheckConstraint("cancel_fee_minor <= deposit_minor", name="fee_within_deposit"),
        CheckConstraint("ends_at > starts_at", name="span"),
        Index("ix_reservation_branch_day", "branch_id", "environment", "service_date"),
        Index("ix_reservation_branch_start", "branch_id", "environment", "starts_at"),
        Index("ix_reservation_business_created", "business_id", "environment", "created_at"),
        Index("ix_reservation_business_phone", "business_id", "environment", "phone"),
        Index("ix_reservation_unpaid", "payment_state", "pay_until"),
        Index("ix_reservation_remind", "state", "remind_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    # "RES482915": what people and third parties call it.
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    # Its tables at present; None once it was cancelled or never came.
    seating_id: Mapped[int | None] = mapped_column(ForeignKey("seating.id"), unique=True)
    # The tables held for another time that asks for a larger deposit, until the difference is paid or the hold is over.
    moving_to_id: Mapped[int | None] = mapped_column(ForeignKey("seating.id"), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    state: Mapped[ReservationState] = mapped_column(enum_of(ReservationState, "state_known"))
    payment_state: Mapped[ReservationPayment] = mapped_column(enum_of(ReservationPayment, "payment_state_known"))
    source: Mapped[ReservationSource] = mapped_column(enum_of(ReservationSource, "source_known"))
    # One form, one booking.
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    service_date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    period_en: Mapped[str] = mapped_column(String(80), default="")
    period_ar: Mapped[str] = mapped_column(String(80), default="")
    party_size: Mapped[int]
    child_seats: Mapped[int] = mapped_column(default=0)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("availability_rule.id"))

    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    # Where its diner manages it, for messages; it holds the token that opens it.
    link: Mapped[str | None] = mapped_column(EncryptedText)
    # "UAE": the country as third parties filter by it.
    country: Mapped[str] = mapped_column(String(80), default="")
    occasion: Mapped[str] = mapped_column(String(40), default="")
    # The guest's own words, and what the kitchen must know, by the words of domain/reservations.py.
    request: Mapped[str] = mapped_column(Text, default="")
    allergies: Mapped[list[Any]] = mapped_column(default=list)

    currency: Mapped[CurrencyCode]
    price_minor: Mapped[Minor] = mapped_column(default=0)
    deposit_minor: Mapped[Minor] = mapped_column(default=0)
    # Cancelled until then, all of the deposit goes back; afterwards this much of it is kept.
    cancel_free_until: Mapped[datetime | None]
    cancel_fee_minor: Mapped[Minor] = mapped_column(default=0)
    # Until when the table waits for an unpaid deposit.
    pay_until: Mapped[datetime | None]

    # RFC 5545 SEQUENCE of its calendar entry: grows with each change of when, where and whether.
    sequence: Mapped[int] = mapped_column(default=0)
    # Grows with each change at all: a screen that shows an older one is told so.
    version: Mapped[int] = mapped_column(default=1)
    remind_at: Mapped[datetime | None]
    still_coming_at: Mapped[datetime | None]
    seated_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    canceled_at: Mapped[datetime | None]
    canceled_by: Mapped[str | None] = mapped_column(String(20))
    no_show_at: Mapped[datetime | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ReservationNote(Base):
    """What staff have written about a booking: with an author, and an end."""

    __tablename__ = "reservation_note"

    id: Mapped[PrimaryKey]
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservation.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class WaitingEntry(Base):
    """Somebody who waits for a table: on a day that is full, or at the door."""

    __tablename__ = "waiting_entry"
    __table_args__ = (
        CheckConstraint("party_size >= 1", name="party_positive"),
        CheckConstraint("(state = 'READY') = (ready_until IS NOT NULL)", name="ready_ends"),
        Index("ix_waiting_entry_branch", "branch_id", "environment", "kind", "state", "service_date"),
        Index("ix_waiting_entry_business_created", "business_id", "environment", "created_at"),
        Index("ix_waiting_entry_ready", "state", "ready_until"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[WaitingKind] = mapped_column(enum_of(WaitingKind, "kind_known"))
    state: Mapped[WaitingState] = mapped_column(enum_of(WaitingState, "state_known"))
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    party_size: Mapped[int]
    service_date: Mapped[date]
    # When they would like to eat; None at the door: now.
    wanted_from: Mapped[datetime | None]
    wanted_until: Mapped[datetime | None]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    notes: Mapped[str] = mapped_column(Text, default="")
    archive: Mapped[bool] = mapped_column(default=False)
    first_name: Mapped[str] = mapped_column(String(100))
    last_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5), default="en")
    # The address of their page, told in messages; it opens the entry to whoever holds it.
    link: Mapped[str | None] = mapped_column(EncryptedText)
    # What a walk-in was told, in minutes from `created_at`.
    quoted_minutes: Mapped[int | None]
    # The table kept for them while they are asked, and what came of it.
    seating_id: Mapped[int | None] = mapped_column(ForeignKey("seating.id"), unique=True)
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("reservation.id"), unique=True)
    offers: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    ready_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class StaffBranch(Base):
    """A branch a staff member may work at, where they may not work at all of them."""

    __tablename__ = "staff_branch"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
