"""A refund has been paid: what was owed is settled in the books, and the customer hears of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import RefundState
from app.domain.topics import Topic
from app.models import AccountKind, Order, Payment, Refund, TransferKind
from app.services import ledger, order_notices, payments
from app.services.paying_for.registry import name_of, purpose_of
from app.services.ports import MessageTexts

# How the transfers are named that settle what was paid out.
PAID_OUT: Final = "refund-paid:"


def paid_out(
    session: Session,
    made: Refund,
    *,
    out_of: AccountKind = AccountKind.GATEWAY,
    texts: MessageTexts,
    now: datetime,
) -> None:
    """It was paid: what was owed is settled, and the customer is told."""
    payment = session.get_one(Payment, made.payment_id)
    order = None if payment.order_id is None else session.get_one(Order, payment.order_id)
    tenant = payments.tenant_of(session, payment)
    due, paid_from = (
        ledger.get_or_open_account(
            session, tenant=tenant, kind=kind, currency=made.currency, platform_id=payment.platform_id, now=now
        )
        for kind in (AccountKind.REFUNDS_DUE, out_of)
    )
    ledger.transfer(
        session,
        tenant=tenant,
        key=f"{PAID_OUT}{made.uuid}",
        kind=TransferKind.SETTLEMENT,
        legs=[(due, -made.amount_minor), (paid_from, made.amount_minor)],
        description=f"Refund of {name_of(session, payment, order)}",
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        order_id=payment.order_id,
        now=now,
    )
    made.state, made.next_try_at, made.last_error = RefundState.SUCCEEDED, None, None
    amount = Money(made.amount_minor, made.currency)
    if order is None:
        purpose_of(payment).refunded(session, payment, amount, texts=texts, now=now)
    else:
        order_notices.tell_customer(
            session,
            texts=texts,
            tenant=tenant,
            order_id=order.id,
            topic=Topic.ORDER_REFUNDED,
            amount=amount,
            now=now,
        )
