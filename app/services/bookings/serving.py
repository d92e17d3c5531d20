"""The evening itself: parties come, sit down, leave or do not come; and what was noted by mistake is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, TransitionRefused
from app.domain.reservations import (
    TICK,
    ReservationState,
    SeatingPurpose,
    check_reservation_move,
    tick_of,
)
from app.domain.seating import Reason
from app.domain.seating.times import start_of_tick
from app.domain.tenant import Actor, Tenant
from app.models import Branch, Reservation
from app.services import memberships, seatings
from app.services.bookings import changes
from app.services.bookings.reading import view_of
from app.services.bookings.views import ReservationView
from app.services.seatings import Wish

_S = ReservationState
_MINUTE = timedelta(minutes=1)


def seat(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    actor: Actor,
    now: datetime,
    table_ids: tuple[int, ...] = (),
    version: int | None = None,
) -> ReservationView:
    """The party sits down, at its tables or at others. Who comes early has the table from now on.

    Raises ReservationNotFound, TransitionRefused; TablesTaken, saying who still sits there; BookingRefused where the
    section is full.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    before = changes.facts(row)
    if row.state is _S.NOSHOW:
        _take_again(session, row, now)
    _go(row, _S.SEATED)
    seating = changes.seating_of(session, row)
    if seating is None:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=_S.SEATED.value)
    if table_ids and table_ids != seatings.tables_of(session, seating.id):
        seatings.set_tables(session, seating, table_ids, now=now)
        row.section_id = seating.section_id
    if now < seating.starts_at:
        seatings.set_span(session, seating, starts_at=_minute(now), ends_at=seating.ends_at, now=now)
    row.seated_at, row.remind_at = now, None
    changes.note(session, row, action="seated", actor=actor, before=before, now=now)
    return view_of(session, row)


def complete(
    session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime, version: int | None = None
) -> ReservationView:
    """The party has left: its tables are free from this quarter of an hour on; a member has points. Raises as seat."""
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    before = changes.facts(row)
    _go(row, _S.COMPLETED)
    seating = changes.seating_of(session, row)
    free_from = start_of_tick(tick_of(now))
    if seating is not None and seatings.is_live(seating, now) and free_from < seating.ends_at:
        if free_from > seating.starts_at:
            seatings.set_span(session, seating, starts_at=seating.starts_at, ends_at=free_from, now=now)
        else:
            seatings.release(session, seating, now=now)
    row.completed_at = now
    memberships.award_visit(
        session,
        tenant=tenant,
        customer_id=row.customer_id,
        branch=session.get_one(Branch, row.branch_id),
        party_size=row.party_size,
        visit=str(row.uuid),
        now=now,
    )
    changes.note(session, row, action="completed", actor=actor, before=before, now=now)
    return view_of(session, row)


def no_show(
    session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime, version: int | None = None
) -> ReservationView:
    """The party did not come: its table is free, its deposit stays. Not before its time: TransitionRefused."""
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    before = changes.facts(row)
    if now < row.starts_at:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=_S.NOSHOW.value)
    _go(row, _S.NOSHOW)
    changes.release(session, row, now=now)
    row.no_show_at, row.remind_at = now, None
    changes.note(session, row, action="no_show", actor=actor, before=before, now=now)
    return view_of(session, row)


def undo(
    session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime, version: int | None = None
) -> ReservationView:
    """Take the last step back: seated, completed, cancelled, not come. A table that was given up must be found again.

    Raises ReservationNotFound, TransitionRefused, TablesTaken, BookingRefused.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    before = changes.facts(row)
    match row.state:
        case _S.SEATED:
            _unseat(session, row, now)
        case _S.COMPLETED:
            _sit_again(session, row, now)
            memberships.take_back_visit(
                session, tenant=tenant, customer_id=row.customer_id, visit=str(row.uuid), now=now
            )
        case _S.CANCELED | _S.NOSHOW:
            _take_again(session, row, now)
            _go(row, _S.CONFIRMED)
            row.canceled_at = row.canceled_by = row.no_show_at = None
        case _:
            raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=row.state.value)
    stands_again = before["state"] == _S.CANCELED.value
    changes.note(session, row, action="undone", actor=actor, before=before, moves_entry=stands_again, now=now)
    return view_of(session, row)


def _unseat(session: Session, row: Reservation, now: datetime) -> None:
    seating = changes.seating_of(session, row)
    if seating is not None and seating.starts_at < row.starts_at:
        seatings.set_span(session, seating, starts_at=row.starts_at, ends_at=seating.ends_at, now=now)
    _go(row, _S.CONFIRMED)
    row.seated_at = None


def _sit_again(session: Session, row: Reservation, now: datetime) -> None:
    """Noted as gone by mistake: they keep their table until they were to leave, or for the rest of this quarter."""
    seating = changes.seating_of(session, row)
    until = max(row.ends_at, start_of_tick(tick_of(now)) + TICK)
    if seating is None or not seatings.is_live(seating, now):
        _take_again(session, row, now)
    else:
        buffer = timedelta(minutes=session.get_one(Branch, row.branch_id).buffer_minutes)
        seatings.set_span(session, seating, starts_at=seating.starts_at, ends_at=until + buffer, now=now)
    _go(row, _S.SEATED)
    row.completed_at = None


def _take_again(session: Session, row: Reservation, now: datetime) -> None:
    """Find a table for a party that has given up its own: in its section, else in another."""
    wish = Wish(
        branch_id=row.branch_id,
        environment=row.environment,
        starts_at=row.starts_at,
        party_size=row.party_size,
        service_date=row.service_date,
        section_id=row.section_id,
        custom_rule_id=row.rule_id,
        show_hidden=True,
        is_staff=True,
        waives=frozenset({Reason.CLOSED, Reason.PACING}),
    )
    try:
        seating = seatings.take(session, wish, purpose=SeatingPurpose.RESERVATION, now=now).seating
    except BookingRefused:
        anywhere = replace(wish, section_id=None)
        seating = seatings.take(session, anywhere, purpose=SeatingPurpose.RESERVATION, now=now).seating
    row.seating_id, row.section_id = seating.id, seating.section_id


def _go(row: Reservation, wanted: ReservationState) -> None:
    check_reservation_move(row.state, wanted)
    row.state = wanted


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
