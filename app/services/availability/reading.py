"""Loads what the availability engine computes over: a branch's room and rules, and what is taken of it.

Each statement is built once, at import; however large the branch and however many its reservations, their number is
the same: three for the branch, one for what is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound
from app.domain.reservations import TICK, tick_of
from app.domain.seating import Policy, Rule, Section, Table, Taken, Tally, TurnTime, Venue
from app.domain.states import Environment
from app.models import AvailabilityRule, Branch, DiningTable, Seating, SeatingTable, TableLink
from app.models import Section as SectionRow
from app.models import TurnTime as TurnTimeRow
from app.models.epoch import epoch_seconds
from app.services.carts.views import AnyRow

_TICK: Final = int(TICK.total_seconds())

_BRANCH = (
    select(
        Branch.uuid,
        Branch.zone,
        Branch.is_active,
        Branch.is_active_payment,
        Branch.buffer_minutes,
        Branch.lead_minutes,
        Branch.horizon_days,
        Branch.min_party,
        Branch.max_party,
        Branch.largest_combination,
        Branch.pacing_covers,
        Branch.pacing_parties,
        Branch.deposit_minor,
        Branch.deposit_from_party,
        TurnTimeRow.up_to_party,
        TurnTimeRow.minutes,
    )
    .outerjoin(TurnTimeRow, TurnTimeRow.branch_id == Branch.id)
    .where(Branch.id == bindparam("branch"))
    .order_by(TurnTimeRow.up_to_party)
)
# Each section once for each of its tables, each table once for each table that it is linked to.
_ROOM = (
    select(
        SectionRow.id,
        SectionRow.capacity,
        SectionRow.is_active,
        DiningTable.id.label("table_id"),
        DiningTable.capacity.label("seats"),
        DiningTable.min_party,
        DiningTable.is_online,
        TableLink.other_id,
    )
    .outerjoin(DiningTable, and_(DiningTable.section_id == SectionRow.id, DiningTable.is_active))
    .outerjoin(TableLink, TableLink.table_id == DiningTable.id)
    .where(SectionRow.branch_id == bindparam("branch"))
    .order_by(SectionRow.display_order, SectionRow.id, DiningTable.id)
)
_RULES = (
    select(
        AvailabilityRule.id,
        AvailabilityRule.kind,
        AvailabilityRule.title_en,
        AvailabilityRule.title_ar,
        AvailabilityRule.weekdays,
        AvailabilityRule.first_date,
        AvailabilityRule.last_date,
        AvailabilityRule.starts_minute,
        AvailabilityRule.ends_minute,
        AvailabilityRule.interval_minutes,
        AvailabilityRule.section_id,
        AvailabilityRule.is_hidden,
        AvailabilityRule.is_custom,
        AvailabilityRule.price_minor,
        AvailabilityRule.deposit_minor,
        AvailabilityRule.pacing_covers,
        AvailabilityRule.pacing_parties,
        AvailabilityRule.min_party,
        AvailabilityRule.max_party,
    )
    .where(
        AvailabilityRule.branch_id == bindparam("branch"),
        AvailabilityRule.is_active,
        or_(AvailabilityRule.first_date.is_(None), AvailabilityRule.first_date <= bindparam("last")),
        or_(AvailabilityRule.last_date.is_(None), AvailabilityRule.last_date >= bindparam("first")),
    )
    .order_by(AvailabilityRule.id)
)
_TAKEN = (
    select(
        Seating.id,
        Seating.section_id,
        (epoch_seconds(Seating.starts_at) // _TICK).label("first"),
        ((epoch_seconds(Seating.ends_at) + _TICK - 1) // _TICK).label("end"),
        Seating.party_size,
        Seating.counts_section,
        Seating.counts_pacing,
        SeatingTable.table_id,
        epoch_seconds(Seating.expires_at).label("expires"),
    )
    .outerjoin(SeatingTable, SeatingTable.seating_id == Seating.id)
    .where(
        Seating.branch_id == bindparam("branch"),
        Seating.environment == bindparam("environment"),
        Seating.service_date.between(bindparam("first"), bindparam("last")),
        Seating.starts_at < bindparam("until"),
        Seating.ends_at > bindparam("since"),
        Seating.released_at.is_(None),
        or_(Seating.expires_at.is_(None), Seating.expires_at > bindparam("now")),
        Seating.id.not_in(bindparam("apart_from", expanding=True)),
    )
    .order_by(Seating.id)
)


def read_venue(session: Session, branch_id: int, *, first_date: date, last_date: date | None = None) -> Venue:
    """The branch's room and its rules for a date or a span of dates. A branch that is switched off has no hours.

    Raises BranchNotFound.
    """
    of_branch = {"branch": branch_id}
    # Once for each of its turn times, of which it may have none.
    rows = session.execute(_BRANCH, of_branch).all()
    if not rows:
        raise BranchNotFound
    branch = rows[0]
    sections, tables = _room(tuple(map(tuple, session.execute(_ROOM, of_branch))))
    rules = session.execute(_RULES, {**of_branch, "first": first_date, "last": last_date or first_date}).all()
    return Venue(
        sections=sections,
        tables=tables,
        rules=tuple(_rule(row, branch) for row in rules) if branch.is_active else (),
        policy=_policy(branch, tuple(TurnTime(row.up_to_party, row.minutes) for row in rows if row.minutes)),
        branch=branch.uuid,
    )


def read_taken(
    session: Session,
    branch_id: int,
    environment: Environment,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    apart_from: Collection[int] = (),
) -> Taken:
    """What occupies the branch's tables between two instants, at most a day longer than its service dates.

    Holds and offers that have expired by `now` occupy nothing, nor do the seatings `apart_from` that are about
    to be given up.
    """
    rows = session.execute(
        _TAKEN,
        {
            "branch": branch_id,
            "environment": environment,
            # A seating belongs to the date it starts on by the branch's clock, or to the evening before.
            "first": since.date() - timedelta(days=2),
            "last": until.date() + timedelta(days=1),
            "since": since,
            "until": until,
            "now": now,
            "apart_from": sorted(apart_from),
        },
    ).all()
    return _tally(rows, tick_of(since))


def span_of(venue: Venue, first_date: date, last_date: date | None = None) -> tuple[datetime, datetime]:
    """From the first instant of a service date to the last at which a party seated on it, or on the last of several,
    may still be there: so much of what is taken matters."""
    policy = venue.policy
    latest = max((rule.ends_minute for rule in venue.rules), default=0)
    longest = max((turn.minutes for turn in policy.turn_times), default=policy.turn_minutes(1))
    since = datetime.combine(first_date, time(), policy.zone).astimezone(UTC)
    end_of_day = datetime.combine(last_date or first_date, time(), policy.zone).astimezone(UTC)
    # An hour more, for a night in which the clock is put back.
    return since, end_of_day + timedelta(minutes=latest + longest + policy.buffer_minutes + 60)


# A room is read far more often than it is furnished anew.
@lru_cache(maxsize=256)
def _room(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Section, ...], tuple[Table, ...]]:
    """Sections in the order of the rows of _ROOM, tables by their ids."""
    sections: dict[int, Section] = {}
    tables: dict[int, tuple[Any, ...]] = {}
    joined: dict[int, set[int]] = {}
    for section_id, capacity, is_active, table_id, *table, other in rows:
        if section_id not in sections:
            sections[section_id] = Section(id=section_id, capacity=capacity, is_active=is_active)
        if table_id is not None:
            tables[table_id] = (section_id, *table)
        if other is not None:
            joined.setdefault(table_id, set()).add(other)
            joined.setdefault(other, set()).add(table_id)
    return tuple(sections.values()), tuple(
        Table(
            id=table_id,
            section_id=section_id,
            capacity=seats,
            min_party=min_party,
            neighbours=frozenset(joined.get(table_id, ())),
            is_online=is_online,
        )
        for table_id, (section_id, seats, min_party, is_online) in sorted(tables.items())
    )


def _policy(branch: AnyRow, turn_times: tuple[TurnTime, ...]) -> Policy:
    return Policy(
        zone=ZoneInfo(branch.zone),
        turn_times=turn_times,
        buffer_minutes=branch.buffer_minutes,
        min_party=branch.min_party,
        max_party=branch.max_party,
        largest_combination=branch.largest_combination,
        lead_minutes=branch.lead_minutes,
        horizon_days=branch.horizon_days,
        deposit_minor=branch.deposit_minor if branch.is_active_payment else 0,
        deposit_from_party=branch.deposit_from_party,
    )


def _rule(row: AnyRow, branch: AnyRow) -> Rule:
    """A rule with what the branch says where it says nothing itself. No deposit where the branch takes no payments."""
    return Rule(
        id=row.id,
        kind=row.kind,
        period=row.title_en,
        period_ar=row.title_ar,
        weekdays=frozenset(row.weekdays),
        first_date=row.first_date,
        last_date=row.last_date,
        starts_minute=row.starts_minute,
        ends_minute=row.ends_minute,
        interval_minutes=row.interval_minutes,
        section_id=row.section_id,
        is_hidden=row.is_hidden,
        is_custom=row.is_custom,
        price_minor=row.price_minor,
        deposit_minor=row.deposit_minor if branch.is_active_payment else None,
        pacing_covers=branch.pacing_covers if row.pacing_covers is None else row.pacing_covers,
        pacing_parties=branch.pacing_parties if row.pacing_parties is None else row.pacing_parties,
        min_party=row.min_party,
        max_party=row.max_party,
    )


def _tally(rows: Iterable[AnyRow], base: int) -> Taken:
    """Rows of seatings, each as often as it has tables, one after the other."""
    tally = Tally(base)
    last = 0
    lapses: int | None = None
    for seating_id, section_id, first, end, covers, counts_section, counts_pacing, table_id, expires in rows:
        if table_id is not None:
            tally.table(table_id, first, end)
        if seating_id != last and covers:
            if counts_section:
                tally.guests(section_id, first, end, covers)
            if counts_pacing:
                tally.arrival(first, covers)
        if expires is not None:
            lapses = expires if lapses is None else min(lapses, expires)
        last = seating_id
    return replace(tally.taken(), lapses_at=None if lapses is None else datetime.fromtimestamp(lapses, UTC))
