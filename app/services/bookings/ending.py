"""A booking is given up, by its diner or by the house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.errors import TooLateToChange
from app.domain.reservations import ReservationPayment, ReservationState, check_reservation_move
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.services.bookings import changes, notices
from app.services.bookings.reading import view_of
from app.services.bookings.views import Canceled, terms_of_row
from app.services.ports import MessageTexts


def cancel(
    session: Session,
    texts: MessageTexts,
    *,
    tenant: Tenant,
    uuid: UUID,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    waives_fee: bool = False,
    tells: bool = True,
) -> Canceled:
    """Cancel a booking: its table is free, and of a paid deposit goes back what the terms leave.

    The caller sends the money back in the same unit of work. Staff may cancel at any time and waive the fee; for a
    cancellation twice there is nothing to do any more, so the second one is refused.

    Raises ReservationNotFound, TablesTaken where somebody changed it meanwhile, TransitionRefused, TooLateToChange for
    a diner whose time has come.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    check_reservation_move(row.state, ReservationState.CANCELED)
    if actor.kind != "staff" and now >= row.starts_at:
        raise TooLateToChange
    before = changes.facts(row)
    is_paid = row.payment_state is ReservationPayment.PAID
    kept = terms_of_row(row).kept(now) if is_paid and not waives_fee else 0
    back = row.deposit_minor - kept if is_paid else 0
    row.state, row.canceled_at, row.canceled_by = ReservationState.CANCELED, now, actor.kind
    row.pay_until = row.remind_at = None
    changes.release(session, row, now=now)
    changes.lapse_move(session, row, now=now)
    changes.note(session, row, action="canceled", actor=actor, before=before, moves_entry=True, now=now)
    view = view_of(session, row)
    if tells:
        notices.tell(
            session,
            texts,
            view,
            topic=Topic.RESERVATION_CANCELED,
            back_minor=back,
            kept_minor=kept,
            now=now,
        )
    return Canceled(view, back, kept)
