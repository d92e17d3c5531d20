"""Orders move from state to state: each move guarded, on the timeline and in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.domain.errors import OrderNotFound, TransitionRefused
from app.domain.states import OrderState, PaymentState, check_order_move
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Account, Entry, Order, OrderEvent, Payment, Platform, TransferKind
from app.services import audit_trail, coupons, ledger, stock
from app.services.order_notices import tell_customer
from app.services.order_views import CANCELLABLE
from app.services.platforms import Storefront
from app.services.ports import MessageTexts
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOrder:
    """What the person who is told of a move needs to know."""

    id: int
    uuid: UUID
    number: str
    state: OrderState
    platform_id: int
    customer_id: int


def start_preparing(session: Session, *, staff: StaffSeen, number: str, now: datetime) -> MovedOrder:
    """Somebody begins to collect the order. Raises OrderNotFound, TransitionRefused when another was faster."""
    return _move(session, staff, number, moved=(OrderState.CONFIRMED, OrderState.PREPARING), now=now)


def mark_ready(session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime) -> MovedOrder:
    """The order waits for its owner, who is told. Raises OrderNotFound, TransitionRefused when another was faster."""
    order = _move(session, staff, number, moved=(OrderState.PREPARING, OrderState.READY), now=now)
    tell_customer(session, texts=texts, tenant=staff.tenant, order_id=order.id, topic=Topic.ORDER_READY, now=now)
    return order


def undo_ready(session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime) -> MovedOrder:
    """It was not ready after all, and its owner is told not to come yet.

    Raises OrderNotFound, TransitionRefused when it has gone on since.
    """
    order = _move(session, staff, number, moved=(OrderState.READY, OrderState.PREPARING), now=now)
    tell_customer(session, texts=texts, tenant=staff.tenant, order_id=order.id, topic=Topic.ORDER_NOT_READY, now=now)
    return order


def cancel_own(
    session: Session, *, storefront: Storefront, customer_id: int, number: str, texts: MessageTexts, now: datetime
) -> MovedOrder:
    """A customer cancels before anybody has begun to prepare: what placing the order did is undone, exactly and once.

    The money goes back where it came from, the pieces back on the shelf, the coupon's use back to it, and the pickup
    code stops working. Raises OrderNotFound, TransitionRefused.
    """
    mine = (Order.customer_id == customer_id, Order.platform_id == storefront.id)
    order = _find(session, number, *mine, Order.environment == storefront.environment)
    tenant = Tenant(storefront.business_id, storefront.environment)
    actor = Actor("customer", customer_id)
    moved = change_state(
        session, order=order, allowed=CANCELLABLE, wanted=OrderState.CANCELLED, actor=actor, tenant=tenant, now=now
    )
    # Rows are locked as checkout locks them, products before coupon before accounts, or the two could block each other.
    stock.give_back(session, order_id=order.id, now=now)
    if order.coupon_code is not None:
        coupons.give_back(session, platform_id=order.platform_id, environment=order.environment, code=order.coupon_code)
    _give_money_back(session, order, tenant=tenant, now=now)
    tell_customer(session, texts=texts, tenant=tenant, order_id=order.id, topic=Topic.ORDER_CANCELLED, now=now)
    return moved


def change_state(
    session: Session,
    *,
    order: Order,
    allowed: Iterable[OrderState],
    wanted: OrderState,
    actor: Actor,
    tenant: Tenant,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    guard: ColumnElement[bool] | None = None,
) -> MovedOrder:
    """Move an order by one guarded UPDATE, so that of several people exactly one succeeds; note it twice.

    `values` are set with the state; `guard` must hold besides. Raises TransitionRefused.
    """
    before = order.state
    states = frozenset(allowed)
    if before in states:
        check_order_move(before, wanted)
    changed = session.scalar(
        update(Order)
        .where(Order.id == order.id, Order.state == before, Order.state.in_(states), *_given(guard))
        .values(state=wanted, updated_at=now, **_forget_code(wanted), **(values or {}))
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(order)
    if changed is None:
        raise TransitionRefused(entity="order", state=order.state.value, wanted=wanted.value)
    session.add(OrderEvent(order_id=order.id, state=wanted, actor_kind=actor.kind, actor_id=actor.id, at=now))
    audit_trail.record(
        session,
        actor=actor,
        action=f"order_{wanted.value}",
        entity="order",
        entity_id=order.id,
        business_id=tenant.business_id,
        before={"state": before.value},
        after={"state": wanted.value},
        now=now,
    )
    return MovedOrder(
        id=order.id,
        uuid=order.uuid,
        number=order.number,
        state=wanted,
        platform_id=order.platform_id,
        customer_id=order.customer_id,
    )


def _given(guard: ColumnElement[bool] | None) -> list[ColumnElement[bool]]:
    return [] if guard is None else [guard]


def _forget_code(wanted: OrderState) -> dict[str, None]:
    """An order that ends has no use for its pickup code."""
    return {"pickup_token_hash": None} if wanted in {OrderState.COMPLETED, OrderState.CANCELLED} else {}


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


def _give_money_back(session: Session, order: Order, *, tenant: Tenant, now: datetime) -> None:
    """Each payment's transfer is answered by its mirror image; what was never paid is let go."""
    payments = session.scalars(select(Payment).where(Payment.order_id == order.id).order_by(Payment.id)).all()
    for payment in payments:
        if payment.state is PaymentState.SUCCEEDED:
            if payment.transfer_id is not None:
                _mirror(session, payment, payment.transfer_id, order, tenant=tenant, now=now)
            payment.state, payment.updated_at = PaymentState.REVERSED, now
        elif payment.state is PaymentState.PENDING:
            payment.state, payment.updated_at = PaymentState.ABANDONED, now
    session.flush()


def _mirror(
    session: Session, payment: Payment, transfer_id: int, order: Order, *, tenant: Tenant, now: datetime
) -> None:
    entries = session.execute(
        select(Account, Entry.amount_minor)
        .join(Entry, Entry.account_id == Account.id)
        .where(Entry.transfer_id == transfer_id)
    )
    ledger.transfer(
        session,
        tenant=tenant,
        key=f"refund:{payment.uuid}",
        kind=TransferKind.REFUND,
        legs=[(account, -amount) for account, amount in entries],
        description=f"Refund of order {order.number}",
        platform_id=order.platform_id,
        customer_id=order.customer_id,
        order_id=order.id,
        now=now,
    )
