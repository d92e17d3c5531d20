"""What the search box offers while somebody types: at most eight lines, one statement once the words are in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.search_text import words
from app.services import product_query, search
from app.services.catalog_map import CatalogMap, read_map
from app.services.platforms import Storefront
from app.services.product_cards import ProductCard, read_cards
from app.services.product_query import ProductQuery

MOST: Final = 8
MOST_CATEGORIES: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`corrected` is the text that was looked for instead of what was typed, else None."""

    corrected: str | None
    categories: list[tuple[str, str]]
    products: list[ProductCard]


def suggest(session: Session, storefront: Storefront, text: str, *, locale: str, now: datetime) -> Suggestions:
    """Products whose words begin like the last one typed, and categories named so."""
    wanted = search.correct(session, storefront, text, unfinished=True)
    if not wanted.words:
        return Suggestions(None, [], [])
    catalog = read_map(session, storefront)
    hits = search.find_hits(session, wanted.words)
    corrected = wanted.text if wanted.is_corrected else None
    categories = _categories(catalog, wanted.words, locale)
    products = read_cards(
        session,
        catalog,
        where=product_query.is_listed(storefront, catalog),
        order_by=product_query.order(ProductQuery(), locale, hits),
        limit=MOST - len(categories) - (corrected is not None),
        locale=locale,
        now=now,
        hits=hits,
    )
    return Suggestions(corrected, categories, products)


def _categories(catalog: CatalogMap, wanted: tuple[str, ...], locale: str) -> list[tuple[str, str]]:
    """Slug and name of categories in whose names every word, or its beginning, stands."""
    found = [
        (entry.slug, entry.name(locale))
        for entry in catalog.categories.values()
        if all(any(word.startswith(w) for word in words(f"{entry.name_en} {entry.name_ar}")) for w in wanted)
    ]
    return found[:MOST_CATEGORIES]
