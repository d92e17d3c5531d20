"""Sections of a branch: added, changed, put into another order, removed while they stand empty."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import PastNeedsIt, SectionHasTables, SectionNotFound
from app.models import DiningTable, Section
from app.services.places.furnishing import edits
from app.services.places.furnishing.edits import Edit
from app.services.places.furnishing.plans import SECTION_FACTS
from app.services.places.seals import check_seal

_ENTITY: Final = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWish:
    """How a section shall be; `capacity` in guests at once. Those of a lower `display_order` come first."""

    name_en: str
    name_ar: str
    capacity: int
    is_active: bool
    display_order: int


def add_section(session: Session, edit: Edit, wish: SectionWish) -> int:
    """A new section, without tables; its id."""
    edits.begin(session, edit)
    section = Section(branch_id=edit.branch_id, **asdict(wish))
    session.add(section)
    session.flush()
    edits.note(session, edit, "section_added", _ENTITY, section.id, after=edits.facts_of(section, SECTION_FACTS))
    return section.id


def change_section(session: Session, edit: Edit, section_id: int, wish: SectionWish, *, seen: str) -> None:
    """Bookings in it stay, also where it is switched off or holds fewer guests.

    Raises SectionNotFound, ChangedMeanwhile.
    """
    edits.begin(session, edit)
    section = edits.lock_own(session, edit, Section, section_id, SectionNotFound)
    before = edits.facts_of(section, SECTION_FACTS)
    check_seal(session, before, seen, entity=_ENTITY, entity_id=section_id)
    for name, value in asdict(wish).items():
        setattr(section, name, value)
    session.flush()
    after = edits.facts_of(section, SECTION_FACTS)
    edits.note(session, edit, "section_changed", _ENTITY, section.id, before=before, after=after)


def remove_section(session: Session, edit: Edit, section_id: int) -> None:
    """Raises SectionNotFound, SectionHasTables, PastNeedsIt where bookings or hours refer to it."""
    edits.begin(session, edit)
    section = edits.lock_own(session, edit, Section, section_id, SectionNotFound)
    tables = session.scalar(select(func.count(DiningTable.id)).where(DiningTable.section_id == section_id)) or 0
    if tables:
        raise SectionHasTables(tables=tables)
    before = edits.facts_of(section, SECTION_FACTS)
    try:
        with session.begin_nested():
            session.execute(delete(Section).where(Section.id == section_id))
    except IntegrityError as error:
        raise PastNeedsIt from error
    edits.note(session, edit, "section_removed", _ENTITY, section_id, before=before)
