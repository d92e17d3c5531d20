"""Which brands and branches a member of staff may change."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.domain.bilingual import Branded, Named
from app.domain.errors import BranchNotFound, BrandNotFound
from app.models import Branch, Brand, BrandMedia
from app.services.branch_reach import branches_of
from app.services.brand_media import MediaSlot
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_edits_restaurants


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchLine(Named):
    """A branch in the list of all."""

    code: str
    name_en: str
    name_ar: str
    city_en: str
    city_ar: str
    is_active: bool

    def city(self, locale: str) -> str:
        return self.city_ar if locale == "ar" else self.city_en


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandLine(Named):
    """A brand with its branches within reach; `logo` is a key of the files store, or empty."""

    code: str
    name_en: str
    name_ar: str
    is_active: bool
    logo: str
    branches: tuple[BranchLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Named, Branded):
    """A branch that is being changed: what every one of its pages shows."""

    id: int
    code: str
    name_en: str
    name_ar: str
    is_active: bool
    zone: str
    currency: str
    # From one time to the next, where new hours begin with it.
    slot_minutes: int
    brand_id: int
    brand_code: str
    brand_en: str
    brand_ar: str


def list_brands(session: Session, staff: StaffSeen) -> list[BrandLine]:
    """Every brand within reach with its branches, both by name; one statement or two. Raises NotAllowed."""
    check_edits_restaurants(staff)
    reach = branches_of(session, staff)
    theirs = Branch.brand_id == Brand.id
    question = (
        select(Brand, Branch, BrandMedia.file_key)
        .outerjoin(Branch, theirs if reach is None else and_(theirs, Branch.id.in_(reach)))
        .outerjoin(BrandMedia, _is_logo())
        .where(Brand.business_id == staff.business_id)
        .order_by(Brand.name_en, Brand.id, Branch.name_en, Branch.id)
    )
    if reach is not None:
        question = question.where(Branch.id.is_not(None))
    found: dict[int, tuple[Brand, str, list[BranchLine]]] = {}
    for brand, branch, logo in session.execute(question):
        _brand, _logo, branches = found.setdefault(brand.id, (brand, logo or "", []))
        if branch is not None:
            branches.append(_line(branch))
    return [
        BrandLine(
            code=brand.code,
            name_en=brand.name_en,
            name_ar=brand.name_ar,
            is_active=brand.is_active,
            logo=logo,
            branches=tuple(branches),
        )
        for brand, logo, branches in found.values()
    ]


def get_place(session: Session, staff: StaffSeen, code: str) -> Place:
    """One branch within reach; one statement or two. Raises NotAllowed, BranchNotFound."""
    row = session.execute(
        select(
            Branch.id,
            Branch.code,
            Branch.name_en,
            Branch.name_ar,
            Branch.is_active,
            Branch.zone,
            Branch.currency,
            Branch.slot_minutes,
            Brand.id.label("brand_id"),
            Brand.code.label("brand_code"),
            Brand.name_en.label("brand_en"),
            Brand.name_ar.label("brand_ar"),
        )
        .join(Brand, Brand.id == Branch.brand_id)
        .where(*_within(session, staff), Branch.code == code)
    ).one_or_none()
    if row is None:
        raise BranchNotFound
    return Place(**row._asdict())


def lock_branch(session: Session, staff: StaffSeen, code: str) -> Branch:
    """The branch, kept from other changes until the unit of work ends; bookings go on meanwhile.

    Raises NotAllowed, BranchNotFound.
    """
    found = session.scalar(
        select(Branch)
        .where(*_within(session, staff), Branch.code == code)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise BranchNotFound
    return found


def get_branch(session: Session, staff: StaffSeen, code: str) -> Branch:
    """One branch within reach, whole and for reading; one statement or two. Raises NotAllowed, BranchNotFound."""
    found = session.scalar(select(Branch).where(*_within(session, staff), Branch.code == code))
    if found is None:
        raise BranchNotFound
    return found


def get_brand(session: Session, staff: StaffSeen, code: str) -> Brand:
    """One brand within reach, for reading; one statement or two. Raises NotAllowed, BrandNotFound."""
    found = session.scalar(_brand(session, staff, code))
    if found is None:
        raise BrandNotFound
    return found


def lock_brand(session: Session, staff: StaffSeen, code: str) -> Brand:
    """The brand, kept from other changes until the unit of work ends. Raises NotAllowed, BrandNotFound."""
    found = session.scalar(
        _brand(session, staff, code).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    if found is None:
        raise BrandNotFound
    return found


def _brand(session: Session, staff: StaffSeen, code: str) -> Select[Brand]:
    """Who reaches a branch of it reaches the brand."""
    check_edits_restaurants(staff)
    reach = branches_of(session, staff)
    question = select(Brand).where(Brand.business_id == staff.business_id, Brand.code == code)
    if reach is None:
        return question
    return question.where(Brand.id.in_(select(Branch.brand_id).where(Branch.id.in_(reach))))


def _within(session: Session, staff: StaffSeen) -> list[ColumnElement[bool]]:
    check_edits_restaurants(staff)
    reach = branches_of(session, staff)
    own = [Branch.business_id == staff.business_id]
    return own if reach is None else [*own, Branch.id.in_(reach)]


def _is_logo() -> ColumnElement[bool]:
    return and_(BrandMedia.brand_id == Brand.id, BrandMedia.branch_key == 0, BrandMedia.slot == MediaSlot.LOGO.value)


def _line(branch: Branch) -> BranchLine:
    return BranchLine(
        code=branch.code,
        name_en=branch.name_en,
        name_ar=branch.name_ar,
        city_en=branch.city_en,
        city_ar=branch.city_ar,
        is_active=branch.is_active,
    )
