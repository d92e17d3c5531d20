"""A restaurant that is being furnished."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.reservations import RuleKind
from app.domain.states import Environment
from app.domain.tenant import Actor, Tenant
from app.models import AuditEntry, Branch
from app.services.places.furnishing import (
    Edit,
    FloorTable,
    RuleWish,
    SectionWish,
    TableWish,
    read_plan,
)
from tests.factories import NOW, make_staff
from tests.factories.restaurants import make_restaurant

# Six in the evening in Dubai, on the day after NOW.
SIX = datetime(2026, 3, 3, 14, tzinfo=UTC)
DINNER = RuleWish(
    kind=RuleKind.OPEN,
    section_id=None,
    title_en="Late dinner",
    title_ar="عشاء متأخر",
    weekdays=(),
    first_date=None,
    last_date=None,
    starts_minute=23 * 60,
    ends_minute=25 * 60,
    interval_minutes=30,
    is_hidden=False,
    is_custom=False,
    is_active=True,
    price_minor=None,
    deposit_minor=None,
    pacing_covers=None,
    pacing_parties=None,
    min_party=None,
    max_party=None,
)


@dataclass
class Workshop:
    """A branch with two tables of two and one of four in a row, and who changes it."""

    session: Session
    branch: Branch
    edit: Edit

    @classmethod
    def open(cls, session: Session, **given: Any) -> "Workshop":
        branch = make_restaurant(session, **{"tables": (2, 2, 4), **given})
        tenant = Tenant(branch.business_id, Environment.TEST)
        actor = Actor("staff", make_staff(session).id)
        return cls(session, branch, Edit(tenant=tenant, branch_id=branch.id, actor=actor, now=NOW))

    @property
    def tables(self) -> list[FloorTable]:
        return sorted(read_plan(self.session, self.branch.id).tables.values(), key=lambda table: table.id)

    @property
    def actions(self) -> list[str]:
        """What the trail tells of the room and its hours, the first change first."""
        entities = ("section", "dining_table", "availability_rule", "branch")
        query = select(AuditEntry.action).where(AuditEntry.entity.in_(entities)).order_by(AuditEntry.id)
        return list(self.session.scalars(query))


def as_it_is(table: FloorTable, **changed: Any) -> TableWish:
    """A table as it stands, but for what is named."""
    given = {name: getattr(table, name) for name in TableWish.__dataclass_fields__}
    return TableWish(**{**given, **changed})


def section(**given: Any) -> SectionWish:
    usual: dict[str, Any] = {
        "name_en": "Terrace",
        "name_ar": "الشرفة",
        "capacity": 30,
        "is_active": True,
        "display_order": 5,
    }
    return SectionWish(**{**usual, **given})


def hours(**given: Any) -> RuleWish:
    return replace(DINNER, **given)
