"""A branch's day with the names that stand on it: what a page or a third party shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound
from app.domain.seating import Ask, Day, day_of
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Branch, Section
from app.services.availability.keeping import found
from app.services.availability.reading import read_venue, span_of
from app.services.carts.views import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionName:
    en: str
    ar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The times of a day for one party, and where they are. `hides_capacity`: guests are not told how many may come."""

    branch_id: int
    code: str
    name_en: str
    name_ar: str
    zone: str
    currency: str
    hides_capacity: bool
    sections: Mapping[int, SectionName]
    day: Day


def sheet(session: Session, tenant: Tenant, ask: Ask, *, branch_id: int | None = None, code: str = "") -> Sheet:
    """The day of a branch of the business, named by its row or its code, which may be digits too. Six statements.

    Raises BranchNotFound.
    """
    named = [Branch.code == code] if branch_id is None else [Branch.id == branch_id]
    rows = _read(session, tenant, named)
    if not rows and branch_id is not None:
        rows = _read(session, tenant, [Branch.code == str(branch_id)])
    if not rows:
        raise BranchNotFound
    branch = rows[0]
    return Sheet(
        branch_id=branch.id,
        code=branch.code,
        name_en=branch.name_en,
        name_ar=branch.name_ar,
        zone=branch.zone,
        currency=branch.currency,
        hides_capacity=branch.remaining_capacity_hide,
        sections={row.section_id: SectionName(en=row.section_en, ar=row.section_ar) for row in rows if row.section_id},
        day=_day(session, branch.id, tenant.environment, ask),
    )


def _day(session: Session, branch_id: int, environment: Environment, ask: Ask) -> Day:
    venue = read_venue(session, branch_id, first_date=ask.service_date)
    return found(
        session,
        branch_id,
        environment,
        venue,
        ask,
        make=lambda taken, asked: day_of(venue, taken, asked),
        key="day",
        span=span_of(venue, ask.service_date),
    )


def _read(session: Session, tenant: Tenant, named: list[ColumnElement[bool]]) -> list[AnyRow]:
    """The branch once for each of its sections."""
    query = (
        select(
            Branch.id,
            Branch.code,
            Branch.name_en,
            Branch.name_ar,
            Branch.zone,
            Branch.currency,
            Branch.remaining_capacity_hide,
            Section.id.label("section_id"),
            Section.name_en.label("section_en"),
            Section.name_ar.label("section_ar"),
        )
        .outerjoin(Section, Section.branch_id == Branch.id)
        .where(Branch.business_id == tenant.business_id, *named)
    )
    return list(session.execute(query))
