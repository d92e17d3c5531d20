"""From one answer of the provider to the next: who may ask, what an answer changes, when to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain import bills as rules
from app.domain.bills import BillReason, Judgement, Sign, Standing, Step
from app.domain.states import BillState
from app.domain.topics import Topic
from app.models import Bill, Customer
from app.services.bills import notices, purchases
from app.services.ports import MessageTexts
from app.services.provider_ports import BillAsk, BillOutcome, BillSeen

# While one worker looks a bill up, no other takes it; should that worker die, it is due again after this.
LEASE: Final = timedelta(seconds=30)
_RAW_KEPT: Final = 8_000
_AGAIN_AFTER_REFUND: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A bill taken by a worker; `attempts` 0: the provider was never asked."""

    bill_id: int
    provider: str
    reference: str
    attempts: int


def take_due(session: Session, *, now: datetime, limit: int) -> list[Due]:
    """Take bills that are to be looked at, the longest waiting first; several workers never take the same one."""
    due = session.scalars(
        select(Bill)
        .where(Bill.next_check_at <= now)
        .order_by(Bill.next_check_at, Bill.id)
        .limit(limit)
        # PostgreSQL skips what another worker holds; SQLite's immediate transaction lets one in at a time.
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for bill in due:
        bill.next_check_at = now + LEASE
    session.flush()
    return [Due(bill_id=b.id, provider=b.provider, reference=b.reference, attempts=b.attempts) for b in due]


def begin_ask(session: Session, *, bill_id: int, attempts: int, now: datetime) -> BillAsk | None:
    """The right to ask the provider, for one caller: None when somebody else has asked, or it is over.

    `attempts` is how often it was asked as far as the caller knows. Commit before asking.
    """
    taken = session.scalar(
        update(Bill)
        .where(Bill.id == bill_id, Bill.state == BillState.PENDING, Bill.attempts == attempts)
        .values(
            attempts=attempts + 1,
            asked_at=now,
            updated_at=now,
            next_check_at=now + rules.FIRST_LOOK,
            suspicion=None,
            suspected_at=None,
        )
        .returning(Bill.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        return None
    bill = session.get_one(Bill, bill_id, populate_existing=True)
    customer = session.get_one(Customer, bill.customer_id)
    return BillAsk(
        reference=bill.reference,
        kind=bill.kind,
        biller_slug=bill.biller_slug,
        package_slug=bill.package_slug,
        account_number=bill.account_number,
        account_name=bill.account_name or f"{customer.first_name} {customer.last_name}".strip(),
        amount_minor=bill.amount_minor,
        phone=customer.phone or "",
        email=customer.email or "",
    )


def note_seen(
    session: Session, *, bill_id: int, seen: BillSeen | None, texts: MessageTexts, now: datetime
) -> Step | None:
    """Write down what the provider said, None where it said nothing usable, and move the money if that decides it.

    The bill is locked, so that of many who bring the same news one moves the money. Returns what is to be done next,
    None when the bill was decided before.
    """
    bill = _locked(session, bill_id)
    if bill.state is BillState.FAILED:
        _look_after_refund(bill, seen, now)
    if bill.state is not BillState.PENDING:
        return None
    sign = _sign(bill, seen)
    if seen is not None:
        _keep(bill, seen)
    judgement = rules.judge(_standing(bill), sign, now=now)
    _carry_out(session, bill, judgement, texts, now)
    return judgement.step


def note_refused(
    session: Session, *, bill_id: int, attempt: int, reason: BillReason, texts: MessageTexts, now: datetime
) -> None:
    """The provider refused the purchase itself, or was certainly never reached: the money goes back at once.

    Only the first attempt can be refused for certain. A later one may be refused because an earlier one arrived, so
    there it counts as no answer.
    """
    bill = _locked(session, bill_id)
    if bill.state is not BillState.PENDING:
        return
    if attempt > 1 or bill.attempts != attempt or bill.is_known:
        _carry_out(session, bill, rules.judge(_standing(bill), Sign.NO_ANSWER, now=now), texts, now)
        return
    _void(session, bill, reason, texts, now)
    bill.next_check_at = None


def give_up_unasked(session: Session, *, bill_id: int, texts: MessageTexts, now: datetime) -> bool:
    """Give the money of a purchase back that nobody came to ask for in time. Says whether it did."""
    bill = _locked(session, bill_id)
    if bill.state is not BillState.PENDING or bill.attempts or now - bill.created_at < rules.TRY_FOR:
        return False
    _void(session, bill, BillReason.NEVER_ARRIVED, texts, now)
    bill.next_check_at = None
    return True


def _locked(session: Session, bill_id: int) -> Bill:
    return session.scalars(
        select(Bill).where(Bill.id == bill_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def _standing(bill: Bill) -> Standing:
    return Standing(
        created_at=bill.created_at,
        attempts=bill.attempts,
        reason=bill.reason,
        is_known=bill.is_known,
        suspicion=bill.suspicion,
        suspected_at=bill.suspected_at,
    )


def _sign(bill: Bill, seen: BillSeen | None) -> Sign:
    if seen is None:
        return Sign.NO_ANSWER
    if seen.outcome is BillOutcome.SUCCEEDED:
        is_due = rules.token_is_due(bill.kind, f"{bill.package_slug} {bill.package_name}")
        return Sign.TOKEN_MISSING if is_due and not (seen.token or bill.token) else Sign.DELIVERED
    return {
        BillOutcome.FAILED: Sign.FAILED,
        BillOutcome.PENDING: Sign.IN_PROGRESS,
        BillOutcome.UNKNOWN: Sign.NOT_FOUND,
    }[seen.outcome]


def _keep(bill: Bill, seen: BillSeen) -> None:
    """What the provider told besides; a token once told is never lost."""
    bill.provider_reference = seen.provider_reference[:80] or bill.provider_reference
    bill.token = seen.token or bill.token
    bill.units = seen.units[:40] or bill.units
    bill.message = seen.message or bill.message
    bill.provider_data = seen.raw[:_RAW_KEPT] or bill.provider_data


def _carry_out(session: Session, bill: Bill, judgement: Judgement, texts: MessageTexts, now: datetime) -> None:
    bill.is_known = bill.is_known or judgement.is_known
    bill.suspicion, bill.suspected_at = judgement.suspicion, judgement.suspected_at
    if judgement.step is Step.POST:
        purchases.post(session, bill, now=now)
        bill.review_since = None
        notices.tell_customer(session, bill, topic=Topic.BILL_DELIVERED, texts=texts, now=now)
    elif judgement.step is Step.VOID and judgement.reason is not None:
        _void(session, bill, judgement.reason, texts, now)
        bill.next_check_at = now + rules.AFTER_REFUND
    else:
        _wait(bill, judgement, now)
    session.flush()


def _wait(bill: Bill, judgement: Judgement, now: datetime) -> None:
    bill.reason = judgement.reason
    pause = rules.wait_before(bill.checks) if bill.suspicion is None else rules.GRACE
    bill.checks += 1
    bill.next_check_at, bill.updated_at = now + pause, now
    if judgement.for_review or now - bill.created_at >= rules.LONG:
        bill.review_since = bill.review_since or now


def _void(session: Session, bill: Bill, reason: BillReason, texts: MessageTexts, now: datetime) -> None:
    purchases.void(session, bill, reason=reason, now=now)
    bill.review_since, bill.suspicion, bill.suspected_at = None, None, None
    notices.tell_customer(session, bill, topic=Topic.BILL_REFUNDED, texts=texts, now=now)
    session.flush()


def _look_after_refund(bill: Bill, seen: BillSeen | None, now: datetime) -> None:
    """One more look at what was given back: a delivery after all is the provider's to settle with us."""
    bill.next_check_at = now + _AGAIN_AFTER_REFUND if seen is None else None
    bill.updated_at = now
    if seen is not None and seen.outcome is BillOutcome.SUCCEEDED:
        bill.reason, bill.review_since = BillReason.DELIVERED_AFTER_REFUND, bill.review_since or now
