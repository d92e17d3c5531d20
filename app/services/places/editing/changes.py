"""How a brand or branch is changed: what a form edits is read, sealed, compared, written and noted in the audit trail.

A form edits some columns of a row. The seal of their values travels with the form: who sends it after somebody else has
changed one of them is told so; what others do to the rest of the row is in nobody's way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import ChangedMeanwhile
from app.domain.tenant import Actor
from app.models import AuditEntry, Branch, Brand, StaffMember
from app.services import audit_trail
from app.services.staff_accounts import StaffSeen

V = TypeVar("V")

# Entries looked through for who changed something last.
_LATEST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """Who changed a row last, and when (UTC)."""

    by: str
    at: datetime


def values_of(kind: type[V], row: Brand | Branch) -> V:
    """The columns that `kind`, a dataclass with their names, edits."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})  # type: ignore[attr-defined]  # a dataclass


def seal_of(values: Any) -> str:
    """A fingerprint of what a form edits as it was read."""
    written = json.dumps(asdict(values), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(written.encode(), digest_size=12).hexdigest()


def write(
    session: Session, row: Brand | Branch, values: Any, *, seen: str, staff: StaffSeen, now: datetime
) -> tuple[str, ...]:
    """Write a locked row's new values and note who did it; returns the names of the columns that have changed.

    Raises ChangedMeanwhile where the columns no longer are what the seal `seen` was made of.
    """
    old = values_of(type(values), row)
    if seal_of(old) != seen:
        last = find_last_change(session, row, old.__dataclass_fields__)
        raise ChangedMeanwhile(by=last.by if last is not None else "")
    changed = tuple(field.name for field in fields(values) if getattr(old, field.name) != getattr(values, field.name))
    if not changed:
        return ()
    for name in changed:
        setattr(row, name, getattr(values, name))
    row.updated_at = now
    session.flush()
    renew_look(session, brand_of(row))
    note(
        session,
        row,
        action="changed",
        staff=staff,
        before={name: getattr(old, name) for name in changed},
        after={name: getattr(values, name) for name in changed},
        now=now,
    )
    return changed


def note(
    session: Session,
    row: Brand | Branch,
    *,
    action: str,
    staff: StaffSeen,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep in the audit trail who did what to a brand or branch; JSON values only."""
    entity = row.__tablename__
    audit_trail.record(
        session,
        actor=Actor("staff", staff.staff_id),
        action=f"{entity}_{action}",
        entity=entity,
        entity_id=row.id,
        business_id=row.business_id,
        before=dict(before),
        after=dict(after),
        now=now,
    )


def renew_look(session: Session, brand_id: int) -> None:
    """Let go of what is cached of a brand's pages."""
    session.execute(
        update(Brand)
        .where(Brand.id == brand_id)
        .values(version=Brand.version + 1)
        .execution_options(synchronize_session=False)
    )


def brand_of(row: Brand | Branch) -> int:
    """The brand that a row is or belongs to."""
    return row.id if isinstance(row, Brand) else row.brand_id


def find_last_change(session: Session, row: Brand | Branch, names: Collection[str]) -> LastChange | None:
    """Who of the staff changed one of these columns last, as far as the latest entries tell; one statement."""
    return find_last_change_to(session, row.__tablename__, row.id, names)


def find_last_change_to(session: Session, entity: str, entity_id: int, names: Collection[str]) -> LastChange | None:
    """The same for whatever the trail knows by this entity and id."""
    entries = session.execute(
        select(StaffMember.name, AuditEntry.at, AuditEntry.after)
        .join(StaffMember, StaffMember.id == AuditEntry.actor_id)
        .where(AuditEntry.actor_kind == "staff", AuditEntry.entity == entity, AuditEntry.entity_id == entity_id)
        .order_by(AuditEntry.id.desc())
        .limit(_LATEST)
    )
    wanted = frozenset(names)
    return next((LastChange(by=one.name, at=one.at) for one in entries if wanted & (one.after or {}).keys()), None)
