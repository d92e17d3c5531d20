"""Restaurants with rooms, tables, hours and who sits there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.reservations import RuleKind, SeatingPurpose, TableShape
from app.domain.states import Environment
from app.models import (
    AvailabilityRule,
    Branch,
    Brand,
    Country,
    DiningTable,
    Platform,
    Seating,
    SeatingTable,
    Section,
    TableLink,
    TurnTime,
)
from app.services import pulse
from tests.factories.clock import NOW, next_number
from tests.factories.tenancy import make_platform

T = TypeVar("T")
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def make_country(session: Session, **given: Any) -> Country:
    """The Emirates, made once."""
    code = given.get("code", "UAE")
    found = session.scalar(select(Country).where(Country.code == code))
    if found is not None:
        return found
    defaults: dict[str, Any] = {
        "code": code,
        "iso2": "AE",
        "name": "United Arab Emirates",
        "name_en": "United Arab Emirates",
        "name_ar": "الإمارات العربية المتحدة",
        "currency": "AED",
        "time_zone": {"value": "Asia/Dubai", "label": "Dubai", "offset": 4, "abbrev": "GST", "altName": "Gulf"},
    }
    return _add(session, Country(**{**defaults, **STAMPS, **given}))


def make_brand(session: Session, *, platform: Platform | None = None, **given: Any) -> Brand:
    number = next_number()
    defaults: dict[str, Any] = {
        "business_id": (platform or make_platform(session)).business_id,
        "code": f"PKR{number:05d}",
        "name_en": f"Brand {number}",
        "name_ar": f"علامة {number}",
        "main_color": "#7a1f2b",
        "font_color": "#ffffff",
        "hover_color": "#5c1720",
        "secondary_color": "#f4e9dc",
        "country_id": make_country(session).id,
    }
    return _add(session, Brand(**{**defaults, **STAMPS, **given}))


def make_branch(
    session: Session, *, platform: Platform | None = None, brand: Brand | None = None, **given: Any
) -> Branch:
    """A branch in Dubai without sections or hours, that takes parties of one to ten from half an hour ahead."""
    platform = platform or make_platform(session)
    brand = brand or make_brand(session, platform=platform)
    number = next_number()
    defaults: dict[str, Any] = {
        "business_id": brand.business_id,
        "brand_id": brand.id,
        "country_id": brand.country_id,
        "platform_id": platform.id,
        "currency": "AED",
        "code": f"BR{number:03d}",
        "name_en": f"Branch {number}",
        "name_ar": f"فرع {number}",
        "zone": "Asia/Dubai",
    }
    return _add(session, Branch(**{**defaults, **STAMPS, **given}))


def make_section(session: Session, branch: Branch, **given: Any) -> Section:
    """A section that holds as many guests as one likes."""
    defaults: dict[str, Any] = {"branch_id": branch.id, "name_en": "Main hall", "name_ar": "القاعة", "capacity": 999}
    return _add(session, Section(**{**defaults, **given}))


def make_table(session: Session, section: Section, **given: Any) -> DiningTable:
    """A square table for one to four."""
    defaults: dict[str, Any] = {
        "branch_id": section.branch_id,
        "section_id": section.id,
        "number": f"T{next_number()}",
        "capacity": 4,
        "shape": TableShape.SQUARE,
    }
    return _add(session, DiningTable(**{**defaults, **given}))


def link_tables(session: Session, tables: Iterable[DiningTable]) -> None:
    """Each stands next to the one named after it."""
    for one, other in pairwise(tables):
        session.add(TableLink(table_id=min(one.id, other.id), other_id=max(one.id, other.id)))
    session.flush()


def make_rule(session: Session, branch: Branch, **given: Any) -> AvailabilityRule:
    """Dinner every day, 18:00 to the last seating at 22:00, each half hour."""
    defaults: dict[str, Any] = {
        "branch_id": branch.id,
        "kind": RuleKind.OPEN,
        "title_en": "Dinner",
        "title_ar": "العشاء",
        "starts_minute": 18 * 60,
        "ends_minute": 22 * 60,
    }
    return _add(session, AvailabilityRule(**{**defaults, **STAMPS, **given}))


def make_turn_time(session: Session, branch: Branch, *, up_to_party: int, minutes: int) -> TurnTime:
    return _add(session, TurnTime(branch_id=branch.id, up_to_party=up_to_party, minutes=minutes))


def make_seating(
    session: Session,
    tables: Iterable[DiningTable],
    *,
    service_date: date,
    starts_at: datetime,
    stay: timedelta = timedelta(hours=2),
    **given: Any,
) -> Seating:
    """A party of two that sits there; its claims and counters are the booking service's business and not written."""
    seated = list(tables)
    defaults: dict[str, Any] = {
        "branch_id": seated[0].branch_id,
        "section_id": seated[0].section_id,
        "environment": Environment.TEST,
        "purpose": SeatingPurpose.RESERVATION,
        "service_date": service_date,
        "starts_at": starts_at,
        "ends_at": starts_at + stay,
        "party_size": 2,
        "created_at": NOW,
    }
    seating = _add(session, Seating(**{**defaults, **given}))
    session.add_all(SeatingTable(seating_id=seating.id, table_id=table.id) for table in seated)
    session.flush()
    pulse.touch(session, branch_id=seating.branch_id, environment=seating.environment, now=NOW)
    pulse.beat(session)
    return seating


def _add(session: Session, thing: T) -> T:
    session.add(thing)
    session.flush()
    return thing
