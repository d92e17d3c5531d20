"""Refunds on their way to the gateways: claimed by a worker, marked before they are sent, recorded as they end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.checking import next_check
from app.domain.states import RefundState
from app.models import AccountKind, Payment, Refund, Transfer
from app.services import ledger
from app.services.ports import MessageTexts
from app.services.provider_ports import RefundAsk, RefundOutcome, RefundSeen
from app.services.refund_payouts import paid_out

# A worker that asks about a refund keeps others away for so long.
_ASKING: Final = timedelta(seconds=45)
# The slowest answer there can be (connection, pauses between bytes, the body's own limit) takes less than this, so a
# refund that its provider does not know afterwards was never received.
_GRACE: Final = timedelta(seconds=45)
_SOON: Final = timedelta(seconds=10)
_RECEIVED: Final = frozenset({RefundOutcome.SUCCEEDED, RefundOutcome.PROCESSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRefund:
    """A refund to be sent, or, where `was_asked`, to be looked up: it may have been made already."""

    id: int
    provider: str
    ask: RefundAsk
    provider_reference: str | None
    was_asked: bool
    # How often it was asked for, this time included: tells a worker that was held up from the one that went on.
    attempts: int


def claim_due(session: Session, *, now: datetime, limit: int) -> list[DueRefund]:
    """Refunds to send or to look up now. What is about to be sent is marked as asked for before anybody is asked.

    The mark counts from now, so a worker claims what it sends next, never a pile of which the last waits for minutes.
    """
    due = session.execute(
        select(Refund.id, Refund.next_try_at)
        .where(Refund.state.in_((RefundState.PENDING, RefundState.PROCESSING)), Refund.next_try_at <= now)
        .order_by(Refund.next_try_at)
        .limit(limit)
    ).all()
    claimed = []
    for row in due:
        taken = session.scalar(
            update(Refund)
            .where(Refund.id == row.id, Refund.next_try_at == row.next_try_at)
            .values(next_try_at=now + _ASKING)
            .returning(Refund.id)
            .execution_options(synchronize_session=False)
        )
        if taken is not None:
            claimed.append(_due(session, row.id, now))
    return claimed


def claim_of_payment(session: Session, *, payment_reference: str, now: datetime) -> list[DueRefund]:
    """The refunds of a payment that its provider was asked for and that have not ended, to be looked up at once."""
    under_way = session.scalars(
        select(Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.reference == payment_reference, Refund.state == RefundState.PROCESSING)
        .order_by(Refund.id)
    ).all()
    session.execute(
        update(Refund)
        .where(Refund.id.in_(under_way), Refund.state == RefundState.PROCESSING)
        .values(next_try_at=now + _ASKING)
        .execution_options(synchronize_session=False)
    )
    return [_due(session, refund_id, now) for refund_id in under_way]


def _due(session: Session, refund_id: int, now: datetime) -> DueRefund:
    made, payment, description = session.execute(
        select(Refund, Payment, Transfer.description)
        .join(Payment, Payment.id == Refund.payment_id)
        .join(Transfer, Transfer.id == Refund.transfer_id)
        .where(Refund.id == refund_id)
        .execution_options(populate_existing=True)
    ).one()
    siblings = session.scalars(select(Refund).where(Refund.payment_id == made.payment_id))
    due = DueRefund(
        id=made.id,
        provider=payment.provider or "",
        ask=RefundAsk(
            reference=made.reference,
            payment_reference=payment.reference,
            amount_minor=made.amount_minor,
            currency=made.currency,
            note=description,
            others=_numbers(siblings, besides=made.id),
        ),
        provider_reference=made.provider_reference,
        was_asked=made.asked_at is not None,
        attempts=made.attempts,
    )
    if made.asked_at is None:
        made.asked_at, made.state, made.attempts = now, RefundState.PROCESSING, made.attempts + 1
        due = replace(due, attempts=made.attempts)
    session.flush()
    return due


def record(session: Session, *, due: DueRefund, seen: RefundSeen, texts: MessageTexts, now: datetime) -> None:
    """Keep what the provider says of a refund that was asked for. What has ended stays as it is.

    That it has the refund counts however late it is told; that it has not counts only while nobody has gone on. What
    counts for another refund of the payment by now does not count for this one, too.
    """
    made, others = _lock_with_others(session, due.id)
    if made.reference != due.ask.reference:
        return
    seen = RefundSeen(outcome=RefundOutcome.UNKNOWN) if seen.provider_reference in others else seen
    if made.state is RefundState.PENDING and seen.outcome in _RECEIVED:
        made.state, made.asked_at = RefundState.PROCESSING, made.asked_at or now
    if made.state is not RefundState.PROCESSING:
        return
    made.provider_reference = seen.provider_reference or made.provider_reference
    made.updated_at = now
    match seen.outcome:
        case RefundOutcome.SUCCEEDED:
            paid_out(session, made, texts=texts, now=now)
        case RefundOutcome.FAILED:
            _fail(made, seen.message or "failed", now)
        case RefundOutcome.PROCESSING:
            made.next_try_at = next_check(since=made.created_at, now=now) or now + timedelta(days=1)
        case RefundOutcome.UNKNOWN:
            _not_there(made, now)
    session.flush()


def refused(session: Session, *, due: DueRefund, problem: str, now: datetime) -> None:
    """The provider will not pay it out: the money stays owed, and staff see why."""
    made = _asked_by(session, due)
    if made is not None:
        _fail(made, problem, now)


def not_asked(session: Session, *, due: DueRefund, problem: str, now: datetime) -> None:
    """Nothing reached the provider, so it may be asked later."""
    made = _asked_by(session, due)
    if made is not None:
        made.asked_at, made.state = None, RefundState.PENDING
        _later(made, problem, now)


def unclear(session: Session, *, due: DueRefund, problem: str, now: datetime) -> None:
    """It may have been made: from here on it is looked up."""
    made = _asked_by(session, due)
    if made is not None:
        _later(made, problem, now)


def try_again(session: Session, *, refund_id: int, now: datetime) -> None:
    """Staff have put right what kept a refund from being paid out. One that has not failed is left alone."""
    made = _lock(session, refund_id)
    if made.state is RefundState.FAILED:
        made.state, made.asked_at, made.next_try_at, made.updated_at = RefundState.PENDING, None, now, now
        made.reference = ledger.new_reference("RFD")


def _asked_by(session: Session, due: DueRefund) -> Refund | None:
    """The refund, unless somebody else has gone on with it since this worker took it."""
    made = _lock(session, due.id)
    is_same = (made.attempts, made.reference) == (due.attempts, due.ask.reference)
    return made if is_same and made.state is RefundState.PROCESSING else None


def _fail(made: Refund, problem: str, now: datetime) -> None:
    made.state, made.last_error, made.next_try_at, made.updated_at = RefundState.FAILED, problem, None, now


def _not_there(made: Refund, now: datetime) -> None:
    """Once it certainly never arrived, and only then, it is asked for again, under the same reference."""
    made.next_try_at = now + _SOON
    if made.asked_at is not None and now - made.asked_at >= _GRACE:
        made.asked_at, made.state, made.next_try_at = None, RefundState.PENDING, now


def _later(made: Refund, problem: str, now: datetime) -> None:
    made.last_error, made.updated_at = problem, now
    made.next_try_at = max(next_check(since=made.created_at, now=now) or now + timedelta(days=1), now + _SOON)


def _lock_with_others(session: Session, refund_id: int) -> tuple[Refund, frozenset[str]]:
    """A refund, and the provider's numbers of the payment's others: none of them is given to two at once."""
    of_payment = select(Refund.payment_id).where(Refund.id == refund_id).scalar_subquery()
    held = session.scalars(
        select(Refund)
        .where(Refund.payment_id == of_payment)
        .order_by(Refund.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    return next(one for one in held if one.id == refund_id), _numbers(held, besides=refund_id)


def _numbers(refunds: Iterable[Refund], *, besides: int) -> frozenset[str]:
    return frozenset(one.provider_reference for one in refunds if one.provider_reference and one.id != besides)


def _lock(session: Session, refund_id: int) -> Refund:
    return session.scalars(
        select(Refund)
        .where(Refund.id == refund_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def paid_by_hand(session: Session, *, refund_id: int, how: str, texts: MessageTexts, now: datetime) -> None:
    """Staff have paid out another way what its provider would not; the refund has failed and is locked.

    What the business has paid from elsewhere is an adjustment: its gateway still has the money.
    """
    made = _lock(session, refund_id)
    made.by_hand, made.updated_at = how, now
    paid_out(session, made, out_of=AccountKind.ADJUSTMENTS, texts=texts, now=now)
    session.flush()
