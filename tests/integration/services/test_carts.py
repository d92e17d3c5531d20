"""Carts of guests and customers."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import (
    CartEmpty,
    CartLineNotFound,
    CouponBelowMinimum,
    OptionInvalid,
    OutOfStock,
    ProductNotFound,
    QuantityInvalid,
)
from app.domain.pricing import Totals
from app.models import Platform, Product
from app.services import carts
from app.services.carts import CartLineView, CartOwner, CartView, LineProblem
from app.services.platforms import Storefront
from tests.factories import (
    NOW,
    make_coupon,
    make_option,
    make_platform,
    make_product,
    storefront_of,
)
from tests.support.statements import count_statements

GUEST = CartOwner(guest_token_hash="a" * 64)


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def storefront(session: Session, platform: Platform) -> Storefront:
    return storefront_of(session, platform)


def add(session: Session, storefront: Storefront, product: Product, quantity: int = 1, **given: Any) -> CartLineView:
    options = {"owner": GUEST, **given}
    owner = options.pop("owner")
    return carts.add_line(session, storefront, owner, product_uuid=product.uuid, quantity=quantity, now=NOW, **options)


def read(session: Session, storefront: Storefront, owner: CartOwner = GUEST) -> CartView:
    return carts.read_cart(session, storefront, owner, locale="en", now=NOW)


def contents(view: CartView) -> list[tuple[str, int]]:
    return [(line.name, line.quantity) for line in view.lines]


def test_nobodys_cart_is_empty_and_costs_no_statement(session: Session, storefront: Storefront) -> None:
    with count_statements() as sent:
        view = carts.read_cart(session, storefront, CartOwner(), locale="en", now=NOW)

    assert (view.is_empty, view.count, view.totals.total, len(sent)) == (True, 0, 0, 0)


def test_adding_the_same_product_twice_makes_one_line(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    tea = make_product(session, platform=platform, name_en="Tea", price_minor=10_000, stock=9)

    add(session, storefront, tea, 2)
    line = add(session, storefront, tea, 3)

    view = read(session, storefront)
    assert (line.quantity, line.unit_minor, line.line_minor, line.problem) == (5, 10_000, 50_000, None)
    assert contents(view) == [("Tea", 5)]
    assert view.totals == Totals(subtotal=50_000, tax=3_750, delivery=0, discount=0, total=53_750, included_tax=0)
    assert carts.count_pieces(session, storefront, GUEST) == 5


def test_each_choice_of_options_is_a_line_and_has_its_price(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    shirt = make_product(session, platform=platform, price_minor=10_000)
    option, (small, large) = make_option(session, shirt)

    add(session, storefront, shirt, option_values=[small.uuid])
    add(session, storefront, shirt, 2, option_values=[large.uuid])
    add(session, storefront, shirt, option_values=[small.uuid])

    lines = read(session, storefront).lines
    assert [(line.options[0].label("en"), line.quantity, line.unit_minor) for line in lines] == [
        ("S", 2, 10_000),
        ("L", 2, 15_000),
    ]
    assert lines[0].options[0].name("ar") == option.name_ar


def test_a_caller_who_knows_no_options_gets_the_first_of_each(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    shirt = make_product(session, platform=platform)
    make_option(session, shirt)

    line = add(session, storefront, shirt, option_values=None)

    assert [chosen.label("en") for chosen in line.options] == ["S"]


def test_options_must_be_complete_and_the_products_own(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    shirt, plain = make_product(session, platform=platform), make_product(session, platform=platform)
    _, (small, large) = make_option(session, shirt)

    for product, values, named in (
        (shirt, [], "Size"),
        (shirt, [small.uuid, large.uuid], "Size"),
        (shirt, [uuid4()], ""),
        (plain, [small.uuid], ""),
    ):
        with pytest.raises(OptionInvalid) as refused:
            add(session, storefront, product, option_values=values)
        assert refused.value.option == named


@pytest.mark.parametrize("quantity", [0, -1, 1, 7, 10**12])
def test_quantities_outside_the_products_limits_are_refused(
    session: Session, platform: Platform, storefront: Storefront, quantity: int
) -> None:
    product = make_product(session, platform=platform, min_quantity=2, max_quantity=6)

    with pytest.raises(QuantityInvalid) as refused:
        add(session, storefront, product, quantity)

    assert refused.value.details() == {"minimum": 2, "maximum": 6}


def test_no_more_than_there_is_can_be_put_in(session: Session, platform: Platform, storefront: Storefront) -> None:
    product = make_product(session, platform=platform, stock=3)
    add(session, storefront, product, 2)
    session.commit()

    with pytest.raises(OutOfStock) as refused:
        add(session, storefront, product, 2)
    session.rollback()

    assert refused.value.left == 3
    assert carts.count_pieces(session, storefront, GUEST) == 2


def test_lines_of_one_product_share_its_stock(session: Session, platform: Platform, storefront: Storefront) -> None:
    shirt = make_product(session, platform=platform, stock=3)
    _, (small, large) = make_option(session, shirt)
    add(session, storefront, shirt, 2, option_values=[small.uuid])
    session.commit()

    with pytest.raises(OutOfStock):
        add(session, storefront, shirt, 2, option_values=[large.uuid])


@pytest.mark.parametrize("given", [{"is_active": False}, {"environment": "live"}])
def test_what_is_not_sold_here_cannot_be_added(
    session: Session, platform: Platform, storefront: Storefront, given: dict[str, Any]
) -> None:
    with pytest.raises(ProductNotFound):
        add(session, storefront, make_product(session, platform=platform, **given))
    with pytest.raises(ProductNotFound):
        add(session, storefront, make_product(session, platform=make_platform(session, is_default=False)))


def test_a_price_or_stock_that_changed_is_told_on_the_line(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    tea, cup, jam, oat, pan = (make_product(session, platform=platform, price_minor=4_500) for _ in range(5))
    for product in (tea, cup, jam, oat, pan):
        add(session, storefront, product, 2)
    tea.price_minor, cup.stock, jam.stock, oat.is_active, pan.max_quantity = 4_750, 0, 1, False, 1
    session.flush()

    view = read(session, storefront)

    assert [(line.was_unit_minor, line.unit_minor, line.problem) for line in view.lines] == [
        (4_500, 4_750, None),
        (None, 4_500, LineProblem.SOLD_OUT),
        (None, 4_500, LineProblem.TOO_FEW),
        (None, 4_500, LineProblem.GONE),
        (None, 4_500, LineProblem.QUANTITY),
    ]
    assert (view.has_problems, view.has_out_of_stock, view.has_price_changes) == (True, True, True)
    assert view.totals.subtotal == 2 * 4_750 + 3 * 2 * 4_500

    carts.accept_prices(session, storefront, GUEST, now=NOW)
    assert read(session, storefront).has_price_changes is False


def test_an_option_that_is_no_longer_offered_is_told(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    shirt = make_product(session, platform=platform)
    _, (small, _) = make_option(session, shirt)
    add(session, storefront, shirt, option_values=[small.uuid])
    session.delete(small)
    session.flush()

    assert [line.problem for line in read(session, storefront).lines] == [LineProblem.GONE]


def test_a_quantity_is_set_within_limits_and_stock(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    tea = make_product(session, platform=platform, stock=4, max_quantity=5)
    line = add(session, storefront, tea)
    session.commit()

    changed = carts.set_quantity(session, storefront, GUEST, line_uuid=line.uuid, quantity=4, now=NOW)
    assert changed.quantity == 4
    session.commit()

    for quantity, error in ((5, OutOfStock), (6, QuantityInvalid), (0, QuantityInvalid)):
        with pytest.raises(error):
            carts.set_quantity(session, storefront, GUEST, line_uuid=line.uuid, quantity=quantity, now=NOW)
        session.rollback()
    assert carts.count_pieces(session, storefront, GUEST) == 4


def test_a_removed_line_can_be_put_back(session: Session, platform: Platform, storefront: Storefront) -> None:
    shirt = make_product(session, platform=platform, name_en="Shirt")
    _, (_, large) = make_option(session, shirt)
    line = add(session, storefront, shirt, 3, option_values=[large.uuid])

    removed = carts.remove_line(session, storefront, GUEST, line_uuid=line.uuid, now=NOW)

    assert (removed.product_uuid, removed.option_values, removed.quantity) == (shirt.uuid, (large.uuid,), 3)
    assert read(session, storefront).is_empty
    add(session, storefront, shirt, removed.quantity, option_values=removed.option_values)
    assert contents(read(session, storefront)) == [("Shirt", 3)]


def test_a_line_of_somebody_elses_cart_does_not_exist(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    line = add(session, storefront, make_product(session, platform=platform))
    other = CartOwner(guest_token_hash="b" * 64)
    add(session, storefront, make_product(session, platform=platform), owner=other)

    with pytest.raises(CartLineNotFound):
        carts.set_quantity(session, storefront, other, line_uuid=line.uuid, quantity=2, now=NOW)
    with pytest.raises(CartLineNotFound):
        carts.remove_line(session, storefront, other, line_uuid=line.uuid, now=NOW)


def test_a_coupon_is_kept_while_it_counts_and_says_when_it_no_longer_does(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    make_coupon(session, platform=platform, code="TEN", min_subtotal_minor=15_000)
    tea = make_product(session, platform=platform, price_minor=10_000)
    with pytest.raises(CartEmpty):
        carts.apply_coupon(session, storefront, GUEST, code="ten", now=NOW)
    line = add(session, storefront, tea, 2)

    carts.apply_coupon(session, storefront, GUEST, code=" ten", now=NOW)
    view = read(session, storefront)
    assert view.coupon is not None
    assert (view.coupon.code, view.coupon.discount_minor, view.coupon.refused) == ("TEN", 2_000, None)
    assert view.totals == Totals(subtotal=20_000, tax=1_350, delivery=0, discount=2_000, total=19_350, included_tax=0)

    carts.set_quantity(session, storefront, GUEST, line_uuid=line.uuid, quantity=1, now=NOW)
    lowered = read(session, storefront)
    assert lowered.coupon is not None
    assert isinstance(lowered.coupon.refused, CouponBelowMinimum)
    assert lowered.totals.discount == 0

    carts.remove_coupon(session, storefront, GUEST, now=NOW)
    assert read(session, storefront).coupon is None


def test_clearing_forgets_everything(session: Session, platform: Platform, storefront: Storefront) -> None:
    make_coupon(session, platform=platform, code="TEN")
    add(session, storefront, make_product(session, platform=platform))
    carts.apply_coupon(session, storefront, GUEST, code="TEN", now=NOW)

    carts.clear(session, storefront, GUEST, now=NOW)

    view = read(session, storefront)
    assert (view.is_empty, view.coupon) == (True, None)


@pytest.mark.parametrize("count", [1, 30])
def test_a_cart_is_read_in_two_statements_whatever_its_size(
    session: Session, platform: Platform, storefront: Storefront, count: int
) -> None:
    for _ in range(count):
        product = make_product(session, platform=platform)
        _, values = make_option(session, product)
        add(session, storefront, product, option_values=[values[0].uuid])

    with count_statements() as sent:
        read(session, storefront)

    assert len(sent) == 2, sent


def test_nobody_can_fill_no_cart(session: Session, platform: Platform, storefront: Storefront) -> None:
    with pytest.raises(ValueError, match="nobody"):
        add(session, storefront, make_product(session, platform=platform), owner=CartOwner())
