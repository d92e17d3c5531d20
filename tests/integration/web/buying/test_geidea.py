"""Paying with Geidea at a storefront in dirhams: the page its form opens on, and money taken and given back once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import OrderState, PaymentState, RefundState
from app.extensions import gateways, unit_of_work
from app.flows import refunds
from app.models import (
    Order,
    Payment,
    PickupLocation,
    Platform,
    Product,
    ProviderEvent,
    Refund,
    TaxMode,
    Transfer,
    TransferKind,
)
from app.services import order_moves
from app.services.ledger_audit import audit
from tests.factories import make_platform, storefront_of
from tests.integration.web.buying.conftest import put_in_cart
from tests.integration.web.buying.test_guest_checkout import order_as_guest
from tests.support.pages import Page, PageClient
from tests.support.paying import make_geidea, paid_by
from tests.support.standin import StandIn
from tests.support.standin.geidea import Geidea as Vendor


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session, country="AE", currency="AED", tax_mode=TaxMode.INCLUSIVE, tax_rate_bp=500)
    session.commit()
    return made


@pytest.fixture
def vendor(app: Flask, standin: StandIn) -> Iterator[Vendor]:
    with paid_by(app, make_geidea(standin)):
        yield standin.vendor(Vendor)


@pytest.fixture
def payment(session: Session, pages: PageClient, vendor: Vendor, ikeja: PickupLocation, tea: Product) -> Payment:
    """A guest is about to pay 1,000.00 dirhams."""
    put_in_cart(pages, tea)
    location = pages.post("/checkout", order_as_guest(pages, ikeja)).location
    made = session.scalars(select(Payment)).one()
    assert (location, made.amount_minor) == (f"http://localhost/pay/geidea/{made.reference}", 100_000)
    return made


def pay_page(pages: PageClient, reference: str, prefix: str = "") -> Page:
    """Not by the client itself, which takes no page that lets another's script style it."""
    return Page(pages.client.get(f"{prefix}/pay/geidea/{reference}"))


def tell(app: Flask, event: dict[str, Any]) -> int:
    return app.test_client().post("/webhooks/geidea", json=event).status_code


def refreshed(session: Session, payment: Payment) -> Payment:
    session.refresh(payment)
    return payment


@pytest.mark.parametrize(("prefix", "heading"), [("", "Pay AED"), ("/ar", "")])
def test_the_page_lets_geideas_script_in_and_nothing_else(
    pages: PageClient, payment: Payment, standin: StandIn, prefix: str, heading: str
) -> None:
    page = pay_page(pages, payment.reference, prefix)

    assert (page.status, "1,000.00" in page.heading, page.heading.startswith(heading)) == (200, True, True)
    place = page.one("#geidea")
    assert place["data-session"] == payment.access_code
    assert place["data-back"] == f"{prefix}/pay/return/{payment.reference}"
    assert page.select_one("noscript") is not None
    assert page.select(f"script[src='{standin.base('geidea')}/hpp/geideaCheckout.min.js']") != []
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == f"'self' {standin.url}"
    assert policy["frame-src"] == standin.url
    assert (policy["form-action"], policy["default-src"]) == ("'self'", "'none'")
    assert standin.url not in pages.get("/cart").headers["Content-Security-Policy"]


def test_it_is_paid_once_however_many_tell_of_it(
    app: Flask, session: Session, pages: PageClient, vendor: Vendor, payment: Payment
) -> None:
    order = vendor.pay(payment.access_code or "")

    assert tell(app, vendor.callback(order) | {"signature": "forged"}) == 401
    assert refreshed(session, payment).state is PaymentState.PENDING
    assert [tell(app, vendor.callback(order)) for _ in range(3)] == [200, 200, 200]
    back = pages.get(f"/pay/return/{payment.reference}", status=303)

    assert "/checkout/done/" in back.location
    assert pages.follow(back).status == 200
    assert refreshed(session, payment).state is PaymentState.SUCCEEDED
    assert payment.provider_reference == order["orderId"]
    assert session.scalars(select(Order)).one().state is OrderState.CONFIRMED
    paid = session.scalars(select(Transfer).where(Transfer.kind == TransferKind.PAYMENT)).all()
    assert [(transfer.currency, transfer.amount_minor) for transfer in paid] == [("AED", 100_000)]
    assert [event.outcome for event in session.scalars(select(ProviderEvent))] == ["succeeded"]
    assert [finding for finding in audit(session) if finding.breaches] == []
    # Nothing is left to pay there.
    assert pay_page(pages, payment.reference).location == f"/pay/return/{payment.reference}"


