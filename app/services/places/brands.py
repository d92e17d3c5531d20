"""The restaurant brands of a business."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Bundle, Session

from app.domain.errors import BrandNotFound
from app.domain.paging import Page, Window
from app.models import Brand, Country
from app.services.carts.views import AnyRow
from app.services.places import countries, pictures
from app.services.places.countries import CountryFacts
from app.services.places.pictures import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFacts:
    """A brand with its country and the addresses of its pictures."""

    id: int
    code: str
    name_en: str
    description_en: str
    social_links: list[Any]
    main_color: str
    font_color: str
    hover_color: str
    secondary_color: str
    payment_provider: str
    is_active: bool
    whatsapp_message: bool
    email_message: bool
    country_id: int
    created_at: datetime
    updated_at: datetime
    country: CountryFacts
    pictures: Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandQuery:
    """Which brands: names and codes match in part and in any case, an empty collection of countries means any."""

    name: str = ""
    code: str = ""
    country_ids: Collection[int] = ()


_COLUMNS: Final = tuple(
    getattr(Brand, name) for name in BrandFacts.__dataclass_fields__ if name not in {"country", "pictures"}
)
_QUESTION: Final[Select[*tuple[Any, ...]]] = select(
    Bundle("brand", *_COLUMNS), Bundle("country", *countries.COLUMNS)
).join(Country, Country.id == Brand.country_id)


def find_brand(session: Session, business_id: int, *, id: int | None = None, code: str = "") -> BrandFacts | None:  # noqa: A002  # the row's id
    """One brand by its row or by its exact code."""
    which = Brand.id == id if id is not None else Brand.code == code
    row = session.execute(_QUESTION.where(Brand.business_id == business_id, which)).one_or_none()
    return None if row is None else _facts(session, [row])[0]


def get_brand(session: Session, business_id: int, *, id: int | None = None, code: str = "") -> BrandFacts:  # noqa: A002  # the row's id
    """The same. Raises BrandNotFound."""
    found = find_brand(session, business_id, id=id, code=code)
    if found is None:
        raise BrandNotFound
    return found


def list_brands(session: Session, business_id: int, wanted: BrandQuery, *, window: Window) -> Page[BrandFacts]:
    """By name. Three statements."""
    conditions: list[ColumnElement[bool]] = [Brand.business_id == business_id]
    if wanted.name:
        conditions.append(Brand.name_en.icontains(wanted.name, autoescape=True))
    if wanted.code:
        conditions.append(Brand.code.icontains(wanted.code, autoescape=True))
    if wanted.country_ids:
        conditions.append(Brand.country_id.in_(wanted.country_ids))
    total = session.scalar(select(func.count()).select_from(Brand).where(*conditions)) or 0
    rows = session.execute(
        _QUESTION.where(*conditions).order_by(Brand.name_en, Brand.id).limit(window.limit).offset(window.offset)
    ).all()
    return Page(items=_facts(session, rows), total=total, window=window)


def _facts(session: Session, rows: Collection[AnyRow]) -> list[BrandFacts]:
    shown = pictures.of_brands(session, [row.brand.id for row in rows]) if rows else {}
    return [
        BrandFacts(
            **row.brand._asdict(),
            country=CountryFacts(**row.country._asdict()),
            pictures=shown.get(row.brand.id, {}),
        )
        for row in rows
    ]
