"""Money the bank took back after it had been paid: an entry of its own, and a mark on what it had paid for."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import PaymentState
from app.domain.tenant import SYSTEM, Tenant
from app.models import Account, AccountKind, Order, OrderEvent, Payment, TransferKind
from app.services import ledger, refunds
from app.services.order_payments import account_of, move
from app.services.paying_for.registry import name_of, purpose_of

CHARGED_BACK: Final = "charged_back"


def book(session: Session, payment: Payment, order: Order | None, *, tenant: Tenant, now: datetime) -> None:
    """Take what is left of the payment out of our books again.

    What we have paid back ourselves is no charge-back: providers call a fully refunded payment reversed too.
    """
    taken = payment.amount_minor - refunds.given_back(session, payment)
    payment.state, payment.reason = PaymentState.REVERSED, CHARGED_BACK
    if taken == 0:
        return
    if order is None:
        account = purpose_of(payment).charged_back(session, payment, tenant=tenant, now=now)
        _take_from(session, account, payment, taken, tenant=tenant, now=now)
        return
    sales = account_of(session, order, AccountKind.SALES, tenant=tenant, now=now)
    gateway = account_of(session, order, AccountKind.GATEWAY, tenant=tenant, now=now)
    move(
        session,
        order,
        key=f"charge-back:{payment.reference}",
        kind=TransferKind.SETTLEMENT,
        legs=[(sales, -taken), (gateway, taken)],
        description=f"Charge-back of order {order.number}",
        tenant=tenant,
        now=now,
    )
    event = OrderEvent(order_id=order.id, state=order.state, actor_kind=SYSTEM.kind, note=CHARGED_BACK, at=now)
    session.add(event)


def _take_from(
    session: Session, account: Account, payment: Payment, taken: int, *, tenant: Tenant, now: datetime
) -> None:
    """A card gives what is on it and never owes, so the rest is the business's loss; what was sold gives all of it."""
    gateway, losses = (
        ledger.get_or_open_account(
            session, tenant=tenant, kind=kind, currency=payment.currency, platform_id=payment.platform_id, now=now
        )
        for kind in (AccountKind.GATEWAY, AccountKind.ADJUSTMENTS)
    )
    # Under the lock, or somebody could spend it between the look and the transfer; locked as transfers lock them.
    ids = sorted((account.id, gateway.id, losses.id))
    session.execute(select(Account.id).where(Account.id.in_(ids)).order_by(Account.id).with_for_update(key_share=True))
    session.refresh(account)
    given = taken if account.may_go_negative else min(taken, account.balance_minor)
    legs = [(gateway, taken), (account, -given), (losses, given - taken)]
    ledger.transfer(
        session,
        tenant=tenant,
        key=f"charge-back:{payment.reference}",
        kind=TransferKind.SETTLEMENT if account.may_go_negative else TransferKind.WALLET_DEBIT,
        legs=[leg for leg in legs if leg[1]],
        description=f"Charge-back of {name_of(session, payment, None)}",
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        now=now,
    )
