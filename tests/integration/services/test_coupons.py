"""Coupons in the database."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import CouponBelowMinimum, CouponInvalid, CouponUsedUp, DomainError
from app.models import Coupon
from app.services import coupons
from app.services.platforms import Storefront
from tests.factories import NOW, make_coupon, make_platform, storefront_of


def make_one(session: Session, **given: Any) -> tuple[Storefront, Coupon]:
    platform = make_platform(session)
    return storefront_of(session, platform), make_coupon(session, platform=platform, code="TEN", **given)


def test_a_coupon_is_used_and_given_back(session: Session) -> None:
    storefront, coupon = make_one(session, usage_limit=1)

    coupons.redeem(session, storefront, code=" ten ", subtotal_minor=100, now=NOW)
    session.refresh(coupon)
    assert coupon.used_count == 1

    with pytest.raises(CouponUsedUp):
        coupons.redeem(session, storefront, code="TEN", subtotal_minor=100, now=NOW)

    for _ in range(2):
        coupons.give_back(session, platform_id=storefront.id, environment=storefront.environment, code="TEN")
    session.refresh(coupon)
    assert coupon.used_count == 0


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"is_active": False}, CouponInvalid),
        ({"starts_at": NOW + timedelta(days=1)}, CouponInvalid),
        ({"ends_at": NOW}, CouponUsedUp),
        ({"min_subtotal_minor": 101}, CouponBelowMinimum),
    ],
)
def test_a_coupon_that_does_not_count_is_not_used(
    session: Session, given: dict[str, Any], error: type[DomainError]
) -> None:
    storefront, coupon = make_one(session, **given)

    with pytest.raises(error):
        coupons.redeem(session, storefront, code="TEN", subtotal_minor=100, now=NOW)

    session.refresh(coupon)
    assert coupon.used_count == 0


def test_a_coupon_of_another_storefront_does_not_exist(session: Session) -> None:
    make_one(session)
    other = storefront_of(session, make_platform(session, is_default=False))

    assert coupons.find_terms(session, other, code="TEN") is None
    with pytest.raises(CouponInvalid):
        coupons.redeem(session, other, code="TEN", subtotal_minor=100, now=NOW)
