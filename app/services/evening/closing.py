"""Keeping tables free, and closing hours or a day; both can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound, TablesTaken, TransitionRefused
from app.domain.reservations import RuleKind, SeatingPurpose
from app.domain.tenant import Actor, Tenant
from app.models import AvailabilityRule, DiningTable, Seating
from app.services import audit_trail, pulse, seatings
from app.services.seatings.holders import holder_of

_DAY: Final = 24 * 60
_BLOCK: Final = "table_block"
_RULE: Final = "availability_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Hours of one day in which nothing can be booked; minutes of the service date, `section_id` None: everywhere."""

    id: int
    section_id: int | None
    starts_minute: int
    ends_minute: int
    title: str
    # One of several days is opened again where all of them are closed: in the back office.
    is_one_day: bool

    @property
    def is_whole_day(self) -> bool:
        return self.starts_minute == 0 and self.ends_minute >= _DAY


def block(
    session: Session,
    *,
    tenant: Tenant,
    branch_id: int,
    table_ids: Sequence[int],
    day: date,
    starts_at: datetime,
    ends_at: datetime,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep tables of the branch free. Raises TablesTaken saying who has them, BranchNotFound for foreign tables."""
    known = session.scalar(
        select(func.count(DiningTable.id)).where(DiningTable.id.in_(table_ids), DiningTable.branch_id == branch_id)
    )
    if not table_ids or known != len(set(table_ids)):
        raise BranchNotFound
    try:
        made = seatings.take_exactly(
            session,
            table_ids=table_ids,
            starts_at=starts_at,
            ends_at=ends_at,
            service_date=day,
            environment=tenant.environment,
            purpose=SeatingPurpose.BLOCK,
            created_by=actor.id,
            note=note,
            now=now,
        )
    except TablesTaken as error:
        at: dict[str, Any] = {"environment": tenant.environment, "starts_at": starts_at, "ends_at": ends_at}
        error.by = holder_of(session, table_ids=table_ids, **at)
        raise
    span = {"from": starts_at.isoformat(), "until": ends_at.isoformat()}
    for seating in made:
        _note_block(session, seating.id, "tables_blocked", tenant=tenant, actor=actor, now=now, after=span)


def unblock(session: Session, *, tenant: Tenant, branch_id: int, uuid: UUID, actor: Actor, now: datetime) -> None:
    """Give blocked tables back; twice is once. Raises BranchNotFound where there is no such block here."""
    seating_id = session.scalar(
        select(Seating.id).where(
            Seating.uuid == uuid,
            Seating.branch_id == branch_id,
            Seating.environment == tenant.environment,
            Seating.purpose == SeatingPurpose.BLOCK,
        )
    )
    if seating_id is None:
        raise BranchNotFound
    if not seatings.release(session, seatings.lock_seating(session, seating_id), now=now):
        return
    _note_block(session, seating_id, "tables_unblocked", tenant=tenant, actor=actor, now=now)


def close(
    session: Session,
    *,
    tenant: Tenant,
    branch_id: int,
    section_id: int | None,
    day: date,
    minutes: tuple[int, int] | None,
    title: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Take no more bookings for a day, or for its hours `minutes` (from, until); those there are stay.

    Raises TransitionRefused where the hours end before they begin.
    """
    first, last = minutes or (0, _DAY)
    if last <= first:
        raise TransitionRefused(entity=_RULE, state="open", wanted="closed")
    rule = AvailabilityRule(
        branch_id=branch_id,
        section_id=section_id,
        kind=RuleKind.CLOSED,
        title_en=title,
        title_ar=title,
        weekdays=[],
        first_date=day,
        last_date=day,
        starts_minute=first,
        ends_minute=last,
        created_at=now,
        updated_at=now,
    )
    session.add(rule)
    session.flush()
    _note(session, rule, "closed", tenant=tenant, actor=actor, now=now)


def reopen(session: Session, *, tenant: Tenant, branch_id: int, rule_id: int, actor: Actor, now: datetime) -> None:
    """Take bookings again; twice is once. Raises BranchNotFound where there is no such closure of one day here."""
    rule = session.scalars(
        select(AvailabilityRule)
        .where(
            AvailabilityRule.id == rule_id,
            AvailabilityRule.branch_id == branch_id,
            AvailabilityRule.kind == RuleKind.CLOSED,
            AvailabilityRule.first_date == AvailabilityRule.last_date,
        )
        .with_for_update()
    ).one_or_none()
    if rule is None:
        raise BranchNotFound
    if rule.is_active:
        rule.is_active, rule.updated_at = False, now
        session.flush()
        _note(session, rule, "reopened", tenant=tenant, actor=actor, now=now)


def list_closures(session: Session, *, branch_id: int, day: date) -> list[Closure]:
    """What is closed on a day, alone or among others that are named; one statement."""
    rows = session.scalars(
        select(AvailabilityRule)
        .where(
            AvailabilityRule.branch_id == branch_id,
            AvailabilityRule.kind == RuleKind.CLOSED,
            AvailabilityRule.is_active.is_(True),
            AvailabilityRule.first_date <= day,
            AvailabilityRule.last_date >= day,
        )
        .order_by(AvailabilityRule.starts_minute, AvailabilityRule.id)
    )
    return [
        Closure(
            id=row.id,
            section_id=row.section_id,
            starts_minute=row.starts_minute,
            ends_minute=row.ends_minute,
            title=row.title_en,
            is_one_day=row.first_date == row.last_date,
        )
        for row in rows
        if not row.weekdays or day.weekday() in row.weekdays
    ]


def _note(
    session: Session, rule: AvailabilityRule, action: str, *, tenant: Tenant, actor: Actor, now: datetime
) -> None:
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity=_RULE,
        entity_id=rule.id,
        business_id=tenant.business_id,
        after={"day": str(rule.first_date), "from": rule.starts_minute, "until": rule.ends_minute},
        now=now,
    )
    pulse.touch(session, branch_id=rule.branch_id, environment=tenant.environment, now=now)


def _note_block(
    session: Session,
    seating_id: int,
    action: str,
    *,
    tenant: Tenant,
    actor: Actor,
    now: datetime,
    after: dict[str, Any] | None = None,
) -> None:
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity=_BLOCK,
        entity_id=seating_id,
        business_id=tenant.business_id,
        after=after,
        now=now,
    )
