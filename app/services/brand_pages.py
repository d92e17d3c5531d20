"""The restaurants of a business as visitors look through them: all brands, and the branches of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.domain.bilingual import Named
from app.domain.reservations import RuleKind
from app.domain.seating import Opening, Rule, opening
from app.models import AvailabilityRule, Branch, Brand, BrandMedia

_PICTURES: Final = ("logo_image", "cover_image")
_COMMA: Final = (", ", "\N{ARABIC COMMA} ")


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandCard(Named):
    """A brand in the list of all; pictures are keys of the files store."""

    code: str
    name_en: str
    name_ar: str
    cuisine_en: str
    cuisine_ar: str
    cities_en: tuple[str, ...]
    cities_ar: tuple[str, ...]
    branches: int
    logo: str
    cover: str

    def cuisine(self, locale: str) -> str:
        return self.cuisine_ar if locale == "ar" else self.cuisine_en

    def cities(self, locale: str) -> tuple[str, ...]:
        return self.cities_ar if locale == "ar" else self.cities_en


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchCard(Named):
    """A branch on its brand's page."""

    code: str
    name_en: str
    name_ar: str
    city_en: str
    city_ar: str
    about_en: str
    about_ar: str
    address_en: str
    address_ar: str
    zone: ZoneInfo
    opening: Opening
    is_bookable: bool

    def about(self, locale: str) -> str:
        return self.about_ar if locale == "ar" else self.about_en

    def address(self, locale: str) -> str:
        """The street, and the town where that does not name it already."""
        street, town = (self.address_ar, self.city_ar) if locale == "ar" else (self.address_en, self.city_en)
        if not street or town in street:
            return street or town
        return f"{street}{_COMMA[locale == 'ar']}{town}"


def list_brands(session: Session, business_id: int) -> list[BrandCard]:
    """The active brands that have a branch, by their first branch; two statements."""
    rows = session.execute(
        select(Brand, Branch.city_en, Branch.city_ar)
        .join(Branch, and_(Branch.brand_id == Brand.id, Branch.is_active))
        .where(Brand.business_id == business_id, Brand.is_active)
        .order_by(Brand.id, Branch.id)
    ).all()
    pictures = _pictures(session, {row[0].id for row in rows})
    found: dict[int, list[tuple[Brand, str, str]]] = {}
    for brand, city_en, city_ar in rows:
        found.setdefault(brand.id, []).append((brand, city_en, city_ar))
    return [
        _card(places[0][0], [(en, ar) for _brand, en, ar in places], pictures.get(brand_id, {}))
        for brand_id, places in found.items()
    ]


def list_branches(session: Session, brand_id: int, *, now: datetime) -> list[BranchCard]:
    """A brand's active branches with whether they are open; two statements."""
    branches = session.scalars(
        select(Branch).where(Branch.brand_id == brand_id, Branch.is_active).order_by(Branch.id)
    ).all()
    rules: dict[int, list[Rule]] = {}
    for row in session.scalars(
        select(AvailabilityRule).where(
            AvailabilityRule.branch_id.in_([branch.id for branch in branches]), AvailabilityRule.is_active
        )
    ):
        rules.setdefault(row.branch_id, []).append(_rule(row))
    return [_branch(branch, rules.get(branch.id, []), now) for branch in branches]


def _pictures(session: Session, brand_ids: set[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for brand_id, slot, key in session.execute(
        select(BrandMedia.brand_id, BrandMedia.slot, BrandMedia.file_key).where(
            BrandMedia.brand_id.in_(brand_ids), BrandMedia.branch_key == 0, BrandMedia.slot.in_(_PICTURES)
        )
    ):
        found.setdefault(brand_id, {})[slot] = key
    return found


def _card(brand: Brand, cities: list[tuple[str, str]], pictures: dict[str, str]) -> BrandCard:
    return BrandCard(
        code=brand.code,
        name_en=brand.name_en,
        name_ar=brand.name_ar,
        cuisine_en=brand.cuisine_en,
        cuisine_ar=brand.cuisine_ar,
        cities_en=tuple(dict.fromkeys(en for en, _ar in cities if en)),
        cities_ar=tuple(dict.fromkeys(ar for _en, ar in cities if ar)),
        branches=len(cities),
        logo=pictures.get("logo_image", ""),
        cover=pictures.get("cover_image", ""),
    )


def _branch(branch: Branch, rules: list[Rule], now: datetime) -> BranchCard:
    zone = ZoneInfo(branch.zone)
    return BranchCard(
        code=branch.code,
        name_en=branch.name_en,
        name_ar=branch.name_ar,
        city_en=branch.city_en,
        city_ar=branch.city_ar,
        about_en=branch.description_en or "",
        about_ar=branch.description_ar or branch.description_en or "",
        address_en=branch.address_en or "",
        address_ar=branch.address_ar or branch.address_en or "",
        zone=zone,
        opening=opening(rules, zone=zone, now=now),
        is_bookable=bool(rules) or bool(branch.reservation_link),
    )


def _rule(row: AvailabilityRule) -> Rule:
    """As far as it says when the house is open."""
    return Rule(
        id=row.id,
        kind=RuleKind(row.kind),
        weekdays=frozenset(row.weekdays),
        first_date=row.first_date,
        last_date=row.last_date,
        starts_minute=row.starts_minute,
        ends_minute=row.ends_minute,
        interval_minutes=row.interval_minutes,
        section_id=row.section_id,
        is_hidden=row.is_hidden,
        is_custom=row.is_custom,
    )
