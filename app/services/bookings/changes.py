"""How every change of a reservation is made: its day locked, its row locked, noted for screens and in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import ReservationNotFound, TablesTaken
from app.domain.tenant import Actor, Tenant
from app.models import AuditEntry, Reservation, Seating, StaffMember
from app.services import audit_trail, pulse, seatings

ENTITY = "reservation"


def lock(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    version: int | None = None,
    also: Iterable[date | None] = (),
) -> Reservation:
    """The reservation as it is now, nobody else changing it or its branch's day until the unit of work ends.

    `version`: the one the caller has looked at; None where that does not matter. `also`: further days it will touch.

    Raises ReservationNotFound; TablesTaken, saying who was faster, where somebody changed it meanwhile.
    """
    seen = session.execute(
        select(Reservation.id, Reservation.branch_id, Reservation.service_date).where(
            Reservation.uuid == uuid,
            Reservation.business_id == tenant.business_id,
            Reservation.environment == tenant.environment,
        )
    ).one_or_none()
    if seen is None:
        raise ReservationNotFound
    seatings.lock_day(session, branch_id=seen.branch_id, service_date=seen.service_date, also=also)
    row = lock_row(session, seen.id)
    if row.service_date != seen.service_date or (version is not None and row.version != version):
        raise TablesTaken(by=who_changed(session, row))
    return row


def lock_row(session: Session, reservation_id: int) -> Reservation:
    """The row alone, for what touches no table: payments and messages."""
    return session.scalars(
        select(Reservation)
        .where(Reservation.id == reservation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def seating_of(session: Session, row: Reservation) -> Seating | None:
    """What it occupies at present, read afresh."""
    return None if row.seating_id is None else session.get(Seating, row.seating_id, populate_existing=True)


def release(session: Session, row: Reservation, *, now: datetime) -> None:
    """Its tables are free again."""
    seating = seating_of(session, row)
    if seating is not None:
        seatings.release(session, seating, now=now)
    row.seating_id = None


def lapse_move(session: Session, row: Reservation, *, now: datetime) -> None:
    """What was held for another time counts as nothing from now on; whoever takes next there sweeps it up."""
    held = None if row.moving_to_id is None else session.get(Seating, row.moving_to_id, populate_existing=True)
    if held is not None and held.expires_at is not None:
        held.expires_at = min(held.expires_at, now)
    row.moving_to_id = None


def note(
    session: Session,
    row: Reservation,
    *,
    action: str,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    moves_entry: bool = False,
) -> None:
    """Write a change down: for the trail, for screens that look, and for calendars where its entry moved."""
    row.version += 1
    row.updated_at = now
    if moves_entry:
        row.sequence += 1
    session.flush()
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity=ENTITY,
        entity_id=row.id,
        business_id=row.business_id,
        before=None if before is None else dict(before),
        after=facts(row),
        now=now,
    )
    pulse.touch(session, branch_id=row.branch_id, environment=row.environment, now=now)


def facts(row: Reservation) -> dict[str, Any]:
    """What the trail keeps of a reservation: no name, no number, no word of the guest."""
    return {
        "state": row.state.value,
        "payment": row.payment_state.value,
        "starts_at": row.starts_at.isoformat(),
        "party": row.party_size,
        "section": row.section_id,
        "seating": row.seating_id,
    }


def who_changed(session: Session, row: Reservation) -> str:
    """Who changed it last: a colleague's name, or the guest's; empty where nobody is known to have."""
    last = session.execute(
        select(AuditEntry.actor_kind, StaffMember.name)
        .outerjoin(StaffMember, (AuditEntry.actor_kind == "staff") & (StaffMember.id == AuditEntry.actor_id))
        .where(AuditEntry.entity == ENTITY, AuditEntry.entity_id == row.id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    if last is None or last.actor_kind not in {"staff", "customer"}:
        return ""
    return last.name or f"{row.first_name} {row.last_name}".strip()
