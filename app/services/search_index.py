"""Keeps the searchable text of products and the storefront's vocabulary in step with the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.search_text import surface_words
from app.domain.states import Environment
from app.models import Category, Maker, Product, ProductSearch, SearchWord
from app.models.upsert import insert_into

# A word of a title says more about what people look for than one of a description.
TITLE_WEIGHT: Final = 4
_BATCH: Final = 500
_LONGEST_WRITTEN: Final = 60


@dataclass(slots=True)
class Text:
    """A product's folded text and the weight and spelling of each of its words."""

    title: str
    body: str
    weights: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)


def index_product(session: Session, product: Product) -> None:
    """Make the product findable as it is now; one that is not active is no longer found.

    Call it after every change of a product's words, and `platforms.touch_catalog` with it.
    """
    session.flush()
    before = session.get(ProductSearch, product.id)
    old = _weights(before.title, before.body) if before is not None else Counter()
    row = session.execute(_texts().where(Product.id == product.id)).one()
    new = _text(row, _ancestors(session, product.platform_id)) if product.is_active else Text("", "")
    if before is not None and not product.is_active:
        session.delete(before)
    elif before is not None:
        before.title, before.body = new.title, new.body
    elif product.is_active:
        session.add(ProductSearch(product_id=product.id, title=new.title, body=new.body))
    session.flush()
    change = Counter(new.weights)
    change.subtract(old)
    _count_words(session, product.platform_id, product.environment, change, new.written)


def reindex(session: Session, platform_id: int) -> int:
    """Build the storefront's index anew, for both environments; the number of products that can be found."""
    products = select(Product.id).where(Product.platform_id == platform_id)
    session.flush()
    session.execute(delete(ProductSearch).where(ProductSearch.product_id.in_(products)))
    session.execute(delete(SearchWord).where(SearchWord.platform_id == platform_id))
    ancestors = _ancestors(session, platform_id)
    weights: dict[Environment, Counter[str]] = {environment: Counter() for environment in Environment}
    written: dict[str, str] = {}
    entries = []
    for row in session.execute(_texts().where(Product.platform_id == platform_id, Product.is_active)):
        text = _text(row, ancestors)
        entries.append({"product_id": row.id, "title": text.title, "body": text.body})
        weights[row.environment].update(text.weights)
        for word, spelling in text.written.items():
            written.setdefault(word, spelling)
    for batch in _batches(entries):
        session.execute(insert(ProductSearch), batch)
    for environment, counted in weights.items():
        _count_words(session, platform_id, environment, counted, written)
    session.expire_all()
    return len(entries)


def _texts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Product.id,
            Product.environment,
            Product.category_id,
            Product.sku,
            Product.name_en,
            Product.name_ar,
            Product.description_en,
            Product.description_ar,
            Product.facts,
            Maker.name_en.label("maker_en"),
            Maker.name_ar.label("maker_ar"),
        )
        .outerjoin(Maker, Maker.id == Product.maker_id)
        .order_by(Product.id)
    )


def _ancestors(session: Session, platform_id: int) -> dict[int, list[str]]:
    """Each category's own names and those above it."""
    rows = session.execute(
        select(Category.id, Category.parent_id, Category.name_en, Category.name_ar).where(
            Category.platform_id == platform_id
        )
    ).all()
    parents = {row.id: row.parent_id for row in rows}
    names = {row.id: [row.name_en, row.name_ar] for row in rows}

    def upward(category_id: int) -> list[str]:
        parent = parents[category_id]
        return names[category_id] + (upward(parent) if parent is not None else [])

    return {category_id: upward(category_id) for category_id in parents}


def _text(row: Row[*tuple[Any, ...]], ancestors: dict[int, list[str]]) -> Text:
    facts = [str(fact.get(key, "")) for fact in row.facts for key in ("label_en", "value_en", "label_ar", "value_ar")]
    title = (row.name_en, row.name_ar, row.maker_en, row.maker_ar, row.sku, *ancestors[row.category_id][:2])
    body = (row.description_en, row.description_ar, *facts, *ancestors[row.category_id][2:])
    text = Text("", "")
    text.title = _take_in(text, title, TITLE_WEIGHT)
    text.body = _take_in(text, body, 1)
    return text


def _take_in(text: Text, parts: Iterable[str | None], weight: int) -> str:
    """Fold the parts; each word counts once a product, by its best place."""
    folded = []
    for part in parts:
        for word, written in surface_words(part or ""):
            folded.append(word)
            text.weights[word] = max(text.weights[word], weight)
            text.written.setdefault(word, written[:_LONGEST_WRITTEN])
    return " ".join(folded)


def _weights(title: str, body: str) -> Counter[str]:
    """What a product's text counted for when it was indexed."""
    return Counter(dict.fromkeys(body.split(), 1) | dict.fromkeys(title.split(), TITLE_WEIGHT))


def _count_words(
    session: Session, platform_id: int, environment: Environment, change: Counter[str], written: dict[str, str]
) -> None:
    """Add to the words' frequencies; a word that stands nowhere any more is forgotten."""
    here = (SearchWord.platform_id == platform_id, SearchWord.environment == environment)
    # In the words' order, so that two editors never wait for each other in a circle.
    gone = sorted(word for word, weight in change.items() if weight < 0)
    for word in gone:
        session.execute(
            update(SearchWord)
            .where(*here, SearchWord.word == word)
            .values(frequency=SearchWord.frequency + change[word])
            .execution_options(synchronize_session=False)
        )
    if gone:
        session.execute(delete(SearchWord).where(*here, SearchWord.frequency <= 0))
    rows = [
        {
            "platform_id": platform_id,
            "environment": environment,
            "word": word,
            "written": written.get(word, word),
            "frequency": weight,
        }
        for word, weight in sorted(change.items())
        if weight > 0
    ]
    for batch in _batches(rows):
        _upsert_words(session, batch)


def _upsert_words(session: Session, rows: list[dict[str, object]]) -> None:
    statement = insert_into(session, SearchWord)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["platform_id", "environment", "word"],
            set_={"frequency": SearchWord.frequency + statement.excluded.frequency},
        ),
        rows,
    )


def _batches(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    yield from (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


def count_indexed(session: Session, platform_id: int) -> int:
    """How many products of a storefront can be found by search."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ProductSearch)
            .join(Product, Product.id == ProductSearch.product_id)
            .where(Product.platform_id == platform_id)
        )
        or 0
    )
