"""The bookings of a branch's evening, filtered and put in order; its figures; what was done to a booking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import ReservationNotFound
from app.domain.reservations import HOLDING, ReservationPayment, ReservationSource, ReservationState, WaitingState
from app.domain.tenant import Tenant
from app.models import (
    AuditEntry,
    DiningTable,
    Reservation,
    ReservationNote,
    SeatingTable,
    StaffMember,
    WaitingEntry,
)

_MOST: Final = 500
# Fewer digits are in everybody's number.
_FEWEST_DIGITS: Final = 3
_COMES: Final = HOLDING | {ReservationState.COMPLETED}


class VisitSort(StrEnum):
    TIME = "time"
    NAME = "name"
    PARTY = "party"
    TABLE = "table"
    BOOKED = "booked"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitQuery:
    """Which bookings of the evening; None and "" ask for nothing in particular."""

    day: date
    state: ReservationState | None = None
    payment: ReservationPayment | None = None
    source: ReservationSource | None = None
    section_id: int | None = None
    text: str = ""
    sort: VisitSort = VisitSort.TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A booking as a line of the list; instants are UTC."""

    uuid: UUID
    reference: str
    version: int
    state: ReservationState
    payment_state: ReservationPayment
    source: ReservationSource
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    section_id: int
    tables: tuple[str, ...]
    party_size: int
    child_seats: int
    first_name: str
    last_name: str
    phone: str | None
    occasion: str
    request: str
    allergies: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def is_late(self, now: datetime) -> bool:
        """Whether they should be here by now."""
        return self.state is ReservationState.CONFIRMED and self.starts_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Guests and parties of an evening, whatever the list is filtered by."""

    covers: int
    parties: int
    seated: int
    to_come: int
    waiting: int


_SAME: Final = (
    *("uuid", "reference", "version", "state", "payment_state", "source", "starts_at", "ends_at", "created_at"),
    *("section_id", "party_size", "child_seats", "first_name", "last_name", "phone", "occasion", "request"),
)
_KEYS: Final[Mapping[VisitSort, Callable[[Visit], Any]]] = {
    VisitSort.TIME: lambda one: (one.starts_at, one.reference),
    VisitSort.NAME: lambda one: (one.name.casefold(), one.starts_at),
    VisitSort.PARTY: lambda one: (-one.party_size, one.starts_at),
    VisitSort.TABLE: lambda one: (not one.tables, [(len(word), word) for word in one.tables], one.starts_at),
    VisitSort.BOOKED: lambda one: -one.created_at.timestamp(),
}


def list_visits(session: Session, tenant: Tenant, branch_id: int, wanted: VisitQuery, *, now: datetime) -> list[Visit]:
    """The bookings of an evening, at most 500; three statements."""
    rows = session.execute(
        select(Reservation.id, Reservation.seating_id, Reservation.allergies, *(getattr(Reservation, n) for n in _SAME))
        .where(*_of(tenant, branch_id, wanted.day), *_filters(wanted))
        .order_by(Reservation.starts_at, Reservation.id)
        .limit(_MOST)
    ).all()
    tables = _tables(session, [row.seating_id for row in rows if row.seating_id is not None])
    notes = _notes(session, [row.id for row in rows], now)
    visits = [
        Visit(
            **{name: getattr(row, name) for name in _SAME},
            allergies=tuple(row.allergies),
            tables=tuple(tables.get(row.seating_id or 0, ())),
            notes=tuple(notes.get(row.id, ())),
        )
        for row in rows
    ]
    return sorted(visits, key=_KEYS[wanted.sort])


def read_totals(session: Session, tenant: Tenant, branch_id: int, day: date) -> Totals:
    """The figures of an evening; two statements."""
    by_state = {
        row.state: (row.parties, row.covers)
        for row in session.execute(
            select(
                Reservation.state,
                func.count(Reservation.id).label("parties"),
                func.sum(Reservation.party_size).label("covers"),
            )
            .where(*_of(tenant, branch_id, day))
            .group_by(Reservation.state)
        )
    }
    waiting = session.scalar(
        select(func.count(WaitingEntry.id)).where(
            WaitingEntry.branch_id == branch_id,
            WaitingEntry.environment == tenant.environment,
            WaitingEntry.service_date == day,
            WaitingEntry.state.in_((WaitingState.WAITING, WaitingState.READY)),
        )
    )
    nobody = (0, 0)
    seated = by_state.get(ReservationState.SEATED, nobody)[1]
    open_states = (ReservationState.PENDING, ReservationState.CONFIRMED)
    return Totals(
        parties=sum(by_state.get(state, nobody)[0] for state in _COMES),
        covers=sum(by_state.get(state, nobody)[1] for state in _COMES),
        seated=seated,
        to_come=sum(by_state.get(state, nobody)[1] for state in open_states),
        waiting=waiting or 0,
    )


def check_here(session: Session, tenant: Tenant, branch_id: int, uuid: UUID) -> None:
    """Raise ReservationNotFound unless the booking is one of this branch; one statement."""
    found = session.scalar(
        select(Reservation.id).where(
            Reservation.uuid == uuid,
            Reservation.branch_id == branch_id,
            Reservation.business_id == tenant.business_id,
            Reservation.environment == tenant.environment,
        )
    )
    if found is None:
        raise ReservationNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was done to a booking: by a colleague (`by`), else by whom `actor_kind` says."""

    at: datetime
    action: str
    actor_kind: str
    by: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def list_history(session: Session, reservation_id: int) -> list[Change]:
    """What the trail knows of a booking, the latest first; one statement."""
    rows = session.execute(
        select(
            AuditEntry.at,
            AuditEntry.action,
            AuditEntry.actor_kind,
            StaffMember.name,
            AuditEntry.before,
            AuditEntry.after,
        )
        .outerjoin(StaffMember, (AuditEntry.actor_kind == "staff") & (StaffMember.id == AuditEntry.actor_id))
        .where(AuditEntry.entity == "reservation", AuditEntry.entity_id == reservation_id)
        .order_by(AuditEntry.id.desc())
        .limit(100)
    )
    return [
        Change(
            at=row.at,
            action=row.action,
            actor_kind=row.actor_kind,
            by=row.name or "",
            before=row.before or {},
            after=row.after or {},
        )
        for row in rows
    ]


