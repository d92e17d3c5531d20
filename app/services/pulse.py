"""A branch's pulse: a number that grows with every change of its day, so that screens know when to look again.

Everybody who changes anything at a branch needs its row, so it is written last, right before the commit: a unit of work
that waited for it half-way, holding other rows, could wait for somebody who waits for those.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.models import BranchPulse
from app.models.upsert import insert_into

# Under this name a session remembers the branches whose day its unit of work has changed.
_TOUCHED: Final = "touched_branches"
_VERSION: Final = select(BranchPulse.version).where(
    BranchPulse.branch_id == bindparam("branch"), BranchPulse.environment == bindparam("environment")
)


def touch(session: Session, *, branch_id: int, environment: str, now: datetime) -> None:
    """The unit of work changes the branch's day; its commit will say so."""
    session.info.setdefault(_TOUCHED, {})[branch_id, str(environment)] = now


def beat(session: Session) -> None:
    """Count the changes of this unit of work, once for each branch; its owner calls it right before the commit."""
    touched: dict[tuple[int, str], datetime] = session.info.pop(_TOUCHED, {})
    for (branch_id, environment), now in sorted(touched.items()):
        session.execute(
            insert_into(session, BranchPulse)
            .values(branch_id=branch_id, environment=environment, version=1, changed_at=now)
            .on_conflict_do_update(
                index_elements=[BranchPulse.branch_id, BranchPulse.environment],
                set_={"version": BranchPulse.version + 1, "changed_at": now},
            )
        )


def forget(session: Session) -> None:
    """The unit of work was rolled back: nothing has changed."""
    session.info.pop(_TOUCHED, None)


def version_of(session: Session, *, branch_id: int, environment: str) -> int:
    """The number at present; 0 where nothing has happened yet."""
    return session.scalar(_VERSION, {"branch": branch_id, "environment": environment}) or 0
