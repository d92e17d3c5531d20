"""Putting money on the shopping card by a payment gateway, and asking what became of a payment."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api._kit.returning import return_url_of
from app.api.commerce.family import commerce
from app.api.commerce.schemas.transactions import TopUpIn, TopUpOut, VerifyIn, VerifyOut
from app.clock import utc_now
from app.domain.money import Money, NotMoney
from app.domain.scopes import Scope
from app.extensions import db, gateways, unit_of_work
from app.flows.settlement import settle
from app.flows.top_up import start_top_up
from app.input import InvalidInput, Problem
from app.services import payment_views
from app.services.return_urls import check_return_url

TOPIC: Final = "Transactions and orders"


@commerce.op(
    "POST",
    "/api/transaction/fund-shopping-card",
    summary="Start a payment that tops up the shopping card",
    description=(
        "Send the customer to `authorizationUrl` (or `checkoutUrl`, the same page). Afterwards they come to "
        "`callbackUrl`, whose host must be listed for the platform, with `reference`, `transactionReference` and "
        "`status` (success, failed or pending) added. The money is on the card as soon as the gateway confirms it."
    ),
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=TopUpIn,
    out=TopUpOut,
    message="Payment initialization successful",
    errors={
        400: "Amount must be greater than 0, or a callbackUrl that is not allowed.",
        502: "The gateway did not answer; nothing was charged. Send the same request again.",
        503: "No payment gateway is configured for this platform.",
    },
    is_flow=True,
)
def fund_shopping_card(call: Call, body: TopUpIn) -> Response:
    return_url = return_url_of(call.storefront)
    started = start_top_up(
        unit_of_work,
        utc_now,
        gateways().providers,
        storefront=call.storefront,
        customer=call.customer,
        amount_minor=_minor(body, call.storefront.currency),
        request_key=call.effect_key,
        return_url=return_url,
        their_return_url=check_return_url(call.storefront, body.callback_url),
    )
    return call.answer(TopUpOut.of(started, otherwise=return_url(started.reference)))


@commerce.op(
    "POST",
    "/api/transaction/verify-transaction",
    summary="Check a card funding or checkout transaction",
    description=(
        "Asks the gateway and takes note of what it says, so that the first successful verification completes the "
        "order or fills the card; asking again changes nothing. `reference` is taken in place of "
        "`transactionReference`. `status` is success, failed or pending."
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    body=VerifyIn,
    out=VerifyOut,
    message="Transaction verified successfully",
    errors={404: "Transaction not found, or another customer's."},
    is_flow=True,
)
def verify_transaction(call: Call, body: VerifyIn) -> Response:
    customer_id, outside = call.customer.customer_id, gateways()
    payment_views.check_own(db.session(), call.storefront, customer_id=customer_id, reference=body.wanted)
    settled = settle(unit_of_work, utc_now, outside.providers, outside.texts, reference=body.wanted)
    return call.answer(VerifyOut.of(settled))


def _minor(body: TopUpIn, currency: str) -> int:
    try:
        return Money.parse(body.amount, currency).minor
    except NotMoney as error:
        raise InvalidInput([Problem("amount", SENTENCE, f"Amount has more decimals than {currency} has")]) from error