def _of(tenant: Tenant, branch_id: int, day: date) -> list[ColumnElement[bool]]:
    return [
        Reservation.branch_id == branch_id,
        Reservation.environment == tenant.environment,
        Reservation.service_date == day,
    ]


def _filters(wanted: VisitQuery) -> list[ColumnElement[bool]]:
    named = (
        (Reservation.state, wanted.state),
        (Reservation.payment_state, wanted.payment),
        (Reservation.source, wanted.source),
        (Reservation.section_id, wanted.section_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in named if value is not None]
    if wanted.text:
        name = Reservation.first_name.concat(" ").concat(Reservation.last_name)
        found: list[ColumnElement[bool]] = [
            name.icontains(wanted.text, autoescape=True),
            Reservation.reference.icontains(wanted.text, autoescape=True),
        ]
        # A number is dialled with a nought at home and kept with the country's code.
        digits = "".join(sign for sign in wanted.text if sign.isascii() and sign.isdigit()).lstrip("0")
        if len(digits) >= _FEWEST_DIGITS and not any(sign.isalpha() for sign in wanted.text):
            found.append(Reservation.phone.contains(digits))
        conditions.append(or_(*found))
    return conditions


def _tables(session: Session, seating_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for seating_id, number in session.execute(
        select(SeatingTable.seating_id, DiningTable.number)
        .join(DiningTable, DiningTable.id == SeatingTable.table_id)
        .where(SeatingTable.seating_id.in_(seating_ids))
        .order_by(DiningTable.id)
    ):
        found[seating_id].append(number)
    return found


def _notes(session: Session, reservation_ids: Collection[int], now: datetime) -> Mapping[int, Sequence[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for reservation_id, text in session.execute(
        select(ReservationNote.reservation_id, ReservationNote.text)
        .where(ReservationNote.reservation_id.in_(reservation_ids), ReservationNote.expires_at > now)
        .order_by(ReservationNote.id)
    ):
        found[reservation_id].append(text)
    return found
