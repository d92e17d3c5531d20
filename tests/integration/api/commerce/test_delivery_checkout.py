"""Checkout of a delivery: at the rate the caller was quoted, by its name or by company and fee."""

from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.address import Address
from app.domain.states import Fulfilment, OrderState
from app.models import DeliveryRate, Order, Product
from app.services import delivery_rates
from app.services.carts import CartOwner
from app.services.delivery_rates import RateScope
from app.services.ledger_audit import audit
from tests.factories import storefront_of
from tests.integration.api.commerce.conftest import Shop
from tests.integration.api.commerce.test_checkout import BODY as CARD_BODY
from tests.integration.api.commerce.test_checkout import DELIVERY
from tests.integration.api.commerce.test_gateway_checkout import buy
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.carriers import EXPRESS

MAIN_STREET = Address(line1="123 Main Street", city="Victoria Island", state="Lagos", country="NG")


@pytest.fixture(autouse=True)
def _return_hosts(shop: Shop, session: Session) -> None:
    shop.platform.return_hosts = ["yourapp.com"]
    session.commit()


@pytest.fixture
def rate_id(shop: Shop, session: Session) -> str:
    """What John was quoted to Main Street: 5,000.00 by Terminal Express, up to 2 kg."""
    session.execute(update(Product).values(weight_grams=1000))
    scope = RateScope(
        caller=CartOwner(customer_id=shop.john.id),
        pickup_location_id=shop.store.id,
        address=MAIN_STREET,
        weight_grams=2000,
    )
    [rate] = delivery_rates.keep(
        session, storefront_of(session, shop.platform), scope, [EXPRESS], provider="sandbox", now=utc_now()
    )
    session.commit()
    return rate.rate_id


def deliver(commerce: Family, token: str, rate_id: str | None, **changes: Any) -> Answer:
    body = {**DELIVERY, "totalAmount": 5199.98, "selectedRateId": rate_id, **changes}
    return buy(commerce, token, **{name: value for name, value in body.items() if value is not None})


@pytest.mark.parametrize("is_named", [True, False])
def test_a_delivery_by_its_rate_or_by_company_and_fee(
    commerce: Family, john: str, session: Session, rate_id: str, is_named: bool
) -> None:
    answer = deliver(commerce, john, rate_id if is_named else None)

    assert answer.status == 200, answer.json
    order = session.scalars(select(Order)).one()
    assert (order.fulfilment, order.carrier_name, order.delivery_minor, order.total_minor) == (
        Fulfilment.DELIVERY,
        "Terminal Express",
        500_000,
        519_998,
    )
    assert (order.address, order.weight_grams, order.pickup_token_hash) == (
        "123 Main Street, Victoria Island, Lagos",
        2000,
        None,
    )


def test_the_cards_way_delivers_too(commerce: Family, john: str, session: Session, rate_id: str) -> None:
    session.execute(update(DeliveryRate).values(fee_minor=10_000))
    session.commit()
    body = {**CARD_BODY, **DELIVERY, "deliveryFee": 100.0, "totalAmount": 299.98, "selectedRateId": rate_id}

    answer = commerce.post("/api/checkout/shopping-card", body, token=john)

    assert (answer.status, answer.json["data"]["amountDeducted"]) == (200, 299.98)
    assert session.scalars(select(Order.state)).one() is OrderState.CONFIRMED
    assert [finding.promise for finding in audit(session) if finding.breaches] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"deliveryFee": 4999.99, "totalAmount": 5199.97},
        {"totalAmount": 199.98},
        {"deliveryFee": 0},
    ],
)
def test_the_fee_must_be_the_quoted_one(commerce: Family, john: str, rate_id: str, changes: dict[str, Any]) -> None:
    answer = deliver(commerce, john, rate_id, **changes)

    assert (answer.status, answer.json) == (400, failed("Total amount mismatch"))


def test_a_rate_is_its_callers_own_and_counts_once(
    commerce: Family, john: str, jane: str, session: Session, rate_id: str
) -> None:
    foreign = deliver(commerce, jane, rate_id)
    altered = deliver(commerce, john, rate_id, address="9 Other Road, Abuja")
    heavy = deliver(
        commerce, john, rate_id, products=[{**CARD_BODY["products"][0], "quantity": 3}], totalAmount=5299.97
    )
    unknown = deliver(commerce, john, "RT-xxxxx")
    first, second = deliver(commerce, john, rate_id), deliver(commerce, john, rate_id)

    assert [answer.status for answer in (foreign, altered, heavy, unknown, first, second)] == [400] * 4 + [200, 400]
    assert session.scalar(select(func.count(Order.id))) == 1


def test_a_delivery_names_its_fee_and_company(commerce: Family, john: str) -> None:
    no_fee = deliver(commerce, john, "RT-1", deliveryFee=None)
    no_company = deliver(commerce, john, None, deliveryCompanyName=None)

    assert (no_fee.status, no_fee.json) == (400, failed("deliveryFee is required"))
    assert (no_company.status, no_company.json) == (400, failed("deliveryCompanyName is required"))
