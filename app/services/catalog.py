"""Browsing: lists by category and by search, the start page's shelves, the category links of every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import CategoryNotFound
from app.models import Product
from app.services import facets, product_query, search
from app.services.catalog_map import CatalogMap, Entry, read_map
from app.services.facets import Facets
from app.services.platforms import Storefront
from app.services.product_cards import ProductCard, picture_url, read_cards
from app.services.product_query import Condition, ProductQuery, Sort
from app.services.search import Wanted

MOST_PAGES: Final = 500
# A site map may hold 50,000 addresses; each product has two.
MOST_ADDRESSES: Final = 20_000
SHELF: Final = 8
_POPULAR: Final = 8


@dataclass(frozen=True, slots=True)
class CategoryLink:
    """A category as menus and tiles show it."""

    id: int
    uuid: UUID
    slug: str
    name: str
    image_url: str
    description: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was done about a search without results: words left out, or nothing but popular products to offer."""

    words: tuple[str, ...]
    nearest: list[CategoryLink]


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A page of a list. `corrected` is the text searched for instead of what was typed, else None."""

    cards: list[ProductCard]
    total: int
    page: int
    size: int
    facets: Facets
    corrected: str | None = None
    dropped: Dropped | None = None
    popular: Sequence[ProductCard] = ()

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.total // self.size)), MOST_PAGES)


@dataclass(frozen=True, slots=True)
class Shelves:
    """The lists of the start page."""

    featured: list[ProductCard]
    offers: list[ProductCard]
    new: list[ProductCard]


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """A category with the way to it and the categories right below."""

    id: int
    slug: str
    name: str
    description: str
    image_url: str
    path: list[CategoryLink]
    children: list[CategoryLink]


def list_top_categories(session: Session, storefront: Storefront, *, locale: str) -> list[CategoryLink]:
    """The first level of the category tree; no statement once the storefront's map is in memory."""
    return [_link(entry, locale) for entry in read_map(session, storefront).children(None)]


def get_category(session: Session, storefront: Storefront, slug: str, *, locale: str) -> CategoryPage:
    """Raises CategoryNotFound, also for one that is hidden."""
    catalog = read_map(session, storefront)
    entry = catalog.category_by_slug(slug)
    if entry is None:
        raise CategoryNotFound
    return CategoryPage(
        id=entry.id,
        slug=entry.slug,
        name=entry.name(locale),
        description=entry.description(locale),
        image_url=picture_url(entry.image),
        path=[_link(step, locale) for step in catalog.path(entry.id)],
        children=[_link(child, locale) for child in catalog.children(entry.id)],
    )


def search_products(
    session: Session, storefront: Storefront, query: ProductQuery, *, locale: str, now: datetime
) -> ProductPage:
    """A page of what is asked for, with the facets: two statements, one when the facets are in memory.

    A search that finds nothing goes on with its rarest words left out; when that finds nothing either, the page
    carries near categories and popular products instead.
    """
    catalog = read_map(session, storefront)
    typed = search.as_typed(query.text)
    wanted = typed if query.exactly or not typed.words else search.correct(session, storefront, query.text)
    page = _read_page(session, storefront, catalog, query, wanted, locale=locale, now=now)
    if page.total or query.is_filtered or not query.text.strip():
        return page
    return _second_best(session, storefront, catalog, query, wanted, locale=locale, now=now)


def read_shelves(session: Session, storefront: Storefront, *, locale: str, now: datetime) -> Shelves:
    """Three statements: what the shop puts forward, what is cheaper than before, what came last.

    Only what can be bought, and each product once: a shelf leaves out what stands on one above it.
    """
    catalog = read_map(session, storefront)
    listed = [*product_query.is_listed(storefront, catalog), product_query.can_be_bought()]
    shown: set[UUID] = set()

    def shelf(sort: Sort, *conditions: Condition) -> list[ProductCard]:
        order_by = product_query.order(ProductQuery(sort=sort), locale, None, only_available=True)
        limit = SHELF + len(shown)
        where = [*listed, *conditions]
        found = read_cards(session, catalog, where=where, order_by=order_by, limit=limit, locale=locale, now=now)
        fresh = [card for card in found if card.uuid not in shown][:SHELF]
        shown.update(card.uuid for card in fresh)
        return fresh

    return Shelves(
        featured=shelf(Sort.FEATURED),
        offers=shelf(Sort.FEATURED, product_query.is_on_offer()),
        new=shelf(Sort.NEWEST),
    )


def find_maker_ids(session: Session, storefront: Storefront, slugs: Sequence[str]) -> frozenset[int]:
    """The makers of these slugs; unknown ones are ignored."""
    catalog = read_map(session, storefront)
    found = (catalog.maker_by_slug(slug) for slug in slugs)
    return frozenset(maker.id for maker in found if maker is not None)


