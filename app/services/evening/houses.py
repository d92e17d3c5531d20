"""The branches a staff member works at."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from app.domain.bilingual import Named
from app.domain.errors import BranchNotFound
from app.models import Branch, BranchPulse, Brand, Section, StaffBranch
from app.services import staff_reach
from app.services.branch_reach import branches_of
from app.services.carts.views import AnyRow
from app.services.staff_accounts import StaffSeen


@dataclass(frozen=True, slots=True)
class HouseSection(Named):
    """A part of a branch."""

    id: int
    name_en: str
    name_ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A branch within reach; `sections` are left out where several branches are listed."""

    id: int
    code: str
    name_en: str
    name_ar: str
    brand_en: str
    brand_ar: str
    zone: ZoneInfo
    currency: str
    sections: tuple[HouseSection, ...] = ()

    def name(self, locale: str) -> str:
        return f"{self.brand_ar} – {self.name_ar}" if locale == "ar" else f"{self.brand_en} – {self.name_en}"

    def section(self, section_id: int, locale: str) -> str:
        return next((one.name(locale) for one in self.sections if one.id == section_id), "")


def list_houses(session: Session, staff: StaffSeen) -> list[House]:
    """The branches within reach, by name; one statement or two."""
    return [_house(row) for row in _rows(session, staff, code=None)]


def find_house(session: Session, staff: StaffSeen, code: str) -> House:
    """One of them, by its code in addresses; two statements or three. Raises BranchNotFound."""
    rows = _rows(session, staff, code=code)
    if not rows:
        raise BranchNotFound
    sections = session.execute(
        select(Section.id, Section.name_en, Section.name_ar)
        .where(Section.branch_id == rows[0].id)
        .order_by(Section.display_order, Section.id)
    )
    return _house(rows[0], tuple(HouseSection(*one) for one in sections))


def version_at(session: Session, staff: StaffSeen, code: str) -> int:
    """How often the branch's day has changed so far; one statement, for screens ask often. Raises BranchNotFound."""
    question = (
        select(func.coalesce(BranchPulse.version, 0))
        .select_from(Branch)
        .outerjoin(BranchPulse, and_(BranchPulse.branch_id == Branch.id, BranchPulse.environment == staff.environment))
        .where(Branch.business_id == staff.business_id, Branch.code == code)
    )
    if not staff_reach.is_everywhere(staff):
        question = question.where(
            exists().where(StaffBranch.branch_id == Branch.id, StaffBranch.staff_id == staff.staff_id)
        )
    found = session.scalar(question)
    if found is None:
        raise BranchNotFound
    return found


def _rows(session: Session, staff: StaffSeen, *, code: str | None) -> list[AnyRow]:
    reach = branches_of(session, staff)
    question = (
        select(
            Branch.id,
            Branch.code,
            Branch.name_en,
            Branch.name_ar,
            Brand.name_en.label("brand_en"),
            Brand.name_ar.label("brand_ar"),
            Branch.zone,
            Branch.currency,
        )
        .join(Brand, Brand.id == Branch.brand_id)
        .where(Branch.business_id == staff.business_id)
        .order_by(Brand.name_en, Branch.name_en, Branch.id)
    )
    if code is not None:
        question = question.where(Branch.code == code)
    if reach is not None:
        question = question.where(Branch.id.in_(reach))
    return list(session.execute(question))


def _house(row: AnyRow, sections: tuple[HouseSection, ...] = ()) -> House:
    return House(
        id=row.id,
        code=row.code,
        name_en=row.name_en,
        name_ar=row.name_ar,
        brand_en=row.brand_en,
        brand_ar=row.brand_ar,
        zone=ZoneInfo(row.zone),
        currency=row.currency,
        sections=sections,
    )
