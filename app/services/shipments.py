"""A paid order's parcel: booked with its carrier once, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.shipping import (
    GRACE,
    SELF_HEALING,
    STILL_HERE,
    ShipmentProblem,
)
from app.domain.states import Fulfilment, OrderState, ShipmentState
from app.models import DeliveryRate, Order, Shipment, ShipmentEvent
from app.services.parcels import parcel_of
from app.services.provider_ports import ParcelAsk, ParcelSeen, RateSeen

log = structlog.get_logger()

IS_OVER: Final = frozenset({ShipmentState.DELIVERED, ShipmentState.CANCELLED})


class Move(StrEnum):
    """What has to be done next about a parcel, outside of any transaction."""

    BOOK = "book"
    # It was asked for before: find out what became of it.
    LOOK_UP = "look_up"
    TRACK = "track"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A parcel in one worker's hands. `paid_minor` is what the customer paid for delivery."""

    move: Move
    shipment_id: int
    reference: UUID
    provider: str
    provider_rate_id: str
    provider_shipment_id: str
    carrier_slug: str
    carrier_name: str
    currency: str
    paid_minor: int
    asked_at: datetime | None
    attempts: int
    parcel: ParcelAsk


def open_for(session: Session, order: Order, now: datetime) -> Shipment | None:
    """The parcel of a delivery order that was just paid, to be booked by the worker; None where nothing is delivered.

    Called in the transaction that confirms the order. Once per order, however often it is called.
    """
    if order.fulfilment is not Fulfilment.DELIVERY:
        return None
    found = session.scalar(select(Shipment).where(Shipment.order_id == order.id))
    if found is not None:
        return found
    rate = session.scalar(
        select(DeliveryRate).where(DeliveryRate.order_id == order.id).order_by(DeliveryRate.id.desc()).limit(1)
    )
    shipment = Shipment(
        order_id=order.id,
        provider=rate.provider if rate else "",
        provider_rate_id=rate.provider_rate_id if rate else "",
        state=ShipmentState.PENDING,
        carrier_name=rate.carrier_name if rate else order.carrier_name or "",
        carrier_slug=rate.carrier_slug if rate else "",
        carrier_logo=rate.carrier_logo if rate else "",
        eta_text=rate.eta_text if rate else "",
        cost_minor=rate.fee_minor if rate else None,
        currency=order.currency,
        problem=None if rate else ShipmentProblem.RATE_GONE,
        next_check_at=now if rate else None,
        created_at=now,
        updated_at=now,
    )
    session.add(shipment)
    session.flush()
    return shipment


