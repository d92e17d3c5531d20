"""The catalogue: products, categories and brands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from app.api._kit.fields import Id, Number, Text, page_size, sentence
from app.api.commerce.schemas.base import LOCALE, Page, PageSize, Schema, major, picture
from app.domain.money import round_half_up
from app.services.catalog_map import Entry
from app.services.platforms import Storefront
from app.services.product_feed import ProductFacts

MOST_FEATURED = 50
SearchTerm = Annotated[Text, Field(max_length=200, examples=["laptop"])]


def _term_required(value: str) -> str:
    if not value:
        raise sentence("Search term is required")
    return value


class ProductsQuery(Schema):
    category_id: Id | None = None
    brand_id: UUID | None = None
    subcategory_id: Id | None = None
    search_term: SearchTerm | None = None
    page_number: Page = 1
    page_size: PageSize = 20
    sort_by: Literal["name", "price", "createddate"] = "name"
    sort_order: Literal["asc", "desc"] = "asc"


class SearchQuery(Schema):
    search_term: Annotated[SearchTerm, Field(validate_default=True), AfterValidator(_term_required)] = ""
    page_number: Page = 1
    page_size: PageSize = 20


class FeaturedQuery(Schema):
    limit: Annotated[int, Field(ge=1, le=1_000_000), page_size(MOST_FEATURED)] = 10


class ProductPath(Schema):
    id: Annotated[UUID, Field(examples=["550e8400-e29b-41d4-a716-446655440000"])]


class CategoryPath(Schema):
    category_id: Annotated[Id, Field(examples=[1])]


class CategoryRef(Schema):
    id: int
    name: str
    slug: str


class BrandRef(Schema):
    id: UUID
    name: str


class ProductOut(Schema):
    id: UUID
    name: str
    description: str
    slug: str
    sku: str
    price: Number
    compare_at_price: Number | None
    discount_percentage: Number | None
    stock_quantity: int
    is_active: bool
    is_featured: bool
    requires_shipping: bool
    installation_available: bool
    installation_charge: Number | None
    is_merchant: bool
    available_for_pickup: bool
    available_for_delivery: bool
    min_delivery_days: int
    max_delivery_days: int
    images: list[str]
    product_category_id: int
    product_subcategory_id: int | None
    brand_id: UUID | None
    business_id: UUID
    platform_id: UUID
    product_category: CategoryRef
    brand: BrandRef | None
    average_rating: float
    total_ratings: int
    total_reviews: int

    @classmethod
    def of(cls, facts: ProductFacts, storefront: Storefront) -> Self:
        category, maker = facts.category, facts.maker
        return cls(
            **_plain(facts),
            price=major(facts.price_minor, facts.currency),
            compare_at_price=_major(facts.compare_at_minor, facts.currency),
            discount_percentage=_discount(facts),
            stock_quantity=facts.stock,
            installation_charge=_major(facts.installation_charge_minor, facts.currency),
            images=_pictures(facts),
            product_category_id=category.id,
            product_subcategory_id=facts.subcategory.id if facts.subcategory else None,
            brand_id=maker.uuid if maker else None,
            business_id=storefront.business_uuid,
            platform_id=storefront.uuid,
            product_category=CategoryRef(id=category.id, name=category.name(LOCALE), slug=category.slug),
            brand=BrandRef(id=maker.uuid, name=maker.name(LOCALE)) if maker else None,
            average_rating=facts.rating,
            total_ratings=facts.rating_count,
            total_reviews=facts.review_count,
        )


class FoundProductOut(Schema):
    id: UUID
    name: str
    description: str
    price: Number
    stock_quantity: int
    images: list[str]

    @classmethod
    def of(cls, facts: ProductFacts) -> Self:
        return cls(
            id=facts.uuid,
            name=facts.name,
            description=facts.description,
            price=major(facts.price_minor, facts.currency),
            stock_quantity=facts.stock,
            images=_pictures(facts),
        )


class FeaturedProductOut(Schema):
    id: UUID
    name: str
    description: str
    price: Number
    is_featured: bool
    images: list[str]
    average_rating: float
    total_ratings: int

    @classmethod
    def of(cls, facts: ProductFacts) -> Self:
        return cls(
            id=facts.uuid,
            name=facts.name,
            description=facts.description,
            price=major(facts.price_minor, facts.currency),
            is_featured=facts.is_featured,
            images=_pictures(facts),
            average_rating=facts.rating,
            total_ratings=facts.rating_count,
        )


class SubcategoryRef(Schema):
    id: int
    product_category_id: int
    name: str
    slug: str
    is_active: bool

    @classmethod
    def of(cls, entry: Entry, category_id: int) -> Self:
        name = entry.name(LOCALE)
        return cls(id=entry.id, product_category_id=category_id, name=name, slug=entry.slug, is_active=True)


class SubcategoryOut(Schema):
    id: int
    product_category_id: int
    name: str
    description: str
    slug: str
    icon_url: str
    display_order: int
    is_active: bool
    is_featured: bool
    meta_title: str
    meta_description: str

    @classmethod
    def of(cls, entry: Entry, category_id: int) -> Self:
        return cls(**_category(entry), product_category_id=category_id)


class CategoryOut(Schema):
    id: int
    name: str
    description: str
    slug: str
    icon_url: str
    display_order: int
    is_active: bool
    is_featured: bool
    meta_title: str
    meta_description: str
    subcategories: list[SubcategoryRef]

    @classmethod
    def of(cls, entry: Entry, children: Sequence[Entry]) -> Self:
        return cls(**_category(entry), subcategories=[SubcategoryRef.of(child, entry.id) for child in children])


class BrandOut(Schema):
    id: UUID
    name: str
    description: str
    slug: str
    logo_url: str
    is_active: bool
    is_featured: bool

    @classmethod
    def of(cls, maker: Entry) -> Self:
        return cls(
            id=maker.uuid,
            name=maker.name(LOCALE),
            description=maker.description(LOCALE),
            slug=maker.slug,
            logo_url=picture(maker.image),
            is_active=True,
            is_featured=maker.is_featured,
        )


# What the document and the shop call by the same name.
_PLAIN = (
    "name",
    "description",
    "slug",
    "sku",
    "is_active",
    "is_featured",
    "requires_shipping",
    "installation_available",
    "is_merchant",
    "available_for_pickup",
    "available_for_delivery",
    "min_delivery_days",
    "max_delivery_days",
)


def _plain(facts: ProductFacts) -> dict[str, Any]:
    return {"id": facts.uuid, **{name: getattr(facts, name) for name in _PLAIN}}


def _category(entry: Entry) -> dict[str, Any]:
    """A category that is listed is active; its meta texts are its own."""
    name, description = entry.name(LOCALE), entry.description(LOCALE)
    return {
        "id": entry.id,
        "name": name,
        "description": description,
        "slug": entry.slug,
        "icon_url": picture(entry.image),
        "display_order": entry.display_order,
        "is_active": True,
        "is_featured": entry.is_featured,
        "meta_title": name,
        "meta_description": description,
    }


def _pictures(facts: ProductFacts) -> list[str]:
    return [picture(key) for key in facts.images]


def _major(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else major(minor, currency)


def _discount(facts: ProductFacts) -> Decimal | None:
    """(compareAtPrice - price) / compareAtPrice in per cent with two decimals; null where nothing is off."""
    before = facts.compare_at_minor
    if before is None or before <= facts.price_minor:
        return None
    return Decimal(round_half_up((before - facts.price_minor) * 10_000, before)) / 100
