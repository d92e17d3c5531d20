"""A shop with parcels, carriers that do what a test says, and a clock."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.flows import shipments as flow
from app.integrations.delivery.sandbox import PARCEL
from app.models import (
    Order,
    OutboxMessage,
    SandboxRecord,
    Shipment,
)
from app.services.ports import UnitOfWork
from tests.factories.delivery import (
    Carriers,
    Hands,
    make_carriers,
    make_delivery_order,
    providers_with,
)
from tests.factories.purchases import TEXTS


@dataclass
class World:
    session: Session
    uow: UnitOfWork
    clock: Hands
    carriers: Carriers

    def work(self) -> int:
        return flow.carry_on(self.uow, self.clock, providers_with(self.carriers), TEXTS)

    def refresh(self, shipment: Shipment, provider: str = "sandbox") -> bool:
        return flow.refresh(
            self.uow,
            self.clock,
            providers_with(self.carriers),
            TEXTS,
            provider=provider,
            provider_shipment_id=shipment.provider_shipment_id or "",
        )

    def order(self, **given: Any) -> tuple[Order, Shipment]:
        order = make_delivery_order(self.session, **given)
        return order, self.session.scalars(select(Shipment).where(Shipment.order_id == order.id)).one()

    @property
    def parcels(self) -> int:
        count = select(func.count()).select_from(SandboxRecord).where(SandboxRecord.kind == PARCEL)
        return self.session.scalar(count) or 0

    def told(self) -> list[str]:
        return list(
            self.session.scalars(
                select(OutboxMessage.topic).where(OutboxMessage.channel == "email").order_by(OutboxMessage.id)
            )
        )

    def carry(self, shipment: Shipment, steps: int = 1) -> None:
        for _ in range(steps):
            self.carriers.inner.move_now(shipment.tracking_number or "")


def open_world(session: Session, uow: UnitOfWork) -> World:
    clock = Hands()
    return World(session, uow, clock, Carriers(make_carriers(uow, clock)))