def test_a_refund_whose_answer_was_lost_is_given_once(
    app: Flask,
    session: Session,
    pages: PageClient,
    platform: Platform,
    vendor: Vendor,
    payment: Payment,
    standin: StandIn,
) -> None:
    paid = vendor.pay(payment.access_code or "")
    pages.get(f"/pay/return/{payment.reference}", status=303)
    order = session.scalars(select(Order)).one()
    standin.next("geidea", "refund", "reset_after")
    with app.app_context():
        outside = gateways()
        with unit_of_work() as work:
            order_moves.cancel_own(
                work,
                storefront=storefront_of(work, platform),
                customer_id=order.customer_id,
                number=order.number,
                texts=outside.texts,
                now=utc_now(),
            )
        refunds.send_due(unit_of_work, utc_now, outside.providers, outside.texts)
    refund = session.scalars(select(Refund)).one()
    assert refund.state is RefundState.PROCESSING

    assert [tell(app, vendor.callback(paid)) for _ in range(2)] == [200, 200]

    session.refresh(refund)
    assert (refund.state, refund.amount_minor) == (RefundState.SUCCEEDED, 100_000)
    assert refund.provider_reference == paid["transactions"][-1]["transactionId"]
    assert len(standin.requests("geidea", "refund")) == 1
    assert [finding for finding in audit(session) if finding.breaches] == []


def test_two_payments_on_two_sessions_of_one_reference_are_looked_at_by_staff(
    session: Session, pages: PageClient, vendor: Vendor, payment: Payment
) -> None:
    for _ in range(2):
        vendor.pay(payment.access_code or "")

    pages.get(f"/pay/return/{payment.reference}", status=303)

    assert refreshed(session, payment).state is PaymentState.NEEDS_REVIEW
    assert payment.seen_minor == 200_000


def test_a_page_that_has_run_out_leads_to_a_new_one(
    app: Flask, session: Session, pages: PageClient, vendor: Vendor, payment: Payment, standin: StandIn
) -> None:
    path = f"/pay/geidea/{payment.reference}"
    assert pages.post(path).location == path
    assert len(standin.requests("geidea", "session")) == 1
    session.execute(update(Payment).values(created_at=utc_now() - timedelta(minutes=14)))
    session.commit()
    page = pay_page(pages, payment.reference)
    assert (page.select("#geidea"), page.select("script[src*=geidea]")) == ([], [])

    renewed = pages.post(path).location

    old, new = session.scalars(select(Payment).order_by(Payment.id).execution_options(populate_existing=True)).all()
    assert renewed == f"http://localhost/pay/geidea/{new.reference}"
    assert (old.state, new.state) == (PaymentState.ABANDONED, PaymentState.PENDING)
    assert pay_page(pages, new.reference).one("#geidea")["data-session"] == new.access_code
    # The old form may still be open in another window: what is paid there goes back.
    vendor.pay(new.access_code or "")
    late = vendor.pay(old.access_code or "")
    pages.get(f"/pay/return/{new.reference}", status=303)
    assert tell(app, vendor.callback(late)) == 200
    assert session.scalars(select(Refund.payment_id)).all() == [old.id]


def test_a_page_cannot_be_renewed_while_geidea_is_silent(
    session: Session, pages: PageClient, payment: Payment, standin: StandIn
) -> None:
    session.execute(update(Payment).values(created_at=utc_now() - timedelta(minutes=14)))
    session.commit()
    standin.next("geidea", "orders", "500", times=3)

    back = pages.post(f"/pay/geidea/{payment.reference}")

    assert back.location == f"/pay/geidea/{payment.reference}"
    assert "Nothing was charged. Try again in a minute." in pay_page(pages, payment.reference).text
    assert len(session.scalars(select(Payment)).all()) == 1


def test_nobody_elses_payment_is_paid_there(session: Session, pages: PageClient, payment: Payment) -> None:
    make_platform(session, slug="elsewhere", is_default=False)
    session.commit()
    assert pay_page(pages, "TXNUNKNOWN").status == 404
    assert pay_page(pages, payment.reference, "/elsewhere").status == 404
    session.execute(update(Payment).values(provider="paystack"))
    session.commit()

    assert pay_page(pages, payment.reference).status == 404
