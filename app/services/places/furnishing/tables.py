"""Tables of a branch: added, changed, pushed together, put away; never from under those who are coming."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import PastNeedsIt, TableNotFound, TableNumberTaken
from app.domain.reservations import TableShape
from app.models import DiningTable, TableLink
from app.services.places.furnishing import edits, guard
from app.services.places.furnishing.edits import Edit
from app.services.places.furnishing.plans import links_of, table_facts
from app.services.places.seals import check_seal

_ENTITY: Final = "dining_table"
# New tables are put down in rows of five, from the first corner on.
_PER_ROW: Final = 5
_CORNER: Final = 8
_APART: Final = 20
_FURTHEST: Final = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesWish:
    """New tables that are alike, each number once."""

    section_id: int
    numbers: Sequence[str]
    min_party: int
    capacity: int
    shape: TableShape
    is_online: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWish:
    """How a table shall be: `x` and `y` in percent of the room, `links` those it can be pushed together with."""

    section_id: int
    number: str
    min_party: int
    capacity: int
    shape: TableShape
    x: int
    y: int
    is_active: bool
    is_online: bool
    links: Collection[int]


def add_tables(session: Session, edit: Edit, wish: TablesWish) -> list[int]:
    """All of them or none; their ids. Raises SectionNotFound, TableNumberTaken."""
    edits.begin(session, edit)
    edits.check_section(session, edit, wish.section_id)
    _check_numbers(session, edit, wish.numbers)
    standing = len(session.scalars(select(DiningTable.id).where(DiningTable.section_id == wish.section_id)).all())
    alike: dict[str, Any] = {name: value for name, value in asdict(wish).items() if name != "numbers"}
    tables = [
        DiningTable(branch_id=edit.branch_id, number=number, **_spot(standing + place), **alike)
        for place, number in enumerate(wish.numbers)
    ]
    session.add_all(tables)
    session.flush()
    for table in tables:
        edits.note(session, edit, "table_added", _ENTITY, table.id, after=table_facts(table, frozenset()))
    return [table.id for table in tables]


def change_table(session: Session, edit: Edit, table_id: int, wish: TableWish, *, seen: str) -> None:
    """Change a table and what it can be pushed together with, from either side.

    Raises TableNotFound, SectionNotFound, ChangedMeanwhile, TableNumberTaken; TableInUse where it would be switched
    off, put into another section or made smaller although those who are coming need it as it is.
    """
    edits.begin(session, edit)
    table = edits.lock_own(session, edit, DiningTable, table_id, TableNotFound)
    before = table_facts(table, frozenset(links_of(session, edit.branch_id).get(table_id, ())))
    check_seal(session, before, seen, entity=_ENTITY, entity_id=table_id)
    edits.check_section(session, edit, wish.section_id)
    if wish.number != table.number:
        _check_numbers(session, edit, [wish.number])
    if table.is_active and (not wish.is_active or wish.section_id != table.section_id):
        guard.check_nobody_comes(session, table_id, now=edit.now)
    if wish.capacity < table.capacity:
        guard.check_still_seats(session, table, capacity=wish.capacity, now=edit.now)
    given = asdict(wish)
    links = _links(session, edit, table_id, given.pop("links"))
    for name, value in given.items():
        setattr(table, name, value)
    _write_links(session, table_id, links)
    session.flush()
    after = table_facts(table, links)
    edits.note(session, edit, "table_changed", _ENTITY, table_id, before=before, after=after)


def remove_table(session: Session, edit: Edit, table_id: int) -> None:
    """Raises TableNotFound, TableInUse, PastNeedsIt for a table at which somebody has sat."""
    edits.begin(session, edit)
    table = edits.lock_own(session, edit, DiningTable, table_id, TableNotFound)
    guard.check_nobody_comes(session, table_id, now=edit.now)
    before = table_facts(table, frozenset(links_of(session, edit.branch_id).get(table_id, ())))
    try:
        with session.begin_nested():
            _write_links(session, table_id, ())
            session.execute(delete(DiningTable).where(DiningTable.id == table_id))
    except IntegrityError as error:
        raise PastNeedsIt from error
    edits.note(session, edit, "table_removed", _ENTITY, table_id, before=before)


def _check_numbers(session: Session, edit: Edit, numbers: Sequence[str]) -> None:
    """Nobody else is in the room, so that what is free now stays free; the unique key holds it anyway."""
    taken = set(
        session.scalars(
            select(DiningTable.number).where(DiningTable.branch_id == edit.branch_id, DiningTable.number.in_(numbers))
        )
    )
    first = next((number for number in numbers if number in taken), None)
    if first is not None:
        raise TableNumberTaken(number=first)


def _links(session: Session, edit: Edit, table_id: int, wanted: Collection[int]) -> frozenset[int]:
    """Of the wanted ones those that are other tables of the branch."""
    rows = session.scalars(
        select(DiningTable.id).where(
            DiningTable.branch_id == edit.branch_id, DiningTable.id.in_(wanted), DiningTable.id != table_id
        )
    )
    return frozenset(rows)


def _write_links(session: Session, table_id: int, others: Collection[int]) -> None:
    mine = or_(TableLink.table_id == table_id, TableLink.other_id == table_id)
    session.execute(delete(TableLink).where(mine).execution_options(synchronize_session=False))
    rows = [{"table_id": min(table_id, other), "other_id": max(table_id, other)} for other in sorted(others)]
    if rows:
        session.execute(insert(TableLink), rows)


def _spot(place: int) -> dict[str, int]:
    row, column = divmod(place, _PER_ROW)
    return {"x": min(_FURTHEST, _CORNER + _APART * column), "y": min(_FURTHEST, _CORNER + _APART * row)}
