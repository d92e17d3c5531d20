"""Who has tables that somebody else wants: for staff, who may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.reservations import ticks_between
from app.domain.states import Environment
from app.models import Reservation, Seating, StaffMember, TableClaim


def holder_of(
    session: Session,
    *,
    table_ids: Sequence[int],
    environment: Environment,
    starts_at: datetime,
    ends_at: datetime,
    apart_from: Sequence[int] = (),
) -> str:
    """Who has one of the tables within a span of time: the party's name and reference, or why or by whom it is blocked;
    empty for a form that somebody fills in at the moment. Of several the earliest."""
    ticks = ticks_between(starts_at, ends_at)
    row = session.execute(
        select(Reservation.first_name, Reservation.last_name, Reservation.reference, Seating.note, StaffMember.name)
        .select_from(TableClaim)
        .join(Seating, Seating.id == TableClaim.seating_id)
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .outerjoin(StaffMember, StaffMember.id == Seating.created_by)
        .where(
            TableClaim.table_id.in_(table_ids),
            TableClaim.environment == environment.value,
            TableClaim.tick.between(ticks.start, ticks.stop - 1),
            TableClaim.seating_id.not_in(apart_from),
        )
        .order_by(TableClaim.tick, TableClaim.table_id)
        .limit(1)
    ).first()
    if row is None:
        return ""
    if row.reference is not None:
        return f"{row.first_name} {row.last_name}".strip() + f" ({row.reference})"
    return row.note or row.name or ""
