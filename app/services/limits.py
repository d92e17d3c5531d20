"""How often something may be tried: counters in the database, so that they hold across processes and restarts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.errors import TooManyAttempts
from app.models import AttemptCounter
from app.models.base import UtcDateTime


def hit(session: Session, *, key: str, most: int, window: timedelta, now: datetime) -> None:
    """Count one attempt; the window begins with the first and all that fall into it are counted together.

    One statement, so that two callers cannot both be the last one allowed. A refused attempt is not counted when
    the caller's unit of work is rolled back by the error, which leaves the counter at `most`.

    Raises TooManyAttempts.
    """
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    ends_at = literal(now + window, UtcDateTime())
    is_over = AttemptCounter.window_ends_at <= now
    statement = dialect.insert(AttemptCounter).values(key=key, window_ends_at=now + window, attempts=1)
    row = session.execute(
        statement.on_conflict_do_update(
            index_elements=[AttemptCounter.key],
            set_={
                "attempts": case((is_over, 1), else_=AttemptCounter.attempts + 1),
                "window_ends_at": case((is_over, ends_at), else_=AttemptCounter.window_ends_at),
            },
        ).returning(AttemptCounter.attempts, AttemptCounter.window_ends_at)
    ).one()
    if row.attempts > most:
        raise TooManyAttempts(retry_at=row.window_ends_at)


def check(session: Session, *, key: str, most: int, now: datetime) -> None:
    """Say no when the attempts are used up, counting nothing. Raises TooManyAttempts."""
    row = session.execute(
        select(AttemptCounter.attempts, AttemptCounter.window_ends_at).where(
            AttemptCounter.key == key, AttemptCounter.window_ends_at > now
        )
    ).one_or_none()
    if row is not None and row.attempts >= most:
        raise TooManyAttempts(retry_at=row.window_ends_at)


def give_back(session: Session, *, key: str) -> None:
    """Take one attempt back: it turned out to be a good one."""
    session.execute(
        update(AttemptCounter)
        .where(AttemptCounter.key == key, AttemptCounter.attempts > 0)
        .values(attempts=AttemptCounter.attempts - 1)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, *, key: str) -> None:
    """Start afresh."""
    session.execute(delete(AttemptCounter).where(AttemptCounter.key == key))


def sweep(session: Session, *, now: datetime) -> int:
    """Delete counters whose window is over; returns how many."""
    gone = session.scalars(
        delete(AttemptCounter).where(AttemptCounter.window_ends_at <= now).returning(AttemptCounter.key)
    )
    return len(gone.all())
