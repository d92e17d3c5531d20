"""What cards of ours pay of an order: charged at once, or held until the rest is paid elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.states import PaymentPurpose, PaymentState
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Order, Payment, PaymentMethod, Transfer, TransferKind
from app.services import gift_cards, ledger, shopping_card
from app.services.gift_cards import Movement


def charge_card(
    session: Session, order: Order, *, tenant: Tenant, now: datetime, amount_minor: int | None = None
) -> tuple[Transfer, int]:
    """Move the order's total, or a part of it, from the shopping card to the sales, and say what is left on the card.

    Raises BalanceTooLow.
    """
    amount = order.total_minor if amount_minor is None else amount_minor
    card = shopping_card.open_card(
        session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
    )
    sales = account_of(session, order, AccountKind.SALES, tenant=tenant, now=now)
    transfer = move(
        session,
        order,
        key=f"order:{order.uuid}",
        kind=TransferKind.PAYMENT,
        legs=[(card, -amount), (sales, amount)],
        description=f"Order {order.number}",
        tenant=tenant,
        now=now,
    )
    return transfer, card.balance_minor


def hold_on_card(session: Session, order: Order, *, amount_minor: int, tenant: Tenant, now: datetime) -> Payment:
    """Set a part of the order's price aside on the shopping card until the rest is paid. Raises BalanceTooLow."""
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
    return _note(
        session,
        order,
        method=PaymentMethod.SHOPPING_CARD,
        transfer=transfer,
        state=PaymentState.PENDING,
        now=now,
    )


def pay_by_gift_card(
    session: Session, order: Order, *, card_id: int, amount_minor: int, is_held: bool, tenant: Tenant, now: datetime
) -> Payment:
    """Take a part of the order's price, or all of it, from a gift card: for good, or set aside until the rest is paid.

    It comes first of what pays an order in this unit of work: the accounts of the other part are locked with its own.

    Raises GiftCardNotFound, GiftCardUnusable.
    """
    kind = AccountKind.HOLD if is_held else AccountKind.SALES
    target = (
        _hold(session, order, tenant=tenant, now=now)
        if is_held
        else account_of(session, order, kind, tenant=tenant, now=now)
    )
    own = shopping_card.open_card(
        session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
    )
    gift = gift_cards.lock_account(session, tenant=tenant, card_id=card_id)
    ledger.lock(session, [gift, own, target])
    transfer = gift_cards.pay_part(
        session,
        tenant=tenant,
        card_id=card_id,
        amount_minor=amount_minor,
        target=target,
        movement=Movement(
            key=f"gift:{order.uuid}",
            description=f"Order {order.number}",
            platform_id=order.platform_id,
            customer_id=order.customer_id,
            order_id=order.id,
        ),
        now=now,
    )
    state = PaymentState.PENDING if is_held else PaymentState.SUCCEEDED
    return _note(
        session,
        order,
        method=PaymentMethod.GIFT_CARD,
        transfer=transfer,
        state=state,
        gift_card_id=card_id,
        now=now,
    )


def _note(
    session: Session,
    order: Order,
    *,
    method: PaymentMethod,
    transfer: Transfer,
    state: PaymentState,
    now: datetime,
    gift_card_id: int | None = None,
) -> Payment:
    payment = Payment(
        purpose=PaymentPurpose.ORDER,
        platform_id=order.platform_id,
        environment=order.environment,
        customer_id=order.customer_id,
        order_id=order.id,
        gift_card_id=gift_card_id,
        method=method,
        reference=ledger.new_reference("PAY"),
        currency=order.currency,
        amount_minor=transfer.amount_minor,
        state=state,
        transfer_id=transfer.id,
        paid_at=now if state is PaymentState.SUCCEEDED else None,
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
    """The order is given up: what was held is the customer's again, on the card it came from."""
    if payment.gift_card_id is None:
        card = shopping_card.open_card(
            session, tenant=tenant, customer_id=order.customer_id, currency=order.currency, now=now
        )
    else:
        card = gift_cards.account_to_refill(session, card_id=payment.gift_card_id, now=now)
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
