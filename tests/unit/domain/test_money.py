"""Money is exact, in the decimals of its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import EXPONENTS, Money, NotMoney, round_half_up


def test_three_decimal_currencies_keep_all_three() -> None:
    assert Money.parse("1.500", "OMR") == Money(1500, "OMR")
    assert Money(1500, "OMR").major == Decimal("1.500")


def test_two_decimal_currencies() -> None:
    assert Money.parse("99.99", "NGN") == Money(9999, "NGN")


@pytest.mark.parametrize("typed", ["0.001", "1.999", "NaN", "Infinity", "1e400", "ten", "", "9999999999999999"])
def test_an_amount_the_currency_cannot_hold_is_refused(typed: str) -> None:
    with pytest.raises(NotMoney):
        Money.parse(typed, "NGN")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money(1, "NGN") + Money(1, "OMR")


@given(st.sampled_from(sorted(EXPONENTS)), st.integers(-(10**12), 10**12))
def test_major_and_back_is_the_same_amount(currency: str, minor: int) -> None:
    amount = Money(minor, currency)
    assert Money.parse(amount.major, currency) == amount


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_adding_then_taking_away_changes_nothing(left: int, right: int) -> None:
    assert Money(left, "AED") + Money(right, "AED") - Money(right, "AED") == Money(left, "AED")


@pytest.mark.parametrize(("numerator", "denominator", "rounded"), [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (0, 7, 0)])
def test_halves_round_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded
