"""Of two who change the same thing one is first: the other is told by whom, and nothing of theirs is written.

A form carries the seal of what it showed. Whoever sends it after somebody else has changed one of those facts has
another seal than the row's; what others do to the rest of the row is in nobody's way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import ChangedMeanwhile
from app.models import AuditEntry, StaffMember

# Entries looked through for who changed something last.
_LATEST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """Who changed a row last, and when (UTC)."""

    by: str
    at: datetime


def seal_of(facts: Mapping[str, Any]) -> str:
    """A fingerprint of what a form edits, given as JSON values."""
    written = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(written.encode(), digest_size=12).hexdigest()


def check_seal(session: Session, facts: Mapping[str, Any], seen: str, *, entity: str, entity_id: int) -> None:
    """Raise ChangedMeanwhile, saying by whom, unless the facts are those that the seal `seen` was made of."""
    if seal_of(facts) != seen:
        last = find_last_change(session, entity, entity_id, facts.keys())
        raise ChangedMeanwhile(by="" if last is None else last.by)


def find_last_change(session: Session, entity: str, entity_id: int, names: Collection[str]) -> LastChange | None:
    """Who of the staff changed one of these facts last, as far as the latest entries tell; one statement.

    `entity` and `entity_id` are what the audit trail knows the row by.
    """
    entries = session.execute(
        select(StaffMember.name, AuditEntry.at, AuditEntry.after)
        .join(StaffMember, StaffMember.id == AuditEntry.actor_id)
        .where(AuditEntry.actor_kind == "staff", AuditEntry.entity == entity, AuditEntry.entity_id == entity_id)
        .order_by(AuditEntry.id.desc())
        .limit(_LATEST)
    )
    wanted = frozenset(names)
    return next((LastChange(by=one.name, at=one.at) for one in entries if wanted & (one.after or {}).keys()), None)
