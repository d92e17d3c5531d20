"""Pieces on the shelf."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import OutOfStock, ProductNotFound
from app.models import Platform, Product, StockMovement, StockReason
from app.services import stock
from tests.factories import NOW, make_order, make_platform, make_product


def movements(session: Session, product: Product) -> list[tuple[int, StockReason, int | None]]:
    rows = session.execute(
        select(StockMovement.delta, StockMovement.reason, StockMovement.order_id)
        .where(StockMovement.product_id == product.id)
        .order_by(StockMovement.id)
    )
    return [(row.delta, row.reason, row.order_id) for row in rows]


def catalog_version(session: Session, platform: Platform) -> int:
    session.refresh(platform)
    return platform.catalog_version


def test_taking_lowers_the_stock_and_leaves_a_movement(session: Session) -> None:
    platform = make_platform(session)
    product = make_product(session, platform=platform, stock=10)
    order = make_order(session, platform=platform, items=[(product, 3)])

    stock.take(session, quantities={product.id: 3}, order_id=order.id, now=NOW)

    session.refresh(product)
    assert (product.stock, product.sold_count) == (7, 3)
    assert movements(session, product) == [(10, StockReason.OPENING, None), (-3, StockReason.SOLD, order.id)]


def test_more_than_there_is_cannot_be_taken(session: Session) -> None:
    product = make_product(session, stock=2, name_en="Tea", name_ar="شاي")
    order = make_order(session, items=[(product, 3)])

    with pytest.raises(OutOfStock) as refused:
        stock.take(session, quantities={product.id: 3}, order_id=order.id, locale="ar", now=NOW)

    assert refused.value.details() == {"product_uuid": product.uuid, "name": "شاي", "left": 2}
    session.refresh(product)
    assert product.stock == 2


def test_the_catalogue_hears_of_it_only_when_something_sells_out_or_comes_back(session: Session) -> None:
    platform = make_platform(session)
    product = make_product(session, platform=platform, stock=3)
    orders = [make_order(session, platform=platform, items=[(product, 1)]) for _ in range(2)]
    before = catalog_version(session, platform)

    stock.take(session, quantities={product.id: 2}, order_id=orders[0].id, now=NOW)
    assert catalog_version(session, platform) == before

    stock.take(session, quantities={product.id: 1}, order_id=orders[1].id, now=NOW)
    assert catalog_version(session, platform) == before + 1

    stock.give_back(session, order_id=orders[1].id, now=NOW)
    assert catalog_version(session, platform) == before + 2

    stock.give_back(session, order_id=orders[0].id, now=NOW)
    assert catalog_version(session, platform) == before + 2


def test_giving_back_twice_gives_back_once(session: Session) -> None:
    product = make_product(session, stock=5)
    order = make_order(session, items=[(product, 2)])
    stock.take(session, quantities={product.id: 2}, order_id=order.id, now=NOW)

    for _ in range(2):
        stock.give_back(session, order_id=order.id, now=NOW)

    session.refresh(product)
    assert (product.stock, product.sold_count) == (5, 0)
    assert movements(session, product)[1:] == [(-2, StockReason.SOLD, order.id), (2, StockReason.RETURNED, order.id)]


def test_pieces_are_counted_in_and_out_by_hand(session: Session) -> None:
    product = make_product(session, stock=5)

    assert stock.adjust(session, product_id=product.id, delta=4, reason=StockReason.RECEIVED, now=NOW) == 9
    assert stock.adjust(session, product_id=product.id, delta=-9, reason=StockReason.CORRECTED, now=NOW) == 0

    with pytest.raises(OutOfStock):
        stock.adjust(session, product_id=product.id, delta=-1, reason=StockReason.CORRECTED, now=NOW)
    with pytest.raises(ProductNotFound):
        stock.adjust(session, product_id=0, delta=1, reason=StockReason.RECEIVED, now=NOW)
