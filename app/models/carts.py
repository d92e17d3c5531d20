"""Carts of guests and customers, and coupons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.coupons import CouponKind
from app.domain.states import Environment
from app.models.base import Base, BigKey, Minor, PrimaryKey, PublicId, enum_of


class Coupon(Base):
    """A discount by a word. Percentages are basis points of the subtotal; amounts are minor units."""

    __tablename__ = "coupon"
    __table_args__ = (
        UniqueConstraint("platform_id", "environment", "code"),
        CheckConstraint("usage_limit IS NULL OR used_count <= usage_limit", name="used_within_limit"),
        CheckConstraint("percent_bp >= 0 AND percent_bp <= 10000", name="percent_in_range"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
    )

    id: Mapped[PrimaryKey]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[CouponKind] = mapped_column(enum_of(CouponKind, "kind_known"))
    percent_bp: Mapped[int] = mapped_column(default=0)
    amount_minor: Mapped[Minor] = mapped_column(default=0)
    min_subtotal_minor: Mapped[Minor] = mapped_column(default=0)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    usage_limit: Mapped[int | None]
    used_count: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class Cart(Base):
    """What somebody means to buy at one storefront: a customer's, or a guest's known by a token in a cookie."""

    __tablename__ = "cart"
    __table_args__ = (
        Index(
            "uq_cart_customer",
            "platform_id",
            "environment",
            "customer_id",
            unique=True,
        ),
        CheckConstraint("customer_id IS NULL OR guest_token_hash IS NULL", name="one_owner"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    guest_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    coupon_code: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CartLine(Base):
    """A product with its chosen options and how many of it."""

    __tablename__ = "cart_line"
    __table_args__ = (
        UniqueConstraint("cart_id", "product_id", "options_key"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    # The chosen option values' ids in order, comma-separated; empty when the product has none.
    options_key: Mapped[str] = mapped_column(default="")
    # [{"option_uuid", "value_uuid", "name_en", "name_ar", "label_en", "label_ar"}] as chosen.
    options: Mapped[list[Any]] = mapped_column(default=list)
    quantity: Mapped[int]
    # The unit price when it was last shown, so that a change can be told.
    seen_unit_minor: Mapped[int | None] = mapped_column(BigKey)
    created_at: Mapped[datetime]
