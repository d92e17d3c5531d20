"""Orders that wait for a payment: what they hold, for how long, and how they fail, begin again and end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.domain.checking import PAY_WINDOW
from app.domain.errors import CouponUsedUp
from app.domain.states import OrderState, PaymentState
from app.domain.tenant import SYSTEM, Actor, Tenant
from app.domain.topics import Topic
from app.models import Order, OrderLine, Payment, PaymentMethod
from app.services import coupons, order_notices, order_payments, payments, stock
from app.services.order_changes import change_state
from app.services.ports import MessageTexts

UNPAID: Final = frozenset({OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED})
# A provider that cannot be asked does not cost the customer the order at once.
_PUT_OFF: Final = timedelta(minutes=2)
_PATIENCE: Final = timedelta(hours=2)
# An order nobody came back to pay is cancelled in the end.
_KEPT_OPEN: Final = timedelta(hours=24)


def holds_pieces(order: Order) -> bool:
    """Whether an unpaid order still has its pieces and its coupon; a paid one has them anyway."""
    return order.state not in UNPAID or order.pay_until is not None


def take_again(session: Session, order: Order, *, now: datetime) -> None:
    """Take the pieces and the coupon of an order that had given them back.

    Raises OutOfStock, CouponUsedUp; the caller's savepoint or unit of work undoes what was taken.
    """
    stock.take(session, quantities=_pieces(session, order), order_id=order.id, locale=order.locale, now=now)
    if order.coupon_code is not None and not coupons.use_again(
        session, platform_id=order.platform_id, environment=order.environment, code=order.coupon_code
    ):
        raise CouponUsedUp


def reopen(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> None:
    """The buyer tries again: the order, which the caller has locked, waits for another half an hour.

    Raises OutOfStock, CouponUsedUp where it had been given up; TransitionRefused.
    """
    if not holds_pieces(order):
        take_again(session, order, now=now)
    until = {"pay_until": now + PAY_WINDOW}
    if order.state is OrderState.PENDING_PAYMENT:
        order.pay_until, order.updated_at = until["pay_until"], now
        session.flush()
        return
    change_state(
        session,
        order=order,
        allowed={OrderState.PAYMENT_FAILED},
        wanted=OrderState.PENDING_PAYMENT,
        actor=Actor("customer", order.customer_id),
        tenant=tenant,
        now=now,
        values=until,
    )


def _mark_failed(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> None:
    change_state(
        session,
        order=order,
        allowed={OrderState.PENDING_PAYMENT},
        wanted=OrderState.PAYMENT_FAILED,
        actor=SYSTEM,
        tenant=tenant,
        now=now,
    )


def note_failure(session: Session, order: Order, *, tenant: Tenant, texts: MessageTexts, now: datetime) -> None:
    """A payment failed: the customer is told and may try again as long as the pieces are held."""
    if order.state is not OrderState.PENDING_PAYMENT:
        return
    _mark_failed(session, order, tenant=tenant, now=now)
    order_notices.tell_customer(
        session, texts=texts, tenant=tenant, order_id=order.id, topic=Topic.ORDER_PAYMENT_FAILED, now=now
    )


def list_overdue(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Orders whose time to pay is over and whose pieces are still held."""
    return list(
        session.scalars(
            select(Order.id)
            .where(Order.state.in_(UNPAID), Order.pay_until <= now)
            .order_by(Order.pay_until)
            .limit(limit)
        )
    )


def list_references(session: Session, *, order_id: int) -> list[str]:
    """Gateway payments of an order that may have been paid without our knowing."""
    return list(
        session.scalars(
            select(Payment.reference)
            .where(
                Payment.order_id == order_id,
                Payment.method == PaymentMethod.GATEWAY,
                Payment.state.in_((PaymentState.PENDING, PaymentState.ABANDONED, PaymentState.FAILED)),
            )
            .order_by(Payment.id)
        )
    )


def put_off(session: Session, *, order_id: int, now: datetime) -> bool:
    """Wait a little longer for a provider that does not answer; False once that has taken too long."""
    order = payments.lock_order(session, order_id=order_id)
    asked = session.scalar(
        select(func.max(Payment.created_at)).where(
            Payment.order_id == order_id, Payment.method == PaymentMethod.GATEWAY
        )
    )
    if order.pay_until is not None and order.pay_until > now:
        # The buyer has begun another try meanwhile, which has its own half an hour.
        return True
    if order.pay_until is None or asked is None or now - asked >= _PATIENCE:
        return False
    order.pay_until = now + _PUT_OFF
    return True


def expire(session: Session, *, order_id: int, texts: MessageTexts, now: datetime) -> bool:
    """Give back what an overdue order holds: pieces, coupon, and what was set aside on the card.

    It may still be paid, if there are pieces then. False when it was paid or prolonged in the meantime.
    """
    order = payments.lock_order(session, order_id=order_id)
    if order.state not in UNPAID or order.pay_until is None or order.pay_until > now:
        return False
    tenant = payments.tenant_of(session, order)
    _let_go(session, order, tenant=tenant, now=now)
    order.pay_until, order.updated_at = None, now
    if order.state is OrderState.PENDING_PAYMENT:
        _mark_failed(session, order, tenant=tenant, now=now)
    order_notices.tell_customer(
        session, texts=texts, tenant=tenant, order_id=order.id, topic=Topic.ORDER_EXPIRED, now=now
    )
    session.flush()
    return True


def list_forgotten(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Orders given up a day ago; one of which a payment needs review waits for that."""
    in_review = exists().where(Payment.order_id == Order.id, Payment.state == PaymentState.NEEDS_REVIEW)
    return list(
        session.scalars(
            select(Order.id)
            .where(
                Order.state == OrderState.PAYMENT_FAILED,
                Order.pay_until.is_(None),
                Order.updated_at <= now - _KEPT_OPEN,
                ~in_review,
            )
            .order_by(Order.updated_at)
            .limit(limit)
        )
    )


def cancel_forgotten(session: Session, *, order_id: int, now: datetime) -> bool:
    """End an order nobody came back to. False when somebody did."""
    order = payments.lock_order(session, order_id=order_id)
    if order.state is not OrderState.PAYMENT_FAILED or order.pay_until is not None:
        return False
    change_state(
        session,
        order=order,
        allowed={OrderState.PAYMENT_FAILED},
        wanted=OrderState.CANCELLED,
        actor=SYSTEM,
        tenant=payments.tenant_of(session, order),
        now=now,
    )
    return True


def _let_go(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> None:
    waiting = [p for p in payments.lock_of_order(session, order_id=order.id) if p.state is PaymentState.PENDING]
    stock.give_back(session, order_id=order.id, now=now)
    if order.coupon_code is not None:
        coupons.give_back(session, platform_id=order.platform_id, environment=order.environment, code=order.coupon_code)
    for payment in waiting:
        if payment.is_held:
            order_payments.release_hold(session, order, payment, tenant=tenant, now=now)
        payment.state, payment.updated_at = PaymentState.ABANDONED, now


def _pieces(session: Session, order: Order) -> dict[int, int]:
    rows = session.execute(
        select(OrderLine.product_id, func.sum(OrderLine.quantity))
        .where(OrderLine.order_id == order.id)
        .group_by(OrderLine.product_id)
    )
    return {product_id: int(quantity) for product_id, quantity in rows}
