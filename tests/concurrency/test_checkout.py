"""The whole checkout, by many at the same moment: the last pieces, one key, one card, one coupon."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.extensions import gateways, unit_of_work
from app.flows.checkout import PlaceOrder, place_and_pay
from app.models import Business, CartLine, Coupon, Order, Product, StockMovement, StockReason
from app.services import carts, ledger_audit, shopping_card, stock
from app.services.baskets import WantedLine
from app.services.carts import CartOwner
from app.services.platforms import Storefront
from tests.factories import (
    NOW,
    PIN,
    make_coupon,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
    storefront_of,
)
from tests.support.race import THINKING, outcomes, race

BUYERS = 60
PIECES = 7
PRICE = 10_000
# The storefront adds 7.5 % tax.
TOTAL = 10_750


@dataclass(frozen=True)
class Buyer:
    customer_id: int


@dataclass(frozen=True)
class Stall:
    """A storefront with one product, and people who want it."""

    app: Flask
    storefront: Storefront
    store: UUID
    product_id: int
    product: UUID
    buyers: list[Buyer]

    def buy(self, buyer: Buyer, *, key: str = "key", total: int = TOTAL, **given: Any) -> UUID:
        with self.app.app_context():
            command = PlaceOrder(checkout_key=key, expected_total_minor=total, pickup_location_uuid=self.store, **given)
            outside = gateways()
            return place_and_pay(
                unit_of_work,
                lambda: NOW,
                outside.keyed,
                command,
                storefront=self.storefront,
                customer=buyer,
                pin=PIN,
                texts=outside.texts,
            ).uuid

    def ask(self, question: Callable[[Session], Any]) -> Any:
        with self.app.app_context(), unit_of_work() as session:
            return question(session)

    @property
    def stock(self) -> int:
        return int(self.ask(lambda session: session.get_one(Product, self.product_id).stock))

    @property
    def orders(self) -> int:
        return int(self.ask(lambda session: session.scalar(select(func.count(Order.id)))))

    @property
    def breaches(self) -> list[str]:
        found: list[str] = self.ask(
            lambda session: [finding.promise for finding in ledger_audit.audit(session) if finding.breaches]
        )
        return found


def open_stall(app: Flask, *, buyers: int, stock: int, money: int = TOTAL, with_carts: bool = True) -> Stall:
    """Each buyer has enough on the card for one piece, and that piece in the cart."""
    with app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        storefront = storefront_of(session, platform)
        business = session.get_one(Business, platform.business_id)
        product = make_product(session, platform=platform, stock=stock, price_minor=PRICE)
        people = [make_customer(session, business=business).id for _ in range(buyers)]
        for number, customer_id in enumerate(people):
            shopping_card.fund(
                session,
                tenant=storefront.tenant,
                customer_id=customer_id,
                platform_id=storefront.id,
                amount_minor=money,
                currency="NGN",
                key=f"opening:{number}",
                now=NOW,
            )
            if with_carts:
                owner = CartOwner(customer_id=customer_id)
                carts.add_line(session, storefront, owner, product_uuid=product.uuid, quantity=1, now=NOW)
        store = make_pickup_location(session, platform=platform).uuid
        return Stall(app, storefront, store, product.id, product.uuid, [Buyer(person) for person in people])


def test_sixty_buyers_of_the_last_seven_pieces(live_app: Flask) -> None:
    stall = open_stall(live_app, buyers=BUYERS, stock=PIECES)

    results = race([partial(stall.buy, buyer) for buyer in stall.buyers])

    assert outcomes(results) == {"won": PIECES, "OutOfStock": BUYERS - PIECES}
    assert (stall.stock, stall.orders) == (0, PIECES)
    assert stall.ask(lambda session: session.scalar(select(func.count(CartLine.id)))) == BUYERS - PIECES
    assert stall.breaches == []


def test_control_the_same_race_oversells_when_the_guard_is_off(
    live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this one stops overselling, the test above proves nothing."""
    stall = open_stall(live_app, buyers=BUYERS, stock=PIECES)
    seen: dict[int, int] = {}

    def write_what_was_seen(session: Session, *, order_id: int, **_rest: Any) -> None:
        buyer = session.get_one(Order, order_id).customer_id
        session.execute(update(Product).where(Product.id == stall.product_id).values(stock=seen[buyer] - 1))
        session.add(
            StockMovement(product_id=stall.product_id, delta=-1, reason=StockReason.SOLD, order_id=order_id, at=NOW)
        )

    def look_then_buy(buyer: Buyer) -> UUID | None:
        left = stall.stock
        if left < 1:
            return None
        time.sleep(THINKING)
        seen[buyer.customer_id] = left
        return stall.buy(buyer)

    monkeypatch.setattr(stock, "take", write_what_was_seen)
    results = race([partial(look_then_buy, buyer) for buyer in stall.buyers])

    assert sum(isinstance(result, UUID) for result in results) > PIECES, outcomes(results)
    assert "Each product's stock is the sum of its movements" in stall.breaches


def test_one_checkout_sent_twenty_times_at_once_is_one_order(live_app: Flask) -> None:
    stall = open_stall(live_app, buyers=1, stock=PIECES, money=20 * TOTAL)

    results = race([partial(stall.buy, stall.buyers[0]) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert len(set(results)) == 1
    assert (stall.stock, stall.orders, stall.breaches) == (PIECES - 1, 1, [])


def test_one_checkout_of_named_products_sent_twenty_times_at_once_is_one_order(live_app: Flask) -> None:
    """Without a cart that runs empty, only the key keeps the second order away."""
    stall = open_stall(live_app, buyers=1, stock=PIECES, money=20 * TOTAL, with_carts=False)
    lines = [WantedLine(product_uuid=stall.product, quantity=1)]

    results = race([partial(stall.buy, stall.buyers[0], lines=lines) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert len(set(results)) == 1
    assert (stall.stock, stall.orders, stall.breaches) == (PIECES - 1, 1, [])


def test_of_thirty_purchases_on_one_card_exactly_the_four_that_fit_succeed(live_app: Flask) -> None:
    stall = open_stall(live_app, buyers=1, stock=100, money=4 * TOTAL + PRICE, with_carts=False)
    lines = [WantedLine(product_uuid=stall.product, quantity=1)]

    results = race([partial(stall.buy, stall.buyers[0], key=f"key-{n}", lines=lines) for n in range(30)])

    assert outcomes(results) == {"won": 4, "BalanceTooLow": 26}
    assert (stall.stock, stall.orders, stall.breaches) == (96, 4, [])


def test_a_coupon_for_three_is_used_by_three(live_app: Flask) -> None:
    stall = open_stall(live_app, buyers=12, stock=100)

    def offer(session: Session) -> None:
        make_coupon(session, platform_id=stall.storefront.id, code="TEN", usage_limit=3)

    stall.ask(offer)
    results = race([partial(stall.buy, buyer, total=9_675, coupon_code="TEN") for buyer in stall.buyers])

    assert outcomes(results) == {"won": 3, "CouponUsedUp": 9}
    assert stall.ask(lambda session: session.scalar(select(Coupon.used_count))) == 3
    assert (stall.orders, stall.breaches) == (3, [])
