"""What staff do about parcels: hand them over, try again, send them another way, or give the money back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import OrderNotFound, TransitionRefused
from app.domain.shipping import STILL_HERE
from app.domain.states import OrderState, ShipmentState
from app.domain.tenant import Actor
from app.domain.topics import Topic
from app.models import Order, Platform, Shipment
from app.services import audit_trail, order_moves, shipments
from app.services.order_moves import MovedOrder
from app.services.order_notices import tell_customer
from app.services.parcels import parcel_of
from app.services.ports import MessageTexts
from app.services.provider_ports import ParcelAsk, RateSeen
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import within


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingParcel:
    """A parcel nobody carries yet: what is to be quoted, by whom, and what the customer paid for it."""

    shipment_id: int
    provider: str
    parcel: ParcelAsk
    paid_minor: int
    currency: str


def hand_to_carrier(
    session: Session, *, staff: StaffSeen, number: str, texts: MessageTexts, now: datetime
) -> MovedOrder:
    """The courier has taken the parcel; its owner is told, unless the carrier was faster.

    Raises OrderNotFound, TransitionRefused; also while no carrier is booked.
    """
    order, shipment = _find(session, staff, number)
    if shipment.state in {ShipmentState.PENDING, ShipmentState.CANCELLED}:
        raise TransitionRefused(entity="shipment", state=shipment.state.value, wanted=ShipmentState.IN_TRANSIT.value)
    moved = order_moves.change_state(
        session,
        order=order,
        allowed=STILL_HERE,
        wanted=OrderState.SHIPPED,
        actor=Actor("staff", staff.staff_id),
        tenant=staff.tenant,
        now=now,
    )
    tell_customer(session, texts=texts, tenant=staff.tenant, order_id=order.id, topic=Topic.ORDER_SHIPPED, now=now)
    return moved


def find_waiting(session: Session, *, staff: StaffSeen, number: str) -> WaitingParcel:
    """A parcel within reach that can still be sent another way. Raises OrderNotFound, TransitionRefused."""
    order, shipment = _find(session, staff, number)
    _check_waiting(order, shipment)
    return WaitingParcel(
        shipment_id=shipment.id,
        provider=shipment.provider,
        parcel=parcel_of(session, order),
        paid_minor=order.delivery_minor,
        currency=order.currency,
    )


def try_again(
    session: Session, *, staff: StaffSeen, number: str, now: datetime, rate: RateSeen | None = None, provider: str = ""
) -> int:
    """Have a parcel booked at once, at another rate where one is given; returns its id.

    What the rate costs more than the customer paid is the shop's to carry. Raises OrderNotFound, TransitionRefused.
    """
    order, shipment = _find(session, staff, number)
    shipment = shipments.locked(session, shipment.id)
    _check_waiting(order, shipment)
    before = {"problem": shipment.problem, "carrier": shipment.carrier_name, "cost_minor": shipment.cost_minor}
    if rate is not None:
        shipments.use_rate(shipment, rate)
        shipment.provider = provider
        order.carrier_name = rate.carrier_name
    shipment.problem = shipment.problem_detail = None
    shipment.attempts, shipment.next_check_at, shipment.updated_at = 0, now, now
    audit_trail.record(
        session,
        actor=Actor("staff", staff.staff_id),
        action="parcel_tried_again" if rate is None else "parcel_sent_another_way",
        entity="shipment",
        entity_id=shipment.id,
        business_id=staff.business_id,
        before=before,
        after={"carrier": shipment.carrier_name, "cost_minor": shipment.cost_minor},
        now=now,
    )
    return shipment.id


def _find(session: Session, staff: StaffSeen, number: str) -> tuple[Order, Shipment]:
    row = session.execute(
        select(Order, Shipment)
        .join(Platform, Platform.id == Order.platform_id)
        .join(Shipment, Shipment.order_id == Order.id)
        .where(Order.number == number, *within(staff))
    ).one_or_none()
    if row is None:
        raise OrderNotFound
    order, shipment = row
    return order, shipment


def _check_waiting(order: Order, shipment: Shipment) -> None:
    is_waiting = order.state in STILL_HERE and shipment.state is ShipmentState.PENDING and shipment.asked_at is None
    if not is_waiting:
        raise TransitionRefused(entity="shipment", state=shipment.state.value, wanted=ShipmentState.BOOKED.value)