def find_category_id(session: Session, storefront: Storefront, slug: str) -> int | None:
    entry = read_map(session, storefront).category_by_slug(slug)
    return None if entry is None else entry.id


def find_category_name(session: Session, storefront: Storefront, slug: str, *, locale: str) -> str:
    """The category's name, empty for an unknown one."""
    entry = read_map(session, storefront).category_by_slug(slug)
    return "" if entry is None else entry.name(locale)


def list_addresses(session: Session, storefront: Storefront) -> tuple[list[str], list[tuple[str, datetime]]]:
    """Slugs of all categories, and of all products with when they last changed: for the site map."""
    catalog = read_map(session, storefront)
    rows = session.execute(
        select(Product.slug, Product.updated_at)
        .where(*product_query.is_listed(storefront, catalog))
        .order_by(Product.id)
        .limit(MOST_ADDRESSES)
    )
    return [entry.slug for entry in catalog.categories.values()], [(row.slug, row.updated_at) for row in rows]


def _read_page(
    session: Session,
    storefront: Storefront,
    catalog: CatalogMap,
    query: ProductQuery,
    wanted: Wanted,
    *,
    locale: str,
    now: datetime,
) -> ProductPage:
    words = tuple(sorted(set(wanted.words)))
    hits = search.find_hits(session, words) if words else None
    counted = facets.read_facets(session, storefront, catalog, query, words=words, hits=hits, locale=locale)
    pages = min(max(1, -(-counted.total // query.size)), MOST_PAGES)
    number = min(query.page, pages)
    cards: list[ProductCard] = []
    if counted.total:
        where = [*product_query.is_in_scope(storefront, catalog, query), *product_query.filters(query).values()]
        # As long as a page ends before what is sold out, that need not be looked at, and an index has the order.
        only_available = product_query.is_by_taste(query, hits) and number * query.size <= counted.in_stock
        if only_available:
            where.append(product_query.can_be_bought())
        cards = read_cards(
            session,
            catalog,
            where=where,
            order_by=product_query.order(query, locale, hits, only_available=only_available),
            limit=query.size,
            offset=(number - 1) * query.size,
            locale=locale,
            now=now,
            hits=hits,
        )
    corrected = wanted.text if wanted.is_corrected else None
    return ProductPage(cards, counted.total, number, query.size, counted, corrected)


def _second_best(
    session: Session,
    storefront: Storefront,
    catalog: CatalogMap,
    query: ProductQuery,
    wanted: Wanted,
    *,
    locale: str,
    now: datetime,
) -> ProductPage:
    """Leave out what nobody sells, then the rarest word; else near categories and what others buy."""
    vocabulary = search.read_vocabulary(session, storefront)
    known = wanted.without(*(word for word in wanted.words if not vocabulary.knows(word)))
    tries = [known] if known.words and known.words != wanted.words else []
    if len(known.words) > 1:
        rarest = min(known.words, key=lambda word: (vocabulary.frequency(word), word))
        tries.append(known.without(rarest))
    for attempt in tries:
        page = _read_page(session, storefront, catalog, query, attempt, locale=locale, now=now)
        if page.total:
            left_out = tuple(s for w, s in zip(wanted.words, wanted.written, strict=True) if w not in attempt.words)
            return replace(page, dropped=Dropped(left_out, []))
    everything = replace(query, text="", category_id=None, sort=Sort.FEATURED, page=1)
    counted = _read_page(
        session, storefront, catalog, replace(everything, size=_POPULAR), Wanted((), ()), locale=locale, now=now
    )
    empty = replace(counted.facets, total=0)
    nearest = [_link(entry, locale) for entry in _nearest_categories(catalog, query, wanted)]
    return ProductPage([], 0, 1, query.size, empty, None, Dropped(wanted.written, nearest), counted.cards)


def _nearest_categories(catalog: CatalogMap, query: ProductQuery, wanted: Wanted) -> list[Entry]:
    """The sisters of the category searched in, else the top categories whose names begin alike, else the first."""
    if query.category_id in catalog.categories:
        return list(catalog.children(catalog.categories[query.category_id].parent_id))[:_POPULAR]
    begins = {word[:2] for word in wanted.words}
    entries = catalog.children(None)
    alike = [entry for entry in entries if any(w[:2] in begins for w in search.as_typed(entry.name_en).words)]
    return (alike + [entry for entry in entries if entry not in alike])[:_POPULAR]


def _link(entry: Entry, locale: str) -> CategoryLink:
    return CategoryLink(
        entry.id, entry.uuid, entry.slug, entry.name(locale), picture_url(entry.image), entry.description(locale)
    )
