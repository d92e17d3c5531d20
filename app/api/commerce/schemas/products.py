"""The catalogue: products, categories and brands."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from app.api._kit.fields import Id, Number, Text, page_size, sentence
from app.api.commerce.schemas.base import Page, PageSize, Schema

MOST_FEATURED = 50
SearchTerm = Annotated[Text, Field(max_length=200)]


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
    id: UUID


class CategoryPath(Schema):
    category_id: Id


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


class FoundProductOut(Schema):
    id: UUID
    name: str
    description: str
    price: Number
    stock_quantity: int
    images: list[str]


class FeaturedProductOut(Schema):
    id: UUID
    name: str
    description: str
    price: Number
    is_featured: bool
    images: list[str]
    average_rating: float
    total_ratings: int


class SubcategoryRef(Schema):
    id: int
    product_category_id: int
    name: str
    slug: str
    is_active: bool


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


class BrandOut(Schema):
    id: UUID
    name: str
    description: str
    slug: str
    logo_url: str
    is_active: bool
    is_featured: bool
