"""What carriers tell of parcels on their way: each step once, the order moved along, its owner told."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.shipping import ORDER_STATE, STILL_HERE, ShipmentProblem, look_again_after, way_to
from app.domain.states import ORDER_MOVES, SHIPMENT_MOVES, OrderState, ShipmentState
from app.domain.tenant import SYSTEM, Tenant
from app.domain.topics import Topic
from app.models import Order, Platform, Shipment, ShipmentEvent
from app.services import shipments
from app.services.order_moves import change_state
from app.services.order_notices import tell_customer
from app.services.ports import MessageTexts
from app.services.provider_ports import ParcelSeen, TrackedStep

_TOPICS: Final = {
    OrderState.SHIPPED: Topic.ORDER_SHIPPED,
    OrderState.OUT_FOR_DELIVERY: Topic.ORDER_OUT_FOR_DELIVERY,
    OrderState.DELIVERED: Topic.ORDER_DELIVERED,
}
_LONGEST_PLACE: Final = 255


def find_parcel(session: Session, *, provider: str, provider_shipment_id: str) -> int | None:
    """Our parcel by its provider's id, if it is ours and known by that id."""
    return session.scalar(
        select(Shipment.id).where(Shipment.provider == provider, Shipment.provider_shipment_id == provider_shipment_id)
    )


def note_seen(
    session: Session, *, shipment_id: int, seen: ParcelSeen, texts: MessageTexts, now: datetime
) -> ShipmentState:
    """Take over what the carrier knows now. Told twice, or late, nothing goes backwards and nobody is told again."""
    order = session.scalars(
        select(Order)
        .join(Shipment, Shipment.order_id == Order.id)
        .where(Shipment.id == shipment_id)
        .with_for_update(of=Order)
        .execution_options(populate_existing=True)
    ).one()
    shipment = session.scalars(
        select(Shipment).where(Shipment.id == shipment_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    is_stale = seen.provider_shipment_id != shipment.provider_shipment_id or len(seen.steps) < _known(session, shipment)
    if is_stale:
        return shipment.state
    _keep_steps(session, shipment, seen)
    # What was told must be in the database before messages are worded from it.
    shipments.keep_links(shipment, seen)
    session.flush()
    if _move(session, shipment, order, seen, now):
        _move_order(session, shipment, order, texts, now)
    _plan(shipment, order, now)
    session.flush()
    return shipment.state


def _known(session: Session, shipment: Shipment) -> int:
    count = select(func.count()).select_from(ShipmentEvent).where(ShipmentEvent.shipment_id == shipment.id)
    return session.scalar(count) or 0


def _keep_steps(session: Session, shipment: Shipment, seen: ParcelSeen) -> None:
    known = set(session.scalars(select(ShipmentEvent.event_key).where(ShipmentEvent.shipment_id == shipment.id)))
    for step in seen.steps:
        key = _key(shipment, step)
        if key in known:
            continue
        known.add(key)
        session.add(
            ShipmentEvent(
                shipment_id=shipment.id,
                event_key=key,
                state=step.state,
                raw_status=step.raw_status[:60],
                description=step.description,
                place=step.place[:_LONGEST_PLACE],
                at=step.at,
            )
        )


def _key(shipment: Shipment, step: TrackedStep) -> str:
    parts = (shipment.provider_shipment_id or "", step.raw_status, step.description, step.at.isoformat())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _move(session: Session, shipment: Shipment, order: Order, seen: ParcelSeen, now: datetime) -> bool:
    """Whether the parcel is now somewhere its order has to follow."""
    if seen.state is shipment.state or seen.state not in SHIPMENT_MOVES[shipment.state]:
        return False
    shipment.updated_at = now
    if seen.state is ShipmentState.CANCELLED:
        _carrier_cancelled(session, shipment, order, now)
        return False
    shipment.state = seen.state
    if seen.state is ShipmentState.EXCEPTION:
        shipment.problem, shipment.problem_detail = ShipmentProblem.EXCEPTION.value, _last_words(seen) or None
    elif shipment.problem == ShipmentProblem.EXCEPTION:
        shipment.problem = shipment.problem_detail = None
    if seen.state is ShipmentState.DELIVERED:
        shipment.delivered_at = now
    return True


def _move_order(session: Session, shipment: Shipment, order: Order, texts: MessageTexts, now: datetime) -> None:
    if shipment.state is ShipmentState.EXCEPTION:
        _tell(session, order, Topic.ORDER_DELIVERY_PROBLEM, texts, now)
    else:
        move_order(session, order, ORDER_STATE[shipment.state], texts=texts, now=now)


def move_order(
    session: Session,
    order: Order,
    wanted: OrderState,
    *,
    texts: MessageTexts,
    now: datetime,
) -> None:
    """Bring the order to where its parcel is, and tell its owner where that is; once."""
    way = way_to(order.state, wanted)
    for state in way:
        allowed = {before for before, ahead in ORDER_MOVES.items() if state in ahead}
        change_state(
            session,
            order=order,
            allowed=allowed,
            wanted=state,
            actor=SYSTEM,
            tenant=tenant_of(session, order),
            now=now,
        )
    if way:
        _tell(session, order, _TOPICS[way[-1]], texts, now)


def _carrier_cancelled(session: Session, shipment: Shipment, order: Order, now: datetime) -> None:
    if order.state in STILL_HERE:
        shipments.start_over(session, shipment, ShipmentProblem.CARRIER_CANCELLED, now)
        return
    shipments.end(shipment, now)
    if order.state is not OrderState.CANCELLED:
        shipment.problem = ShipmentProblem.CARRIER_CANCELLED.value


def _plan(shipment: Shipment, order: Order, now: datetime) -> None:
    """When to look again: at once where it is to be cancelled, never at a parcel that has arrived."""
    if shipment.state in {ShipmentState.DELIVERED, ShipmentState.CANCELLED, ShipmentState.PENDING}:
        shipment.next_check_at = None
    elif shipments.is_to_be_cancelled(shipment, order.state):
        shipment.next_check_at = now
    else:
        shipment.next_check_at = now + look_again_after(shipment.state)


def _last_words(seen: ParcelSeen) -> str:
    return seen.steps[-1].description[:500] if seen.steps else seen.raw_status


def tenant_of(session: Session, order: Order) -> Tenant:
    """In whose world the order is."""
    business_id = session.scalars(select(Platform.business_id).where(Platform.id == order.platform_id)).one()
    return Tenant(business_id, order.environment)


def _tell(session: Session, order: Order, topic: Topic, texts: MessageTexts, now: datetime) -> None:
    session.flush()
    tenant = tenant_of(session, order)
    tell_customer(session, texts=texts, tenant=tenant, order_id=order.id, topic=topic, now=now)
