"""Staff pack, send and rescue deliveries on their pages; their owners follow them on theirs."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import OrderState, ShipmentState
from app.extensions import gateways, unit_of_work
from app.flows import shipments as flow
from app.models import AuditEntry, Business, Order, OutboxMessage, Platform, Shipment, StaffMember, StaffRole
from app.services import parcels
from app.services.provider_ports import RateSeen
from tests.factories import make_pickup_location, make_platform, make_staff
from tests.factories.clock import NOW
from tests.factories.delivery import make_address, make_delivery_order
from tests.support.pages import PageClient
from tests.support.statements import count_statements

Enter = Callable[[StaffMember], PageClient]


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def at_work(session: Session, enter: Enter, platform: Platform) -> PageClient:
    business = session.get_one(Business, platform.business_id)
    return enter(make_staff(session, business=business, role=StaffRole.ADMIN))


def work(app: Flask) -> None:
    """What the worker would do next."""
    with app.app_context():
        outside = gateways()
        flow.carry_on(unit_of_work, lambda: NOW, outside.providers, outside.texts)


def parcel_of(session: Session, order: Order) -> Shipment:
    session.expire_all()
    return session.scalars(select(Shipment).where(Shipment.order_id == order.id)).one()


def test_a_delivery_is_packed_and_handed_to_its_courier(
    app: Flask, session: Session, at_work: PageClient, platform: Platform
) -> None:
    order = make_delivery_order(session, platform=platform, state=OrderState.READY)
    parcel = parcel_of(session, order)
    parcel.state, parcel.provider_shipment_id, parcel.tracking_number = ShipmentState.BOOKED, "SB-1", "DHW1"
    session.commit()

    page = at_work.get(f"/staff/orders/{order.number}")
    at_work.post(f"/staff/orders/{order.number}/to-carrier", {})

    assert "Handed to the carrier" in page.text
    assert "DHW1" in page.text
    session.expire_all()
    assert order.state is OrderState.SHIPPED
    assert "order_shipped" in session.scalars(select(OutboxMessage.topic)).all()
    again = at_work.post(f"/staff/orders/{order.number}/to-carrier", {})
    assert again is not None
    assert session.scalars(select(AuditEntry.action)).all().count("order_shipped") == 1


def test_what_is_paid_and_not_sent_is_told_with_its_reason_and_sent_another_way(
    app: Flask, session: Session, at_work: PageClient, platform: Platform
) -> None:
    order = make_delivery_order(session, platform=platform, fee=50_000)
    parcel = parcel_of(session, order)
    parcel.problem, parcel.next_check_at = "price_changed", None
    session.commit()

    queue = at_work.get("/staff/orders?tab=not_shipped")
    rates = at_work.get(f"/staff/orders/{order.number}/parcel/rates")

    assert order.number in queue.text
    assert "asks much more than the customer paid" in queue.text
    assert "The shop adds" in rates.text
    fee = next(rate.fee_minor for rate in _rates(app, session, order) if rate.carrier_slug == "caravan-post")
    at_work.post(f"/staff/orders/{order.number}/parcel/rates", {"carrier": "caravan-post", "fee": str(fee)})
    parcel = parcel_of(session, order)
    assert (parcel.state, parcel.carrier_slug, parcel.cost_minor, parcel.problem) == (
        ShipmentState.BOOKED,
        "caravan-post",
        fee,
        None,
    )
    assert session.get_one(Order, order.id).delivery_minor == 50_000
    assert "parcel_sent_another_way" in session.scalars(select(AuditEntry.action)).all()


def test_a_price_that_changed_since_is_shown_again_and_nothing_is_booked(
    session: Session, at_work: PageClient, platform: Platform
) -> None:
    order = make_delivery_order(session, platform=platform)
    parcel_of(session, order).problem = "rate_gone"
    session.commit()

    at_work.post(f"/staff/orders/{order.number}/parcel/rates", {"carrier": "caravan-post", "fee": "1"})

    assert parcel_of(session, order).state is ShipmentState.PENDING


def test_cancelling_a_delivery_that_cannot_be_sent(session: Session, at_work: PageClient, platform: Platform) -> None:
    order = make_delivery_order(session, platform=platform, ship_to=make_address(line1="2 Locked Gate"))

    at_work.post(f"/staff/orders/{order.number}/cancel", {})

    session.expire_all()
    assert order.state is OrderState.CANCELLED


def test_another_stores_delivery_is_not_there(session: Session, enter: Enter, platform: Platform) -> None:
    order = make_delivery_order(session, platform=platform)
    elsewhere = make_pickup_location(session, platform=platform)
    business = session.get_one(Business, platform.business_id)
    pages = enter(make_staff(session, business=business, locations=(elsewhere,)))

    pages.get(f"/staff/orders/{order.number}", status=404)
    for way in ("to-carrier", "parcel/retry", "cancel"):
        pages.post(f"/staff/orders/{order.number}/{way}", {}, status=404)


def test_an_orders_page_asks_few_questions_whatever_its_steps(
    session: Session, at_work: PageClient, platform: Platform
) -> None:
    order = make_delivery_order(session, platform=platform)

    with count_statements() as sent:
        at_work.get(f"/staff/orders/{order.number}")

    assert len(sent.served) <= 9, sent


def _rates(app: Flask, session: Session, order: Order) -> list[RateSeen]:
    with app.app_context():
        adapter = gateways().providers.delivery_named("sandbox")
        assert adapter is not None
        return adapter.quote(parcels.parcel_of(session, order))
