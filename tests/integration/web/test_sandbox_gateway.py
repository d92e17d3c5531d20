"""The sandbox gateway's own page, and that what it decides reaches the shop by itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import gateways
from app.integrations.delivery.sandbox import SandboxDelivery
from app.integrations.payments.sandbox import SandboxPayments
from app.jobs import payments as jobs
from app.models import ProviderEvent, SandboxRecord
from app.services.provider_ports import Outcome, PaymentAsk
from tests.factories import make_platform
from tests.support.pages import PageClient

ASK = PaymentAsk(
    reference="PAY1",
    amount_minor=1_250_050,
    currency="NGN",
    email="john.doe@example.com",
    name="John",
    phone="+2348012345678",
    description="Souk: 1001",
    return_url="http://localhost/pay/return/PAY1",
)


@pytest.fixture
def gateway(app: Flask, session: Session) -> SandboxPayments:
    make_platform(session, is_default=True, name_en="Souk Lagos Market", return_hosts=["yourapp.com"])
    session.commit()
    with app.app_context():
        found = gateways().providers.payment_named("sandbox")
        assert isinstance(found, SandboxPayments)
        found.start(ASK)
    return found


@pytest.fixture
def production(app: Flask) -> Iterator[None]:
    before = app.extensions["souk_settings"]
    app.extensions["souk_settings"] = replace(before, env="production")
    yield
    app.extensions["souk_settings"] = before


def look(app: Flask, gateway: SandboxPayments) -> Outcome:
    with app.app_context():
        return gateway.look_up("PAY1").outcome


def test_the_page_says_what_is_paid_and_offers_three_ways(gateway: SandboxPayments, pages: PageClient) -> None:
    page = pages.get("/sandbox/gateway/PAY1")

    assert "12,500.50" in page.text
    assert "Souk: 1001" in page.text
    assert [button["value"] for button in page.select("button[name=outcome]")] == ["success", "failed", "abandoned"]


def test_the_page_is_there_in_arabic(gateway: SandboxPayments, pages: PageClient) -> None:
    assert "PAY1" in pages.get("/ar/sandbox/gateway/PAY1").text


@pytest.mark.parametrize(
    ("outcome", "seen"),
    [("success", Outcome.SUCCEEDED), ("failed", Outcome.FAILED), ("abandoned", Outcome.ABANDONED)],
)
def test_a_choice_sends_the_browser_back(
    gateway: SandboxPayments, client: FlaskClient, app: Flask, outcome: str, seen: Outcome
) -> None:
    """By whoever fills in the form: the page is not of the shop's own sessions."""
    answer = client.post("/sandbox/gateway/PAY1", data={"outcome": outcome})

    assert (answer.status_code, answer.headers["Location"]) == (303, "http://localhost/pay/return/PAY1?reference=PAY1")
    assert look(app, gateway) is seen


def test_a_paid_one_says_so_and_leads_back(gateway: SandboxPayments, client: FlaskClient, pages: PageClient) -> None:
    client.post("/sandbox/gateway/PAY1", data={"outcome": "success"})

    page = pages.get("/sandbox/gateway/PAY1")

    assert "This was paid" in page.text
    assert page.select_one('a[href="http://localhost/pay/return/PAY1?reference=PAY1"]')
    assert [button["value"] for button in page.select("button[name=outcome]")] == ["reversed"]


def test_late_and_stubborn_by_choice(
    gateway: SandboxPayments, client: FlaskClient, session: Session, app: Flask
) -> None:
    client.post("/sandbox/gateway/PAY1", data={"outcome": "success", "late": "y", "refunds_fail": "y"})

    assert look(app, gateway) is Outcome.PENDING
    session.expire_all()
    assert session.scalars(select(SandboxRecord)).one().data["refunds_fail"] is True


def test_what_makes_no_sense_is_refused(gateway: SandboxPayments, client: FlaskClient) -> None:
    assert client.post("/sandbox/gateway/PAY1", data={"outcome": "free"}).status_code == 400
    assert client.post("/sandbox/gateway/NONE", data={"outcome": "success"}).status_code == 404
    assert client.get("/sandbox/gateway/NONE").status_code == 404


def test_production_has_no_such_page(gateway: SandboxPayments, client: FlaskClient, production: None) -> None:
    assert client.get("/sandbox/gateway/PAY1").status_code == 404
    assert client.post("/sandbox/gateway/PAY1", data={"outcome": "success"}).status_code == 404


def test_forms_may_lead_to_gateways_and_nowhere_else(gateway: SandboxPayments, client: FlaskClient, app: Flask) -> None:
    elsewhere = client.get("/healthz").headers["Content-Security-Policy"]

    assert elsewhere.endswith("form-action 'self'")
    # From the gateway's page the way leads on to whoever sent the customer.
    policy = client.get("/sandbox/gateway/PAY1").headers["Content-Security-Policy"]
    hosts = "http://yourapp.com http://yourapp.com:* https://yourapp.com https://yourapp.com:*"
    assert policy.endswith(f"form-action 'self' {hosts}")
    assert "script-src 'self';" in policy


def test_the_gateway_tells_the_shop_by_itself(
    gateway: SandboxPayments, client: FlaskClient, session: Session, app: Flask
) -> None:
    client.post("/sandbox/gateway/PAY1", data={"outcome": "success"})
    record = session.scalars(select(SandboxRecord)).one()
    assert record.due_at is not None
    record.due_at = record.created_at
    session.commit()

    with app.app_context():
        assert jobs.tell_of_sandbox_payments() == 1
        assert jobs.tell_of_sandbox_payments() == 0
        assert jobs.handle_events() == 0

    event = session.scalars(select(ProviderEvent)).one()
    # The shop never asked for this payment, so it is kept and nothing more.
    assert (event.provider, event.kind, event.outcome) == ("sandbox", "payment.succeeded", "unknown_reference")


def test_carriers_and_gateway_share_an_address_and_are_told_apart_by_signature(
    gateway: SandboxPayments, client: FlaskClient, session: Session, app: Flask
) -> None:
    with app.app_context():
        carriers = gateways().providers.delivery_named("sandbox")
    assert isinstance(carriers, SandboxDelivery)
    body = b'{"shipment_id":"SB-1","status":"delivered","steps":5}'

    taken = client.post("/webhooks/sandbox", data=body, headers={"x-souk-parcel-signature": carriers._sign(body)})
    refused = client.post("/webhooks/sandbox", data=body, headers={"x-souk-pay-signature": carriers._sign(body)})

    assert (taken.status_code, refused.status_code) == (200, 401)
    event = session.scalars(select(ProviderEvent)).one()
    assert (event.kind, event.reference, event.outcome) == ("parcel.moved", "SB-1", "unknown_reference")
