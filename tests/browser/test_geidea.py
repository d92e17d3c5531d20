"""Geidea's form, opened by its own script on our page under our content policy; and the page without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.checkout import PlaceOrder, place_and_start
from app.models import Business
from app.services.baskets import WantedLine
from tests.factories import make_customer, make_pickup_location, make_platform, make_product, storefront_of
from tests.integration.flows.shop import Buyer
from tests.support.application import running_app
from tests.support.database import Databases
from tests.support.journey import Journey
from tests.support.standin import StandIn
from tests.support.standin_shop import geidea_environment


@pytest.fixture
def providers() -> Iterator[StandIn]:
    with StandIn(clock=utc_now) as standin:
        yield standin


@pytest.fixture
def shop(databases: Databases, media_dir: Path, empty_database: str, providers: StandIn) -> Iterator[Flask]:
    environ = geidea_environment(providers)
    with running_app(databases, "browser", like=empty_database, media_dir=media_dir, environ=environ) as app:
        yield app


@pytest.fixture
def reference(shop: Flask, live_server: str) -> str:
    """Somebody is about to pay 105.00 dirhams."""
    with shop.test_request_context(base_url=live_server):
        with unit_of_work() as session:
            platform = make_platform(session, country="AE", currency="AED", tax_rate_bp=500)
            storefront = storefront_of(session, platform)
            customer = Buyer(make_customer(session, business=session.get_one(Business, platform.business_id)).id)
            tea = make_product(session, platform=platform, name_en="Tea", price_minor=10_000, stock=2)
            store = make_pickup_location(session, platform=platform).uuid
            line = WantedLine(product_uuid=tea.uuid, quantity=1)
        outside = gateways()
        started = place_and_start(
            unit_of_work,
            utc_now,
            outside.keyed,
            outside.providers,
            PlaceOrder(checkout_key="key", expected_total_minor=10_500, pickup_location_uuid=store, lines=[line]),
            storefront=storefront,
            customer=customer,
            return_url=lambda reference: f"{live_server}/pay/return/{reference}",
            texts=outside.texts,
        )
    return started.payment_reference or ""


def test_a_guest_pays_in_geideas_form(journey: Journey, reference: str) -> None:
    page = journey.page
    journey.goto(f"/pay/geidea/{reference}")
    if not journey.js:
        expect(page.locator("#geidea .notice:visible")).to_have_count(1)
        journey.check()
        return
    form = page.frame_locator("iframe[title=Geidea]")
    form.get_by_role("button", name="Close").click()
    again = page.locator("#geidea button")
    expect(again).to_be_focused()
    journey.check()
    again.click()
    form.get_by_role("button", name="Pay").click()
    page.wait_for_url("**/checkout/done/**")
    journey.check()
