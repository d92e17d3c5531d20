"""Somebody with a storefront, a store and a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.models import Business, Customer, Order, PickupLocation, Platform
from tests.factories import PASSWORD, buy, make_customer, make_pickup_location, make_platform
from tests.support.pages import PageClient


@dataclass
class Market:
    """Where the tests shop."""

    session: Session
    platform: Platform
    place: PickupLocation

    @property
    def business(self) -> Business:
        return self.session.get_one(Business, self.platform.business_id)

    def customer(self, **given: Any) -> Customer:
        made = make_customer(self.session, business=self.business, **given)
        self.session.commit()
        return made

    def buy(self, customer: Customer, **given: Any) -> Order:
        return buy(self.session, platform=self.platform, customer=customer, location=self.place, **given)


@pytest.fixture
def market(session: Session) -> Market:
    platform = make_platform(session)
    place = make_pickup_location(
        session, platform=platform, hours_en="Every day 9:00–21:00", hours_ar="كل يوم 9:00–21:00"
    )
    session.commit()
    return Market(session, platform, place)


@pytest.fixture
def ada(market: Market) -> Customer:
    return market.customer(first_name="Ada", last_name="Obi", card_number="ARK98765")


@pytest.fixture
def sign_in(pages: PageClient) -> Callable[[Customer], PageClient]:
    def enter(customer: Customer) -> PageClient:
        pages.post("/account/sign-in", {"login": customer.email, "password": PASSWORD})
        return pages

    return enter


@pytest.fixture
def ada_browses(sign_in: Callable[[Customer], PageClient], ada: Customer) -> PageClient:
    """Ada's browser, signed in."""
    return sign_in(ada)
