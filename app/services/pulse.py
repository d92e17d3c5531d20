"""A branch's pulse: a number that grows with every change of its day, so that screens know when to look again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import BranchPulse
from app.models.upsert import insert_into


def touch(session: Session, *, branch_id: int, environment: str, now: datetime) -> None:
    """Count a change. Called last in a unit of work: the row is held until the commit and everybody needs it."""
    session.execute(
        insert_into(session, BranchPulse)
        .values(branch_id=branch_id, environment=environment, version=1, changed_at=now)
        .on_conflict_do_update(
            index_elements=[BranchPulse.branch_id, BranchPulse.environment],
            set_={"version": BranchPulse.version + 1, "changed_at": now},
        )
    )


def version_of(session: Session, *, branch_id: int, environment: str) -> int:
    """The number at present; 0 where nothing has happened yet."""
    found = session.scalar(
        select(BranchPulse.version).where(BranchPulse.branch_id == branch_id, BranchPulse.environment == environment)
    )
    return found or 0
