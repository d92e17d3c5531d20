"""Reminders, and the answer to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import TooLateToChange, TransitionRefused
from app.domain.reservations import ReservationState
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Reservation
from app.services.bookings import changes, notices
from app.services.bookings.reading import view_of
from app.services.bookings.views import ReservationView
from app.services.ports import MessageTexts


def remind_due(session: Session, texts: MessageTexts, *, now: datetime, limit: int = 50) -> int:
    """Queue the reminders whose time has come; each goes once, however many look. How many there were."""
    due = (
        select(Reservation.id)
        .where(Reservation.state == ReservationState.CONFIRMED, Reservation.remind_at <= now)
        .order_by(Reservation.remind_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.scalars(due))
    session.execute(
        update(Reservation)
        .where(Reservation.id.in_(ids))
        .values(remind_at=None)
        .execution_options(synchronize_session=False)
    )
    for reservation_id in ids:
        row = session.get_one(Reservation, reservation_id, populate_existing=True)
        if row.starts_at > now:
            notices.tell(session, texts, view_of(session, row), topic=Topic.RESERVATION_REMINDER, now=now)
    return len(ids)


def still_coming(session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime) -> ReservationView:
    """The diner says that they come. Saying so again is fine.

    Raises ReservationNotFound, TransitionRefused where the booking does not stand, TooLateToChange.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid)
    if row.state is not ReservationState.CONFIRMED:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=ReservationState.CONFIRMED.value)
    if now >= row.ends_at:
        raise TooLateToChange
    if row.still_coming_at is None:
        row.still_coming_at = now
        changes.note(session, row, action="still_coming", actor=actor, now=now)
    return view_of(session, row)
