"""Finding products by words: correct against the storefront's own vocabulary, then full text, then rank.

Titles count for more than descriptions and whole words for more than beginnings. Words reach the full-text engine
folded and quoted one by one, so that no input can be a query language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Integer,
    String,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from app.domain.search_text import surface_words
from app.domain.vocabulary import KnownWord, Vocabulary
from app.models import SearchWord
from app.services.catalog_cache import derived
from app.services.platforms import Storefront
from app.services.search_index import count_indexed, index_product, reindex

__all__ = ["Wanted", "correct", "count_indexed", "find_hits", "index_product", "read_vocabulary", "reindex"]

LONGEST_QUERY: Final = 120
MOST_WORDS: Final = 8
_TITLE, _BODY = 10.0, 1.0  # on PostgreSQL: the weights A and D


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: folded words in order, their spelling, and which of them the storefront does not know."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    is_corrected: bool = False
    unknown: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The query in a person's spelling, with corrections."""
        return " ".join(dict.fromkeys(self.written))

    def without(self, *dropped: str) -> Wanted:
        kept = [(w, s) for w, s in zip(self.words, self.written, strict=True) if w not in dropped]
        return Wanted(
            tuple(w for w, _s in kept), tuple(s for _w, s in kept), self.is_corrected, self.unknown - set(dropped)
        )


def as_typed(text: str) -> Wanted:
    """The words of the query, uncorrected."""
    pairs = surface_words(text[:LONGEST_QUERY])[:MOST_WORDS]
    return Wanted(tuple(w for w, _s in pairs), tuple(s for _w, s in pairs))


def correct(session: Session, storefront: Storefront, text: str, *, unfinished: bool = False) -> Wanted:
    """The query with each unknown word replaced by the storefront's nearest one, where there is one near enough.

    A word that begins a known word counts as known. `unfinished`: the last word is still being typed.
    """
    typed = as_typed(text)
    if not typed.words:
        return typed
    vocabulary = read_vocabulary(session, storefront)
    words: list[str] = []
    written: list[str] = []
    unknown: set[str] = set()
    for index, (word, spelling) in enumerate(zip(typed.words, typed.written, strict=True)):
        is_last = index == len(typed.words) - 1
        meant = _meant(vocabulary, word, unfinished=unfinished and is_last)
        if meant is None:
            unknown |= set() if vocabulary.knows(word) else {word}
            words.append(word)
            written.append(spelling)
        else:
            words += [entry.word for entry in meant]
            written += [entry.written for entry in meant]
    return Wanted(tuple(words), tuple(written), tuple(words) != typed.words, frozenset(unknown))


def _meant(vocabulary: Vocabulary, word: str, *, unfinished: bool) -> tuple[KnownWord, ...] | None:
    """What replaces an unknown word: one near it, or two that were written together; None to leave it."""
    if vocabulary.knows(word):
        return None
    parts = vocabulary.split(word)
    if parts is not None:
        return parts
    near = vocabulary.correct(word, unfinished=unfinished)
    return None if near is None else (near,)


def read_vocabulary(session: Session, storefront: Storefront) -> Vocabulary:
    """The storefront's words, read again only when they have changed: a price or a last piece sold changes none."""
    here = (SearchWord.platform_id == storefront.id, SearchWord.environment == storefront.environment)

    def sign() -> tuple[int, int, int]:
        count, total, newest = func.count(), func.sum(SearchWord.frequency), func.max(SearchWord.id)
        row = session.execute(select(count, func.coalesce(total, 0), func.coalesce(newest, 0)).where(*here)).one()
        return int(row[0]), int(row[1]), int(row[2])

    def read() -> Vocabulary:
        rows = session.execute(select(SearchWord.word, SearchWord.written, SearchWord.frequency).where(*here))
        return Vocabulary(KnownWord(*row) for row in rows)

    signature = derived(storefront, "words", sign)
    return derived(replace(storefront, catalog_version=0), ("vocabulary", signature), read)


def find_hits(session: Session, words: tuple[str, ...]) -> CTE:
    """A common table of `product_id` and `score` (higher is better) for the products with all of the words."""
    unique = tuple(dict.fromkeys(words))
    if session.get_bind().dialect.name == "postgresql":
        return _postgresql_hits(unique)
    return _sqlite_hits(unique)


def _may_begin(word: str) -> bool:
    """Whether longer words match too. A number or one letter would match too much."""
    return len(word) > 1 and not word.isdigit()


def _sqlite_hits(words: tuple[str, ...]) -> CTE:
    terms = [f'("{w}" OR "{w}"*)' if _may_begin(w) else f'"{w}"' for w in words]
    match = " AND ".join(terms)
    index = table("product_search_fts", column("rowid", Integer))
    name = literal_column("product_search_fts", String)
    return (
        select(index.c.rowid.label("product_id"), (-func.bm25(name, _TITLE, _BODY, type_=Float)).label("score"))
        .where(name.op("MATCH")(match))
        .cte("hits")
        .prefix_with("MATERIALIZED")
    )


def _postgresql_hits(words: tuple[str, ...]) -> CTE:
    def query(terms: list[str], operator: str) -> ColumnElement[Any]:
        return func.to_tsquery(literal_column("'simple'"), literal(operator.join(terms)))

    wanted = query([f"'{w}':*" if _may_begin(w) else f"'{w}'" for w in words], " & ")
    exact = query([f"'{w}'" for w in words], " | ")
    index = table("product_search", column("product_id", Integer), column("document_fts"))
    # By weight class from D (descriptions) to A (titles).
    weights = literal_column("'{0.1, 0.2, 0.4, 1.0}'::real[]", NullType)
    document = index.c.document_fts
    score = func.ts_rank(weights, document, wanted, type_=Float) + func.ts_rank(weights, document, exact, type_=Float)
    return (
        select(index.c.product_id, score.label("score"))
        .where(document.op("@@")(wanted))
        .cte("hits")
        .prefix_with("MATERIALIZED")
    )
