"""Orders follow their parcels to the door, and cancelled ones are called back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import OrderState, ShipmentState
from app.models import (
    AuditEntry,
    OrderEvent,
    ShipmentEvent,
)
from app.services.ports import UnitOfWork
from app.services.provider_ports import ProviderRefused
from tests.factories.delivery import (
    make_address,
)
from tests.integration.flows.parcels import World, open_world


@pytest.fixture
def world(session: Session, uow: UnitOfWork) -> World:
    return open_world(session, uow)


def test_the_order_follows_its_parcel_and_its_owner_is_told_each_thing_once(world: World) -> None:
    order, shipment = world.order()
    world.work()
    states = []
    for _ in range(4):
        world.carry(shipment)
        assert world.refresh(shipment)
        assert world.refresh(shipment)
        states.append(order.state)
    steps = world.session.scalars(select(ShipmentEvent.raw_status).order_by(ShipmentEvent.id)).all()
    events = world.session.scalars(select(OrderEvent.state).where(OrderEvent.order_id == order.id)).all()
    trail = world.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()

    assert states == ["shipped", "shipped", "out_for_delivery", "delivered"]
    assert steps == ["confirmed", "picked-up", "in-transit", "out-for-delivery", "delivered"]
    assert events == ["confirmed", "shipped", "out_for_delivery", "delivered"]
    assert trail == ["order_shipped", "order_out_for_delivery", "order_delivered"]
    assert world.told() == ["order_shipped", "order_out_for_delivery", "order_delivered"]
    assert shipment.delivered_at == world.clock.now
    assert shipment.next_check_at is None


def test_a_parcel_delivered_unseen_was_shipped_too_but_is_told_once(world: World) -> None:
    order, shipment = world.order(state=OrderState.PREPARING)
    world.work()
    world.carry(shipment, 4)
    world.clock.on(minutes=3)
    world.work()

    assert order.state is OrderState.DELIVERED
    assert world.told() == ["order_delivered"]


def test_old_news_changes_nothing(world: World) -> None:
    order, shipment = world.order()
    world.work()
    world.carry(shipment)
    old = world.carriers.inner.track(shipment.provider_shipment_id or "")
    world.carry(shipment, 2)
    world.refresh(shipment)
    world.carriers.on("track", old)
    world.refresh(shipment)

    assert (shipment.state, order.state) == (ShipmentState.OUT_FOR_DELIVERY, OrderState.OUT_FOR_DELIVERY)
    assert shipment.raw_status == "out-for-delivery"


def test_nobody_at_the_door_is_told_to_both_sides_and_heals(world: World) -> None:
    order, shipment = world.order(ship_to=make_address(line1="5 Missed Door"))
    world.work()
    world.carry(shipment, 4)
    world.refresh(shipment)
    seen = (shipment.state, shipment.problem, order.state)
    world.carry(shipment)
    world.refresh(shipment)

    assert seen == (ShipmentState.EXCEPTION, "exception", OrderState.CONFIRMED)
    assert (shipment.state, shipment.problem, order.state) == (ShipmentState.DELIVERED, None, OrderState.DELIVERED)
    assert world.told() == ["order_delivery_problem", "order_delivered"]


def test_a_booking_the_carrier_gave_up_is_made_anew_by_staff_under_another_reference(world: World) -> None:
    order, shipment = world.order()
    world.work()
    before = shipment.uuid
    world.carriers.inner.cancel(shipment.provider_shipment_id or "")
    world.refresh(shipment)
    seen = (shipment.state, shipment.problem, shipment.tracking_number)
    shipment.problem, shipment.next_check_at = None, world.clock.now
    world.work()

    assert seen == (ShipmentState.PENDING, "carrier_cancelled", None)
    assert shipment.uuid != before
    assert (shipment.state, order.state, world.parcels) == (ShipmentState.BOOKED, OrderState.CONFIRMED, 2)


def test_a_cancelled_order_that_was_never_booked_books_nothing(world: World) -> None:
    order, shipment = world.order()
    order.state = OrderState.CANCELLED
    world.work()

    assert (shipment.state, world.carriers.calls) == (ShipmentState.CANCELLED, [])


def test_a_cancelled_orders_booking_is_cancelled(world: World) -> None:
    order, shipment = world.order()
    world.work()
    order.state = OrderState.CANCELLED
    world.clock.on(minutes=2)
    world.work()

    assert (shipment.state, world.carriers.calls) == (ShipmentState.CANCELLED, ["book", "cancel"])
    assert world.carriers.inner.track(shipment.provider_shipment_id or "").state is ShipmentState.CANCELLED


def test_an_order_cancelled_while_its_booking_was_unclear_is_not_sent(world: World) -> None:
    order, shipment = world.order()
    world.carriers.on("book", "lost")
    world.work()
    order.state = OrderState.CANCELLED
    world.clock.on(seconds=11)
    world.work()

    assert (shipment.state, world.carriers.calls) == (ShipmentState.CANCELLED, ["book", "find_booking", "cancel"])


def test_too_late_to_cancel_is_told_to_staff(world: World) -> None:
    order, shipment = world.order()
    world.work()
    world.carry(shipment)
    order.state = OrderState.CANCELLED
    world.clock.on(minutes=2)
    world.work()

    assert shipment.problem == "not_cancelled"
    assert order.state is OrderState.CANCELLED


def test_news_of_parcels_that_are_none_of_ours(world: World) -> None:
    _, shipment = world.order()
    world.work()
    world.carriers.on("track", ProviderRefused("not_found"))

    assert not world.refresh(shipment)
    assert not world.refresh(shipment, provider="terminal_africa")
    shipment.provider_shipment_id = "unknown"
    assert not world.refresh(shipment)
