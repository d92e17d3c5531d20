"""When a coupon counts, and how much it takes off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors import CouponBelowMinimum, CouponInvalid, CouponUsedUp, DomainError
from app.domain.money import BASIS_POINTS, round_half_up


class CouponKind(StrEnum):
    PERCENT = "percent"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponTerms:
    """A coupon's rules. Percentages are basis points of the subtotal; amounts are minor units."""

    code: str
    kind: CouponKind
    percent_bp: int = 0
    amount_minor: int = 0
    min_subtotal_minor: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    usage_limit: int | None = None
    used_count: int = 0
    is_active: bool = True


def normalised(typed: str) -> str:
    """A code as it is kept: coupons are the same in capitals and small letters, with or without spaces around."""
    return typed.strip().upper()


def refusal(terms: CouponTerms | None, *, subtotal_minor: int, currency: str, now: datetime) -> DomainError | None:
    """Why the coupon does not count for products of this worth, or None when it does."""
    if terms is None or not terms.is_active or (terms.starts_at is not None and now < terms.starts_at):
        return CouponInvalid()
    if terms.ends_at is not None and now >= terms.ends_at:
        return CouponUsedUp()
    if terms.usage_limit is not None and terms.used_count >= terms.usage_limit:
        return CouponUsedUp()
    if subtotal_minor < terms.min_subtotal_minor:
        return CouponBelowMinimum(minimum_minor=terms.min_subtotal_minor, currency=currency)
    return None


def discount_of(terms: CouponTerms, subtotal_minor: int) -> int:
    """What the coupon takes off, never more than the products cost."""
    if terms.kind is CouponKind.PERCENT:
        return round_half_up(subtotal_minor * terms.percent_bp, BASIS_POINTS)
    return min(terms.amount_minor, subtotal_minor)
