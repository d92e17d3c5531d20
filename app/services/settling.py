"""What a provider says of a payment becomes money in the books and a confirmed order: once, whoever asks and how often.

Rows are locked order first, then its payments, then products, coupon and accounts. Each fact is applied only as a
move the table of states allows, so that it does not matter in which order, or how many times, the facts arrive.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import CouponUsedUp, OutOfStock, PaymentNotFound
from app.domain.money import Money
from app.domain.states import OrderState, PaymentState, RefundReason
from app.domain.tenant import SYSTEM
from app.domain.topics import Topic
from app.models import AccountKind, Order, Payment, TransferKind
from app.services import (
    audit_trail,
    charge_backs,
    ledger,
    order_notices,
    order_payments,
    orders,
    payments,
    refunds,
    unpaid_orders,
)
from app.services.paying_for.purpose import Booked, Case
from app.services.paying_for.registry import PURPOSES, purpose_of
from app.services.ports import MessageTexts
from app.services.provider_ports import Outcome, PaymentSeen

# Whatever is believed of these, money may still arrive.
_OPEN: Final = frozenset({PaymentState.PENDING, PaymentState.ABANDONED, PaymentState.FAILED})


def apply(session: Session, *, reference: str, seen: PaymentSeen, texts: MessageTexts, now: datetime) -> None:
    """Take note of what the provider knows. Raises PaymentNotFound."""
    row = session.execute(
        select(Payment.id, Payment.order_id, Payment.purpose).where(Payment.reference == reference)
    ).one_or_none()
    if row is None:
        raise PaymentNotFound
    order = None
    if row.order_id is not None:
        order = payments.lock_order(session, order_id=row.order_id)
    else:
        PURPOSES[row.purpose].lock(session, row.id)
    payment = payments.lock(session, reference=reference)
    case = Case(session, payment, order, seen, payments.tenant_of(session, payment), texts, now)
    before = payment.state
    _ACTIONS[seen.outcome](case)
    if payment.state in _OPEN:
        payments.plan_check(payment, now=now)
        if payment.next_check_at is None and payment.state is PaymentState.PENDING:
            # Nobody comes back after a week; should the money come after all, a webhook tells.
            payment.state = PaymentState.ABANDONED
    else:
        payment.next_check_at = None
    if payment.state is not before:
        payment.updated_at = now
        payment.provider_reference = seen.provider_reference or payment.provider_reference
        _note(case, before)
    session.flush()


def _succeeded(case: Case) -> None:
    payment, seen = case.payment, case.seen
    if payment.state in {PaymentState.SUCCEEDED, PaymentState.REVERSED}:
        return
    if (seen.amount_minor, seen.currency) != (payment.amount_minor, payment.currency):
        payment.state = PaymentState.NEEDS_REVIEW
        payment.seen_minor, payment.seen_currency = seen.amount_minor, seen.currency[:3]
        payment.reason = "currency_mismatch" if seen.currency != payment.currency else "amount_mismatch"
        return
    take(case)


def take(case: Case) -> None:
    """Book the payment, which its provider has, and let its order go ahead. Its rows are locked."""
    payment = case.payment
    payment.state, payment.reason = PaymentState.SUCCEEDED, None
    payment.seen_minor, payment.seen_currency = None, None
    payment.paid_at, payment.next_check_at = case.seen.paid_at or case.now, None
    _book(case)
    case.session.flush()
    if case.order is None:
        purpose_of(payment).paid(case)
    else:
        _fulfil(case, case.order)


def _book(case: Case) -> None:
    """The gateway holds the money for us; the platform has sold, or the customer has it on a card."""
    session, payment, tenant = case.session, case.payment, case.tenant
    if case.order is None:
        to = purpose_of(payment).booked(case)
    else:
        sales = order_payments.account_of(session, case.order, AccountKind.SALES, tenant=tenant, now=case.now)
        to = Booked(account=sales, kind=TransferKind.PAYMENT, description=f"Order {case.order.number}")
    gateway = ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.GATEWAY,
        currency=payment.currency,
        platform_id=payment.platform_id,
        now=case.now,
    )
    transfer = ledger.transfer(
        session,
        tenant=tenant,
        key=f"payment:{payment.reference}",
        kind=to.kind,
        legs=[(gateway, -payment.amount_minor), (to.account, payment.amount_minor)],
        description=to.description,
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        order_id=payment.order_id,
        now=case.now,
    )
    payment.transfer_id = transfer.id


def _fulfil(case: Case, order: Order) -> None:
    """The order goes ahead, or its money goes back."""
    if order.state in unpaid_orders.UNPAID and _goes_ahead(case, order):
        if case.extra_minor:
            _give_back(case, order, case.extra_minor, RefundReason.OVERPAID)
        _tell(case, order, Topic.ORDER_CONFIRMED, case.payment.amount_minor - case.extra_minor)
        return
    is_late = order.state in unpaid_orders.UNPAID or order.state is OrderState.CANCELLED
    reason = RefundReason.LATE_PAYMENT if is_late else RefundReason.PAID_TWICE
    _give_back(case, order, case.payment.amount_minor, reason)
    _tell(case, order, Topic.ORDER_PAYMENT_RETURNED, case.payment.amount_minor)


def _give_back(case: Case, order: Order, amount_minor: int, reason: RefundReason) -> None:
    refunds.refund(
        case.session,
        case.payment,
        of=f"order {order.number}",
        amount_minor=amount_minor,
        key="overpaid" if reason is RefundReason.OVERPAID else "unneeded",
        reason=reason,
        tenant=case.tenant,
        now=case.now,
    )


def _goes_ahead(case: Case, order: Order) -> bool:
    """Confirm the order if it is paid in full and its pieces are held, or can be had again."""
    session = case.session
    others = [p for p in payments.lock_of_order(session, order_id=order.id) if p.id != case.payment.id]
    held = [p for p in others if p.is_held]
    paid = case.payment.amount_minor - case.extra_minor
    if paid + sum(p.amount_minor for p in held) != order.total_minor:
        return False
    if not unpaid_orders.holds_pieces(order):
        try:
            with session.begin_nested():
                unpaid_orders.take_again(session, order, now=case.now)
        except (OutOfStock, CouponUsedUp):
            return False
    for payment in held:
        order_payments.post_hold(session, order, payment, tenant=case.tenant, now=case.now)
    for payment in others:
        # A second page may still be open; whatever is paid there goes back.
        if payment.state is PaymentState.PENDING:
            payment.state, payment.updated_at = PaymentState.ABANDONED, case.now
    orders.confirm(session, order, now=case.now)
    return True


def _failed(case: Case) -> None:
    payment, order = case.payment, case.order
    if payment.state not in {PaymentState.PENDING, PaymentState.ABANDONED}:
        return
    payment.state, payment.reason = PaymentState.FAILED, "declined"
    if order is None:
        purpose_of(payment).failed(case)
        return
    newest = payments.find_latest(case.session, order_id=order.id)
    if newest is not None and newest.id == payment.id and order.pay_until is not None:
        unpaid_orders.note_failure(case.session, order, tenant=case.tenant, texts=case.texts, now=case.now)


def _abandoned(case: Case) -> None:
    if case.payment.state is PaymentState.PENDING:
        case.payment.state, case.payment.reason = PaymentState.ABANDONED, payments.LEFT


def _reversed(case: Case) -> None:
    """The bank took the money back. Where it never reached our books it is as good as not paid."""
    payment = case.payment
    if payment.state is PaymentState.SUCCEEDED:
        charge_backs.book(case.session, payment, case.order, tenant=case.tenant, now=case.now)
    elif payment.state is PaymentState.NEEDS_REVIEW:
        payment.state, payment.reason = PaymentState.REVERSED, "charged_back"
    else:
        _failed(case)


def _pending(case: Case) -> None:
    """Nothing is known yet, and what is believed stays."""
    del case


_ACTIONS: Final[dict[Outcome, Callable[[Case], None]]] = {
    Outcome.SUCCEEDED: _succeeded,
    Outcome.FAILED: _failed,
    Outcome.ABANDONED: _abandoned,
    Outcome.REVERSED: _reversed,
    Outcome.PENDING: _pending,
    Outcome.UNKNOWN: _pending,
}


def _tell(case: Case, order: Order, topic: Topic, amount_minor: int) -> None:
    order_notices.tell_customer(
        case.session,
        texts=case.texts,
        tenant=case.tenant,
        order_id=order.id,
        topic=topic,
        amount=Money(amount_minor, case.payment.currency),
        now=case.now,
    )


def _note(case: Case, before: PaymentState) -> None:
    payment = case.payment
    audit_trail.record(
        case.session,
        actor=SYSTEM,
        action=f"payment_{payment.state.value}",
        entity="payment",
        entity_id=payment.id,
        business_id=case.tenant.business_id,
        before={"state": before.value},
        after={"state": payment.state.value, "reason": payment.reason},
        now=case.now,
    )
