"""Back from the gateway's page."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.checkout import PlaceOrder, place_and_start
from app.integrations.payments.sandbox import SandboxPayments
from app.models import Customer, Order, Payment, PickupLocation, Platform, Product
from app.services.baskets import WantedLine
from app.services.orders import guest_token
from tests.factories import make_platform, storefront_of
from tests.integration.flows.shop import Buyer
from tests.support.pages import PageClient


@pytest.fixture
def reference(
    app: Flask, session: Session, platform: Platform, tea: Product, ikeja: PickupLocation, ada: Customer
) -> str:
    """Ada has gone to the gateway's page to pay 1,075.00."""
    with app.test_request_context():
        started = place_and_start(
            unit_of_work,
            utc_now,
            gateways().keyed,
            gateways().providers,
            PlaceOrder(
                checkout_key="key",
                expected_total_minor=107_500,
                pickup_location_uuid=ikeja.uuid,
                lines=[WantedLine(product_uuid=tea.uuid, quantity=1)],
            ),
            storefront=storefront_of(session, platform),
            customer=Buyer(ada.id),
            return_url=lambda reference: f"http://localhost/pay/return/{reference}",
            texts=gateways().texts,
        )
    assert started.payment_reference is not None
    return started.payment_reference


def decide(app: Flask, reference: str, outcome: str) -> None:
    with app.app_context():
        gateway = gateways().providers.payment_named("sandbox")
        assert isinstance(gateway, SandboxPayments)
        gateway.decide(reference, outcome)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_while_nothing_is_known_the_page_looks_again(pages: PageClient, reference: str, prefix: str) -> None:
    page = pages.get(f"{prefix}/pay/return/{reference}")

    assert page.one("#waiting")["hx-get"] == f"{prefix}/pay/return/{reference}"
    assert page.select_one("noscript meta[http-equiv=refresh]") is not None


def test_the_swap_is_the_same_piece_until_it_leads_on(app: Flask, pages: PageClient, reference: str) -> None:
    waiting = pages.get(f"/pay/return/{reference}", htmx=True)
    assert waiting.select_one("#waiting") is not None
    decide(app, reference, "success")

    answer = app.test_client().get(f"/pay/return/{reference}", headers={"HX-Request": "true"})

    assert "/checkout/done/" in answer.headers["HX-Redirect"]


def test_the_owner_is_led_to_the_thank_you_page(
    app: Flask, signed_in: PageClient, session: Session, reference: str
) -> None:
    decide(app, reference, "success")

    answer = signed_in.client.get(f"/pay/return/{reference}")

    order = session.scalars(select(Order)).one()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/checkout/done/{order.uuid}")


def test_after_a_failure_the_owner_is_led_to_the_order(
    app: Flask, signed_in: PageClient, session: Session, reference: str
) -> None:
    decide(app, reference, "failed")

    answer = signed_in.client.get(f"/pay/return/{reference}")

    number = session.scalars(select(Order.number)).one()
    assert answer.headers["Location"] == f"/account/orders/{number}"


def test_a_guest_gets_the_orders_own_token(app: Flask, session: Session, reference: str) -> None:
    decide(app, reference, "success")

    answer = app.test_client().get(f"/pay/return/{reference}")

    uuid = session.scalars(select(Order.uuid)).one()
    with app.app_context():
        token = guest_token(gateways().keyed.digest, uuid)
    assert answer.headers["Location"] == f"/checkout/done/{uuid}?t={token}"


def test_a_reference_read_off_a_receipt_opens_nothing(app: Flask, session: Session, reference: str) -> None:
    """The order's page holds the pickup code."""
    decide(app, reference, "success")
    session.execute(update(Payment).values(created_at=utc_now() - timedelta(hours=1)))
    session.commit()

    answer = app.test_client().get(f"/pay/return/{reference}")

    number = session.scalars(select(Order.number)).one()
    assert answer.headers["Location"] == f"/account/orders/{number}"
    assert "/sign-in" in app.test_client().get(answer.headers["Location"]).headers["Location"]


def test_unknown_payments_and_other_storefronts_are_not_found(
    app: Flask, session: Session, platform: Platform, reference: str
) -> None:
    make_platform(session, slug="elsewhere", is_default=False)
    session.commit()
    client = app.test_client()

    assert client.get("/pay/return/TXNUNKNOWN").status_code == 404
    assert client.get(f"/elsewhere/pay/return/{reference}").status_code == 404
