"""Evenings long past: their claims and counts are cleared away; which tables a party had stays written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.reservations import HOLDING
from app.models import Reservation, Seating
from app.services.seatings.claims import vacate
from app.services.seatings.locks import lock_day

KEPT_FOR: Final = timedelta(days=3)


def file_away(session: Session, *, now: datetime, limit: int = 200) -> int:
    """Clear away what seatings of one branch's day, days ago, still claim; how many there were.

    One whose party is still said to sit there, or to come, stays until staff say otherwise.
    """
    is_open = exists().where(Reservation.seating_id == Seating.id, Reservation.state.in_(HOLDING))
    over = (Seating.released_at.is_(None), Seating.ends_at <= now - KEPT_FOR, ~is_open)
    first = session.execute(
        select(Seating.branch_id, Seating.service_date).where(*over).order_by(Seating.id).limit(1)
    ).first()
    if first is None:
        return 0
    lock_day(session, branch_id=first.branch_id, service_date=first.service_date)
    rows = session.scalars(
        select(Seating)
        .where(*over, Seating.branch_id == first.branch_id, Seating.service_date == first.service_date)
        .order_by(Seating.id)
        .limit(limit)
        .execution_options(populate_existing=True)
    ).all()
    for seating in rows:
        vacate(session, seating)
        seating.released_at = now
    session.flush()
    return len(rows)
