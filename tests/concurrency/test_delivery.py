"""A carrier's price goes to one order, and an address into the book once, however many ask at the same moment."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.extensions import unit_of_work
from app.models import DeliveryRate, SavedAddress
from app.services import addresses, delivery_rates
from app.services.addresses import NewEntry
from app.services.carts import CartOwner
from app.services.delivery_rates import RateScope
from tests.factories import NOW, make_customer, make_order, make_pickup_location, make_platform, storefront_of
from tests.support.carriers import EXPRESS
from tests.support.race import in_unit_of_work, outcomes, race

BUYERS = 8
HOME = Address(line1="123 Main Street", city="Lagos", state="Lagos", country="NG")


@pytest.fixture
def rate(live_app: Flask) -> tuple[str, list[int]]:
    """A rate, and the orders that all want it."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        customer = make_customer(session, business_id=platform.business_id)
        store = make_pickup_location(session, platform=platform)
        scope = RateScope(
            caller=CartOwner(customer_id=customer.id), pickup_location_id=store.id, address=HOME, weight_grams=500
        )
        shop = storefront_of(session, platform)
        kept = delivery_rates.keep(session, shop, scope, [EXPRESS], provider="fake", now=NOW)
        orders = [make_order(session, platform=platform, customer=customer) for _ in range(BUYERS)]
        return kept[0].rate_id, [order.id for order in orders]


def test_one_order_gets_the_rate(live_app: Flask, rate: tuple[str, list[int]]) -> None:
    rate_id, orders = rate

    def bind(session: Session, order_id: int) -> None:
        delivery_rates.bind(session, rate_id=rate_id, order_id=order_id, now=NOW)

    results = race([in_unit_of_work(live_app, partial(bind, order_id=order_id)) for order_id in orders])

    assert outcomes(results) == {"won": 1, "RateInvalid": BUYERS - 1}
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalars(select(DeliveryRate.order_id)).one() == orders[results.index(None)]


def test_an_address_is_saved_once(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        shop = storefront_of(session, platform)
        customer_id = make_customer(session, business_id=platform.business_id).id

    def save(session: Session, number: int) -> bool:
        entry = NewEntry(customer_id=customer_id, address=HOME, provider="fake", provider_address_id=f"AD-{number}")
        return addresses.save(session, shop, entry, now=NOW)[1]

    results = race([in_unit_of_work(live_app, partial(save, number=number)) for number in range(BUYERS)])

    assert sorted(map(str, results)) == ["False"] * (BUYERS - 1) + ["True"]
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.count(SavedAddress.id))) == 1
