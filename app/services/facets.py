"""How many products each filter would leave: every facet counted with the others applied, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, and_, func, literal, select, true, union_all
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.models import Product
from app.services import product_query
from app.services.catalog_cache import derived
from app.services.catalog_map import CatalogMap, Entry
from app.services.platforms import Storefront
from app.services.product_query import ProductQuery

RATINGS: Final = (4, 3)

Part: TypeAlias = Select[str, int, int]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with the number of products it would show."""

    slug: str
    name: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """What the sidebar shows. Prices are of all products found, whatever the price filter."""

    total: int
    categories: list[FacetValue]
    makers: list[FacetValue]
    ratings: dict[int, int]
    in_stock: int
    on_offer: int
    lowest: Money | None
    highest: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The bare numbers, by id; the same in every language."""

    total: int
    categories: dict[int, int]
    makers: dict[int, int]
    ratings: dict[int, int]
    in_stock: int
    on_offer: int
    prices: dict[int, int]


def read_facets(
    session: Session,
    storefront: Storefront,
    catalog: CatalogMap,
    query: ProductQuery,
    *,
    words: tuple[str, ...],
    hits: CTE | None,
    locale: str,
) -> Facets:
    """Counted once per version of the catalogue and question; no statement when it was asked before."""
    key = ("facets", words, query.category_id, query.featured, query.maker_ids, query.price_from, query.price_to)
    full_key = (*key, query.in_stock, query.on_offer, query.rating)
    counts = derived(storefront, full_key, lambda: _count(session, storefront, catalog, query, hits))
    currency = storefront.currency
    return Facets(
        total=counts.total,
        categories=_category_values(catalog, query.category_id, counts.categories, locale),
        makers=_maker_values(catalog, query.maker_ids, counts.makers, locale),
        ratings={stars: counts.ratings.get(stars, 0) for stars in RATINGS},
        in_stock=counts.in_stock,
        on_offer=counts.on_offer,
        lowest=Money(counts.prices[0], currency) if counts.prices else None,
        highest=Money(counts.prices[1], currency) if counts.prices else None,
    )


def _count(
    session: Session, storefront: Storefront, catalog: CatalogMap, query: ProductQuery, hits: CTE | None
) -> Counts:
    found: dict[str, dict[int, int]] = {}
    for kind, key, number in session.execute(_statement(storefront, catalog, query, hits)).all():
        if number is not None:
            found.setdefault(kind, {})[key] = number
    return Counts(
        total=found["total"][0],
        categories=found.get("category", {}),
        makers=found.get("maker", {}),
        ratings=found["rating"],
        in_stock=found["stock"][0],
        on_offer=found["offer"][0],
        prices=found.get("price", {}),
    )


def _statement(
    storefront: Storefront, catalog: CatalogMap, query: ProductQuery, hits: CTE | None
) -> CompoundSelect[str, int, int]:
    """Mark each product in scope with the filters it passes, then count the marks by facet."""
    in_force = product_query.filters(query)
    found = select(
        Product.category_id,
        Product.maker_id,
        Product.price_minor,
        product_query.can_be_bought().label("stock"),
        product_query.is_on_offer().label("offer"),
        *(product_query.is_rated(stars).label(f"rating_{stars}") for stars in RATINGS),
        *(condition.label(f"passes_{name}") for name, condition in in_force.items()),
    ).where(*product_query.is_in_scope(storefront, catalog, query))
    if hits is not None:
        found = found.where(Product.id.in_(select(hits.c.product_id)))
    # Counted nine ways, found once.
    cte = found.cte("found").prefix_with("MATERIALIZED")
    marks = cte.c

    def passing(*, but: str = "") -> ColumnElement[bool]:
        return and_(true(), *(marks[f"passes_{name}"] for name in in_force if name != but))

    def number(kind: str, key: ColumnElement[int], value: ColumnElement[int], *where: ColumnElement[bool]) -> Part:
        return (
            select(literal(kind).label("kind"), key.label("key"), value.label("number")).select_from(cte).where(*where)
        )

    count, none, maker = func.count(), literal(0), marks.maker_id
    return union_all(
        number("total", none, count, passing()),
        number("category", marks.category_id, count, passing()).group_by(marks.category_id),
        number("maker", maker, count, passing(but="maker"), maker.is_not(None)).group_by(maker),
        number("stock", none, count, passing(but="stock"), marks.stock),
        number("offer", none, count, passing(but="offer"), marks.offer),
        *(number("rating", literal(n), count, passing(but="rating"), marks[f"rating_{n}"]) for n in RATINGS),
        number("price", none, func.min(marks.price_minor), passing(but="price")),
        number("price", literal(1), func.max(marks.price_minor), passing(but="price")),
    )


def _category_values(
    catalog: CatalogMap, category_id: int | None, counts: dict[int, int], locale: str
) -> list[FacetValue]:
    """The categories right below the one shown, each with everything under it; empty ones are left out."""
    values = (
        FacetValue(child.slug, child.name(locale), sum(counts.get(below, 0) for below in catalog.branch(child.id)))
        for child in catalog.children(category_id)
    )
    return [value for value in values if value.count]


def _maker_values(catalog: CatalogMap, chosen: frozenset[int], counts: dict[int, int], locale: str) -> list[FacetValue]:
    """The makers found, most products first; a chosen one stays so that it can be given up."""
    values = [
        _maker_value(maker, counts.get(maker.id, 0), maker.id in chosen, locale)
        for maker in catalog.makers.values()
        if maker.id in counts or maker.id in chosen
    ]
    return sorted(values, key=lambda value: (-value.count, value.name))


def _maker_value(maker: Entry, count: int, is_chosen: bool, locale: str) -> FacetValue:
    return FacetValue(maker.slug, maker.name(locale), count, is_chosen)
