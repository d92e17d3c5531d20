"""What both lists of guests are read with: days on branches' clocks, whole numbers, tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_, select
from sqlalchemy.orm import Session

from app.models import Branch, DiningTable, SeatingTable
from app.services.guest_lists.views import TableSeen

_SEPARATORS: Final = re.compile(r"[\s().-]")
_NUMBER: Final = re.compile(r"\+?[0-9]{7,15}")


def whole_number(text: str) -> str | None:
    """The number in E.164 where the text can be a whole one, with its plus or without; else None."""
    bare = _SEPARATORS.sub("", text)
    return f"+{bare.removeprefix('+')}" if _NUMBER.fullmatch(bare) else None


def digits_of(text: str) -> str:
    """A part of a number without what people put between digits; empty where it is no number."""
    bare = _SEPARATORS.sub("", text).removeprefix("+")
    return bare if bare.isascii() and bare.isdigit() else ""


def on_days(
    session: Session,
    business_id: int,
    column: SQLColumnExpression[datetime],
    *,
    first: date | None,
    last: date | None,
) -> ColumnElement[bool]:
    """Whether an instant lies in these days, each counted on the clock of the branch it belongs to. One statement."""
    zones = session.scalars(select(Branch.zone).where(Branch.business_id == business_id).distinct()).all()
    spans = []
    for zone in sorted(zones):
        parts: list[ColumnElement[bool]] = [Branch.zone == zone]
        if first is not None:
            parts.append(column >= _midnight(first, zone))
        if last is not None:
            parts.append(column < _midnight(last + timedelta(days=1), zone))
        spans.append(and_(*parts))
    return or_(*spans) if spans else Branch.id.is_(None)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def tables_by_seating(session: Session, seating_ids: Collection[int]) -> Mapping[int, Sequence[TableSeen]]:
    """The tables of seatings; one statement."""
    found: defaultdict[int, list[TableSeen]] = defaultdict(list)
    if not seating_ids:
        return found
    rows = session.execute(
        select(
            SeatingTable.seating_id,
            DiningTable.id,
            DiningTable.number,
            DiningTable.capacity,
            DiningTable.shape,
            DiningTable.section_id,
        )
        .join(DiningTable, DiningTable.id == SeatingTable.table_id)
        .where(SeatingTable.seating_id.in_(seating_ids))
        .order_by(DiningTable.id)
    )
    for row in rows:
        found[row.seating_id].append(
            TableSeen(id=row.id, number=row.number, capacity=row.capacity, shape=row.shape, section_id=row.section_id)
        )
    return found
