"""The last pieces are sold once, however many ask at the same moment."""

import time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import unit_of_work
from app.models import Platform, Product, StockMovement
from app.services import stock
from tests.factories import NOW, make_category, make_customer, make_order, make_platform, make_product
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

BUYERS = 20
PIECES = 7


@pytest.fixture
def buyers(live_app: Flask) -> tuple[int, list[int]]:
    """The product everybody wants, and an order for each buyer."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        wanted = make_product(session, platform=platform, stock=PIECES)
        customer = make_customer(session, business_id=platform.business_id)
        orders = [make_order(session, platform=platform, customer=customer, items=[(wanted, 1)]) for _ in range(BUYERS)]
        return wanted.id, [order.id for order in orders]


def test_exactly_the_pieces_there_are_get_sold(live_app: Flask, buyers: tuple[int, list[int]]) -> None:
    product_id, orders = buyers

    def buy(session: Session, order_id: int) -> None:
        stock.take(session, quantities={product_id: 1}, order_id=order_id, now=NOW)

    results = race([in_unit_of_work(live_app, partial(buy, order_id=order_id)) for order_id in orders])

    assert outcomes(results) == {"won": PIECES, "OutOfStock": BUYERS - PIECES}
    assert _counted(live_app, product_id) == (0, 0)


def test_control_the_race_is_real_when_the_stock_is_checked_before_it_is_written(
    live_app: Flask, buyers: tuple[int, list[int]]
) -> None:
    """If this one stops overselling, the test above proves nothing."""
    product_id, orders = buyers

    def check_then_write() -> bool:
        with live_app.app_context(), unit_of_work() as session:
            left = session.get_one(Product, product_id).stock
        if left < 1:
            return False
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            session.get_one(Product, product_id).stock = left - 1
        return True

    results = race([check_then_write for _ in orders])

    assert sum(result is True for result in results) > PIECES, outcomes(results)


def test_buyers_of_the_same_products_in_another_order_do_not_block_each_other(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        category = make_category(session, platform=platform)
        wanted = [make_product(session, platform=platform, category=category, stock=BUYERS).id for _ in range(4)]
        customer = make_customer(session, business_id=platform.business_id)
        product = session.get_one(Product, wanted[0])
        orders = [
            make_order(session, platform=platform, customer=customer, items=[(product, 1)]).id for _ in range(BUYERS)
        ]

    def buy(session: Session, order_id: int, products: list[int]) -> None:
        stock.take(session, quantities=dict.fromkeys(products, 1), order_id=order_id, now=NOW)

    runners = [
        in_unit_of_work(live_app, partial(buy, order_id=order_id, products=wanted if index % 2 else wanted[::-1]))
        for index, order_id in enumerate(orders)
    ]
    results = race(runners)

    assert outcomes(results) == {"won": BUYERS}
    assert [_counted(live_app, product_id) for product_id in wanted] == [(0, 0)] * 4


def test_a_sold_out_product_moves_the_catalogue_on_once(live_app: Flask, buyers: tuple[int, list[int]]) -> None:
    product_id, orders = buyers

    def buy(session: Session, order_id: int) -> None:
        stock.take(session, quantities={product_id: 1}, order_id=order_id, now=NOW)

    race([in_unit_of_work(live_app, partial(buy, order_id=order_id)) for order_id in orders])

    with live_app.app_context(), unit_of_work() as session:
        assert session.scalars(select(Platform.catalog_version)).all() == [2]


def _counted(app: Flask, product_id: int) -> tuple[int, int]:
    """The stock as the product says, and as its movements say."""
    with app.app_context(), unit_of_work() as session:
        moved = session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.product_id == product_id))
        return session.get_one(Product, product_id).stock, int(moved or 0)
