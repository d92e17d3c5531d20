"""What people would like to have, guests and customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, BigKey, Minor, PrimaryKey, PublicId, enum_of


class WishlistItem(Base):
    """A product somebody wishes for, with a note; a guest's is known by the hash of the token in the browser."""

    __tablename__ = "wishlist_item"
    __table_args__ = (
        UniqueConstraint("customer_id", "product_id"),
        UniqueConstraint("guest_token_hash", "product_id"),
        CheckConstraint("(customer_id IS NULL) <> (guest_token_hash IS NULL)", name="one_owner"),
        CheckConstraint("priority BETWEEN 1 AND 5", name="priority_in_range"),
        Index("ix_wishlist_item_customer", "customer_id", "platform_id", "environment", "created_at"),
        Index("ix_wishlist_item_product_wanted", "product_id", "tell_in_stock", "tell_price_drop"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    guest_token_hash: Mapped[str | None] = mapped_column(String(64))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    notes: Mapped[str | None] = mapped_column(String(500))
    # 1 is the highest.
    priority: Mapped[int] = mapped_column(default=3)
    # What it cost when it was put here.
    added_minor: Mapped[Minor]
    # Asked for by the customer: a message when it can be bought again, or costs less than `seen_minor`, which is the
    # price when they asked or when they were last told. `seen_in_stock` is what was true then.
    tell_in_stock: Mapped[bool] = mapped_column(default=False)
    tell_price_drop: Mapped[bool] = mapped_column(default=False)
    seen_minor: Mapped[int | None] = mapped_column(BigKey)
    seen_in_stock: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]
