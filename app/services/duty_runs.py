"""How the background work goes, written down now and then for people who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import DutyRun
from app.models.upsert import insert_into

# Rounds that went well are written down this often only; a failure, and the first success after it, at once.
NOTE_EVERY: Final = timedelta(seconds=30)
LATE_AFTER: Final = timedelta(minutes=3)
_LONGEST_ERROR: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A duty's last round, and its last failure."""

    name: str
    ran_at: datetime
    took_ms: int
    done: int
    failed_at: datetime | None
    last_error: str | None


def note(session: Session, *, name: str, took_ms: int, done: int, error: str | None, now: datetime) -> None:
    """Keep how a round went. The last failure stays readable beside later successes."""
    given = {"name": name, "ran_at": now, "took_ms": took_ms, "done": done}
    if error is not None:
        given |= {"failed_at": now, "last_error": error[:_LONGEST_ERROR]}
    session.execute(
        insert_into(session, DutyRun)
        .values(given)
        .on_conflict_do_update(
            index_elements=["name"], set_={key: value for key, value in given.items() if key != "name"}
        )
    )


def list_runs(session: Session) -> dict[str, DutyLine]:
    """Every duty that ever ran, by its name."""
    rows = session.execute(
        select(
            DutyRun.name, DutyRun.ran_at, DutyRun.took_ms, DutyRun.done, DutyRun.failed_at, DutyRun.last_error
        ).order_by(DutyRun.name)
    )
    return {row.name: DutyLine(**row._mapping) for row in rows}  # noqa: SLF001  # the public way to a row's names


def is_late(session: Session, *, now: datetime) -> bool:
    """Whether nothing has been done in the background for minutes: the worker is not there, or stuck."""
    latest = session.scalar(select(func.max(DutyRun.ran_at)))
    return latest is None or latest < now - LATE_AFTER
