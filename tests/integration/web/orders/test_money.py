"""An order's page and receipt say where its money is, payment by payment."""

from typing import Any

import pytest
from sqlalchemy import select

from app.domain.states import OrderState, PaymentState, RefundReason, RefundState
from app.models import Customer, Order, Payment, PaymentMethod, Refund
from app.services import ledger
from app.services.order_money import load_money
from tests.factories import NOW
from tests.integration.web.orders.conftest import Market
from tests.support.pages import PageClient


@pytest.fixture
def order(market: Market, ada: Customer) -> Order:
    return market.buy(ada)


def online(market: Market, order: Order, **given: Any) -> Payment:
    """The order was paid on a gateway's page instead."""
    payment = market.session.scalars(select(Payment).where(Payment.order_id == order.id)).one()
    payment.method, payment.provider = PaymentMethod.GATEWAY, "sandbox"
    for name, value in given.items():
        setattr(payment, name, value)
    market.session.commit()
    return payment


def refund(market: Market, payment: Payment, **given: Any) -> None:
    made = Refund(
        **{
            "payment_id": payment.id,
            "key": "cancelled",
            "reason": RefundReason.CANCELLED,
            "state": RefundState.PENDING,
            "reference": ledger.new_reference("RFD"),
            "currency": payment.currency,
            "amount_minor": payment.amount_minor,
            "created_at": NOW,
            "updated_at": NOW,
            **given,
        }
    )
    market.session.add(made)
    market.session.commit()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "On its way back, the way you paid."),
        ({"state": RefundState.PROCESSING}, "On its way back, the way you paid."),
        ({"state": RefundState.SUCCEEDED}, "Paid back the way you paid."),
        ({"state": RefundState.SUCCEEDED, "by_hand": "Cash"}, "We have paid it to you ourselves."),
        ({"state": RefundState.FAILED}, "We are looking into it and owe it to you."),
    ],
)
def test_money_from_a_gateway_is_never_said_to_be_on_the_card(
    ada_browses: PageClient, market: Market, order: Order, given: dict[str, Any], words: str
) -> None:
    order.state = OrderState.CANCELLED
    refund(market, online(market, order, state=PaymentState.REVERSED, reason="cancelled"), **given)

    page = ada_browses.get(f"/account/orders/{order.number}")

    assert words in page.text
    assert "on your shopping card" not in page.text
    assert "Cash" not in page.text
    money = load_money(market.session, order_id=order.id)
    assert (money.is_all_back, money.has_refunds, money.is_paid) == (True, True, False)


def test_a_payment_in_review_is_being_checked(ada_browses: PageClient, market: Market, order: Order) -> None:
    order.state = OrderState.PENDING_PAYMENT
    online(market, order, state=PaymentState.NEEDS_REVIEW, seen_minor=5, seen_currency="NGN")

    page = ada_browses.get(f"/account/orders/{order.number}")

    assert "We are checking it" in page.text
    assert "₦0.05" in page.text
    assert page.select(f"form[action='/account/orders/{order.number}/pay']") == []
    assert load_money(market.session, order_id=order.id).is_in_review


def test_a_charge_back_is_told(ada_browses: PageClient, market: Market, order: Order) -> None:
    online(market, order, state=PaymentState.REVERSED, reason="charged_back")

    assert "Your bank took this payment back from us." in ada_browses.get(f"/account/orders/{order.number}").text
