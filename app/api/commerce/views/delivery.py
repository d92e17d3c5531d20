"""Delivery: carriers' prices for the caller, and the customer's saved addresses."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.delivery import (
    QUOTED,
    AddressQuery,
    DeliveryQuoteIn,
    DeliveryQuoteOut,
    SavedAddressOut,
    UpdateAddressIn,
    UpdatedAddressOut,
)
from app.clock import utc_now
from app.domain.address_text import read_address
from app.domain.money import Money, NotMoney
from app.domain.scopes import Scope
from app.extensions import db, gateways, unit_of_work
from app.flows.addresses import Book, change, forget
from app.flows.delivery_quotes import QuoteFor, quote
from app.input import InvalidInput, Problem
from app.services import addresses
from app.services.carts import CartOwner

TOPIC: Final = "Delivery"
_ADDRESSES: Final = "/api/checkout/saved-delivery-addresses"
_NOT_FOUND: Final = "No address of this customer has this providerAddressId."


@commerce.op(
    "POST",
    "/api/checkout/delivery-quote",
    summary="Delivery companies, prices and times for an address",
    description=(
        "The parcel weighs what the customer's cart weighs, or `packageWeight` where that is more. A rate is good for "
        "this customer, store, address and weight, for 30 minutes and one order; send its `rateId` as "
        "`selectedRateId`. The address must name a town or a state of the platform's country; it is saved."
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_CREATE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=DeliveryQuoteIn,
    out=DeliveryQuoteOut,
    message=QUOTED,
    errors={
        400: "The platform has no delivery provider, or the address is incomplete or served by no carrier.",
        404: "Pickup location not found.",
        502: "The provider did not answer.",
    },
    is_flow=True,
)
def delivery_quote(call: Call, body: DeliveryQuoteIn) -> Response:
    ask = QuoteFor(
        storefront=call.storefront,
        caller=CartOwner(customer_id=call.customer.customer_id),
        pickup_location_uuid=body.store_location_id,
        address=read_address(body.delivery_address, call.storefront.country),
        asked_grams=body.grams,
        value_minor=_minor(body.total_amount, call.storefront.currency),
    )
    return call.answer(DeliveryQuoteOut.of(quote(unit_of_work, utc_now, gateways().providers, ask)))


@commerce.op(
    "GET",
    _ADDRESSES,
    summary="Saved delivery addresses of the customer",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=list[SavedAddressOut],
    message="Saved addresses retrieved successfully",
)
def list_saved_addresses(call: Call) -> Response:
    found = addresses.list_saved(db.session(), call.storefront, customer_id=call.customer.customer_id)
    return call.answer([SavedAddressOut.at(saved, call.storefront, gateways().providers) for saved in found])


@commerce.op(
    "PUT",
    _ADDRESSES,
    summary="Update a saved delivery address",
    description="The entry keeps its `id` and `providerAddressId`. Names and numbers that are left out stay.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=UpdateAddressIn,
    out=UpdatedAddressOut,
    message="Address updated successfully",
    errors={
        400: "A field is missing or wrong, such as a state that does not exist.",
        404: _NOT_FOUND,
        409: "Another saved address is the same.",
    },
    is_flow=True,
)
def update_saved_address(call: Call, body: UpdateAddressIn) -> Response:
    before = addresses.get_named(
        db.session(),
        call.storefront,
        customer_id=call.customer.customer_id,
        provider_address_id=body.provider_address_id,
    )
    saved = change(_book(call), before.uuid, body.address_over(before.address))
    return call.answer(UpdatedAddressOut.of(saved))


@commerce.op(
    "DELETE",
    _ADDRESSES,
    summary="Delete a saved delivery address",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    query=AddressQuery,
    out=bool,
    message="Address deleted successfully",
    errors={404: _NOT_FOUND},
    is_flow=True,
)
def delete_saved_address(call: Call, query: AddressQuery) -> Response:
    saved = addresses.get_named(
        db.session(),
        call.storefront,
        customer_id=call.customer.customer_id,
        provider_address_id=query.provider_address_id,
    )
    forget(_book(call), saved.uuid)
    return call.answer(True)


def _book(call: Call) -> Book:
    return Book(
        uow=unit_of_work,
        clock=utc_now,
        providers=gateways().providers,
        storefront=call.storefront,
        customer_id=call.customer.customer_id,
    )


def _minor(amount: Decimal | None, currency: str) -> int | None:
    """An amount for carriers' insurance; finer than the currency's smallest unit is none."""
    try:
        return None if amount is None else Money.parse(amount, currency).minor
    except NotMoney as error:
        message = f"totalAmount: Input should be an amount of {currency}"
        raise InvalidInput([Problem("totalAmount", SENTENCE, message)]) from error
