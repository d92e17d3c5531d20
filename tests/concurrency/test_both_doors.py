"""Browsers and JSON clients after the same last pieces, over HTTP: none is sold twice, and everybody is told."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import unit_of_work
from app.models import Business, Customer, KeyKind, Order, Product, TaxMode
from app.services import ledger_audit, shopping_card
from tests.factories import (
    NOW,
    PASSWORD,
    PIN,
    make_api_key,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
    storefront_of,
)
from tests.support.api import SANDBOX_KEY, ApiClient
from tests.support.pages import PageClient
from tests.support.race import race

BUYERS = 60
PIECES = 7
PRICE = 100_000


@pytest.fixture
def stall(live_app: Flask) -> dict[str, Any]:
    """One product, seven pieces; sixty people with money for one each."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session, tax_mode=TaxMode.INCLUSIVE)
        storefront = storefront_of(session, platform)
        business = session.get_one(Business, platform.business_id)
        make_api_key(session, platform, key=SANDBOX_KEY, kind=KeyKind.SECRET)
        product = make_product(session, platform=platform, stock=PIECES, price_minor=PRICE)
        store = make_pickup_location(session, platform=platform)
        people: list[Customer] = [make_customer(session, business=business) for _ in range(BUYERS)]
        for person in people:
            shopping_card.fund(
                session,
                tenant=storefront.tenant,
                customer_id=person.id,
                platform_id=storefront.id,
                amount_minor=PRICE,
                currency="NGN",
                key=f"opening:{person.id}",
                now=NOW,
            )
        return {"product": product.uuid, "store": store.uuid, "emails": [str(person.email) for person in people]}


def by_json(app: Flask, email: str, stall: dict[str, Any]) -> Callable[[], str]:
    """Signed in and ready to pay; what came of it in a word."""
    client = ApiClient(app).commerce
    token = client.post("/api/customer/login", {"emailOrPhone": email, "password": PASSWORD}).json["data"]["token"]
    body = {
        "totalAmount": PRICE / 100,
        "paymentMethod": "ShoppingCard",
        "products": [{"productId": str(stall["product"]), "quantity": 1}],
        "storeLocationId": str(stall["store"]),
        "transactionPin": PIN,
    }

    def pay() -> str:
        answer = client.post("/api/checkout", body, token=token)
        return "bought" if answer.status == 200 else f"{answer.status} {answer.json['message'].partition(' is ')[2]}"

    return pay


def by_browser(app: Flask, email: str, stall: dict[str, Any]) -> Callable[[], str]:
    """Signed in, the piece in the cart, the form filled; what came of it in a word."""
    pages = PageClient(app)
    pages.post("/account/sign-in", {"login": email, "password": PASSWORD})
    pages.post("/cart/add", {"product": stall["product"], "quantity": 1})
    form = pages.get("/checkout").form("/checkout") | {
        "state": "Lagos",
        "place": str(stall["store"]),
        "pin": PIN,
        "csrf_token": pages.csrf_token(),
    }

    def pay() -> str:
        response = pages.client.post("/checkout", data=form)
        if response.status_code == 303:
            place = response.location
            return "bought" if "/checkout/done/" in place else f"sent to {place}"
        return f"{response.status_code} {'sold out' if 'sold out' in response.get_data(as_text=True) else '?'}"

    return pay


def count(app: Flask, question: Any) -> int:
    with app.app_context(), unit_of_work() as session:
        return int(session.scalar(question) or 0)


def test_sixty_buyers_by_both_doors_share_the_last_seven_pieces(live_app: Flask, stall: dict[str, Any]) -> None:
    doors = (by_json, by_browser)
    buying = [doors[number % 2](live_app, email, stall) for number, email in enumerate(stall["emails"])]

    results = Counter(map(str, race([partial(pay) for pay in buying])))

    assert results.pop("bought") == PIECES
    assert set(results) <= {"400 out of stock", "422 sold out"}, results
    assert sum(results.values()) == BUYERS - PIECES
    assert count(live_app, select(Product.stock)) == 0
    assert count(live_app, select(func.count()).select_from(Order)) == PIECES
    with live_app.app_context(), unit_of_work() as session:
        assert [finding.promise for finding in ledger_audit.audit(session) if finding.breaches] == []
