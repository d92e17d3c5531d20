"""How a brand or branch is changed: what a form edits is read, sealed, compared, written and noted in the audit trail.

A form edits some columns of a row, and carries their seal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.tenant import Actor
from app.models import Branch, Brand
from app.services import audit_trail
from app.services.places.seals import check_seal
from app.services.staff_accounts import StaffSeen

V = TypeVar("V")


def values_of(kind: type[V], row: Brand | Branch) -> V:
    """The columns that `kind`, a dataclass with their names, edits."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})  # type: ignore[attr-defined]  # a dataclass


def write(
    session: Session, row: Brand | Branch, values: Any, *, seen: str, staff: StaffSeen, now: datetime
) -> tuple[str, ...]:
    """Write a locked row's new values and note who did it; returns the names of the columns that have changed.

    Raises ChangedMeanwhile where the columns no longer are what the seal `seen` was made of.
    """
    old = values_of(type(values), row)
    check_seal(session, asdict(old), seen, entity=row.__tablename__, entity_id=row.id)
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
