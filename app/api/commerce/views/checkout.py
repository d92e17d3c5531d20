"""Checkout of the products named in the request, paid with the shopping card and its PIN."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.checkout import CardCheckoutIn, CardCheckoutOut, CheckoutIn
from app.clock import utc_now
from app.domain.money import Money, NotMoney
from app.domain.scopes import Scope
from app.domain.states import Fulfilment
from app.extensions import gateways, unit_of_work
from app.flows.checkout import PlaceOrder, place_and_pay
from app.input import InvalidInput, Problem
from app.models import PaymentMethod
from app.services import offers
from app.services.baskets import WantedLine

TOPIC: Final = "Checkout"
_MESSAGE: Final = "Checkout processed successfully"
_METHODS: Final = {"ShoppingCard": PaymentMethod.SHOPPING_CARD, "PaymentGateway": PaymentMethod.GATEWAY}
_FULFILMENTS: Final = {None: Fulfilment.PICKUP, "Pickup": Fulfilment.PICKUP, "Delivery": Fulfilment.DELIVERY}
_ERRORS: Final = {
    400: "Total amount mismatch, wrong PIN, low balance, a product that is out of stock, or no delivery provider.",
    404: "Product not found, or pickup location not found.",
    429: "The PIN is locked for 15 minutes after five wrong ones.",
    503: "No payment gateway is configured for this platform.",
}


@commerce.op(
    "POST",
    "/api/checkout",
    summary="Checkout by paymentMethod, for pickup",
    description=(
        "Buys the products named here, not the cart. `totalAmount` must equal what the server computes, to the minor "
        "unit. A repetition with the same `Idempotency-Key` gets the first reply and no second order."
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_CREATE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=CheckoutIn,
    out=CardCheckoutOut,
    message=_MESSAGE,
    errors=_ERRORS,
    is_flow=True,
)
def checkout(call: Call, body: CheckoutIn) -> Response:
    return _checkout(call, body)


@commerce.op(
    "POST",
    "/api/checkout/shopping-card",
    summary="Checkout with the shopping card, for pickup",
    topic=TOPIC,
    scope=Scope.ORDERS_CREATE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=CardCheckoutIn,
    out=CardCheckoutOut,
    message=_MESSAGE,
    errors=_ERRORS,
    is_flow=True,
)
def checkout_shopping_card(call: Call, body: CardCheckoutIn) -> Response:
    return _checkout(call, body)


def _checkout(call: Call, body: CheckoutIn) -> Response:
    offers.check_offered(method=_METHODS[body.payment_method], fulfilment=_FULFILMENTS[body.delivery_option])
    command = PlaceOrder(
        checkout_key=call.effect_key,
        expected_total_minor=_minor(body, call.storefront.currency),
        pickup_location_uuid=body.store_location_id,
        lines=[WantedLine(product_uuid=line.product_id, quantity=line.quantity) for line in body.products],
        locale=LOCALE,
    )
    placed = place_and_pay(
        unit_of_work,
        utc_now,
        gateways().keyed,
        command,
        storefront=call.storefront,
        customer=call.customer,
        pin=body.transaction_pin or "",
        texts=gateways().texts,
    )
    return call.answer(CardCheckoutOut.of(placed))


def _minor(body: CheckoutIn, currency: str) -> int:
    """An amount finer than the currency's smallest unit equals no total."""
    try:
        return Money.parse(body.total_amount, currency).minor
    except NotMoney as error:
        raise InvalidInput([Problem("totalAmount", SENTENCE, "Total amount mismatch")]) from error
