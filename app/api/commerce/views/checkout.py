"""Checkout of the products named in the request: picked up or delivered, by shopping card or payment gateway."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api._kit.returning import return_url_of
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.checkout import (
    CardCheckoutIn,
    CardCheckoutOut,
    CheckoutIn,
    GatewayCheckoutIn,
    GatewayCheckoutOut,
)
from app.clock import utc_now
from app.domain.errors import AmountMismatch
from app.domain.money import Money, NotMoney
from app.domain.scopes import Scope
from app.domain.states import Fulfilment
from app.extensions import db, gateways, unit_of_work
from app.flows.checkout import DeliverTo, PlaceOrder, place_and_pay, place_and_start
from app.input import InvalidInput, Problem
from app.models import PaymentMethod
from app.services import named_rates, offers
from app.services.baskets import WantedLine
from app.services.carts import CartOwner
from app.services.return_urls import check_return_url

TOPIC: Final = "Checkout"
_MESSAGE: Final = "Checkout processed successfully"
_METHODS: Final = {"ShoppingCard": PaymentMethod.SHOPPING_CARD, "PaymentGateway": PaymentMethod.GATEWAY}
_DELIVERY: Final = (
    " A delivery also sends `deliveryOption` Delivery, `deliveryFee` and `deliveryCompanyName` as quoted, and best "
    "`selectedRateId`; `totalAmount` is then the products plus the fee. A rate is good for half an hour, one order, "
    "and the store, address and weight it was quoted for."
)
_ERRORS: Final = {
    400: "Total amount mismatch, wrong PIN, low balance, a rate that does not count, a product out of stock, or no "
    "delivery provider.",
    404: "Product not found, or pickup location not found.",
    429: "The PIN is locked for 15 minutes after five wrong ones.",
    502: "The gateway did not answer; nothing was charged. Send the same request again, with its Idempotency-Key.",
    503: "No payment gateway is configured for this platform.",
}


@commerce.op(
    "POST",
    "/api/checkout",
    summary="Checkout by paymentMethod",
    description=(
        "Buys the products named here, not the cart. `totalAmount` must equal what the server computes, to the minor "
        "unit. A repetition with the same `Idempotency-Key` gets the first reply and no second order. With "
        "PaymentGateway, send the customer to `paymentUrl`; the pieces are held for half an hour." + _DELIVERY
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_CREATE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=CheckoutIn,
    out=CardCheckoutOut | GatewayCheckoutOut,
    message=_MESSAGE,
    errors=_ERRORS,
    is_flow=True,
)
def checkout(call: Call, body: CheckoutIn) -> Response:
    return _checkout(call, body)


@commerce.op(
    "POST",
    "/api/checkout/shopping-card",
    summary="Checkout with the shopping card",
    description="The card is debited at once, after its PIN." + _DELIVERY,
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


@commerce.op(
    "POST",
    "/api/checkout/payment-gateway",
    summary="Checkout on a payment gateway's page",
    description=(
        "Send the customer to `paymentUrl`. Afterwards they come to `redirectUrl`, whose host must be listed for the "
        "platform, with `reference`, `transactionReference` and `status` (success, failed or pending) added; confirm "
        "it by verify-transaction." + _DELIVERY
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_CREATE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=GatewayCheckoutIn,
    out=GatewayCheckoutOut,
    message=_MESSAGE,
    errors=_ERRORS,
    is_flow=True,
)
def checkout_payment_gateway(call: Call, body: GatewayCheckoutIn) -> Response:
    return _checkout(call, body)


def _checkout(call: Call, body: CheckoutIn) -> Response:
    method = _METHODS[body.payment_method]
    offers.check_offered(
        gateways().providers,
        call.storefront,
        method=method,
        fulfilment=Fulfilment.DELIVERY if body.is_delivery else Fulfilment.PICKUP,
    )
    return _by_gateway(call, body) if method is PaymentMethod.GATEWAY else _by_card(call, body)


def _by_card(call: Call, body: CheckoutIn) -> Response:
    placed = place_and_pay(
        unit_of_work,
        utc_now,
        gateways().keyed,
        _command(call, body),
        storefront=call.storefront,
        customer=call.customer,
        pin=body.transaction_pin or "",
        texts=gateways().texts,
    )
    return call.answer(CardCheckoutOut.of(placed))


def _by_gateway(call: Call, body: CheckoutIn) -> Response:
    return_url = return_url_of(call.storefront)
    started = place_and_start(
        unit_of_work,
        utc_now,
        gateways().keyed,
        gateways().providers,
        _command(call, body),
        storefront=call.storefront,
        customer=call.customer,
        return_url=return_url,
        their_return_url=check_return_url(call.storefront, body.redirect_url or ""),
        texts=gateways().texts,
    )
    return call.answer(GatewayCheckoutOut.of(started, otherwise=return_url))


def _command(call: Call, body: CheckoutIn) -> PlaceOrder:
    return PlaceOrder(
        checkout_key=call.effect_key,
        expected_total_minor=_minor(body.total_amount, call.storefront.currency),
        pickup_location_uuid=body.store_location_id,
        lines=[WantedLine(product_uuid=line.product_id, quantity=line.quantity) for line in body.products],
        delivery=_delivery(call, body) if body.is_delivery else None,
        locale=LOCALE,
    )


def _delivery(call: Call, body: CheckoutIn) -> DeliverTo:
    """The rate the caller means, at the fee they name. Raises RateInvalid, AmountMismatch."""
    fee = _minor(body.delivery_fee or 0, call.storefront.currency)
    rate = named_rates.get_named(
        db.session(),
        call.storefront,
        caller=CartOwner(customer_id=call.customer.customer_id),
        pickup_location_uuid=body.store_location_id,
        rate_id=body.selected_rate_id,
        carrier_name=body.delivery_company_name or "",
        fee_minor=fee,
        address_text=body.address or "",
        now=utc_now(),
    )
    if rate.fee_minor != fee:
        raise AmountMismatch(expected_minor=rate.fee_minor, currency=rate.currency)
    return DeliverTo(address=rate.address, rate_id=rate.rate_id)


def _minor(amount: object, currency: str) -> int:
    """An amount finer than the currency's smallest unit equals no total."""
    try:
        return Money.parse(str(amount), currency).minor
    except NotMoney as error:
        raise InvalidInput([Problem("totalAmount", SENTENCE, "Total amount mismatch")]) from error
