"""Paying an order that waits with the shopping card after all, whatever was tried before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import TransitionRefused
from app.domain.states import OrderState, PaymentState
from app.domain.topics import Topic
from app.flows.pins import check_pin
from app.flows.settlement import settle
from app.models import Order, PaymentMethod
from app.services import order_notices, order_payments, orders, payments, unpaid_orders
from app.services.platforms import Storefront
from app.services.ports import Clock, KeyedHasher, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers


def by_card(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    providers: Providers,
    *,
    storefront: Storefront,
    customer_id: int,
    number: str,
    pin: str,
    texts: MessageTexts,
) -> None:
    """Charge the card for a customer's own unpaid order; nothing more where it turns out to be paid already.

    What a gift card holds for the order is part of the price. Payments made before are looked up first. Should one of
    them still be paid later, that money goes back by itself.

    Raises OrderNotFound; PinWrong, PinLocked, PinNotSet; TransitionRefused for an order that waits for no payment;
    OutOfStock, CouponUsedUp where its pieces had been given back; BalanceTooLow.
    """
    with uow() as session:
        order_id = orders.get_own(session, storefront, customer_id=customer_id, number=number).id
        references = unpaid_orders.list_references(session, order_id=order_id)
    check_pin(uow, keyed, customer_id=customer_id, pin=pin, now=clock())
    for reference in references:
        settle(uow, clock, providers, texts, reference=reference)
    with uow() as session:
        order = payments.lock_order(session, order_id=order_id)
        if order.state is OrderState.CONFIRMED:
            return
        _charge(session, order, storefront, texts, now=clock())


def _charge(session: Session, order: Order, storefront: Storefront, texts: MessageTexts, *, now: datetime) -> None:
    if order.state not in unpaid_orders.UNPAID:
        raise TransitionRefused(entity="order", state=order.state.value, wanted=OrderState.CONFIRMED.value)
    tenant = storefront.tenant
    known = payments.lock_of_order(session, order_id=order.id)
    unpaid_orders.reopen(session, order, tenant=tenant, now=now)
    rest = order.total_minor
    for payment in known:
        if payment.state is not PaymentState.PENDING:
            continue
        if payment.method is PaymentMethod.GIFT_CARD:
            order_payments.post_hold(session, order, payment, tenant=tenant, now=now)
            rest -= payment.amount_minor
            continue
        if payment.is_held:
            order_payments.release_hold(session, order, payment, tenant=tenant, now=now)
        payment.state, payment.updated_at = PaymentState.ABANDONED, now
    session.flush()
    transfer, _left = order_payments.charge_card(session, order, amount_minor=rest, tenant=tenant, now=now)
    orders.add_payment(
        session, order, method=PaymentMethod.SHOPPING_CARD, transfer=transfer, amount_minor=rest, now=now
    )
    order_notices.tell_customer(
        session, texts=texts, tenant=tenant, order_id=order.id, topic=Topic.ORDER_CONFIRMED, now=now
    )
