"""How waiting ends: with a table, or without."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.errors import HoldExpired, TransitionRefused
from app.domain.reservations import READY_FOR, ReservationSource, WaitingState, check_waiting_move, tick_of
from app.domain.seating import Reason
from app.domain.seating.times import start_of_tick
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import WaitingEntry
from app.services import audit_trail, bookings, pulse
from app.services.bookings import Diner, NewBooking, Office, ReservationView
from app.services.seatings import Wish
from app.services.waiting import notices
from app.services.waiting.joining import ENTITY
from app.services.waiting.locking import lock_entry
from app.services.waiting.offering import release
from app.services.waiting.reading import WaitingView, get_view, state_at

# Who stands at the door is served although the kitchen would rather not, or the hour is past the last seating.
_AT_THE_DOOR: Final = frozenset({Reason.PACING, Reason.CLOSED, Reason.PARTY_TOO_LARGE, Reason.PARTY_TOO_SMALL})


def accept(
    session: Session, office: Office, *, tenant: Tenant, uuid: UUID, link: str | None, actor: Actor, now: datetime
) -> ReservationView:
    """Take the table that is offered: it becomes a reservation. Taken twice, it is the same one.

    Raises WaitingEntryNotFound, HoldExpired once the offer has run out, TransitionRefused where there is none.
    """
    entry = lock_entry(session, tenant, uuid)
    if entry.reservation_id is not None:
        made = get_view(session, tenant=tenant, uuid=uuid, now=now).reservation_uuid
        if made is not None:
            return bookings.get_view(session, tenant=tenant, uuid=made)
    state = state_at(entry, now)
    if state is WaitingState.EXPIRED:
        raise HoldExpired
    if state is not WaitingState.READY or entry.seating_id is None:
        raise TransitionRefused(entity=ENTITY, state=state.value, wanted=WaitingState.SEATED.value)
    booked = bookings.book_seating(
        session,
        office,
        tenant=tenant,
        seating_id=entry.seating_id,
        new=_booking(entry, ReservationSource.WAITING_LIST, link),
        actor=actor,
        now=now,
    )
    entry.seating_id, entry.reservation_id = None, booked.id
    _end(session, entry, WaitingState.SEATED, actor, now)
    return booked


def cancel(session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime) -> WaitingView:
    """Leave the line; a table that was kept is free again. Raises WaitingEntryNotFound, TransitionRefused."""
    entry = lock_entry(session, tenant, uuid)
    if entry.state is not WaitingState.CANCELED:
        check_waiting_move(entry.state, WaitingState.CANCELED)
        release(session, entry, now=now)
        _end(session, entry, WaitingState.CANCELED, actor, now)
    return get_view(session, tenant=tenant, uuid=uuid, now=now)


def give_up(session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime) -> WaitingView:
    """Staff strike somebody off who did not come when called. Raises WaitingEntryNotFound, TransitionRefused."""
    entry = lock_entry(session, tenant, uuid)
    check_waiting_move(entry.state, WaitingState.EXPIRED)
    release(session, entry, now=now)
    _end(session, entry, WaitingState.EXPIRED, actor, now)
    return get_view(session, tenant=tenant, uuid=uuid, now=now)


def call(session: Session, office: Office, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime) -> WaitingView:
    """Tell a walk-in that their table is ready; they have a quarter of an hour. Raises TransitionRefused."""
    entry = lock_entry(session, tenant, uuid)
    check_waiting_move(entry.state, WaitingState.READY)
    entry.state, entry.ready_at, entry.ready_until = WaitingState.READY, now, now + READY_FOR
    entry.offers, entry.updated_at = entry.offers + 1, now
    session.flush()
    _note(session, entry, "waiting_called", actor, now)
    view = get_view(session, tenant=tenant, uuid=uuid, now=now)
    notices.tell(
        session, office.texts, view, tenant=tenant, customer_id=entry.customer_id, topic=Topic.WAITING_READY, now=now
    )
    pulse.touch(session, branch_id=entry.branch_id, environment=entry.environment, now=now)
    return view


def seat_walk_in(
    session: Session,
    office: Office,
    *,
    tenant: Tenant,
    uuid: UUID,
    table_ids: tuple[int, ...],
    actor: Actor,
    now: datetime,
) -> ReservationView:
    """Seat somebody who waits at the door, at the named tables or the best that fit, from this moment on.

    Raises WaitingEntryNotFound, TransitionRefused; BookingRefused, TablesTaken where nothing is free.
    """
    entry = lock_entry(session, tenant, uuid)
    check_waiting_move(entry.state, WaitingState.SEATED)
    release(session, entry, now=now)
    wish = Wish(
        branch_id=entry.branch_id,
        environment=tenant.environment,
        starts_at=start_of_tick(tick_of(now)),
        party_size=entry.party_size,
        service_date=entry.service_date,
        section_id=entry.section_id if not table_ids else None,
        table_ids=table_ids,
        is_staff=True,
        waives=_AT_THE_DOOR,
    )
    new = _booking(entry, ReservationSource.WALK_IN, None)
    booked = bookings.book(session, office, tenant=tenant, wish=wish, new=new, actor=actor, now=now)
    seated = bookings.seat(session, tenant=tenant, uuid=booked.uuid, actor=actor, now=now)
    entry.reservation_id = booked.id
    _end(session, entry, WaitingState.SEATED, actor, now)
    return seated


def _booking(entry: WaitingEntry, source: ReservationSource, link: str | None) -> NewBooking:
    diner = Diner(
        first_name=entry.first_name,
        last_name=entry.last_name,
        phone=entry.phone,
        email=entry.email,
        locale=entry.locale,
    )
    return NewBooking(
        diner=diner,
        source=source,
        request_key=f"waiting:{entry.uuid}",
        link=link,
        customer_id=entry.customer_id,
        asks_deposit=source is ReservationSource.WAITING_LIST,
    )


def _end(session: Session, entry: WaitingEntry, state: WaitingState, actor: Actor, now: datetime) -> None:
    entry.state, entry.ready_until, entry.ended_at, entry.updated_at = state, None, now, now
    session.flush()
    _note(session, entry, f"waiting_{state.value.lower()}", actor, now)
    pulse.touch(session, branch_id=entry.branch_id, environment=entry.environment, now=now)


def _note(session: Session, entry: WaitingEntry, action: str, actor: Actor, now: datetime) -> None:
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity=ENTITY,
        entity_id=entry.id,
        business_id=entry.business_id,
        after={"state": entry.state.value},
        now=now,
    )
