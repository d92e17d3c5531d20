"""One move of an order from state to state: guarded, on the timeline and in the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from app.domain.errors import TransitionRefused
from app.domain.states import Fulfilment, OrderState, check_order_move
from app.domain.tenant import Actor, Tenant
from app.models import Order, OrderEvent
from app.services import audit_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOrder:
    """What the person who is told of a move needs to know."""

    id: int
    uuid: UUID
    number: str
    state: OrderState
    platform_id: int
    customer_id: int
    fulfilment: Fulfilment


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
    session.flush()
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
        fulfilment=order.fulfilment,
    )


def _given(guard: ColumnElement[bool] | None) -> list[ColumnElement[bool]]:
    return [] if guard is None else [guard]


def _forget_code(wanted: OrderState) -> dict[str, None]:
    """An order that ends has no use for its pickup code."""
    return {"pickup_token_hash": None} if wanted in {OrderState.COMPLETED, OrderState.CANCELLED} else {}
