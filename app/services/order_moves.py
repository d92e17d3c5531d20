"""What staff and customers do with orders: prepare, call ready, cancel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.errors import OrderNotFound
from app.domain.shipping import STILL_HERE
from app.domain.states import Fulfilment, OrderState, RefundReason
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Order, Platform
from app.services import coupons, payments, refunds, stock
from app.services.order_changes import MovedOrder, change_state
from app.services.order_notices import tell_customer
from app.services.order_views import CANCELLABLE, owned_by
from app.services.platforms import Storefront
from app.services.ports import MessageTexts
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import within
from app.services.unpaid_orders import holds_pieces

__all__ = ["MovedOrder", "cancel_by_staff", "cancel_own", "change_state", "mark_ready", "start_preparing", "undo_ready"]


def start_preparing(session: Session, *, staff: StaffSeen, number: str, now: datetime) -> MovedOrder:
    """Somebody begins to collect the order. Raises OrderNotFound, TransitionRefused when another was faster."""
    return _move(session, staff, number, moved=(OrderState.CONFIRMED, OrderState.PREPARING), now=now)


def mark_ready(session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime) -> MovedOrder:
    """The order waits for its owner, who is told. Raises OrderNotFound, TransitionRefused when another was faster."""
    order = _move(session, staff, number, moved=(OrderState.PREPARING, OrderState.READY), now=now)
    if order.fulfilment is Fulfilment.DELIVERY:
        # It is packed and waits for its courier, which is nothing to come for.
        return order
    tell_customer(session, texts=texts, tenant=staff.tenant, order_id=order.id, topic=Topic.ORDER_READY, now=now)
    return order


def undo_ready(session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime) -> MovedOrder:
    """It was not ready after all, and its owner is told not to come yet.

    Raises OrderNotFound, TransitionRefused when it has gone on since.
    """
    order = _move(session, staff, number, moved=(OrderState.READY, OrderState.PREPARING), now=now)
    if order.fulfilment is Fulfilment.DELIVERY:
        return order
    tell_customer(session, texts=texts, tenant=staff.tenant, order_id=order.id, topic=Topic.ORDER_NOT_READY, now=now)
    return order


def cancel_own(
    session: Session, *, storefront: Storefront, customer_id: int, number: str, texts: MessageTexts, now: datetime
) -> MovedOrder:
    """A customer cancels before anybody has begun to prepare: what placing the order did is undone, exactly and once.

    The money goes back where it came from: to the card at once, by a gateway as soon as it has paid. The pieces go
    back on the shelf, the coupon's use back to it, and the pickup code stops working.

    Raises OrderNotFound, TransitionRefused.
    """
    order = _find(session, number, owned_by(storefront, customer_id))
    tenant = Tenant(storefront.business_id, storefront.environment)
    actor = Actor("customer", customer_id)
    return _undo(session, order, allowed=CANCELLABLE, actor=actor, tenant=tenant, texts=texts, now=now)


def cancel_by_staff(
    session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime
) -> MovedOrder:
    """Give up a delivery that cannot be sent; everything goes back as when its owner cancels.

    Raises OrderNotFound, TransitionRefused when it has left.
    """
    order = _find(session, number, *within(staff), Order.fulfilment == Fulfilment.DELIVERY)
    actor = Actor("staff", staff.staff_id)
    return _undo(session, order, allowed=STILL_HERE, actor=actor, tenant=staff.tenant, texts=texts, now=now)


def _undo(
    session: Session,
    order: Order,
    *,
    allowed: frozenset[OrderState],
    actor: Actor,
    tenant: Tenant,
    texts: MessageTexts,
    now: datetime,
) -> MovedOrder:
    order = payments.lock_order(session, order_id=order.id)
    had_pieces = holds_pieces(order)
    moved = change_state(
        session,
        order=order,
        allowed=allowed,
        wanted=OrderState.CANCELLED,
        actor=actor,
        tenant=tenant,
        now=now,
        values={"pay_until": None},
    )
    # Rows are locked as checkout locks them, products before coupon before accounts, or the two could block each other.
    stock.give_back(session, order_id=order.id, now=now)
    if had_pieces and order.coupon_code is not None:
        coupons.give_back(session, platform_id=order.platform_id, environment=order.environment, code=order.coupon_code)
    refunds.give_all_back(session, order, reason=RefundReason.CANCELLED, tenant=tenant, now=now)
    tell_customer(session, texts=texts, tenant=tenant, order_id=order.id, topic=Topic.ORDER_CANCELLED, now=now)
    return moved


def _move(
    session: Session, staff: StaffSeen, number: str, *, moved: tuple[OrderState, OrderState], now: datetime
) -> MovedOrder:
    """By staff, from the first state to the second."""
    order = _find(session, number, *within(staff))
    return change_state(
        session,
        order=order,
        allowed={moved[0]},
        wanted=moved[1],
        actor=Actor("staff", staff.staff_id),
        tenant=staff.tenant,
        now=now,
    )


def _find(session: Session, number: str, *conditions: ColumnElement[bool]) -> Order:
    order = session.scalar(
        select(Order).join(Platform, Platform.id == Order.platform_id).where(Order.number == number, *conditions)
    )
    if order is None:
        raise OrderNotFound
    return order
