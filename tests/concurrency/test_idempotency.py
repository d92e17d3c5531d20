"""The same Idempotency-Key many times at once, over HTTP: one effect, and nobody is told anything else."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db, unit_of_work
from app.models import Account, AccountKind, CartLine, IdempotencyRecord, KeyKind, Order, Product, TaxMode
from tests.factories import (
    PASSWORD,
    PIN,
    fund_card,
    make_api_key,
    make_business,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
)
from tests.support.api import SANDBOX_KEY, Answer, ApiClient
from tests.support.race import race

TIMES = 20


@dataclass(frozen=True, slots=True)
class Scene:
    """A shopper with money, and something to buy."""

    app: Flask
    token: str
    body: dict[str, Any]

    def ask(self, path: str, body: dict[str, Any], key: str | None) -> Answer:
        """One request of its own; each thread has its own client."""
        return ApiClient(self.app).commerce.post(path, body, token=self.token, idempotency_key=key)


@pytest.fixture
def scene(live_app: Flask) -> Scene:
    with live_app.app_context(), unit_of_work() as session:
        business = make_business(session)
        platform = make_platform(session, business=business, tax_mode=TaxMode.INCLUSIVE)
        make_api_key(session, platform, key=SANDBOX_KEY, kind=KeyKind.SECRET)
        customer = make_customer(session, business=business, email="buyer@example.com")
        fund_card(session, customer, 100_000_000)
        product = make_product(session, platform=platform, stock=50)
        store = make_pickup_location(session, platform=platform)
        body = {
            "totalAmount": 2000,
            "paymentMethod": "ShoppingCard",
            "products": [{"productId": str(product.uuid), "quantity": 2}],
            "storeLocationId": str(store.uuid),
            "transactionPin": PIN,
        }
    login = ApiClient(live_app).commerce.post(
        "/api/customer/login", {"emailOrPhone": "buyer@example.com", "password": PASSWORD}
    )
    return Scene(live_app, login.json["data"]["token"], body)


def answers_of(results: list[Answer | Exception]) -> list[Answer]:
    for result in results:
        if isinstance(result, Exception):
            raise result
    return [result for result in results if isinstance(result, Answer)]


def count(app: Flask, question: Any) -> int:
    with app.app_context():
        found = db.session.scalar(question)
        db.session.remove()
    return int(found or 0)


def test_twenty_checkouts_under_one_key_are_one_order(scene: Scene) -> None:
    answers = answers_of(race([lambda: scene.ask("/api/checkout", scene.body, "the-key")] * TIMES))

    orders = {answer.json["data"]["orderId"] for answer in answers if answer.status == 200}
    assert {answer.status for answer in answers} <= {200, 409}
    assert len(orders) == 1, Counter(answer.status for answer in answers)
    assert count(scene.app, select(func.count()).select_from(Order)) == 1
    assert count(scene.app, select(Product.stock)) == 48
    card = select(Account.balance_minor).where(Account.kind == AccountKind.SHOPPING_CARD)
    assert count(scene.app, card) == 100_000_000 - 200_000
    late = scene.ask("/api/checkout", scene.body, "the-key")
    assert (late.status, late.headers["Idempotent-Replayed"]) == (200, "true")
    assert late.json["data"]["orderId"] in orders


def test_twenty_additions_under_one_key_add_once(scene: Scene) -> None:
    body = {"productId": scene.body["products"][0]["productId"], "quantity": 2}

    answers = answers_of(race([lambda: scene.ask("/api/customer/cart/add", body, "the-key")] * TIMES))

    assert {answer.status for answer in answers} <= {200, 409}
    assert sum(answer.status == 200 for answer in answers) >= 1
    assert count(scene.app, select(CartLine.quantity)) == 2
    assert count(scene.app, select(func.count()).select_from(IdempotencyRecord)) == 1


def test_control_without_the_key_every_request_counts(scene: Scene) -> None:
    """If these were one as well, the tests above would prove nothing."""
    body = {"productId": scene.body["products"][0]["productId"], "quantity": 1}

    answers = answers_of(race([lambda: scene.ask("/api/customer/cart/add", body, None)] * 5))

    assert [answer.status for answer in answers] == [200] * 5
    assert count(scene.app, select(CartLine.quantity)) == 5
