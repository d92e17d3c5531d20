"""Sixty buyers at once for the last seven pieces, half of them in a browser, half of them third parties in JSON."""

from collections import Counter
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.extensions import unit_of_work
from app.models import KeyKind, Order, Product, TaxMode
from app.services import carts, ledger_audit
from app.services.carts import CartOwner
from tests.factories import (
    NOW,
    PASSWORD,
    PIN,
    fund_card,
    make_api_key,
    make_business,
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
PRICE = 10_000


def _open_shop(app: Flask) -> tuple[str, str]:
    """One product, a store, and sixty people with money for it; those who buy in a browser have it in their cart."""
    with app.app_context(), unit_of_work() as session:
        business = make_business(session)
        platform = make_platform(session, business=business, tax_mode=TaxMode.INCLUSIVE)
        make_api_key(session, platform, key=SANDBOX_KEY, kind=KeyKind.SECRET)
        storefront = storefront_of(session, platform)
        product = make_product(session, platform=platform, stock=PIECES, price_minor=PRICE)
        for number in range(BUYERS):
            customer = make_customer(session, business=business, email=_email(number))
            fund_card(session, customer, PRICE)
            owner = CartOwner(customer_id=customer.id)
            carts.add_line(session, storefront, owner, product_uuid=product.uuid, quantity=1, now=NOW)
        store = make_pickup_location(session, platform=platform)
        return str(product.uuid), str(store.uuid)


def _email(number: int) -> str:
    return f"buyer-{number}@example.com"


def _browser(app: Flask, number: int, store: str) -> tuple[PageClient, dict[str, Any]]:
    """Signed in, with the checkout filled in and the finger over the button."""
    pages = PageClient(app)
    pages.post("/account/sign-in", {"login": _email(number), "password": PASSWORD})
    form = pages.get("/checkout").form("/checkout")
    return pages, {**form, "place": store, "pin": PIN}


def _buy_in_browser(app: Flask, browser: tuple[PageClient, dict[str, Any]]) -> str:
    del app
    pages, form = browser
    reply = pages.client.post("/checkout", data={"csrf_token": pages.csrf_token(), **form})
    if reply.status_code == 303:
        return "sold" if "/checkout/done/" in reply.location else "sent back to the cart"
    return "told" if "sold out" in reply.get_data(as_text=True).lower() else f"left in the dark ({reply.status_code})"


def _token(app: Flask, number: int) -> str:
    body = {"emailOrPhone": _email(number), "password": PASSWORD}
    return str(ApiClient(app).commerce.post("/api/customer/login", body).json["data"]["token"])


def _buy_in_json(app: Flask, token: str, body: dict[str, Any]) -> str:
    answer = ApiClient(app).commerce.post("/api/checkout/shopping-card", body, token=token)
    if answer.status == 200:
        return "sold"
    return "told" if "stock" in answer.json["message"].lower() else f"left in the dark ({answer.json})"


def test_sixty_buyers_in_pages_and_json_get_exactly_the_seven_pieces(live_app: Flask) -> None:
    product, store = _open_shop(live_app)
    body = {
        "totalAmount": PRICE / 100,
        "paymentMethod": "ShoppingCard",
        "products": [{"productId": product, "quantity": 1}],
        "storeLocationId": store,
        "transactionPin": PIN,
    }
    browsers = [_browser(live_app, number, store) for number in range(0, BUYERS, 2)]
    tokens = [_token(live_app, number) for number in range(1, BUYERS, 2)]

    results = race(
        [
            *(partial(_buy_in_browser, live_app, browser) for browser in browsers),
            *(partial(_buy_in_json, live_app, token, body) for token in tokens),
        ]
    )

    assert Counter(map(str, results)) == {"sold": PIECES, "told": BUYERS - PIECES}
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(Product.stock)) == 0
        assert session.scalar(select(func.count(Order.id))) == PIECES
        assert [found.promise for found in ledger_audit.audit(session) if found.breaches] == []
