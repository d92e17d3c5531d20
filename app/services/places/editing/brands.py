"""A brand's words, colours and ways to be heard."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.services.places.editing import changes
from app.services.places.editing.reaching import get_brand, lock_brand
from app.services.places.seals import LastChange, find_last_change, seal_of
from app.services.staff_accounts import StaffSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandValues:
    """What the brand's page edits, named like the columns; colours are "#rrggbb", links those of web pages."""

    name_en: str
    name_ar: str
    description_en: str
    description_ar: str
    cuisine_en: str
    cuisine_ar: str
    social_links: list[Any]
    main_color: str
    font_color: str
    hover_color: str
    secondary_color: str
    is_active: bool
    whatsapp_message: bool
    email_message: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandSheet:
    """A brand as it is now, for a form; `seal` says which state that is."""

    id: int
    code: str
    values: BrandValues
    seal: str
    last: LastChange | None

    def name(self, locale: str) -> str:
        return self.values.name_ar if locale == "ar" else self.values.name_en


def read_brand(session: Session, staff: StaffSeen, code: str) -> BrandSheet:
    """A brand within reach; two statements or three. Raises NotAllowed, BrandNotFound."""
    brand = get_brand(session, staff, code)
    values = changes.values_of(BrandValues, brand)
    facts = asdict(values)
    return BrandSheet(
        id=brand.id,
        code=brand.code,
        values=values,
        seal=seal_of(facts),
        last=find_last_change(session, brand.__tablename__, brand.id, facts.keys()),
    )


def change_brand(
    session: Session, *, staff: StaffSeen, code: str, values: BrandValues, seen: str, now: datetime
) -> tuple[str, ...]:
    """Change a brand; its pages show it on the next request. Returns what has changed.

    Raises NotAllowed, BrandNotFound, ChangedMeanwhile.
    """
    brand = lock_brand(session, staff, code)
    return changes.write(session, brand, values, seen=seen, staff=staff, now=now)
