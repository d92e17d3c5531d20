"""How a branch's room and hours are changed: alone in the room, noted in the trail, told to every screen.

A form carries the seal of what it showed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, SectionNotFound
from app.domain.tenant import Actor, Tenant
from app.models import AvailabilityRule, DiningTable, Section
from app.services import audit_trail, pulse, seatings

R = TypeVar("R", AvailabilityRule, DiningTable, Section)


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


def lock_own(session: Session, edit: Edit, model: type[R], row_id: int, missing: type[DomainError]) -> R:
    """A section, table or rule of the branch, kept from other changes. Raises `missing`."""
    found = session.scalars(
        select(model)
        .where(model.id == row_id, model.branch_id == edit.branch_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise missing
    return found


def check_section(session: Session, edit: Edit, section_id: int) -> None:
    """Raise SectionNotFound unless the branch has it."""
    found = session.scalar(select(Section.id).where(Section.id == section_id, Section.branch_id == edit.branch_id))
    if found is None:
        raise SectionNotFound


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
