"""What is asked of the lists of guests, and what they tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.reservations import ReservationPayment, ReservationState, TableShape, WaitingKind, WaitingState


class ReservationSort(StrEnum):
    """By what reservations may be put in order; by what is personal only for who may see it."""

    ID = "id"
    REFERENCE = "reservation_id"
    STATE = "reservation_status"
    PAYMENT = "payment_status"
    START = "start_time"
    END = "end_time"
    DAY = "service_date"
    PARTY = "party_size"
    CHILD_SEATS = "child_seats"
    BRANCH = "branch_id"
    SECTION = "section_id"
    CUSTOMER = "customer_id"
    COUNTRY = "country"
    CREATED = "created_date"
    UPDATED = "updated_date"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "mobile_number"
    EMAIL = "email"

    @property
    def is_personal(self) -> bool:
        return self in {self.FIRST_NAME, self.LAST_NAME, self.PHONE, self.EMAIL}


class WaitingSort(StrEnum):
    ID = "id"
    CREATED = "createdAt"
    UPDATED = "updatedAt"
    STATE = "status"
    PARTY = "party_size"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationQuery:
    """Which reservations. Empty collections and texts, and None, ask for nothing in particular.

    Days are whole and counted on each branch's clock. `text` is a part of a number, reference or name; with
    `whole_only` it must be a whole number or reference. `phone` is always a whole number. `within` are the branches
    the reader may see, None for all of the business.
    """

    states: Collection[ReservationState] = ()
    payments: Collection[ReservationPayment] = ()
    branch_id: int | None = None
    brand_id: int | None = None
    country_id: int | None = None
    country: str = ""
    reference: str = ""
    first_day: date | None = None
    last_day: date | None = None
    starts_from: datetime | None = None
    starts_until: datetime | None = None
    text: str = ""
    phone: str = ""
    whole_only: bool = False
    sort: ReservationSort = ReservationSort.CREATED
    descending: bool = True
    within: Collection[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingQuery:
    """Who waits. `day` is that of joining, on each branch's clock; `phone` is a whole number."""

    kind: WaitingKind
    branch_id: int | None = None
    brand_id: int | None = None
    state: WaitingState | None = None
    customer_id: int | None = None
    phone: str = ""
    day: date | None = None
    sort: WaitingSort = WaitingSort.CREATED
    descending: bool = True
    within: Collection[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who it is, as they said when they booked or joined; a customer's number is E.164."""

    customer_id: int
    first_name: str
    last_name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSeen:
    id: int
    number: str
    capacity: int
    shape: TableShape
    section_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSeen:
    """Money asked for a reservation, in minor units; given back in whole it counts as refunded."""

    id: int
    amount_minor: int
    currency: str
    state: ReservationPayment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationSeen:
    """A reservation and what belongs to it; names of places in English."""

    id: int
    reference: str
    state: ReservationState
    payment_state: ReservationPayment
    starts_at: datetime
    ends_at: datetime
    party_size: int
    child_seats: int
    occasion: str
    request: str
    allergies: Sequence[str]
    created_at: datetime
    updated_at: datetime
    guest: Guest
    brand_id: int
    brand_name: str
    branch_id: int
    branch_name: str
    country_id: int
    country_name: str
    section_id: int
    section_name: str
    tables: Sequence[TableSeen]
    payments: Sequence[PaymentSeen]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSeen:
    """Somebody who waits; READY that has lapsed is told as EXPIRED, whether or not that was written down yet."""

    id: int
    kind: WaitingKind
    state: WaitingState
    party_size: int
    notes: str
    archive: bool
    quoted_minutes: int | None
    created_at: datetime
    updated_at: datetime
    guest: Guest
    branch_id: int
    branch_name: str
    branch_code: str
    branch_address: str | None
    brand_id: int
    brand_name: str
    country_id: int
    country_code: str
    currency: str
    tables: Sequence[TableSeen]
