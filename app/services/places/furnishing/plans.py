"""A branch's room as those see it who furnish it: every section and table, in use or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.bilingual import Named
from app.domain.errors import SectionNotFound, TableNotFound
from app.domain.reservations import TableShape
from app.models import DiningTable, Section, TableLink
from app.services.places.furnishing.edits import facts_of
from app.services.places.seals import seal_of

SECTION_FACTS: Final = ("name_en", "name_ar", "capacity", "is_active", "display_order")
TABLE_FACTS: Final = (
    "section_id",
    "number",
    "min_party",
    "capacity",
    "shape",
    "x",
    "y",
    "is_active",
    "is_online",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorTable:
    """A table; where it stands is in percent of the room. `links`: the tables it can be pushed together with."""

    id: int
    section_id: int
    number: str
    min_party: int
    capacity: int
    shape: TableShape
    x: int
    y: int
    is_active: bool
    is_online: bool
    links: frozenset[int]

    @property
    def seal(self) -> str:
        return seal_of(table_facts(self, self.links))


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorSection(Named):
    """A section with its tables by number; `capacity` in guests at once."""

    id: int
    name_en: str
    name_ar: str
    capacity: int
    is_active: bool
    display_order: int
    tables: tuple[FloorTable, ...]

    @property
    def seal(self) -> str:
        return seal_of(facts_of(self, SECTION_FACTS))

    @property
    def seats(self) -> int:
        """How many its tables in use seat."""
        return sum(table.capacity for table in self.tables if table.is_active)


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """All of a branch, sections in the order guests see them in."""

    sections: tuple[FloorSection, ...]

    @property
    def tables(self) -> Mapping[int, FloorTable]:
        return {table.id: table for section in self.sections for table in section.tables}

    def section(self, section_id: int) -> FloorSection:
        """Raises SectionNotFound."""
        found = next((one for one in self.sections if one.id == section_id), None)
        if found is None:
            raise SectionNotFound
        return found

    def table(self, table_id: int) -> FloorTable:
        """Raises TableNotFound."""
        found = self.tables.get(table_id)
        if found is None:
            raise TableNotFound
        return found


def read_plan(session: Session, branch_id: int) -> FloorPlan:
    """However many tables there are, three statements."""
    sections = session.execute(
        select(Section.id, *(getattr(Section, name) for name in SECTION_FACTS))
        .where(Section.branch_id == branch_id)
        .order_by(Section.display_order, Section.id)
    ).all()
    rows = session.execute(
        select(DiningTable.id, *(getattr(DiningTable, name) for name in TABLE_FACTS))
        .where(DiningTable.branch_id == branch_id)
        .order_by(DiningTable.id)
    ).all()
    links = links_of(session, branch_id)
    tables = sorted(
        (FloorTable(**row._asdict(), links=frozenset(links.get(row.id, ()))) for row in rows),
        key=lambda table: by_number(table.number),
    )
    return FloorPlan(
        tuple(
            FloorSection(**row._asdict(), tables=tuple(table for table in tables if table.section_id == row.id))
            for row in sections
        )
    )


def links_of(session: Session, branch_id: int) -> dict[int, set[int]]:
    """Which tables of a branch stand next to which, told from either side; one statement."""
    found: dict[int, set[int]] = {}
    for one, other in session.execute(
        select(TableLink.table_id, TableLink.other_id)
        .join(DiningTable, DiningTable.id == TableLink.table_id)
        .where(DiningTable.branch_id == branch_id)
    ):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def table_facts(table: object, links: frozenset[int]) -> dict[str, Any]:
    """What is edited of a table."""
    return {**facts_of(table, TABLE_FACTS), "links": sorted(links)}


def by_number(number: str) -> tuple[str, int, str]:
    """T2 stands before T10."""
    letters = number.rstrip("0123456789")
    digits = number[len(letters) :]
    return letters, int(digits) if digits else 0, number
