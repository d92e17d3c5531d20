"""How a branch's room and hours are changed: alone in the room, noted in the trail, told to every screen.

A form carries the seal of what it showed. Should the row be another by the time it is sent, nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy.orm import Session

from app.domain.errors import ChangedMeanwhile
from app.domain.tenant import Actor, Tenant
from app.services import audit_trail, pulse, seatings
from app.services.places.editing.changes import find_last_change_to

_SEAL_LETTERS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Who changes which branch, and when."""

    tenant: Tenant
    branch_id: int
    actor: Actor
    now: datetime


def begin(session: Session, edit: Edit) -> None:
    """Have the room to oneself: before anything is looked at that the change relies on."""
    seatings.lock_room(session, branch_id=edit.branch_id)


def facts_of(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    """The columns of a row as JSON values."""
    return {name: _plain(getattr(row, name)) for name in names}


def seal_of(facts: Mapping[str, Any]) -> str:
    """Another one for other facts."""
    text = repr(sorted(facts.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:_SEAL_LETTERS]


def check_seal(session: Session, facts: Mapping[str, Any], seen: str, *, entity: str, entity_id: int) -> None:
    """Raise ChangedMeanwhile, saying by whom, unless the facts are those that the seal `seen` was made of."""
    if seal_of(facts) != seen:
        last = find_last_change_to(session, entity, entity_id, facts.keys())
        raise ChangedMeanwhile(by="" if last is None else last.by)


def note(
    session: Session,
    edit: Edit,
    action: str,
    entity: str,
    entity_id: int | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write a change into the trail, as far as anything differs, and let the branch's screens know."""
    if before is not None and after is not None:
        before, after = _differing(before, after), _differing(after, before)
        if not before and not after:
            return
    audit_trail.record(
        session,
        actor=edit.actor,
        action=action,
        entity=entity,
        entity_id=entity_id,
        business_id=edit.tenant.business_id,
        before=before,
        after=after,
        now=edit.now,
    )
    pulse.touch(session, branch_id=edit.branch_id, environment=edit.tenant.environment, now=edit.now)


def _differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in other or other[name] != value}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
