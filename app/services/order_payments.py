"""The shopping card's part in paying an order: charged at once, or held until the rest is paid elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.states import PaymentPurpose, PaymentState
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Order, Payment, PaymentMethod, Transfer, TransferKind
from app.services import ledger, shopping_card


def charge_card(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> tuple[Transfer, int]:
    """Move the order's total from the card to the platform's sales, and say what is left. Raises BalanceTooLow."""
    card = shopping_card.open_card(
        session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
    )
    sales = account_of(session, order, AccountKind.SALES, tenant=tenant, now=now)
    transfer = move(
        session,
        order,
        key=f"order:{order.uuid}",
        kind=TransferKind.PAYMENT,
        legs=[(card, -order.total_minor), (sales, order.total_minor)],
        description=f"Order {order.number}",
        tenant=tenant,
        now=now,
    )
    return transfer, card.balance_minor


def hold_on_card(session: Session, order: Order, *, amount_minor: int, tenant: Tenant, now: datetime) -> Payment:
    """Set a part of the order's price aside on the card until the rest is paid. Raises BalanceTooLow."""
    card = shopping_card.open_card(
        session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
    )
    hold = _hold(session, order, tenant=tenant, now=now)
    transfer = move(
        session,
        order,
        key=f"hold:{order.uuid}",
        kind=TransferKind.PAYMENT,
        legs=[(card, -amount_minor), (hold, amount_minor)],
        description=f"Order {order.number}",
        tenant=tenant,
        now=now,
    )
    payment = Payment(
        purpose=PaymentPurpose.ORDER,
        platform_id=order.platform_id,
        environment=order.environment,
        customer_id=order.customer_id,
        order_id=order.id,
        method=PaymentMethod.SHOPPING_CARD,
        reference=ledger.new_reference("PAY"),
        currency=order.currency,
        amount_minor=amount_minor,
        state=PaymentState.PENDING,
        transfer_id=transfer.id,
        created_at=now,
        updated_at=now,
    )
    session.add(payment)
    session.flush()
    return payment


def post_hold(session: Session, order: Order, payment: Payment, *, tenant: Tenant, now: datetime) -> None:
    """The rest is paid: what was held becomes the platform's."""
    hold = _hold(session, order, tenant=tenant, now=now)
    sales = account_of(session, order, AccountKind.SALES, tenant=tenant, now=now)
    move(
        session,
        order,
        key=f"hold-posted:{payment.uuid}",
        kind=TransferKind.SETTLEMENT,
        legs=[(hold, -payment.amount_minor), (sales, payment.amount_minor)],
        description=f"Order {order.number}",
        tenant=tenant,
        now=now,
    )
    payment.state, payment.paid_at, payment.updated_at = PaymentState.SUCCEEDED, now, now


def release_hold(session: Session, order: Order, payment: Payment, *, tenant: Tenant, now: datetime) -> None:
    """The order is given up: what was held is the customer's again."""
    card = shopping_card.open_card(
        session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
    )
    hold = _hold(session, order, tenant=tenant, now=now)
    move(
        session,
        order,
        key=f"hold-released:{payment.uuid}",
        kind=TransferKind.REFUND,
        legs=[(hold, -payment.amount_minor), (card, payment.amount_minor)],
        description=f"Refund of order {order.number}",
        tenant=tenant,
        now=now,
    )
    payment.state, payment.updated_at = PaymentState.ABANDONED, now


def account_of(session: Session, order: Order, kind: AccountKind, *, tenant: Tenant, now: datetime) -> Account:
    """An account of the order's platform, in the order's currency."""
    return ledger.get_or_open_account(
        session, tenant=tenant, kind=kind, currency=order.currency, platform_id=order.platform_id, now=now
    )


def move(
    session: Session,
    order: Order,
    *,
    key: str,
    kind: TransferKind,
    legs: list[ledger.Leg],
    description: str,
    tenant: Tenant,
    now: datetime,
) -> Transfer:
    """A transfer that belongs to the order. Raises BalanceTooLow."""
    return ledger.transfer(
        session,
        tenant=tenant,
        key=key,
        kind=kind,
        legs=legs,
        description=description,
        platform_id=order.platform_id,
        customer_id=order.customer_id,
        order_id=order.id,
        now=now,
    )


def _hold(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.HOLD,
        currency=order.currency,
        customer_id=order.customer_id,
        now=now,
    )
