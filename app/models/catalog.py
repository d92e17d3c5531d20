"""What is sold and where it is picked up: categories, makers, products, stock movements, reviews."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import (
    Base,
    BigKey,
    CurrencyCode,
    Minor,
    PrimaryKey,
    PublicId,
    enum_of,
)


class ReviewState(StrEnum):
    PENDING = "pending"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class StockReason(StrEnum):
    OPENING = "opening"
    RECEIVED = "received"
    SOLD = "sold"
    RETURNED = "returned"
    CORRECTED = "corrected"


class Category(Base):
    """A node of a storefront's category tree; a top category has no parent."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("platform_id", "slug"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    image: Mapped[str] = mapped_column(default="")
    display_order: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_featured: Mapped[bool] = mapped_column(default=False)


class Maker(Base):
    """Whose product it is: the product's brand."""

    __tablename__ = "maker"
    __table_args__ = (UniqueConstraint("platform_id", "slug"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    logo: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    is_featured: Mapped[bool] = mapped_column(default=False)


class Product(Base):
    """Something a storefront sells. Prices are minor units of the currency; stock counts pieces."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("platform_id", "environment", "slug"),
        UniqueConstraint("platform_id", "environment", "sku"),
        CheckConstraint("stock >= 0", name="stock_not_negative"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("rating_count >= 0 AND rating_sum >= 0", name="ratings_not_negative"),
        Index(
            "ix_product_listing_name",
            "platform_id",
            "environment",
            "is_active",
            "name_en",
            "id",
        ),
        Index("ix_product_listing_category", "category_id", "is_active"),
        Index(
            "ix_product_listing_price",
            "platform_id",
            "environment",
            "price_minor",
            "id",
        ),
        Index("ix_product_listing_new", "platform_id", "environment", "created_at", "id"),
        Index("ix_product_listing_featured", "platform_id", "environment", "is_featured", "sold_count", "id"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("maker.id"), index=True)
    slug: Mapped[str] = mapped_column(String(120))
    sku: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    currency: Mapped[CurrencyCode]
    price_minor: Mapped[Minor]
    compare_at_minor: Mapped[int | None] = mapped_column(BigKey)
    tax_rate_bp: Mapped[int | None]
    stock: Mapped[int] = mapped_column(default=0)
    weight_grams: Mapped[int] = mapped_column(default=500)
    min_quantity: Mapped[int] = mapped_column(default=1)
    max_quantity: Mapped[int] = mapped_column(default=20)
    # The first picture, kept on the row so that listings need no join.
    image: Mapped[str] = mapped_column(default="")
    # Label and value pairs: [{"label_en", "label_ar", "value_en", "value_ar"}].
    facts: Mapped[list[Any]] = mapped_column(default=list)
    has_options: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_featured: Mapped[bool] = mapped_column(default=False)
    requires_shipping: Mapped[bool] = mapped_column(default=True)
    available_for_pickup: Mapped[bool] = mapped_column(default=True)
    available_for_delivery: Mapped[bool] = mapped_column(default=True)
    min_delivery_days: Mapped[int] = mapped_column(default=3)
    max_delivery_days: Mapped[int] = mapped_column(default=7)
    installation_available: Mapped[bool] = mapped_column(default=False)
    installation_charge_minor: Mapped[int | None] = mapped_column(BigKey)
    is_merchant: Mapped[bool] = mapped_column(default=False)
    rating_sum: Mapped[int] = mapped_column(default=0)
    rating_count: Mapped[int] = mapped_column(default=0)
    review_count: Mapped[int] = mapped_column(default=0)
    sold_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ProductImage(Base):
    """A picture of a product, by its key in the files store."""

    __tablename__ = "product_image"
    __table_args__ = (UniqueConstraint("product_id", "position"),)

    id: Mapped[PrimaryKey]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int]
    key: Mapped[str]
    alt_en: Mapped[str] = mapped_column(default="")
    alt_ar: Mapped[str] = mapped_column(default="")


class ProductOption(Base):
    """A choice the buyer makes, such as size."""

    __tablename__ = "product_option"
    __table_args__ = (UniqueConstraint("product_id", "position"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int]
    name_en: Mapped[str] = mapped_column(String(60))
    name_ar: Mapped[str] = mapped_column(String(60))


class ProductOptionValue(Base):
    """One possible answer to an option, with what it adds to the price."""

    __tablename__ = "product_option_value"
    __table_args__ = (UniqueConstraint("option_id", "position"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    option_id: Mapped[int] = mapped_column(ForeignKey("product_option.id"))
    position: Mapped[int]
    label_en: Mapped[str] = mapped_column(String(60))
    label_ar: Mapped[str] = mapped_column(String(60))
    price_delta_minor: Mapped[Minor] = mapped_column(default=0)


class StockMovement(Base):
    """Every change of stock; a product's stock is the sum of its movements."""

    __tablename__ = "stock_movement"

    id: Mapped[PrimaryKey]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    delta: Mapped[int]
    reason: Mapped[StockReason] = mapped_column(enum_of(StockReason, "reason_known"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    at: Mapped[datetime]


class Review(Base):
    """What a buyer says of a product."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("rating >= 1 AND rating <= 5", name="rating_in_range"),
        Index("ix_review_product_state", "product_id", "state", "created_at"),
        UniqueConstraint("product_id", "customer_id"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    author_name: Mapped[str] = mapped_column(String(100))
    rating: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(5), default="en")
    state: Mapped[ReviewState] = mapped_column(enum_of(ReviewState, "state_known"))
    created_at: Mapped[datetime]


class ProductSearch(Base):
    """A product's searchable text, folded; full-text indexes are built over it (see app/services/search.py)."""

    __tablename__ = "product_search"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """A word of a storefront's own vocabulary, from which typing errors are corrected."""

    __tablename__ = "search_word"
    __table_args__ = (UniqueConstraint("platform_id", "environment", "word"),)

    id: Mapped[PrimaryKey]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    word: Mapped[str] = mapped_column(String(60))
    # The folded word in the spelling people know, for "Showing results for …".
    written: Mapped[str] = mapped_column(String(60))
    # In how many products it stands; a word of a title counts for several.
    frequency: Mapped[int]


class PickupLocation(Base):
    """A place where an order is picked up; also where deliveries start."""

    __tablename__ = "pickup_location"
    __table_args__ = (
        Index(
            "ix_pickup_location_platform_state",
            "platform_id",
            "environment",
            "state_en",
        ),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    name_en: Mapped[str]
    name_ar: Mapped[str]
    address_en: Mapped[str]
    address_ar: Mapped[str]
    state_en: Mapped[str] = mapped_column(String(80))
    state_ar: Mapped[str] = mapped_column(String(80))
    country_en: Mapped[str] = mapped_column(String(80))
    country_ar: Mapped[str] = mapped_column(String(80))
    hours_en: Mapped[str] = mapped_column(default="")
    hours_ar: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
