"""What may be bought: the cart or named products, within limits, stock and what the storefront sells."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain.errors import (
    CartEmpty,
    DomainError,
    OutOfStock,
    PickupLocationNotFound,
    ProductNotForPickup,
    ProductNotFound,
    QuantityInvalid,
)
from app.domain.pricing import TaxMode
from app.models import (
    Account,
    CartLine,
    Order,
    OrderLine,
)
from app.services.baskets import WantedLine
from tests.factories import (
    make_option,
    make_platform,
    make_product,
)
from tests.integration.flows.shop import Shop


@pytest.mark.parametrize(
    ("given", "error"),
    [({"available_for_pickup": False}, ProductNotForPickup), ({"is_active": False}, ProductNotFound)],
)
def test_what_cannot_be_picked_up_is_not_sold(shop: Shop, given: dict[str, Any], error: type[DomainError]) -> None:
    product = shop.product(price_minor=10_000)
    shop.put_in_cart(product)
    for name, value in given.items():
        setattr(product, name, value)
    shop.session.flush()

    with pytest.raises(error):
        shop.buy(10_750)


def test_an_empty_cart_and_an_unknown_store_are_refused(shop: Shop) -> None:
    with pytest.raises(CartEmpty):
        shop.buy(10_750)
    with pytest.raises(PickupLocationNotFound):
        shop.buy(10_750, pickup_location_uuid=uuid4())


def test_products_may_be_named_instead_of_the_cart(shop: Shop) -> None:
    tea, cup = shop.product(price_minor=10_000, stock=9), shop.product(price_minor=20_000)
    _, values = make_option(shop.session, cup, values=(("S", 0), ("L", 5_000)))
    shop.put_in_cart(tea, 3)

    shop.buy(
        48_375,
        lines=[
            WantedLine(product_uuid=tea.uuid, quantity=1),
            WantedLine(product_uuid=cup.uuid, quantity=1, option_values=(values[1].uuid,)),
            WantedLine(product_uuid=tea.uuid, quantity=1),
        ],
    )

    rows = shop.session.execute(select(OrderLine.quantity, OrderLine.unit_minor).order_by(OrderLine.position))
    assert [tuple(row) for row in rows] == [(2, 10_000), (1, 25_000)]
    assert shop.session.scalars(select(CartLine.quantity)).all() == [1]


@pytest.mark.parametrize(("quantity", "error"), [(0, QuantityInvalid), (21, QuantityInvalid), (11, OutOfStock)])
def test_named_products_obey_limits_and_stock(shop: Shop, quantity: int, error: type[DomainError]) -> None:
    tea = shop.product(price_minor=10_000)

    with pytest.raises(error):
        shop.buy(10_750 * quantity or 1, lines=[WantedLine(product_uuid=tea.uuid, quantity=quantity)])


def test_a_named_product_of_another_storefront_does_not_exist(shop: Shop) -> None:
    other = make_product(shop.session, platform=make_platform(shop.session, is_default=False))

    with pytest.raises(ProductNotFound):
        shop.buy(10_750, lines=[WantedLine(product_uuid=other.uuid, quantity=1)])


def test_a_storefront_with_tax_in_its_prices_adds_none(shop: Shop) -> None:
    shop.storefront = replace(shop.storefront, tax_mode=TaxMode.INCLUSIVE)
    shop.put_in_cart(shop.product(price_minor=10_750))

    shop.buy(10_750)

    order = shop.session.scalars(select(Order)).one()
    assert (order.tax_minor, order.included_tax_minor, order.total_minor) == (0, 750, 10_750)
    assert shop.session.scalar(select(Account.balance_minor).where(Account.kind == "sales")) == 10_750
