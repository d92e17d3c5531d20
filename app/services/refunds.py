"""Money given back, by the instrument that took it, and promised in the books at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.allocation import Paid, give_back
from app.domain.states import PaymentState, RefundReason, RefundState
from app.domain.tenant import Tenant
from app.models import OWN_CARDS, Account, AccountKind, Order, Payment, PaymentMethod, Refund, Transfer, TransferKind
from app.services import gift_cards, ledger, order_payments, payments, shopping_card


def give_all_back(session: Session, order: Order, *, reason: RefundReason, tenant: Tenant, now: datetime) -> None:
    """The exact inverse of paying: each payment gets back what it still holds, what was held or asked for is let go."""
    for payment in payments.lock_of_order(session, order_id=order.id):
        if payment.state is PaymentState.PENDING:
            if payment.is_held:
                order_payments.release_hold(session, order, payment, tenant=tenant, now=now)
            payment.state, payment.updated_at = PaymentState.ABANDONED, now
        elif payment.state is PaymentState.SUCCEEDED:
            left = payment.amount_minor - given_back(session, payment)
            refund(
                session,
                payment,
                of=f"order {order.number}",
                amount_minor=left,
                key=reason.value,
                reason=reason,
                tenant=tenant,
                now=now,
            )
    session.flush()


def give_part_back(
    session: Session,
    order: Order,
    *,
    amount_minor: int,
    key: str,
    reason: RefundReason,
    tenant: Tenant,
    now: datetime,
) -> list[Refund]:
    """Give some of an order's price back, once per key; what was paid last goes back first. Raises NotCovered."""
    held = [p for p in payments.lock_of_order(session, order_id=order.id) if p.state is PaymentState.SUCCEEDED]
    if session.scalar(
        select(Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.order_id == order.id, Refund.key == key)
        .limit(1)
    ):
        return []
    shares = give_back(amount_minor, [Paid(amount=p.amount_minor, given_back=given_back(session, p)) for p in held])
    made = [
        refund(
            session,
            payment,
            of=f"order {order.number}",
            amount_minor=share,
            key=key,
            reason=reason,
            tenant=tenant,
            now=now,
        )
        for payment, share in zip(held, shares, strict=True)
        if share
    ]
    return [one for one in made if one is not None]


def given_back(session: Session, payment: Payment) -> int:
    """How much of a payment was given back or promised to be, in minor units."""
    found = session.scalar(
        select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(Refund.payment_id == payment.id)
    )
    return int(found or 0)


def refund(
    session: Session,
    payment: Payment,
    *,
    of: str,
    amount_minor: int,
    key: str,
    reason: RefundReason,
    tenant: Tenant,
    now: datetime,
) -> Refund | None:
    """Give back a part of one payment: to a card at once, by the gateway as a promise that a worker keeps.

    `of` names what was paid in the statement, such as "order 1234". The payment's row is locked by the caller.
    A payment of which nothing is kept counts as reversed. Of nothing there is no refund.
    """
    if given_back(session, payment) + amount_minor == payment.amount_minor:
        payment.state, payment.reason, payment.updated_at = PaymentState.REVERSED, reason.value, now
    if amount_minor == 0:
        return None
    by_card = payment.method in OWN_CARDS
    transfer = _out_of_sales(session, payment, of, amount_minor, key, tenant=tenant, now=now)
    made = Refund(
        payment_id=payment.id,
        key=key,
        reason=reason,
        state=RefundState.SUCCEEDED if by_card else RefundState.PENDING,
        reference=ledger.new_reference("RFD"),
        currency=payment.currency,
        amount_minor=amount_minor,
        transfer_id=transfer.id,
        next_try_at=None if by_card else now,
        created_at=now,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _out_of_sales(
    session: Session, payment: Payment, of: str, amount_minor: int, key: str, *, tenant: Tenant, now: datetime
) -> Transfer:
    sales = _account(session, payment, AccountKind.SALES, tenant=tenant, now=now)
    return ledger.transfer(
        session,
        tenant=tenant,
        key=f"refund:{payment.uuid}:{key}",
        kind=TransferKind.REFUND,
        legs=[(sales, -amount_minor), (_payee(session, payment, tenant=tenant, now=now), amount_minor)],
        description=f"Refund of {of}",
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        order_id=payment.order_id,
        now=now,
    )


def _payee(session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
    """The card that paid; else what the gateway is going to pay out."""
    if payment.method is PaymentMethod.SHOPPING_CARD:
        return shopping_card.open_card(
            session, tenant=tenant, customer_id=payment.customer_id, currency=payment.currency, now=now
        )
    if payment.method is PaymentMethod.GIFT_CARD:
        return gift_cards.account_to_refill(session, card_id=payment.gift_card_id or 0, now=now)
    return _account(session, payment, AccountKind.REFUNDS_DUE, tenant=tenant, now=now)


def _account(session: Session, payment: Payment, kind: AccountKind, *, tenant: Tenant, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session, tenant=tenant, kind=kind, currency=payment.currency, platform_id=payment.platform_id, now=now
    )
