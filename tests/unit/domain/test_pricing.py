"""What a basket costs."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.pricing import PricedLine, PriceLine, Pricing, TaxMode, Totals, price_lines, quote, spread

rates = st.none() | st.integers(0, 3_000)
lines = st.lists(
    st.builds(PriceLine, unit_minor=st.integers(0, 5_000_000), quantity=st.integers(1, 50), tax_rate_bp=rates),
    max_size=12,
)


def test_exclusive_tax_is_added_on_what_is_left_after_the_discount() -> None:
    basket = [PriceLine(unit_minor=9_999, quantity=2), PriceLine(unit_minor=1_000, quantity=1, tax_rate_bp=0)]

    priced = price_lines(
        basket, tax_mode=TaxMode.EXCLUSIVE, tax_rate_bp=750, discount_minor=2_100, delivery_minor=50_000
    )

    assert priced == Pricing(
        lines=(
            PricedLine(line_minor=19_998, discount_minor=2_000, tax_minor=1_350, tax_rate_bp=750),
            PricedLine(line_minor=1_000, discount_minor=100, tax_minor=0, tax_rate_bp=0),
        ),
        totals=Totals(subtotal=20_998, tax=1_350, delivery=50_000, discount=2_100, total=70_248, included_tax=0),
    )


def test_inclusive_tax_is_told_and_not_added() -> None:
    totals = quote([PriceLine(unit_minor=10_750, quantity=2)], tax_mode=TaxMode.INCLUSIVE, tax_rate_bp=750)

    assert totals == Totals(subtotal=21_500, tax=0, delivery=0, discount=0, total=21_500, included_tax=1_500)


def test_tax_is_rounded_once_for_all_lines_of_a_rate() -> None:
    """Three lines of 3.3 kobo of tax each are 10 kobo together, not 3 times 3."""
    basket = [PriceLine(unit_minor=33, quantity=1)] * 3

    priced = price_lines(basket, tax_mode=TaxMode.EXCLUSIVE, tax_rate_bp=1_000)

    assert [line.tax_minor for line in priced.lines] == [4, 3, 3]
    assert priced.totals.tax == 10


def test_a_discount_is_never_more_than_the_products() -> None:
    totals = quote(
        [PriceLine(unit_minor=500, quantity=1)], tax_mode=TaxMode.EXCLUSIVE, tax_rate_bp=750, discount_minor=900
    )

    assert totals == Totals(subtotal=500, tax=0, delivery=0, discount=500, total=0, included_tax=0)


def test_an_empty_basket_costs_nothing() -> None:
    totals = quote([], tax_mode=TaxMode.INCLUSIVE, tax_rate_bp=500)

    assert totals == Totals(subtotal=0, tax=0, delivery=0, discount=0, total=0, included_tax=0)


@given(lines, st.sampled_from(TaxMode), st.integers(0, 3_000), st.integers(0, 10**9), st.integers(0, 10**7))
def test_every_column_adds_up(basket: list[PriceLine], mode: TaxMode, rate: int, discount: int, delivery: int) -> None:
    priced = price_lines(basket, tax_mode=mode, tax_rate_bp=rate, discount_minor=discount, delivery_minor=delivery)
    totals = priced.totals

    assert totals.total == totals.subtotal + totals.tax + totals.delivery - totals.discount
    assert totals.subtotal == sum(line.line_minor for line in priced.lines)
    assert totals.discount == sum(line.discount_minor for line in priced.lines)
    assert totals.tax + totals.included_tax == sum(line.tax_minor for line in priced.lines)
    assert min(totals.tax, totals.included_tax) == 0
    assert totals.total >= totals.delivery
    assert all(0 <= line.discount_minor <= line.line_minor for line in priced.lines)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.data())
def test_shares_sum_exactly_and_are_within_one_of_their_due(weights: list[int], data: st.DataObject) -> None:
    whole = sum(weights)
    amount = data.draw(st.integers(0, whole))

    shares = spread(amount, weights)

    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert 0 <= share <= weight
        assert abs(share * max(whole, 1) - amount * weight) < max(whole, 1)
