"""What a person does about a refund that its provider would not pay out, or takes long over."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import PaymentNotFound, TransitionRefused
from app.domain.states import RefundState
from app.domain.tenant import Actor
from app.models import Payment, Platform, Refund
from app.services import audit_trail, refund_sending
from app.services.ports import MessageTexts
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_decides_money

_UNDER_WAY: Final = frozenset({RefundState.PENDING, RefundState.PROCESSING})


def try_again(session: Session, *, staff: StaffSeen, uuid: UUID, now: datetime) -> None:
    """Send a failed refund once more, under a reference of its own; a worker does.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when it has not failed, or no longer.
    """
    made = _locked(session, staff, uuid)
    _check_failed(made, RefundState.PENDING)
    before = {"state": made.state.value, "reference": made.reference, "problem": made.last_error}
    refund_sending.try_again(session, refund_id=made.id, now=now)
    after = {"state": made.state.value, "reference": made.reference}
    _note(session, staff, made, action="refund_tried_again", before=before, after=after, now=now)


def paid_by_hand(
    session: Session, *, staff: StaffSeen, uuid: UUID, how: str, texts: MessageTexts, now: datetime
) -> None:
    """The business has paid a failed refund itself, and says how; the customer of an order is told.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when it has not failed, or no longer.
    """
    made = _locked(session, staff, uuid)
    _check_failed(made, RefundState.SUCCEEDED)
    before = {"state": made.state.value, "problem": made.last_error}
    refund_sending.paid_by_hand(session, refund_id=made.id, how=how, texts=texts, now=now)
    after = {"state": made.state.value, "note": how}
    _note(session, staff, made, action="refund_paid_by_hand", before=before, after=after, now=now)


def ask_now(session: Session, *, staff: StaffSeen, uuid: UUID, now: datetime) -> None:
    """Have a refund that takes long sent or looked up at the worker's next turn.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when it has ended.
    """
    made = _locked(session, staff, uuid)
    taken = session.scalar(
        update(Refund)
        .where(Refund.id == made.id, Refund.state.in_(_UNDER_WAY))
        .values(next_try_at=now)
        .returning(Refund.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise TransitionRefused(entity="refund", state=made.state.value, wanted=RefundState.PROCESSING.value)
    state = {"state": made.state.value}
    _note(session, staff, made, action="refund_asked_again", before=state, after=state, now=now)


def _check_failed(made: Refund, wanted: RefundState) -> None:
    if made.state is not RefundState.FAILED:
        raise TransitionRefused(entity="refund", state=made.state.value, wanted=wanted.value)


def _locked(session: Session, staff: StaffSeen, uuid: UUID) -> Refund:
    check_decides_money(staff)
    made = session.scalar(
        select(Refund)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Platform, Platform.id == Payment.platform_id)
        .where(
            Refund.uuid == uuid,
            Payment.environment == staff.environment,
            Platform.business_id == staff.business_id,
        )
        .with_for_update(of=Refund)
        .execution_options(populate_existing=True)
    )
    if made is None:
        raise PaymentNotFound
    return made


def _note(
    session: Session,
    staff: StaffSeen,
    made: Refund,
    *,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    now: datetime,
) -> None:
    audit_trail.record(
        session,
        actor=Actor("staff", staff.staff_id),
        action=action,
        entity="refund",
        entity_id=made.id,
        business_id=staff.business_id,
        before=before,
        after=after,
        now=now,
    )
