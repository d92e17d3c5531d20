"""The tables of a branch and who has them on an evening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationState, SeatingPurpose, TableShape
from app.domain.tenant import Tenant
from app.models import DiningTable, Reservation, Seating, SeatingTable, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTable:
    """A table; where it stands is in percent of the room."""

    id: int
    number: str
    capacity: int
    shape: TableShape
    section_id: int
    x: int
    y: int
    is_online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """What holds tables from start to end: a party, somebody's form, an offer, or a block with its reason."""

    uuid: UUID
    purpose: SeatingPurpose
    table_ids: frozenset[int]
    starts_at: datetime
    ends_at: datetime
    party_size: int
    note: str
    by: str
    reservation_uuid: UUID | None
    reference: str
    name: str
    state: ReservationState | None

    def holds(self, at: datetime) -> bool:
        """Whether the tables are theirs at this moment."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Room:
    """A branch's tables in order, and the stays of an evening by time, those that are over among them."""

    tables: tuple[RoomTable, ...]
    stays: tuple[Stay, ...]

    def of_table(self, table_id: int) -> list[Stay]:
        """Who has a table, by time."""
        return [stay for stay in self.stays if table_id in stay.table_ids]


def read_room(session: Session, tenant: Tenant, branch_id: int, day: date, *, now: datetime) -> Room:
    """Three statements."""
    tables = session.execute(
        select(*(getattr(DiningTable, name) for name in RoomTable.__slots__))
        .where(DiningTable.branch_id == branch_id, DiningTable.is_active.is_(True))
        .order_by(DiningTable.section_id, DiningTable.id)
    )
    # Who was here stays on the day's page after their claims have been cleared away.
    shown = (
        Seating.branch_id == branch_id,
        Seating.environment == tenant.environment,
        Seating.service_date == day,
        or_(Seating.released_at.is_(None), Reservation.state == ReservationState.COMPLETED),
        or_(Seating.expires_at.is_(None), Seating.expires_at > now),
    )
    rows = session.execute(
        select(Seating, Reservation, StaffMember.name)
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .outerjoin(StaffMember, StaffMember.id == Seating.created_by)
        .where(*shown)
        .order_by(Seating.starts_at, Seating.id)
    ).all()
    held: dict[int, set[int]] = {}
    for seating_id, table_id in session.execute(
        select(SeatingTable.seating_id, SeatingTable.table_id)
        .join(Seating, Seating.id == SeatingTable.seating_id)
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .where(*shown)
    ):
        held.setdefault(seating_id, set()).add(table_id)
    return Room(
        tuple(RoomTable(**row._mapping) for row in tables),  # noqa: SLF001  # SQLAlchemy's public name for it
        tuple(_stay(seating, made, by or "", frozenset(held.get(seating.id, ()))) for seating, made, by in rows),
    )


def _stay(seating: Seating, made: Reservation | None, by: str, table_ids: frozenset[int]) -> Stay:
    left_at = None if made is None else made.completed_at
    return Stay(
        uuid=seating.uuid,
        purpose=seating.purpose,
        table_ids=table_ids,
        starts_at=seating.starts_at,
        ends_at=seating.ends_at if left_at is None else min(seating.ends_at, left_at),
        party_size=seating.party_size,
        note=seating.note,
        by=by,
        reservation_uuid=None if made is None else made.uuid,
        reference="" if made is None else made.reference,
        name="" if made is None else f"{made.first_name} {made.last_name}".strip(),
        state=None if made is None else made.state,
    )
