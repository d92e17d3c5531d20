"""A large restaurant for the benchmark: sixty tables in three sections, three hundred bookings on each day ahead."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import insert, inspect, select
from sqlalchemy.orm import Session

from app.domain.reservations import RuleKind, SeatingPurpose, TableShape
from app.domain.states import Environment
from app.models import (
    AvailabilityRule,
    Branch,
    DiningTable,
    Platform,
    Seating,
    SeatingTable,
    Section,
    TableLink,
    TurnTime,
)

CODE: Final = "BENCH60"
DAYS_AHEAD: Final = 14
_STAY: Final = timedelta(minutes=75)
# When each table is taken, in minutes of the day; some tables a little later. Late in the evening there is a gap.
_ROUNDS: Final = (720, 795, 1080, 1155, 1320)
_HOURS: Final = (("Lunch", 12 * 60, 15 * 60), ("Dinner", 18 * 60, 23 * 60))
_TURNS: Final = {2: 90, 4: 120, 10: 150}


def furnish(session: Session, *, now: datetime) -> str:
    """Build it beside the demo's branch DT01, in its brand; gives the address of a day's page for two."""
    model = session.scalars(select(Branch).where(Branch.code == "DT01")).one()
    values = {column.key: getattr(model, column.key) for column in inspect(Branch).column_attrs}
    for unique in ("id", "uuid"):
        del values[unique]
    branch = Branch(**{**values, "code": CODE, "lead_minutes": 0, "section_wise_time_slots": False})
    session.add(branch)
    session.flush()
    _open(session, branch, now)
    tables = _set_up(session, branch)
    today = now.astimezone(ZoneInfo(branch.zone)).date()
    for number in range(1, DAYS_AHEAD + 1):
        _fill(session, branch, tables, today + timedelta(days=number), now)
    slug = session.scalars(select(Platform.slug).where(Platform.id == branch.platform_id)).one()
    return f"/{slug}/b/{CODE}?party=2&day={today + timedelta(days=7)}"


def _open(session: Session, branch: Branch, now: datetime) -> None:
    for title, opens, last in _HOURS:
        rule = AvailabilityRule(
            branch_id=branch.id,
            kind=RuleKind.OPEN,
            title_en=title,
            title_ar=title,
            starts_minute=opens,
            ends_minute=last,
            interval_minutes=15,
            created_at=now,
            updated_at=now,
        )
        session.add(rule)
    turns = (TurnTime(branch_id=branch.id, up_to_party=up_to, minutes=minutes) for up_to, minutes in _TURNS.items())
    session.add_all(turns)


def _set_up(session: Session, branch: Branch) -> list[DiningTable]:
    """Three sections with a row of twenty tables, each next to the one before it."""
    tables: list[DiningTable] = []
    for name in ("Hall", "Terrace", "Garden"):
        section = Section(branch_id=branch.id, name_en=name, name_ar=name, capacity=80)
        session.add(section)
        session.flush()
        row = [
            DiningTable(
                branch_id=branch.id,
                section_id=section.id,
                number=f"{name[0]}{number}",
                capacity=(2, 2, 4, 6)[number % 4],
                shape=TableShape.SQUARE,
            )
            for number in range(20)
        ]
        session.add_all(row)
        session.flush()
        session.add_all(TableLink(table_id=one.id, other_id=one.id + 1) for one in row[:-1])
        tables += row
    return tables


def _fill(session: Session, branch: Branch, tables: list[DiningTable], day: date, now: datetime) -> None:
    """Each table five times."""
    midnight = datetime.combine(day, time(), ZoneInfo(branch.zone))
    rows: list[dict[str, Any]] = [
        {
            "branch_id": branch.id,
            "section_id": table.section_id,
            "environment": Environment.TEST,
            "purpose": SeatingPurpose.RESERVATION,
            "service_date": day,
            "starts_at": midnight + timedelta(minutes=minute + 15 * (table.id % 4)),
            "ends_at": midnight + timedelta(minutes=minute + 15 * (table.id % 4)) + _STAY,
            "party_size": table.capacity,
            "created_at": now,
        }
        for table in tables
        for minute in _ROUNDS
    ]
    ids = session.scalars(insert(Seating).returning(Seating.id, sort_by_parameter_order=True), rows).all()
    seated = (table.id for table in tables for _minute in _ROUNDS)
    session.execute(
        insert(SeatingTable),
        [{"seating_id": seating_id, "table_id": table_id} for seating_id, table_id in zip(ids, seated, strict=True)],
    )
