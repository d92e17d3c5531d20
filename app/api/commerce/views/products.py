"""The catalogue: `CustomerProuct` is spelt as in the document."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.products import (
    BrandOut,
    CategoryOut,
    CategoryPath,
    FeaturedProductOut,
    FeaturedQuery,
    FoundProductOut,
    ProductOut,
    ProductPath,
    ProductsQuery,
    SearchQuery,
    SubcategoryOut,
)
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.services import product_feed
from app.services.product_feed import FeedQuery, FeedSort

TOPIC: Final = "Products"
_SORTS: Final = {"name": FeedSort.NAME, "price": FeedSort.PRICE, "createddate": FeedSort.CREATED}


@commerce.op(
    "GET",
    "/api/CustomerProuct",
    summary="Products with filters, paging and sorting",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=ProductsQuery,
    out=list[ProductOut],
    message="Products retrieved successfully",
)
def list_products(call: Call, query: ProductsQuery) -> Response:
    wanted = FeedQuery(
        text=query.search_term or "",
        category_id=query.category_id,
        subcategory_id=query.subcategory_id,
        maker_uuid=query.brand_id,
        sort=_SORTS[query.sort_by],
        descending=query.sort_order == "desc",
    )
    window = Window.of_page(query.page_number, query.page_size)
    found = product_feed.list_products(db.session(), call.storefront, wanted, window=window, locale=LOCALE)
    return call.answer([ProductOut.of(facts, call.storefront) for facts in found])


@commerce.op(
    "GET",
    "/api/CustomerProuct/{id}",
    summary="One product by id",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    params=ProductPath,
    out=ProductOut,
    message="Product retrieved successfully",
    errors={404: "Product not found."},
)
def get_product(call: Call, params: ProductPath) -> Response:
    facts = product_feed.get_product(db.session(), call.storefront, params.id, locale=LOCALE)
    return call.answer(ProductOut.of(facts, call.storefront))


@commerce.op(
    "GET",
    "/api/CustomerProuct/categories",
    summary="Active categories with their subcategories",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    out=list[CategoryOut],
    message="Categories retrieved successfully",
)
def list_product_categories(call: Call) -> Response:
    tree = product_feed.list_categories(db.session(), call.storefront)
    return call.answer([CategoryOut.of(entry, children) for entry, children in tree])


@commerce.op(
    "GET",
    "/api/CustomerProuct/categories/{categoryId}/subcategories",
    summary="Active subcategories of one category",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    params=CategoryPath,
    out=list[SubcategoryOut],
    message="Subcategories retrieved successfully",
    errors={404: "Category not found."},
)
def list_product_subcategories(call: Call, params: CategoryPath) -> Response:
    children = product_feed.list_subcategories(db.session(), call.storefront, params.category_id)
    return call.answer([SubcategoryOut.of(child, params.category_id) for child in children])


@commerce.op(
    "GET",
    "/api/CustomerProuct/brands",
    summary="Active brands, for filtering products",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    out=list[BrandOut],
    message="Brands retrieved successfully",
)
def list_brands(call: Call) -> Response:
    makers = product_feed.list_makers(db.session(), call.storefront)
    return call.answer([BrandOut.of(maker) for maker in makers])


@commerce.op(
    "GET",
    "/api/CustomerProuct/search",
    summary="Search products by name or description",
    description="Typing errors are corrected against the storefront's own words; the best matches come first.",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=SearchQuery,
    out=list[FoundProductOut],
    message="Products retrieved successfully",
    errors={400: "Search term is required."},
)
def search_products(call: Call, query: SearchQuery) -> Response:
    wanted = FeedQuery(text=query.search_term)
    window = Window.of_page(query.page_number, query.page_size)
    found = product_feed.list_products(db.session(), call.storefront, wanted, window=window, locale=LOCALE)
    return call.answer([FoundProductOut.of(facts) for facts in found])


@commerce.op(
    "GET",
    "/api/CustomerProuct/featured",
    summary="Featured or popular products",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=FeaturedQuery,
    out=list[FeaturedProductOut],
    message="Featured products retrieved successfully",
)
def featured_products(call: Call, query: FeaturedQuery) -> Response:
    found = product_feed.list_featured(db.session(), call.storefront, limit=query.limit, locale=LOCALE)
    return call.answer([FeaturedProductOut.of(facts) for facts in found])
