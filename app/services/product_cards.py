"""Products as lists show them: named tuples from Core selects of just the columns shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import CTE, Row, Select, select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.ratings import average
from app.models import Product
from app.services.catalog_map import CatalogMap
from app.services.product_query import Condition, Ordering, can_be_bought, local_name

MEDIA: Final = "/media/"
NEW_FOR: Final = timedelta(days=30)
# From this many left on, a shopper is told.
LOW_STOCK: Final = 5


class ProductCard(NamedTuple):
    """A product in a list; `compare` is the price before an offer, `low_stock` is 1 to 5 or None."""

    uuid: UUID
    name: str
    slug: str
    image_url: str
    image_alt: str
    price: Money
    compare: Money | None
    maker: str
    rating: float
    rating_count: int
    in_stock: bool
    low_stock: int | None
    is_new: bool
    has_options: bool


def picture_url(key: str) -> str:
    """Where a picture of the files store is served."""
    return MEDIA + key if key else ""


def select_cards(locale: str) -> Select[*tuple[Any, ...]]:
    """The columns of a card; rows go through `card_of`."""
    return select(
        Product.uuid,
        local_name(locale).label("name"),
        Product.slug,
        Product.image,
        Product.currency,
        Product.price_minor,
        Product.compare_at_minor,
        Product.maker_id,
        Product.rating_sum,
        Product.rating_count,
        Product.stock,
        can_be_bought().label("in_stock"),
        Product.has_options,
        Product.created_at,
    )


def card_of(row: Row[*tuple[Any, ...]], catalog: CatalogMap, locale: str, now: datetime) -> ProductCard:
    """Built by position: this runs 24 times a page."""
    maker = catalog.makers.get(row.maker_id)
    compare, currency = row.compare_at_minor, row.currency
    in_stock = bool(row.in_stock)
    return ProductCard(
        row.uuid,
        row.name,
        row.slug,
        picture_url(row.image),
        row.name,
        Money(row.price_minor, currency),
        Money(compare, currency) if compare is not None and compare > row.price_minor else None,
        maker.name(locale) if maker is not None else "",
        average(row.rating_sum, row.rating_count),
        row.rating_count,
        in_stock,
        row.stock if in_stock and row.stock <= LOW_STOCK else None,
        now - row.created_at < NEW_FOR,
        row.has_options,
    )


def read_cards(
    session: Session,
    catalog: CatalogMap,
    *,
    where: list[Condition],
    order_by: list[Ordering],
    limit: int,
    locale: str,
    now: datetime,
    offset: int = 0,
    hits: CTE | None = None,
) -> list[ProductCard]:
    """One statement: the cards that fulfil the conditions, in order."""
    statement = select_cards(locale).where(*where).order_by(*order_by).limit(limit).offset(offset)
    if hits is not None:
        statement = statement.join(hits, hits.c.product_id == Product.id)
    return [card_of(row, catalog, locale, now) for row in session.execute(statement)]
