"""A whole restaurant at once, for tests that book there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Branch, DiningTable, Platform
from tests.factories.dining import (
    link_tables,
    make_branch,
    make_rule,
    make_section,
    make_table,
    make_turn_time,
)


def make_restaurant(
    session: Session,
    *,
    tables: Sequence[int] = (2, 2, 4, 4, 6),
    capacity: int = 999,
    platform: Platform | None = None,
    rule: dict[str, Any] | None = None,
    **given: Any,
) -> Branch:
    """Dinner in Dubai from six to ten, one section with tables of these capacities that stand in a row.

    Parties of up to four stay for 90 minutes, larger ones for two hours.
    """
    branch = make_branch(session, platform=platform, **{"lead_minutes": 0, **given})
    section = make_section(session, branch, capacity=capacity)
    link_tables(session, [make_table(session, section, capacity=seats) for seats in tables])
    make_rule(session, branch, **(rule or {}))
    make_turn_time(session, branch, up_to_party=4, minutes=90)
    make_turn_time(session, branch, up_to_party=20, minutes=120)
    return branch


def table_ids(session: Session, branch: Branch) -> list[int]:
    """The branch's tables, the first made first."""
    return list(
        session.scalars(select(DiningTable.id).where(DiningTable.branch_id == branch.id).order_by(DiningTable.id))
    )
