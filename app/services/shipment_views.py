"""What customers and staff are shown of a parcel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import ShipmentState
from app.models import Order, Shipment, ShipmentEvent


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a parcel in its carrier's words."""

    state: ShipmentState
    raw: str
    words: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelView:
    """A parcel; `cost` is what the carrier charges the shop, None until it was quoted."""

    state: ShipmentState
    carrier: str
    logo: str
    eta: str
    address: str
    tracking_number: str
    tracking_url: str
    label_url: str
    problem: str
    detail: str
    cost: Money | None
    is_asked: bool
    attempts: int
    steps: tuple[StepView, ...]

    @property
    def is_booked(self) -> bool:
        return self.state not in {ShipmentState.PENDING, ShipmentState.CANCELLED}

    @property
    def can_be_rebooked(self) -> bool:
        """Whether staff may have it booked again: nothing is under way and nobody has it."""
        return self.state is ShipmentState.PENDING and not self.is_asked


def find_parcel(session: Session, *, order_id: int) -> ParcelView | None:
    """An order's parcel with its steps, the newest first; two statements. None before the order was paid."""
    row = session.execute(
        select(Shipment, Order.address).join(Order, Order.id == Shipment.order_id).where(Shipment.order_id == order_id)
    ).one_or_none()
    if row is None:
        return None
    shipment, address = row
    events = session.scalars(
        select(ShipmentEvent)
        .where(ShipmentEvent.shipment_id == shipment.id)
        .order_by(ShipmentEvent.at.desc(), ShipmentEvent.id.desc())
    )
    return ParcelView(
        state=shipment.state,
        carrier=shipment.carrier_name,
        logo=shipment.carrier_logo,
        eta=shipment.eta_text,
        address=address or "",
        tracking_number=shipment.tracking_number or "",
        tracking_url=shipment.tracking_url or "",
        label_url=shipment.label_url or "",
        problem=shipment.problem or "",
        detail=shipment.problem_detail or "",
        cost=None if shipment.cost_minor is None else Money(shipment.cost_minor, shipment.currency),
        is_asked=shipment.asked_at is not None,
        attempts=shipment.attempts,
        steps=tuple(
            StepView(event.state, event.raw_status, event.description, event.place, event.at) for event in events
        ),
    )
