"""Buying airtime, data, electricity and cable TV from the shopping card, authorised by its PIN."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any, Final
from uuid import UUID

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.bill_purchases import (
    AirtimeIn,
    AirtimeOut,
    CableIn,
    CableOut,
    DataIn,
    DataOut,
    ElectricityIn,
    ElectricityOut,
    PendingAirtimeOut,
    is_done,
)
from app.clock import utc_now
from app.domain.bills import BillKind
from app.domain.errors import BillFailed
from app.domain.money import Money, NotMoney
from app.domain.scopes import Scope
from app.domain.states import BillState
from app.extensions import gateways, unit_of_work
from app.flows.bills import BuyBill, purchase
from app.input import InvalidInput, Problem
from app.services.bills import BillView

TOPIC: Final = "Bills"
_DESCRIPTION: Final = (
    "The amount is held on the shopping card until the provider has delivered. While that is not known the status is "
    "`pending`: it is settled in the background, and returned once if it fails. A repetition with the same "
    "`Idempotency-Key` gets the first reply and buys nothing."
)
_ERRORS: Final = {
    400: "An amount outside the limits or other than the plan's price, wrong PIN, or low balance.",
    404: "Service, plan, meter or smart card not found.",
    429: "The PIN is locked for 15 minutes after five wrong ones.",
    502: "The provider failed; the shopping card was not charged, or has its money back.",
    503: "Bill payments are not configured for this platform.",
}
_op = partial(
    commerce.op,
    description=_DESCRIPTION,
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    needs=Needs.KEY_AND_CUSTOMER,
    errors=_ERRORS,
    is_flow=True,
)


@_op(
    "POST",
    "/api/billspayment/airtime/purchase",
    summary="Buy airtime, NGN 50 to 50,000",
    body=AirtimeIn,
    out=PendingAirtimeOut | AirtimeOut,
    message="Airtime purchased successfully",
)
def purchase_airtime(call: Call, body: AirtimeIn) -> Response:
    bill = _buy(
        call,
        kind=BillKind.AIRTIME,
        service=body.airtime_service_id,
        amount=body.amount,
        number=body.phone_number,
        pin=body.transaction_pin,
    )
    return _answer(call, bill, (AirtimeOut if is_done(bill) else PendingAirtimeOut).of(bill))


@_op(
    "POST",
    "/api/billspayment/data/purchase",
    summary="Buy a data bundle, NGN 50 to 50,000",
    body=DataIn,
    out=DataOut,
    message="Data purchased successfully",
)
def purchase_data(call: Call, body: DataIn) -> Response:
    bill = _buy(
        call,
        kind=BillKind.DATA,
        service=body.data_service_id,
        amount=body.amount,
        number=body.phone_number,
        pin=body.transaction_pin,
        package_slug=body.package_slug,
        biller_id=body.biller_id,
    )
    return _answer(call, bill, DataOut.of(bill))


@_op(
    "POST",
    "/api/billspayment/electricity/purchase",
    summary="Buy electricity, NGN 100 to 100,000",
    body=ElectricityIn,
    out=ElectricityOut,
    message="Electricity purchased successfully",
)
def purchase_electricity(call: Call, body: ElectricityIn) -> Response:
    bill = _buy(
        call,
        kind=BillKind.ELECTRICITY,
        service=body.electricity_service_id,
        amount=body.amount,
        number=body.meter_number,
        pin=body.transaction_pin,
        package_slug=body.package_slug,
        biller_id=body.biller_id,
        biller_slug=body.biller_slug,
    )
    return _answer(call, bill, ElectricityOut.of(bill))


@_op(
    "POST",
    "/api/billspayment/cable/purchase",
    summary="Buy a cable TV subscription, NGN 500 to 100,000",
    body=CableIn,
    out=CableOut,
    message="Cable TV purchased successfully",
)
def purchase_cable(call: Call, body: CableIn) -> Response:
    bill = _buy(
        call,
        kind=BillKind.CABLE,
        service=body.cable_service_id,
        amount=body.amount,
        number=body.smart_card_number,
        pin=body.transaction_pin,
        package_slug=body.package_slug,
        biller_id=body.biller_id,
        biller_slug=body.biller_slug,
    )
    return _answer(call, bill, CableOut.of(bill))


def _buy(call: Call, *, kind: BillKind, service: UUID, amount: Decimal, number: str, pin: str, **plan: Any) -> BillView:
    """One purchase per request. Raises BillFailed when the provider did not deliver and the money is back."""
    command = BuyBill(
        request_key=call.effect_key,
        kind=kind,
        service_uuid=service,
        account_number=number,
        amount_minor=_minor(amount, call.storefront.currency),
        locale=LOCALE,
        **plan,
    )
    outside = gateways()
    bill = purchase(
        unit_of_work,
        utc_now,
        outside.keyed,
        outside.providers,
        command,
        storefront=call.storefront,
        customer=call.customer,
        pin=pin,
        texts=outside.texts,
    )
    if bill.state is BillState.FAILED:
        raise BillFailed(reason=bill.reason or "")
    return bill


def _answer(call: Call, bill: BillView, out: object) -> Response:
    words = call.operation.message
    return call.answer(out, message=words if is_done(bill) else words.replace("purchased successfully", "is pending"))


def _minor(amount: Decimal, currency: str) -> int:
    try:
        return Money.parse(amount, currency).minor
    except NotMoney as error:
        problem = Problem("amount", SENTENCE, "amount has more decimals than the currency")
        raise InvalidInput([problem]) from error
