"""Products with all their facts, as third parties take them over into their own shops and apps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, SQLColumnExpression, select
from sqlalchemy.orm import Session

from app.domain.errors import CategoryNotFound, ProductNotFound
from app.domain.paging import Window
from app.domain.ratings import average
from app.models import Product, ProductImage
from app.services import product_query, search
from app.services.catalog_map import CatalogMap, Entry, read_map
from app.services.platforms import Storefront
from app.services.product_query import ProductQuery, Sort


class FeedSort(StrEnum):
    NAME = "name"
    PRICE = "price"
    CREATED = "created"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedQuery:
    """Which products, in which order. `text` is corrected against the storefront's own words.

    Categories and makers that do not exist leave nothing. Without a sort a search goes by relevance.
    """

    text: str = ""
    category_id: int | None = None
    subcategory_id: int | None = None
    maker_uuid: UUID | None = None
    sort: FeedSort | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """Everything told about a product; money in minor units of `currency`, pictures by their keys."""

    uuid: UUID
    name: str
    description: str
    slug: str
    sku: str
    currency: str
    price_minor: int
    compare_at_minor: int | None
    stock: int
    is_active: bool
    is_featured: bool
    requires_shipping: bool
    installation_available: bool
    installation_charge_minor: int | None
    is_merchant: bool
    available_for_pickup: bool
    available_for_delivery: bool
    min_delivery_days: int
    max_delivery_days: int
    images: tuple[str, ...]
    category: Entry
    subcategory: Entry | None
    maker: Entry | None
    rating: float
    rating_count: int
    review_count: int
    created_at: datetime


_COLUMNS = (
    "uuid",
    "slug",
    "sku",
    "currency",
    "price_minor",
    "compare_at_minor",
    "stock",
    "is_active",
    "is_featured",
    "requires_shipping",
    "installation_available",
    "installation_charge_minor",
    "is_merchant",
    "available_for_pickup",
    "available_for_delivery",
    "min_delivery_days",
    "max_delivery_days",
    "rating_count",
    "review_count",
    "created_at",
)


def list_products(
    session: Session, storefront: Storefront, query: FeedQuery, *, window: Window, locale: str
) -> list[ProductFacts]:
    """A part of the listed products: two statements, whatever its length."""
    catalog = read_map(session, storefront)
    conditions = _conditions(storefront, catalog, query)
    if conditions is None:
        return []
    hits = None
    if query.text:
        wanted = search.correct(session, storefront, query.text)
        if not wanted.words:
            return []
        hits = search.find_hits(session, wanted.words)
    statement = _select(locale, hits).where(*conditions).order_by(*_order(query, locale, hits))
    rows = session.execute(statement.limit(window.limit).offset(window.offset)).all()
    return _facts(session, catalog, rows)


def list_featured(session: Session, storefront: Storefront, *, limit: int, locale: str) -> list[ProductFacts]:
    """What the shop puts forward, then what sells best; only what can be bought."""
    catalog = read_map(session, storefront)
    rows = session.execute(
        _select(locale, None)
        .where(*product_query.is_listed(storefront, catalog), product_query.can_be_bought())
        .order_by(*product_query.order(ProductQuery(sort=Sort.FEATURED), locale, None))
        .limit(limit)
    ).all()
    return _facts(session, catalog, rows)


def get_product(session: Session, storefront: Storefront, uuid: UUID, *, locale: str) -> ProductFacts:
    """One listed product. Raises ProductNotFound."""
    catalog = read_map(session, storefront)
    rows = session.execute(
        _select(locale, None).where(*product_query.is_listed(storefront, catalog), Product.uuid == uuid)
    ).all()
    if not rows:
        raise ProductNotFound
    return _facts(session, catalog, rows)[0]


def list_categories(session: Session, storefront: Storefront) -> list[tuple[Entry, tuple[Entry, ...]]]:
    """The top categories, each with those right below; no statement once the map is in memory."""
    catalog = read_map(session, storefront)
    return [(entry, catalog.children(entry.id)) for entry in catalog.children(None)]


def list_subcategories(session: Session, storefront: Storefront, category_id: int) -> tuple[Entry, ...]:
    """Raises CategoryNotFound, also for a hidden one."""
    catalog = read_map(session, storefront)
    if category_id not in catalog.categories:
        raise CategoryNotFound
    return catalog.children(category_id)


def list_makers(session: Session, storefront: Storefront) -> list[Entry]:
    """Whose products there are, by name."""
    return list(read_map(session, storefront).makers.values())


def _conditions(
    storefront: Storefront, catalog: CatalogMap, query: FeedQuery
) -> list[SQLColumnExpression[bool]] | None:
    """None where nothing can fulfil them."""
    conditions = product_query.is_listed(storefront, catalog)
    for category_id in (query.category_id, query.subcategory_id):
        if category_id is not None:
            if category_id not in catalog.categories:
                return None
            conditions.append(Product.category_id.in_(sorted(catalog.branch(category_id))))
    if query.maker_uuid is not None:
        maker = next((m for m in catalog.makers.values() if m.uuid == query.maker_uuid), None)
        if maker is None:
            return None
        conditions.append(Product.maker_id == maker.id)
    return conditions


def _order(query: FeedQuery, locale: str, hits: CTE | None) -> list[SQLColumnExpression[Any]]:
    """A total order: pages neither overlap nor skip."""
    if query.sort is None and hits is not None:
        return product_query.order(ProductQuery(sort=Sort.RELEVANCE), locale, hits)
    column: SQLColumnExpression[Any] = {
        FeedSort.NAME: product_query.local_name(locale),
        FeedSort.PRICE: Product.price_minor,
        FeedSort.CREATED: Product.created_at,
    }[query.sort or FeedSort.NAME]
    return [column.desc(), Product.id.desc()] if query.descending else [column.asc(), Product.id.asc()]


def _select(locale: str, hits: CTE | None) -> Select[Any]:
    described = Product.description_ar if locale == "ar" else Product.description_en
    statement = select(
        Product.id,
        Product.category_id,
        Product.maker_id,
        Product.image,
        Product.rating_sum,
        product_query.local_name(locale).label("name"),
        described.label("description"),
        *(getattr(Product, name) for name in _COLUMNS),
    )
    return statement if hits is None else statement.join(hits, hits.c.product_id == Product.id)


def _facts(session: Session, catalog: CatalogMap, rows: Sequence[Any]) -> list[ProductFacts]:
    images = _images(session, [row.id for row in rows])
    found = []
    for row in rows:
        path = catalog.path(row.category_id)
        found.append(
            ProductFacts(
                name=row.name,
                description=row.description,
                images=images.get(row.id) or ((row.image,) if row.image else ()),
                category=path[0],
                subcategory=path[1] if len(path) > 1 else None,
                maker=catalog.makers.get(row.maker_id),
                rating=average(row.rating_sum, row.rating_count),
                **{name: getattr(row, name) for name in _COLUMNS},
            )
        )
    return found


def _images(session: Session, product_ids: list[int]) -> dict[int, tuple[str, ...]]:
    if not product_ids:
        return {}
    found: dict[int, list[str]] = defaultdict(list)
    for product_id, key in session.execute(
        select(ProductImage.product_id, ProductImage.key)
        .where(ProductImage.product_id.in_(product_ids))
        .order_by(ProductImage.product_id, ProductImage.position)
    ):
        found[product_id].append(key)
    return {product_id: tuple(keys) for product_id, keys in found.items()}
