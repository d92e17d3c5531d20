"""A paid order's parcel is booked once, and looked up when in doubt."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.shipping import GRACE, ShipmentProblem
from app.domain.states import OrderState, ShipmentState
from app.models import (
    DeliveryRate,
)
from app.services import shipment_outcomes, shipments
from app.services.parcels import parcel_of
from app.services.ports import UnitOfWork
from app.services.provider_ports import ProviderDown, ProviderMisconfigured, ProviderRefused, ProviderUnclear
from tests.factories.clock import NOW
from tests.factories.delivery import (
    make_address,
)
from tests.factories.orders import make_order
from tests.integration.flows.parcels import World, open_world


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def world(session: Session, uow: UnitOfWork) -> World:
    return open_world(session, uow)


def test_a_paid_delivery_is_booked_with_number_label_and_price(world: World) -> None:
    order, shipment = world.order()

    world.work()

    assert (shipment.state, shipment.problem, shipment.attempts) == (ShipmentState.BOOKED, None, 0)
    assert (shipment.tracking_number or "").startswith("DHW")
    assert shipment.label_url == f"/sandbox/parcel/{shipment.tracking_number}/label"
    assert (shipment.cost_minor, order.state) == (250_000, OrderState.CONFIRMED)
    assert world.carriers.calls == ["book"]
    assert world.work() == 0


def test_a_parcel_is_opened_once_and_only_for_deliveries(world: World) -> None:
    order, shipment = world.order()
    pickup = make_order(world.session)

    assert shipments.open_for(world.session, order, NOW) is shipment
    assert shipments.open_for(world.session, pickup, NOW) is None


def test_an_order_without_its_rate_waits_for_a_person(world: World) -> None:
    order, shipment = world.order()
    world.session.delete(shipment)
    rate = world.session.scalars(select(DeliveryRate)).one()
    rate.order_id = None
    world.session.flush()

    opened = shipments.open_for(world.session, order, NOW)

    assert opened is not None
    assert (opened.problem, opened.next_check_at, opened.carrier_name) == ("rate_gone", None, "Dhow Express")


def test_a_lost_answer_is_looked_up_never_repeated(world: World) -> None:
    _, shipment = world.order()
    world.carriers.on("book", "lost")

    world.work()
    unclear = shipment.problem
    world.clock.on(seconds=11)
    world.work()

    assert unclear == ShipmentProblem.UNCLEAR
    assert (shipment.state, shipment.problem) == (ShipmentState.BOOKED, None)
    assert world.carriers.calls == ["book", "find_booking"]
    assert world.parcels == 1


def test_an_answer_lost_before_it_was_heard_is_asked_again_only_once_that_is_certain(world: World) -> None:
    _, shipment = world.order()
    world.carriers.on("book", ProviderUnclear("reset"))

    world.work()
    world.clock.on(seconds=11)
    world.work()
    still = shipment.state
    world.clock.on(seconds=35)
    world.work()

    assert still is ShipmentState.PENDING
    assert shipment.state is ShipmentState.BOOKED
    assert world.carriers.calls == ["book", "find_booking", "find_booking", "book"]
    assert world.parcels == 1


@pytest.mark.parametrize("effect", ["before", "after"])
def test_a_worker_killed_around_the_call_leaves_one_parcel_within_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch, effect: str
) -> None:
    _, shipment = world.order()
    real = world.carriers.inner.book

    def die(ask: Any) -> Any:
        if effect == "after":
            real(ask)
        raise Killed

    monkeypatch.setattr(world.carriers.inner, "book", die)
    with pytest.raises(Killed):
        world.work()
    monkeypatch.setattr(world.carriers.inner, "book", real)
    assert world.work() == 0
    world.clock.on(seconds=GRACE.total_seconds())
    world.work()

    assert timedelta(seconds=60) > GRACE
    assert (shipment.state, world.parcels) == (ShipmentState.BOOKED, 1)


def test_a_worker_killed_before_it_wrote_the_answer_down_finds_it_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, shipment = world.order()

    def die(*_args: Any, **_rest: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(shipment_outcomes, "note_booked", die)
        with pytest.raises(Killed):
            world.work()
    world.clock.on(seconds=GRACE.total_seconds())
    world.work()

    assert (shipment.state, world.parcels, world.carriers.calls) == (
        ShipmentState.BOOKED,
        1,
        ["book", "find_booking"],
    )


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("wallet_empty", "wallet_empty"),
        ("address_refused", "address_refused"),
        ("refused", "refused"),
        ("who knows", "refused"),
    ],
)
def test_a_refusal_waits_for_a_person(world: World, code: str, problem: str) -> None:
    order, shipment = world.order()
    world.carriers.on("book", ProviderRefused(code, "in the carrier's words"))

    world.work()
    world.clock.on(days=1)

    assert (shipment.problem, shipment.problem_detail) == (problem, "in the carrier's words")
    assert (shipment.asked_at, order.state) == (None, OrderState.CONFIRMED)
    assert world.work() == 0


def test_a_rate_that_ran_out_is_renewed_and_the_shop_carries_a_small_difference(world: World) -> None:
    order, shipment = world.order(fee=300_000)
    now_asked = next(
        rate.fee_minor
        for rate in world.carriers.inner.quote(parcel_of(world.session, order))
        if rate.carrier_slug == "dhow-express"
    )
    order.delivery_minor = now_asked * 10 // 11 + 1
    order.total_minor = order.subtotal_minor + order.delivery_minor
    world.clock.on(hours=2)

    world.work()

    assert (shipment.state, shipment.cost_minor) == (ShipmentState.BOOKED, now_asked)
    assert order.delivery_minor < now_asked
    assert world.carriers.calls == ["book", "quote", "book"]


def test_a_rate_that_became_much_dearer_is_a_persons_to_decide(world: World) -> None:
    order, shipment = world.order(fee=100_000)
    world.clock.on(hours=2)

    world.work()

    assert (shipment.problem, shipment.state) == ("price_changed", ShipmentState.PENDING)
    assert (shipment.problem_detail or "").endswith(" NGN")
    assert world.carriers.calls == ["book", "quote"]
    assert order.delivery_minor == 100_000


def test_a_carrier_that_no_longer_goes_there(world: World) -> None:
    _, shipment = world.order()
    world.carriers.on("book", ProviderRefused("rate_gone"))
    world.carriers.on("quote", [])

    world.work()

    assert shipment.problem == "rate_gone"


def test_an_address_refused_while_quoting_anew(world: World) -> None:
    _, shipment = world.order(ship_to=make_address(line1="1 Nowhere Lane"))
    world.clock.on(hours=2)

    world.work()

    assert shipment.problem == "address_refused"


def test_a_rate_that_is_gone_for_ever_is_not_chased_for_ever(world: World) -> None:
    _, shipment = world.order(fee=900_000)
    world.carriers.on("book", *[ProviderRefused("rate_gone")] * 9)

    world.work()

    assert shipment.problem == "rate_gone"
    assert world.carriers.calls.count("book") == 5


def test_a_carrier_that_is_away_is_asked_again_later_and_staff_are_told(world: World) -> None:
    _, shipment = world.order()
    world.carriers.on("book", *[ProviderDown("closed")] * 3)

    problems = []
    for _ in range(4):
        world.work()
        problems.append(shipment.problem)
        world.clock.on(minutes=2)

    assert problems == [None, None, "no_answer", None]
    assert shipment.state is ShipmentState.BOOKED


def test_without_credentials_or_provider_a_person_has_to_look(world: World) -> None:
    _, first = world.order()
    world.carriers.on("book", ProviderMisconfigured("no entry"))
    world.work()
    _, second = world.order()
    second.provider = "gone"
    world.work()

    assert (first.problem, second.problem) == ("not_configured", "not_configured")
    assert (first.asked_at, second.asked_at) == (None, None)
