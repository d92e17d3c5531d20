"""Coupons: found by their word, used no more often than they may be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.domain.coupons import CouponTerms, normalised, refusal
from app.domain.errors import CouponUsedUp
from app.domain.states import Environment
from app.models import Coupon
from app.services.platforms import Storefront


def find_terms(session: Session, storefront: Storefront, *, code: str) -> CouponTerms | None:
    """The rules of a coupon of this storefront, also of one that no longer counts."""
    coupon = session.scalar(
        select(Coupon).where(
            Coupon.platform_id == storefront.id,
            Coupon.environment == storefront.environment,
            Coupon.code == normalised(code),
        )
    )
    return None if coupon is None else terms_of(coupon)


def get_terms(
    session: Session, storefront: Storefront, *, code: str, subtotal_minor: int, now: datetime
) -> CouponTerms:
    """The rules of a coupon that counts now. Raises CouponInvalid, CouponUsedUp, CouponBelowMinimum."""
    terms = find_terms(session, storefront, code=code)
    refused = refusal(terms, subtotal_minor=subtotal_minor, currency=storefront.currency, now=now)
    if refused is not None:
        raise refused
    assert terms is not None  # noqa: S101  # a missing coupon was refused above
    return terms


def redeem(session: Session, storefront: Storefront, *, code: str, subtotal_minor: int, now: datetime) -> None:
    """Use a coupon once, by one guarded UPDATE: two buyers cannot both have its last use.

    Raises CouponInvalid, CouponUsedUp, CouponBelowMinimum.
    """
    used = session.scalar(
        update(Coupon)
        .where(
            Coupon.platform_id == storefront.id,
            Coupon.environment == storefront.environment,
            Coupon.code == normalised(code),
            Coupon.is_active,
            Coupon.min_subtotal_minor <= subtotal_minor,
            or_(Coupon.starts_at.is_(None), Coupon.starts_at <= now),
            or_(Coupon.ends_at.is_(None), Coupon.ends_at > now),
            or_(Coupon.usage_limit.is_(None), Coupon.used_count < Coupon.usage_limit),
        )
        .values(used_count=Coupon.used_count + 1)
        .returning(Coupon.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        get_terms(session, storefront, code=code, subtotal_minor=subtotal_minor, now=now)
        raise CouponUsedUp


def use_again(session: Session, *, platform_id: int, environment: Environment, code: str) -> bool:
    """Use a coupon for an order that had given its use back: its price was promised, so only the limit counts."""
    used = session.scalar(
        update(Coupon)
        .where(
            Coupon.platform_id == platform_id,
            Coupon.environment == environment,
            Coupon.code == code,
            or_(Coupon.usage_limit.is_(None), Coupon.used_count < Coupon.usage_limit),
        )
        .values(used_count=Coupon.used_count + 1)
        .returning(Coupon.id)
        .execution_options(synchronize_session=False)
    )
    return used is not None


def give_back(session: Session, *, platform_id: int, environment: Environment, code: str) -> None:
    """Undo one use, for an order that was cancelled."""
    session.execute(
        update(Coupon)
        .where(
            Coupon.platform_id == platform_id,
            Coupon.environment == environment,
            Coupon.code == code,
            Coupon.used_count > 0,
        )
        .values(used_count=Coupon.used_count - 1)
        .execution_options(synchronize_session=False)
    )


def terms_of(coupon: Coupon) -> CouponTerms:
    return CouponTerms(
        code=coupon.code,
        kind=coupon.kind,
        percent_bp=coupon.percent_bp,
        amount_minor=coupon.amount_minor,
        min_subtotal_minor=coupon.min_subtotal_minor,
        starts_at=coupon.starts_at,
        ends_at=coupon.ends_at,
        usage_limit=coupon.usage_limit,
        used_count=coupon.used_count,
        is_active=coupon.is_active,
    )
