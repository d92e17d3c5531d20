"""A branch's own facts, terms and limits, and how its page shows what can be had."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import BookingsComing, ClockInUse
from app.domain.reservations import HOLDING
from app.models import Branch, Country, Reservation, Seating
from app.services.places.editing import changes
from app.services.places.editing.reaching import get_branch, lock_branch
from app.services.places.seals import LastChange, find_last_change, seal_of
from app.services.staff_accounts import StaffSeen

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDetails:
    """What the page of details edits, named like the columns: minutes, basis points, minor units."""

    name_en: str
    name_ar: str
    city_en: str
    city_ar: str
    address_en: str | None
    address_ar: str | None
    description_en: str | None
    description_ar: str | None
    phone: str | None
    latitude: float | None
    longitude: float | None
    map_code: str | None
    zone: str
    club_id: str
    is_active: bool
    slot_minutes: int
    buffer_minutes: int
    hold_minutes: int
    lead_minutes: int
    horizon_days: int
    min_party: int
    max_party: int
    largest_combination: int
    deposit_minor: int
    deposit_from_party: int
    cancel_free_minutes: int
    cancel_fee_bp: int
    reservation_link: str | None
    allowed_hosts: list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDisplay:
    """What the page about the diner's page edits, named like the columns."""

    remaining_capacity_hide: bool
    time_slot_hide: bool
    section_wise_time_slots: bool
    show_slots_header: bool
    show_period_headers: bool
    show_time_range: bool
    child_seats: bool
    is_active_waitinglist: bool
    waiting_list_config: dict[str, Any] | None
    is_active_payment: bool
    new_customer_reservation_otp: bool
    new_customer_waiting_list_otp: bool
    venue_details: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchSheet(Generic[V]):
    """A branch as it is now, for a form; `region` is its country by ISO 3166-1, `seal` says which state this is."""

    code: str
    region: str
    currency: str
    values: V
    seal: str
    last: LastChange | None


def read_details(session: Session, staff: StaffSeen, code: str) -> BranchSheet[BranchDetails]:
    """A branch's details; three statements or four. Raises NotAllowed, BranchNotFound."""
    return _sheet(session, staff, code, BranchDetails)


def read_display(session: Session, staff: StaffSeen, code: str) -> BranchSheet[BranchDisplay]:
    """How a branch's page shows it; three statements or four. Raises NotAllowed, BranchNotFound."""
    return _sheet(session, staff, code, BranchDisplay)


def change_details(
    session: Session,
    *,
    staff: StaffSeen,
    code: str,
    values: BranchDetails,
    seen: str,
    is_sure: bool,
    now: datetime,
) -> tuple[str, ...]:
    """Change a branch's details; returns what has changed.

    Bookings keep the terms they were made on. Switched off, the branch takes no new ones and those to come stay,
    which somebody must be sure of. The clock stays while anything is booked or kept by it.

    Raises NotAllowed, BranchNotFound, ChangedMeanwhile, BookingsComing, ClockInUse.
    """
    branch = lock_branch(session, staff, code)
    was_active, zone = branch.is_active, branch.zone
    changed = changes.write(session, branch, values, seen=seen, staff=staff, now=now)
    if values.zone != zone and (kept := count_kept(session, branch.id, now=now)):
        raise ClockInUse(coming=kept)
    if was_active and not values.is_active and not is_sure and (coming := count_coming(session, branch.id, now=now)):
        raise BookingsComing(coming=coming)
    return changed


def change_display(
    session: Session, *, staff: StaffSeen, code: str, values: BranchDisplay, seen: str, now: datetime
) -> tuple[str, ...]:
    """Change how a branch's page shows it, and what it asks of diners; returns what has changed.

    Raises NotAllowed, BranchNotFound, ChangedMeanwhile.
    """
    branch = lock_branch(session, staff, code)
    return changes.write(session, branch, values, seen=seen, staff=staff, now=now)


def count_coming(session: Session, branch_id: int, *, now: datetime) -> int:
    """Bookings that are not over yet, in every environment."""
    found = session.scalar(
        select(func.count(Reservation.id)).where(
            Reservation.branch_id == branch_id, Reservation.state.in_(HOLDING), Reservation.ends_at > now
        )
    )
    return found or 0


def count_kept(session: Session, branch_id: int, *, now: datetime) -> int:
    """Whatever still occupies tables: bookings, holds, offers and tables kept free, in every environment."""
    found = session.scalar(
        select(func.count(Seating.id)).where(
            Seating.branch_id == branch_id,
            Seating.ends_at > now,
            Seating.released_at.is_(None),
            or_(Seating.expires_at.is_(None), Seating.expires_at > now),
        )
    )
    return found or 0


def _sheet(session: Session, staff: StaffSeen, code: str, kind: type[V]) -> BranchSheet[V]:
    branch: Branch = get_branch(session, staff, code)
    values = changes.values_of(kind, branch)
    facts = asdict(values)  # type: ignore[call-overload]  # a dataclass
    return BranchSheet(
        code=branch.code,
        region=session.scalar(select(Country.iso2).where(Country.id == branch.country_id)) or "",
        currency=branch.currency,
        values=values,
        seal=seal_of(facts),
        last=find_last_change(session, branch.__tablename__, branch.id, facts.keys()),
    )
