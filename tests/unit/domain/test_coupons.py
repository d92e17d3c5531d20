"""When a coupon counts, and how much it takes off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.coupons import CouponKind, CouponTerms, discount_of, normalised, refusal
from app.domain.errors import CouponBelowMinimum, CouponInvalid, CouponUsedUp

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TEN_PERCENT = CouponTerms(code="TEN", kind=CouponKind.PERCENT, percent_bp=1_000)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (TEN_PERCENT, None),
        (None, CouponInvalid),
        (replace(TEN_PERCENT, is_active=False), CouponInvalid),
        (replace(TEN_PERCENT, starts_at=NOW + timedelta(seconds=1)), CouponInvalid),
        (replace(TEN_PERCENT, starts_at=NOW), None),
        (replace(TEN_PERCENT, ends_at=NOW), CouponUsedUp),
        (replace(TEN_PERCENT, ends_at=NOW + timedelta(seconds=1)), None),
        (replace(TEN_PERCENT, usage_limit=2, used_count=2), CouponUsedUp),
        (replace(TEN_PERCENT, usage_limit=2, used_count=1), None),
        (replace(TEN_PERCENT, min_subtotal_minor=5_001), CouponBelowMinimum),
        (replace(TEN_PERCENT, min_subtotal_minor=5_000), None),
    ],
)
def test_a_coupon_counts_or_says_why_not(terms: CouponTerms | None, expected: type | None) -> None:
    found = refusal(terms, subtotal_minor=5_000, currency="NGN", now=NOW)

    assert (None if found is None else type(found)) == expected


def test_the_minimum_is_told() -> None:
    found = refusal(replace(TEN_PERCENT, min_subtotal_minor=9_000), subtotal_minor=1, currency="OMR", now=NOW)

    assert found is not None
    assert found.details() == {"minimum_minor": 9_000, "currency": "OMR"}


@given(st.integers(0, 10**10), st.integers(0, 10_000), st.integers(0, 10**10))
def test_a_discount_is_between_nothing_and_everything(subtotal: int, percent_bp: int, amount: int) -> None:
    percent = replace(TEN_PERCENT, percent_bp=percent_bp)
    fixed = CouponTerms(code="OFF", kind=CouponKind.AMOUNT, amount_minor=amount)

    assert 0 <= discount_of(percent, subtotal) <= subtotal
    assert discount_of(fixed, subtotal) == min(amount, subtotal)


def test_codes_are_read_kindly() -> None:
    assert normalised("  welcome10 ") == "WELCOME10"
