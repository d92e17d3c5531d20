"""Reservations as pages, messages and third parties take them, and what it takes to make one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.bilingual import Branded, Named
from app.domain.booking_terms import Terms
from app.domain.reservations import (
    Allergen,
    ReservationPayment,
    ReservationSource,
    ReservationState,
)
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Reservation
from app.services.ports import KeyedHasher, MessageTexts


@dataclass(frozen=True, slots=True)
class Office:
    """What booking needs from outside: the words of messages, and the secret of links."""

    texts: MessageTexts
    keyed: KeyedHasher


@dataclass(frozen=True, slots=True, kw_only=True)
class Diner:
    """Who comes; `phone` is E.164, `email` lower-cased."""

    first_name: str
    last_name: str = ""
    phone: str | None = None
    email: str | None = None
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the house should know beforehand."""

    child_seats: int = 0
    occasion: str = ""
    request: str = ""
    allergies: tuple[Allergen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBooking:
    """A booking to be made.

    `request_key` is the form's: however often it is sent, it makes one booking. `link` is the address of the manage
    page with `{uuid}` and `{token}` in it. `customer_id`: whoever is signed in. Staff may leave the deposit out.
    """

    diner: Diner
    details: Details = field(default_factory=Details)
    source: ReservationSource = ReservationSource.ONLINE
    request_key: str | None = None
    link: str | None = None
    customer_id: int | None = None
    asks_deposit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Named, Branded):
    """Where it is: a branch and its brand, as far as a diner is told. `code` is the branch's in addresses."""

    id: int
    code: str
    name_en: str
    name_ar: str
    brand_en: str
    brand_ar: str
    address_en: str
    address_ar: str
    phone: str
    zone: ZoneInfo
    map_code: str
    by_whatsapp: bool
    by_email: bool
    platform_id: int

    def address(self, locale: str) -> str:
        return self.address_ar if locale == "ar" else self.address_en


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationView:
    """A reservation as its diner and the house see it; instants are UTC, money minor units of `currency`."""

    id: int
    uuid: UUID
    reference: str
    business_id: int
    environment: Environment
    place: Place
    section_id: int
    section_en: str
    section_ar: str
    tables: tuple[str, ...]
    seating_id: int | None
    customer_id: int
    state: ReservationState
    payment_state: ReservationPayment
    source: ReservationSource
    service_date: date
    starts_at: datetime
    ends_at: datetime
    period_en: str
    period_ar: str
    party_size: int
    child_seats: int
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    locale: str
    link: str | None
    occasion: str
    request: str
    allergies: tuple[Allergen, ...]
    currency: str
    terms: Terms
    pay_until: datetime | None
    sequence: int
    version: int
    still_coming_at: datetime | None
    seated_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.business_id, self.environment)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def deposit_due_minor(self) -> int:
        """What must be paid for the booking to stand; 0 where nothing is."""
        return deposit_due(self.state, self.payment_state, self.terms.deposit_minor)

    def section(self, locale: str) -> str:
        return self.section_ar if locale == "ar" else self.section_en

    def period(self, locale: str) -> str:
        return self.period_ar if locale == "ar" else self.period_en

    def is_upcoming(self, now: datetime) -> bool:
        """Whether it is still to come, and stands."""
        return self.ends_at > now and self.state in {ReservationState.PENDING, ReservationState.CONFIRMED}

    def may_change(self, now: datetime) -> bool:
        """Whether its diner may still move or cancel it."""
        return self.starts_at > now and self.state in {ReservationState.PENDING, ReservationState.CONFIRMED}

    def kept_if_canceled(self, now: datetime) -> int:
        """What is kept of the deposit if it is cancelled at this moment: told before."""
        return self.terms.kept(now) if self.payment_state is ReservationPayment.PAID else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """Tables kept while a form is filled in, with the terms a booking would have."""

    token: str
    seating_id: int
    place: Place
    section_id: int
    section_en: str
    section_ar: str
    service_date: date
    starts_at: datetime
    ends_at: datetime
    period_en: str
    period_ar: str
    party_size: int
    rule_id: int | None
    currency: str
    terms: Terms
    expires_at: datetime
    may_extend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingMove:
    """Another time that is held for a booking until `expires_at`, and what must be paid for it.

    `paid_minor` is what the booking has paid already, `deposit_minor` the whole that the new time asks for.
    """

    seating_id: int
    section_en: str
    section_ar: str
    service_date: date
    starts_at: datetime
    party_size: int
    terms: Terms
    paid_minor: int
    hold_minutes: int
    expires_at: datetime

    @property
    def due_minor(self) -> int:
        return self.terms.deposit_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Canceled:
    """A cancelled reservation, and the money: what goes back to the diner, and what the house keeps."""

    view: ReservationView
    back_minor: int
    kept_minor: int


def deposit_due(state: ReservationState, payment: ReservationPayment, deposit_minor: int) -> int:
    """What of a deposit must still be paid."""
    is_open = state in {ReservationState.PENDING, ReservationState.CONFIRMED}
    unpaid = payment in {ReservationPayment.PENDING, ReservationPayment.FAILED}
    return deposit_minor if is_open and unpaid else 0


def terms_of_row(row: Reservation) -> Terms:
    """The terms frozen on a reservation."""
    return Terms(
        price_minor=row.price_minor,
        deposit_minor=row.deposit_minor,
        cancel_fee_minor=row.cancel_fee_minor,
        cancel_free_until=row.cancel_free_until or row.starts_at,
    )
