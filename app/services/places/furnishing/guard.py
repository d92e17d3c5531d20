"""What parties that are there or will come need of tables: asked under the lock of the room, so that it stays true."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import TableInUse
from app.domain.reservations import SeatingPurpose
from app.models import DiningTable, Reservation, Seating, SeatingTable

# So many bookings are named; whoever moves those sees the others then.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A party that has a table now or later; without `uuid` and `reference` somebody is booking at this moment."""

    seating_id: int
    starts_at: datetime
    party_size: int
    reference: str
    uuid: UUID | None
    name: str


def list_coming(session: Session, table_ids: Collection[int], *, now: datetime) -> list[Coming]:
    """Who has one of the tables now or later, by time; one statement. What staff keep free is nobody's."""
    rows = session.execute(
        select(
            Seating.id.label("seating_id"),
            Seating.starts_at,
            Seating.party_size,
            Reservation.reference,
            Reservation.uuid,
            Reservation.first_name,
            Reservation.last_name,
        )
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .where(
            Seating.id.in_(select(SeatingTable.seating_id).where(SeatingTable.table_id.in_(table_ids))),
            Seating.purpose != SeatingPurpose.BLOCK,
            Seating.released_at.is_(None),
            Seating.ends_at > now,
            or_(Seating.expires_at.is_(None), Seating.expires_at > now),
        )
        .order_by(Seating.starts_at, Seating.id)
    )
    return [
        Coming(
            seating_id=row.seating_id,
            starts_at=row.starts_at,
            party_size=row.party_size,
            reference=row.reference or "",
            uuid=row.uuid,
            name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        )
        for row in rows
    ]


def check_nobody_comes(session: Session, table_id: int, *, now: datetime) -> None:
    """Raise TableInUse where a party has the table now or later."""
    _refuse(list_coming(session, [table_id], now=now))


def check_still_seats(session: Session, table: DiningTable, *, capacity: int, now: datetime) -> None:
    """Raise TableInUse where a party would no longer fit, were the table to seat only so many.

    Parties that staff put at too few seats knowingly are named too: they would have fewer yet.
    """
    coming = list_coming(session, [table.id], now=now)
    seats = _seats(session, [one.seating_id for one in coming])
    fewer = table.capacity - capacity
    _refuse([one for one in coming if seats[one.seating_id] - fewer < one.party_size])


def _seats(session: Session, seating_ids: Collection[int]) -> Mapping[int, int]:
    """How many each seating's tables seat together."""
    rows = session.execute(
        select(SeatingTable.seating_id, func.sum(DiningTable.capacity))
        .join(DiningTable, DiningTable.id == SeatingTable.table_id)
        .where(SeatingTable.seating_id.in_(seating_ids))
        .group_by(SeatingTable.seating_id)
    )
    return {seating_id: int(seats) for seating_id, seats in rows}


def _refuse(needed: list[Coming]) -> None:
    if needed:
        references = tuple(one.reference for one in needed if one.reference)
        raise TableInUse(references=references[:_NAMED], being_booked=len(references) < len(needed))
