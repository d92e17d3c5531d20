"""Customers: profile, balance, and a customer by id for the business's own servers."""

from __future__ import annotations

from flask import Response

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api._kit.people import tools, visit
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import major
from app.api.commerce.schemas.customers import (
    CardBalanceOut,
    CustomerOut,
    CustomerPath,
    CustomerQuery,
    UpdateCustomerIn,
)
from app.domain.errors import CustomerNotFound
from app.domain.scopes import Scope
from app.domain.states import Environment
from app.extensions import db
from app.flows.profile import ChangeProfile, change_profile
from app.services import accounts, shopping_card

TOPIC = "Customers"
_ENVIRONMENTS = {1: Environment.TEST, 2: Environment.LIVE}


@commerce.op(
    "GET",
    "/api/customer/get-card-balance",
    summary="Shopping card balance of the signed-in customer",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=CardBalanceOut,
    message="Card balance retrieved successfully",
)
def get_card_balance(call: Call) -> Response:
    session = db.session()
    profile = accounts.get_profile(session, customer_id=call.customer.customer_id)
    currency = call.storefront.currency
    card = shopping_card.balance(session, customer_id=profile.id, currency=currency)
    return call.answer(
        CardBalanceOut(
            customer_id=profile.uuid,
            shopping_card_no=profile.card_number,
            current_balance=major(card.current_minor, currency),
            previous_balance=major(card.previous_minor, currency),
            last_updated=card.last_updated or profile.created_at,
            currency=currency,
        )
    )


@commerce.op(
    "GET",
    "/api/customer/{customerId}",
    summary="A customer by id within the key's business, platform and environment",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    params=CustomerPath,
    query=CustomerQuery,
    out=CustomerOut,
    message="Customer retrieved successfully",
    errors={404: "Customer not found in this environment."},
)
def get_customer(call: Call, params: CustomerPath, query: CustomerQuery) -> Response:
    storefront = call.storefront
    asked = (query.business_id, query.platform_id, _ENVIRONMENTS[query.environment_type])
    if asked != (storefront.business_uuid, storefront.uuid, storefront.environment):
        raise CustomerNotFound
    found = accounts.find_profile(db.session(), tenant=call.tenant, uuid=params.customer_id)
    if found is None:
        raise CustomerNotFound
    return call.answer(CustomerOut.of(found))


@commerce.op(
    "GET",
    "/api/customerprofile/profile",
    summary="The signed-in customer's profile",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    out=CustomerOut,
    message="Customer profile retrieved successfully",
)
def get_profile(call: Call) -> Response:
    return call.answer(CustomerOut.of(accounts.get_profile(db.session(), customer_id=call.customer.customer_id)))


@commerce.op(
    "PUT",
    "/api/customer/update-customer",
    summary="Change any of the customer's fields",
    description=(
        "Changes at once. A new e-mail address or phone number is unverified until its code, and the old one is told. "
        "A new password or PIN ends the customer's other sign-ins."
    ),
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=UpdateCustomerIn,
    out=CustomerOut,
    message="Customer updated successfully",
    errors={409: "Email address already exists, or the phone number does."},
    is_flow=True,
)
def update_customer(call: Call, body: UpdateCustomerIn) -> Response:
    command = ChangeProfile(
        first_name=body.first_name,
        last_name=body.last_name,
        email=body.email_address,
        phone=body.phone_number,
        password=body.password,
        pin=body.transaction_pin,
    )
    whose = call.customer
    changed = change_profile(tools(), visit(call), command, customer_id=whose.customer_id, sign_in_id=whose.sign_in_id)
    return call.answer(CustomerOut.of(changed))
