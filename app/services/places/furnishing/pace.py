"""How long parties stay at a branch, and how many may arrive at one time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound
from app.models import Branch, TurnTime
from app.services.places.furnishing import edits
from app.services.places.furnishing.edits import Edit
from app.services.places.seals import check_seal, seal_of

_ENTITY: Final = "branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`turn_times`: how many minutes parties of up to so many guests stay. None: no limit on who arrives at a time."""

    turn_times: Mapping[int, int]
    covers: int | None
    parties: int | None

    def facts(self) -> dict[str, Any]:
        """As JSON values."""
        turns = [[party, self.turn_times[party]] for party in sorted(self.turn_times)]
        return {"turn_times": turns, "pacing_covers": self.covers, "pacing_parties": self.parties}

    @property
    def seal(self) -> str:
        return seal_of(self.facts())


def read_pace(session: Session, branch_id: int) -> Pace:
    """Two statements. Raises BranchNotFound."""
    branch = session.execute(
        select(Branch.pacing_covers, Branch.pacing_parties).where(Branch.id == branch_id)
    ).one_or_none()
    if branch is None:
        raise BranchNotFound
    rows = session.execute(
        select(TurnTime.up_to_party, TurnTime.minutes)
        .where(TurnTime.branch_id == branch_id)
        .order_by(TurnTime.up_to_party)
    )
    return Pace(turn_times={row.up_to_party: row.minutes for row in rows}, covers=branch[0], parties=branch[1])


def change_pace(session: Session, edit: Edit, wish: Pace, *, seen: str) -> None:
    """For bookings from now on; those made keep their length. Raises BranchNotFound, ChangedMeanwhile."""
    edits.begin(session, edit)
    branch = session.scalars(
        select(Branch)
        .where(Branch.id == edit.branch_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if branch is None:
        raise BranchNotFound
    before = read_pace(session, edit.branch_id)
    check_seal(session, before.facts(), seen, entity=_ENTITY, entity_id=edit.branch_id)
    if wish.facts() == before.facts():
        return
    session.execute(delete(TurnTime).where(TurnTime.branch_id == edit.branch_id))
    session.add_all(
        TurnTime(branch_id=edit.branch_id, up_to_party=party, minutes=minutes)
        for party, minutes in wish.turn_times.items()
    )
    branch.pacing_covers, branch.pacing_parties, branch.updated_at = wish.covers, wish.parties, edit.now
    session.flush()
    edits.note(session, edit, "pace_changed", _ENTITY, edit.branch_id, before=before.facts(), after=wish.facts())
