"""The restaurants of a business."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Bundle, Session

from app.domain.errors import BranchNotFound
from app.domain.paging import Page, Window
from app.domain.tenant import Tenant
from app.models import Branch, Brand, Country
from app.services.carts.views import AnyRow
from app.services.places import brands, countries, pictures, rooms
from app.services.places.countries import CountryFacts
from app.services.places.pictures import Pictures
from app.services.places.rooms import SectionFacts, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandOfBranch:
    """What a branch tells of its brand."""

    id: int
    name_en: str
    code: str
    main_color: str
    font_color: str
    payment_provider: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchFacts:
    """A branch with everything shown beside it; `branch` is for reading only."""

    branch: Branch
    brand: BrandOfBranch
    country: CountryFacts
    pictures: Pictures
    sections: Sequence[SectionFacts]
    waiting: Sequence[Waiting]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchQuery:
    """Which branches; texts match in part and in any case.

    Of the three ways to name brands a code stands over ids, and ids over one id; a code nobody has leaves nothing.
    `text` is looked for in name and code, and is a row's id where it is a number.
    """

    name: str = ""
    code: str = ""
    brand_code: str = ""
    brand_ids: Collection[int] = ()
    brand_id: int | None = None
    country_id: int | None = None
    is_bookable: bool = False
    can_play: bool | None = None
    text: str = ""


_QUESTION: Final[Select[*tuple[Any, ...]]] = (
    select(
        Branch,
        Bundle("brand", *(getattr(Brand, name) for name in BrandOfBranch.__dataclass_fields__)),
        Bundle("country", *countries.COLUMNS),
    )
    .join(Brand, Brand.id == Branch.brand_id)
    .join(Country, Country.id == Branch.country_id)
)


def get_branch(session: Session, tenant: Tenant, branch_id: int, *, now: datetime) -> BranchFacts:
    """One branch; its sections tell what is left of their capacity at this moment. Raises BranchNotFound."""
    row = session.execute(
        _QUESTION.where(Branch.business_id == tenant.business_id, Branch.id == branch_id)
    ).one_or_none()
    if row is None:
        raise BranchNotFound
    seated = rooms.seated_now(session, branch_id, tenant.environment, now=now)
    return _facts(session, tenant, [row], now=now, seated=seated)[0]


def list_branches(
    session: Session, tenant: Tenant, wanted: BranchQuery, *, window: Window | None, now: datetime
) -> Page[BranchFacts]:
    """By name; no window means all of them on one page. At most six statements."""
    conditions = _conditions(session, tenant, wanted)
    question = _QUESTION.where(*conditions).order_by(Branch.name_en, Branch.id)
    if window is None:
        rows: Sequence[AnyRow] = session.execute(question).all()
        total = len(rows)
        window = Window(limit=max(1, total))
    else:
        total = session.scalar(select(func.count()).select_from(Branch).where(*conditions)) or 0
        rows = session.execute(question.limit(window.limit).offset(window.offset)).all()
    return Page(items=_facts(session, tenant, rows, now=now, seated={}), total=total, window=window)


def _conditions(session: Session, tenant: Tenant, wanted: BranchQuery) -> list[ColumnElement[bool]]:
    conditions = [Branch.business_id == tenant.business_id, *_of_brands(session, tenant, wanted)]
    if wanted.name:
        conditions.append(Branch.name_en.icontains(wanted.name, autoescape=True))
    if wanted.code:
        conditions.append(Branch.code.icontains(wanted.code, autoescape=True))
    if wanted.country_id is not None:
        conditions.append(Branch.country_id == wanted.country_id)
    if wanted.is_bookable:
        conditions.append(Branch.is_active.is_(True))
    if wanted.can_play is not None:
        conditions.append(Branch.play_enable.is_(wanted.can_play))
    if wanted.text:
        conditions.append(_says(wanted.text))
    return conditions


def _of_brands(session: Session, tenant: Tenant, wanted: BranchQuery) -> list[ColumnElement[bool]]:
    if wanted.brand_code:
        brand = brands.find_brand(session, tenant.business_id, code=wanted.brand_code)
        return [Branch.brand_id == (brand.id if brand else 0)]
    if wanted.brand_ids:
        return [Branch.brand_id.in_(wanted.brand_ids)]
    return [] if wanted.brand_id is None else [Branch.brand_id == wanted.brand_id]


def _says(text: str) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [
        Branch.name_en.icontains(text, autoescape=True),
        Branch.code.icontains(text, autoescape=True),
    ]
    if text.isascii() and text.isdigit() and len(text) < 10:  # noqa: PLR2004  # longer numbers are nobody's row
        found.append(Branch.id == int(text))
    return or_(*found)


def _facts(
    session: Session, tenant: Tenant, rows: Sequence[AnyRow], *, now: datetime, seated: dict[int, int]
) -> list[BranchFacts]:
    if not rows:
        return []
    zones = {row.Branch.id: row.Branch.zone for row in rows}
    shown = pictures.of_branches(session, zones)
    sections = rooms.sections_of(session, zones, seated=seated)
    waiting = rooms.waiting_at(session, zones, tenant.environment, now=now)
    return [
        BranchFacts(
            branch=row.Branch,
            brand=BrandOfBranch(**row.brand._asdict()),
            country=CountryFacts(**row.country._asdict()),
            pictures=shown.get(row.Branch.id, {}),
            sections=sections.get(row.Branch.id, ()),
            waiting=waiting.get(row.Branch.id, ()),
        )
        for row in rows
    ]
