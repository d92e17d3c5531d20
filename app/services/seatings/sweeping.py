"""Holds and offers that have run out give their tables back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.models import Seating
from app.services import pulse
from app.services.seatings.claims import vacate
from app.services.seatings.locks import lock_day

_DAY: Final = timedelta(days=1)


class SweptDay(NamedTuple):
    """A branch's day on which something has run out."""

    branch_id: int
    environment: Environment
    day: date


def sweep_day(session: Session, *, branch_id: int, environment: Environment, day: date, now: datetime) -> int:
    """Take back what has run out on a service date and the nights beside it; the caller has the lock of that day."""
    rows = session.scalars(
        select(Seating)
        .where(
            Seating.branch_id == branch_id,
            Seating.environment == environment,
            Seating.service_date.between(day - _DAY, day + _DAY),
            Seating.released_at.is_(None),
            Seating.expires_at <= now,
        )
        .order_by(Seating.id)
        .execution_options(populate_existing=True)
    ).all()
    for seating in rows:
        vacate(session, seating)
        seating.released_at = now
    session.flush()
    return len(rows)


def list_expired(session: Session, *, now: datetime, limit: int) -> list[SweptDay]:
    """Days of branches on which a hold or an offer has run out and was not swept up yet."""
    rows = session.execute(
        select(Seating.branch_id, Seating.environment, Seating.service_date)
        .where(Seating.released_at.is_(None), Seating.expires_at <= now)
        .distinct()
        .limit(limit)
    )
    return [SweptDay(*row) for row in rows]


def sweep_expired(session: Session, swept: SweptDay, *, now: datetime) -> int:
    """Sweep up one day of a branch; how many seatings had run out."""
    lock_day(session, branch_id=swept.branch_id, service_date=swept.day)
    gone = sweep_day(session, branch_id=swept.branch_id, environment=swept.environment, day=swept.day, now=now)
    if gone:
        pulse.touch(session, branch_id=swept.branch_id, environment=swept.environment, now=now)
    return gone
