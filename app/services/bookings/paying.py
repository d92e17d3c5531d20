"""A booking and its deposit: paid in time it stands, unpaid it gives its table back.

Only the row is locked for a payment that comes in, never the day: money arrives under the lock of its payment.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import TransitionRefused
from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.tenant import SYSTEM, Tenant
from app.domain.topics import Topic
from app.models import Reservation
from app.services.bookings import changes, notices
from app.services.bookings.reading import view_of
from app.services.bookings.views import deposit_due
from app.services.ports import MessageTexts

_UNPAID = (ReservationPayment.PENDING, ReservationPayment.FAILED)


def deposit_due_minor(session: Session, *, reservation_id: int) -> int:
    """What must still be paid for the booking to stand; the row stays locked for the caller. 0: nothing, any more."""
    row = changes.lock_row(session, reservation_id)
    return deposit_due(row.state, row.payment_state, row.deposit_minor)


def confirm_paid(session: Session, texts: MessageTexts, *, reservation_id: int, now: datetime) -> bool:
    """The deposit is there: the booking stands, and its diner is told.

    False where it is not wanted any more, the booking having been cancelled or paid already: the money goes back.
    """
    row = changes.lock_row(session, reservation_id)
    if not deposit_due(row.state, row.payment_state, row.deposit_minor):
        return False
    before = changes.facts(row)
    row.payment_state, row.pay_until = ReservationPayment.PAID, None
    if row.state is ReservationState.PENDING:
        row.state = ReservationState.CONFIRMED
    changes.note(session, row, action="paid", actor=SYSTEM, before=before, now=now)
    notices.tell(session, texts, view_of(session, row), topic=Topic.RESERVATION_CONFIRMED, now=now)
    return True


def note_failed(session: Session, *, reservation_id: int, now: datetime) -> None:
    """A payment was declined; the table waits for another until its time is over."""
    row = changes.lock_row(session, reservation_id)
    if row.payment_state is ReservationPayment.PENDING and row.state is ReservationState.PENDING:
        before = changes.facts(row)
        row.payment_state = ReservationPayment.FAILED
        changes.note(session, row, action="payment_failed", actor=SYSTEM, before=before, now=now)


def note_started(session: Session, *, reservation_id: int, pay_until: datetime, now: datetime) -> int:
    """The diner sets about paying: what must be paid. The table waits until `pay_until` at least.

    Raises TransitionRefused where there is nothing to pay any more.
    """
    row = changes.lock_row(session, reservation_id)
    due = deposit_due(row.state, row.payment_state, row.deposit_minor)
    if not due:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=ReservationPayment.PENDING.value)
    row.payment_state = ReservationPayment.PENDING
    row.pay_until = max(row.pay_until or pay_until, pay_until)
    row.updated_at = now
    session.flush()
    return due


def note_refunded(session: Session, *, reservation_id: int, now: datetime) -> None:
    """What goes back of a deposit is on its way."""
    row = changes.lock_row(session, reservation_id)
    before = changes.facts(row)
    row.payment_state = ReservationPayment.REFUNDED
    changes.note(session, row, action="refunded", actor=SYSTEM, before=before, now=now)


def list_unpaid(session: Session, *, now: datetime, limit: int) -> list[tuple[Tenant, UUID]]:
    """Bookings whose time to pay is over."""
    rows = session.execute(
        select(Reservation.business_id, Reservation.environment, Reservation.uuid)
        .where(
            Reservation.payment_state.in_(_UNPAID),
            Reservation.pay_until <= now,
            Reservation.state == ReservationState.PENDING,
        )
        .order_by(Reservation.pay_until)
        .limit(limit)
    )
    return [(Tenant(row.business_id, row.environment), row.uuid) for row in rows]


def expire_unpaid(session: Session, texts: MessageTexts, *, tenant: Tenant, uuid: UUID, now: datetime) -> bool:
    """Give the table of an unpaid booking back. False where it was paid or prolonged in the meantime."""
    row = changes.lock(session, tenant=tenant, uuid=uuid)
    is_due = row.state is ReservationState.PENDING and row.pay_until is not None and row.pay_until <= now
    if not is_due:
        return False
    before = changes.facts(row)
    row.state, row.canceled_at, row.canceled_by = ReservationState.CANCELED, now, SYSTEM.kind
    row.payment_state, row.pay_until, row.remind_at = ReservationPayment.FAILED, None, None
    changes.release(session, row, now=now)
    changes.note(session, row, action="expired", actor=SYSTEM, before=before, moves_entry=True, now=now)
    notices.tell(session, texts, view_of(session, row), topic=Topic.RESERVATION_EXPIRED, now=now)
    return True
