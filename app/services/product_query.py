"""What a shopper asks of the catalogue, and the conditions that answer it: one place for "listed" and "available"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

from sqlalchemy import CTE, ColumnElement, SQLColumnExpression, and_, case
from sqlalchemy.orm import InstrumentedAttribute

from app.models import Product
from app.services.catalog_map import CatalogMap
from app.services.platforms import Storefront

PAGE_SIZE: Final = 24

Condition: TypeAlias = SQLColumnExpression[bool]
Ordering: TypeAlias = SQLColumnExpression[Any]


class Sort(StrEnum):
    RELEVANCE = "relevance"
    FEATURED = "featured"
    NEWEST = "newest"
    PRICE_UP = "price"
    PRICE_DOWN = "price-down"
    RATING = "rating"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductQuery:
    """Prices are minor units of the storefront's currency, both ends included; makers are any of.

    `exactly` searches for the text as typed, without correcting it.
    """

    text: str = ""
    exactly: bool = False
    category_id: int | None = None
    maker_ids: frozenset[int] = frozenset()
    price_from: int | None = None
    price_to: int | None = None
    in_stock: bool = False
    on_offer: bool = False
    rating: int | None = None
    featured: bool = False
    sort: Sort | None = None
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def is_filtered(self) -> bool:
        """Whether anything but text and category narrows the list."""
        prices = self.price_from is not None or self.price_to is not None
        return bool(self.maker_ids or prices or self.in_stock or self.on_offer or self.rating)


def can_be_bought() -> ColumnElement[bool]:
    """The one rule of "in stock": as many are left as must be bought at once."""
    return and_(Product.is_active, Product.stock > 0, Product.stock >= Product.min_quantity)


def is_on_offer() -> ColumnElement[bool]:
    return Product.compare_at_minor > Product.price_minor


def is_rated(stars: int) -> ColumnElement[bool]:
    """Whether the average as shown reaches so many stars; see `app.domain.ratings.is_at_least`."""
    return and_(Product.rating_count > 0, Product.rating_sum * 20 >= Product.rating_count * (stars * 20 - 1))


def is_listed(storefront: Storefront, catalog: CatalogMap) -> list[Condition]:
    """What the storefront shows at all."""
    conditions: list[Condition] = [
        Product.platform_id == storefront.id,
        Product.environment == storefront.environment,
        Product.is_active,
    ]
    if catalog.hidden:
        conditions.append(Product.category_id.not_in(sorted(catalog.hidden)))
    return conditions


def is_in_scope(storefront: Storefront, catalog: CatalogMap, query: ProductQuery) -> list[Condition]:
    """What is listed in the category asked for, before any filter."""
    conditions = is_listed(storefront, catalog)
    if query.category_id is not None:
        conditions.append(Product.category_id.in_(sorted(catalog.branch(query.category_id))))
    if query.featured:
        conditions.append(Product.is_featured)
    return conditions


def filters(query: ProductQuery) -> dict[str, ColumnElement[bool]]:
    """The filters in force by facet, so that each facet can be counted without its own."""
    found: dict[str, ColumnElement[bool]] = {}
    if query.maker_ids:
        found["maker"] = Product.maker_id.in_(sorted(query.maker_ids))
    prices: list[Condition] = []
    if query.price_from is not None:
        prices.append(Product.price_minor >= query.price_from)
    if query.price_to is not None:
        prices.append(Product.price_minor <= query.price_to)
    if prices:
        found["price"] = and_(*prices)
    if query.in_stock:
        found["stock"] = can_be_bought()
    if query.on_offer:
        found["offer"] = is_on_offer()
    if query.rating is not None:
        found["rating"] = is_rated(query.rating)
    return found


def local_name(locale: str) -> InstrumentedAttribute[str]:
    return Product.name_ar if locale == "ar" else Product.name_en


def is_by_taste(query: ProductQuery, hits: CTE | None) -> bool:
    """Whether the shop decides the order: then what cannot be bought comes last."""
    return query.sort is Sort.FEATURED or (hits is None and query.sort in {None, Sort.RELEVANCE})


def order(query: ProductQuery, locale: str, hits: CTE | None, *, only_available: bool = False) -> list[Ordering]:
    """A total order: pages neither overlap nor skip.

    `only_available`: the list holds nothing that cannot be bought, so that an index can give the shop's own order.
    """
    bought_first: list[Ordering] = [] if only_available else [case((can_be_bought(), 0), else_=1)]
    popular: list[Ordering] = [Product.sold_count.desc(), Product.id.desc()]
    sort = query.sort or Sort.RELEVANCE
    if sort is Sort.RELEVANCE and hits is not None:
        return [(hits.c.score * case((can_be_bought(), 1.0), else_=0.3)).desc(), *popular]
    orders: dict[Sort, list[Ordering]] = {
        Sort.FEATURED: [*bought_first, Product.is_featured.desc(), *popular],
        Sort.NEWEST: [Product.created_at.desc(), Product.id.desc()],
        Sort.PRICE_UP: [Product.price_minor.asc(), Product.id],
        Sort.PRICE_DOWN: [Product.price_minor.desc(), Product.id.desc()],
        # A few hearty ratings should not beat many good ones, so each product starts with five of 3.5 stars.
        Sort.RATING: [((Product.rating_sum + 17.5) / (Product.rating_count + 5.0)).desc(), *popular],
        Sort.NAME: [local_name(locale).asc(), Product.id],
    }
    return orders.get(sort, orders[Sort.FEATURED])
