"""The storefront's categories and makers as one small map in memory: one statement per catalogue version."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import String, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.domain.bilingual import Named
from app.models import Category, Maker
from app.models.base import BigKey
from app.services.catalog_cache import derived
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True)
class Entry(Named):
    """A category or a maker."""

    id: int
    uuid: UUID
    parent_id: int | None
    slug: str
    name_en: str
    name_ar: str
    description_en: str
    description_ar: str
    image: str
    display_order: int
    is_featured: bool

    def description(self, locale: str) -> str:
        return self.description_ar if locale == "ar" else self.description_en


@dataclass(frozen=True, slots=True)
class CatalogMap:
    """Active categories in display order, active makers by name; `hidden` are the categories not shown."""

    categories: dict[int, Entry] = field(default_factory=dict)
    makers: dict[int, Entry] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    _children: dict[int | None, tuple[Entry, ...]] = field(default_factory=dict)
    _category_slugs: dict[str, Entry] = field(default_factory=dict)
    _maker_slugs: dict[str, Entry] = field(default_factory=dict)

    def children(self, category_id: int | None) -> tuple[Entry, ...]:
        """The categories right below one, or the top ones."""
        return self._children.get(category_id, ())

    def category_by_slug(self, slug: str) -> Entry | None:
        return self._category_slugs.get(slug)

    def maker_by_slug(self, slug: str) -> Entry | None:
        return self._maker_slugs.get(slug)

    def branch(self, category_id: int) -> frozenset[int]:
        """A category with everything below it."""
        below = [self.branch(child.id) for child in self.children(category_id)]
        return frozenset({category_id}).union(*below)

    def path(self, category_id: int) -> list[Entry]:
        """From the top category down to this one; empty when it is not shown."""
        found: list[Entry] = []
        entry = self.categories.get(category_id)
        while entry is not None:
            found.insert(0, entry)
            entry = self.categories.get(entry.parent_id) if entry.parent_id is not None else None
        return found


def read_map(session: Session, storefront: Storefront) -> CatalogMap:
    """The map of this version of the catalogue."""
    return derived(storefront, "map", lambda: _read(session, storefront.id))


def _read(session: Session, platform_id: int) -> CatalogMap:
    shared = (
        "id",
        "uuid",
        "slug",
        "name_en",
        "name_ar",
        "description_en",
        "description_ar",
        "is_featured",
        "is_active",
    )
    statement = union_all(
        select(
            literal("category").label("kind"),
            *(getattr(Category, name) for name in shared),
            Category.parent_id,
            Category.image.label("image"),
            Category.display_order,
        ).where(Category.platform_id == platform_id),
        select(
            literal("maker"),
            *(getattr(Maker, name) for name in shared),
            cast(null(), BigKey),
            cast(Maker.logo, String(255)),
            literal(0),
        ).where(Maker.platform_id == platform_id),
    )
    rows = session.execute(statement).all()
    shown, hidden = _split(
        {row.id: (_entry(row), row.is_active) for row in rows if row.kind == "category"},
    )
    makers = sorted(
        (_entry(row) for row in rows if row.kind == "maker" and row.is_active), key=lambda m: (m.name_en, m.id)
    )
    return _map(shown, hidden, makers)


def _split(nodes: dict[int, tuple[Entry, bool]]) -> tuple[list[Entry], frozenset[int]]:
    """Shown is what is active with everything above it."""

    def is_shown(category_id: int) -> bool:
        entry, active = nodes[category_id]
        return active and (entry.parent_id is None or is_shown(entry.parent_id))

    shown = [entry for entry, _active in nodes.values() if is_shown(entry.id)]
    shown.sort(key=lambda entry: (entry.display_order, entry.id))
    return shown, frozenset(nodes) - {entry.id for entry in shown}


def _map(shown: list[Entry], hidden: frozenset[int], makers: list[Entry]) -> CatalogMap:
    children: dict[int | None, list[Entry]] = {}
    for entry in shown:
        children.setdefault(entry.parent_id, []).append(entry)
    return CatalogMap(
        categories={entry.id: entry for entry in shown},
        makers={maker.id: maker for maker in makers},
        hidden=hidden,
        _children={parent: tuple(entries) for parent, entries in children.items()},
        _category_slugs={entry.slug: entry for entry in shown},
        _maker_slugs={maker.slug: maker for maker in makers},
    )


def _entry(row: object) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__})