def list_due(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Parcels something is to be done about, the longest waiting first."""
    return list(
        session.scalars(
            select(Shipment.id)
            .where(Shipment.next_check_at <= now, Shipment.state.not_in(IS_OVER))
            .order_by(Shipment.next_check_at, Shipment.id)
            .limit(limit)
        )
    )


def take(session: Session, *, shipment_id: int, now: datetime) -> Task | None:
    """Take a parcel in hand for a while; None when there is nothing to do or another has it.

    That the carrier is about to be asked is written down with it, so that a crash is looked up, not repeated.
    """
    taken = session.scalar(
        update(Shipment)
        .where(Shipment.id == shipment_id, Shipment.next_check_at <= now, Shipment.state.not_in(IS_OVER))
        .values(next_check_at=now + GRACE)
        .returning(Shipment.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        return None
    order = session.scalars(
        select(Order)
        .join(Shipment, Shipment.order_id == Order.id)
        .where(Shipment.id == shipment_id)
        .execution_options(populate_existing=True)
    ).one()
    shipment = session.get_one(Shipment, shipment_id, populate_existing=True)
    move = _next_move(shipment, order)
    if move is None:
        _settle(shipment, order, now)
        return None
    if move is Move.BOOK:
        shipment.asked_at, shipment.attempts = now, shipment.attempts + 1
    session.flush()
    return _task(session, shipment, order, move)


def use_rate(shipment: Shipment, rate: RateSeen) -> None:
    """Put another rate on a parcel that is not booked yet."""
    shipment.provider_rate_id = rate.provider_rate_id
    shipment.carrier_name, shipment.carrier_slug = rate.carrier_name, rate.carrier_slug
    shipment.carrier_logo, shipment.eta_text = rate.carrier_logo, rate.eta_text
    shipment.cost_minor = rate.fee_minor


def keep_links(shipment: Shipment, seen: ParcelSeen) -> None:
    """What the carrier tells of the parcel; what it leaves out stays as it was."""
    shipment.tracking_number = seen.tracking_number or shipment.tracking_number
    shipment.tracking_url = seen.tracking_url or shipment.tracking_url
    shipment.label_url = seen.label_url or shipment.label_url
    shipment.raw_status = seen.raw_status[:60]
    if seen.cost_minor is not None:
        shipment.cost_minor = seen.cost_minor


def end(shipment: Shipment, now: datetime) -> None:
    """Nothing goes on its way."""
    shipment.state, shipment.next_check_at, shipment.updated_at = ShipmentState.CANCELLED, None, now
    shipment.problem = shipment.problem_detail = None


def start_over(session: Session, shipment: Shipment, problem: ShipmentProblem, now: datetime) -> None:
    """The carrier gave the booking up: a new one gets a new reference, or the old one would be found for it."""
    session.execute(
        delete(ShipmentEvent)
        .where(ShipmentEvent.shipment_id == shipment.id)
        .execution_options(synchronize_session=False)
    )
    shipment.uuid, shipment.state = uuid4(), ShipmentState.PENDING
    shipment.provider_shipment_id = shipment.tracking_number = shipment.tracking_url = shipment.label_url = None
    shipment.asked_at = shipment.booked_at = shipment.next_check_at = None
    shipment.attempts = 0
    set_problem(shipment, problem, "", now)


def is_to_be_cancelled(shipment: Shipment, order_state: OrderState) -> bool:
    """Whether the carrier should be told not to come."""
    return (
        order_state is OrderState.CANCELLED
        and shipment.state is ShipmentState.BOOKED
        and shipment.problem != ShipmentProblem.NOT_CANCELLED
    )


def _next_move(shipment: Shipment, order: Order) -> Move | None:
    if shipment.state is not ShipmentState.PENDING:
        return Move.CANCEL if is_to_be_cancelled(shipment, order.state) else Move.TRACK
    if shipment.asked_at is not None:
        return Move.LOOK_UP
    needs_person = shipment.problem is not None and ShipmentProblem(shipment.problem) not in SELF_HEALING
    return None if needs_person or order.state not in STILL_HERE else Move.BOOK


def _settle(shipment: Shipment, order: Order, now: datetime) -> None:
    """Nothing is left to do: its order was cancelled before anybody asked, or a person has to look first."""
    shipment.next_check_at = None
    if order.state is OrderState.CANCELLED:
        end(shipment, now)


def _task(session: Session, shipment: Shipment, order: Order, move: Move) -> Task:
    return Task(
        move=move,
        shipment_id=shipment.id,
        reference=shipment.uuid,
        provider=shipment.provider,
        provider_rate_id=shipment.provider_rate_id,
        provider_shipment_id=shipment.provider_shipment_id or "",
        carrier_slug=shipment.carrier_slug,
        carrier_name=shipment.carrier_name,
        currency=shipment.currency,
        paid_minor=order.delivery_minor,
        asked_at=shipment.asked_at,
        attempts=shipment.attempts,
        parcel=parcel_of(session, order),
    )


def locked(session: Session, shipment_id: int) -> Shipment:
    """The parcel, in nobody else's hands until this transaction ends."""
    return session.scalars(
        select(Shipment).where(Shipment.id == shipment_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def set_problem(shipment: Shipment, problem: ShipmentProblem, detail: str, now: datetime) -> None:
    """Why it needs a person, and in the carrier's words."""
    shipment.problem, shipment.problem_detail, shipment.updated_at = problem.value, detail[:500] or None, now
    log.warning("parcel_problem", shipment=str(shipment.uuid), problem=problem.value)
