"""What the engine is given: everything that is taken and nothing that is not, in few statements whatever the size."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import BookingProblem, BranchNotFound
from app.domain.reservations import RuleKind, SeatingPurpose
from app.domain.seating import Ask, merged
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Branch, DiningTable
from app.services import availability, pulse
from tests.factories import (
    NOW,
    link_tables,
    make_branch,
    make_rule,
    make_seating,
    make_section,
    make_table,
    make_turn_time,
)
from tests.support.statements import count_statements

DAY = date(2026, 3, 4)
# 19:00 in Dubai.
SEVEN = datetime(2026, 3, 4, 15, tzinfo=UTC)
TEST = Environment.TEST


@pytest.fixture
def branch(session: Session) -> Branch:
    branch = make_branch(session)
    make_rule(session, branch, starts_minute=19 * 60, ends_minute=21 * 60, interval_minutes=60)
    make_turn_time(session, branch, up_to_party=10, minutes=60)
    return branch


@pytest.fixture
def table(session: Session, branch: Branch) -> DiningTable:
    return make_table(session, make_section(session, branch))


def ask(party_size: int = 2, **given: Any) -> Ask:
    return Ask(**{"service_date": DAY, "party_size": party_size, "now": NOW, **given})


def free_hours(session: Session, branch: Branch, party_size: int = 2, **given: Any) -> list[int]:
    found = availability.day(session, branch.id, TEST, ask(party_size, **given))
    return [slot.minute // 60 for slot in merged(found) if slot.is_free]


def test_what_is_taken_is_not_free(session: Session, branch: Branch, table: DiningTable) -> None:
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, stay=timedelta(minutes=61))

    assert free_hours(session, branch) == [21]


@pytest.mark.parametrize(
    "given",
    [
        {"released_at": NOW},
        {"purpose": SeatingPurpose.HOLD, "expires_at": NOW},
        {"environment": Environment.LIVE},
    ],
)
def test_what_holds_nothing_any_more_is_free(
    session: Session, branch: Branch, table: DiningTable, given: dict[str, Any]
) -> None:
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, **given)

    assert free_hours(session, branch) == [19, 20, 21]


def test_a_hold_that_lasts_holds(session: Session, branch: Branch, table: DiningTable) -> None:
    until = NOW + timedelta(seconds=1)
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, purpose=SeatingPurpose.HOLD, expires_at=until)

    assert free_hours(session, branch) == [21]
    assert free_hours(session, branch, now=until) == [19, 20, 21]


def test_the_night_before_and_the_morning_after_are_seen(session: Session, branch: Branch, table: DiningTable) -> None:
    make_rule(session, branch, starts_minute=0, ends_minute=60, interval_minutes=60)
    make_rule(session, branch, starts_minute=1500, ends_minute=1560, interval_minutes=60)
    midnight = datetime(2026, 3, 3, 20, tzinfo=UTC)
    hour = timedelta(hours=1)
    make_seating(session, [table], service_date=DAY - timedelta(1), starts_at=midnight - hour / 2, stay=hour)
    make_seating(session, [table], service_date=DAY + timedelta(1), starts_at=midnight + 26 * hour, stay=hour)

    assert free_hours(session, branch) == [1, 19, 20, 21, 25]


def test_the_branch_speaks_where_its_rule_is_silent(session: Session, branch: Branch, table: DiningTable) -> None:
    branch.pacing_covers, branch.deposit_minor, branch.deposit_from_party = 3, 2000, 2
    branch.is_active_payment = True
    make_rule(session, branch, starts_minute=840, ends_minute=840, deposit_minor=0, pacing_covers=9)
    other = make_table(session, make_section(session, branch))
    make_seating(session, [other], service_date=DAY, starts_at=SEVEN)
    make_seating(session, [other], service_date=DAY, starts_at=SEVEN - timedelta(hours=5))
    session.flush()

    day = availability.day(session, branch.id, TEST, ask(section_id=table.section_id))

    assert [(slot.minute, slot.reason, slot.deposit_total_minor) for slot in day.slots[:3]] == [
        (840, None, None),
        (1140, BookingProblem.PACING, 4000),
        (1200, None, 4000),
    ]
    branch.is_active_payment = False
    session.flush()
    day = availability.day(session, branch.id, TEST, ask(section_id=table.section_id))
    assert {slot.deposit_minor for slot in day.slots} == {None}


def test_tables_are_pushed_together_where_they_are_linked(session: Session, branch: Branch) -> None:
    section = make_section(session, branch)
    tables = [make_table(session, section) for _ in range(3)]
    link_tables(session, tables)
    make_seating(session, tables[:1], service_date=DAY, starts_at=SEVEN)

    found = availability.slot(session, branch.id, TEST, ask(7), starts_at=SEVEN)

    assert found.tables == (tables[1].id, tables[2].id)
    assert availability.slot(session, branch.id, TEST, ask(9), starts_at=SEVEN).reason is BookingProblem.FULL


def test_who_moves_is_not_in_the_own_way(session: Session, branch: Branch, table: DiningTable) -> None:
    seating = make_seating(session, [table], service_date=DAY, starts_at=SEVEN)
    later = SEVEN + timedelta(hours=1)

    assert availability.slot(session, branch.id, TEST, ask(), starts_at=later).reason is BookingProblem.FULL
    moved = availability.slot(session, branch.id, TEST, ask(), starts_at=later, apart_from=[seating.id])
    assert moved.tables == (table.id,)


def test_a_branch_that_is_off_has_no_times_and_one_that_is_not_is_said_so(
    session: Session, branch: Branch, table: DiningTable
) -> None:
    branch.is_active = False
    session.flush()

    assert free_hours(session, branch) == []
    with pytest.raises(BranchNotFound):
        availability.day(session, branch.id + 1, TEST, ask())


def test_a_month_says_of_each_day_whether_and_why_not(session: Session, branch: Branch, table: DiningTable) -> None:
    make_rule(session, branch, kind=RuleKind.CLOSED, weekdays=[4], starts_minute=0, ends_minute=1440)
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, stay=timedelta(hours=3))
    branch.horizon_days = 4
    session.flush()

    with count_statements() as sent:
        found = availability.days(session, branch.id, TEST, ask(), last_date=date(2026, 3, 7))

    assert {day: glance.refusal for day, glance in found.items()} == {
        date(2026, 3, 4): BookingProblem.FULL,
        date(2026, 3, 5): None,
        date(2026, 3, 6): BookingProblem.CLOSED,
        date(2026, 3, 7): BookingProblem.TOO_FAR,
    }
    assert found[date(2026, 3, 5)].free == 3
    assert len(sent) <= 4, sent


def test_the_door_is_quoted_by_who_sits_there(session: Session, branch: Branch, table: DiningTable) -> None:
    now = SEVEN + timedelta(minutes=20)
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, stay=timedelta(minutes=60))

    found = availability.wait(session, branch.id, TEST, party_size=2, now=now)

    assert found is not None
    assert (found.minutes, found.table_ids) == (40, (table.id,))


def test_a_day_costs_the_same_few_statements_whatever_its_size(session: Session, branch: Branch) -> None:
    for _ in range(3):
        section = make_section(session, branch)
        tables = [make_table(session, section) for _ in range(8)]
        link_tables(session, tables)
        for table in tables:
            make_seating(session, [table], service_date=DAY, starts_at=SEVEN)

    with count_statements() as sent:
        availability.day(session, branch.id, TEST, ask(4))

    assert len(sent) <= 4, sent


def shown(session: Session, branch: Branch, now: datetime = NOW) -> list[int]:
    """The free hours of the sheet, which is kept while nothing changes."""
    tenant = Tenant(branch.business_id, TEST)
    sheet = availability.sheet(session, tenant, ask(now=now), branch_id=branch.id)
    return [slot.minute // 60 for slot in sheet.day.slots if slot.is_free]


def test_what_is_kept_shows_each_change_at_once(session: Session, branch: Branch, table: DiningTable) -> None:
    assert shown(session, branch) == [19, 20, 21]
    with count_statements() as again:
        assert shown(session, branch) == [19, 20, 21]
    assert not any("seating" in statement for statement in again), again

    seating = make_seating(session, [table], service_date=DAY, starts_at=SEVEN)
    assert shown(session, branch) == [21]
    make_rule(session, branch, starts_minute=22 * 60, ends_minute=22 * 60)
    assert shown(session, branch) == [21, 22]
    table.is_online = False
    session.flush()
    assert shown(session, branch) == []
    table.is_online = True
    seating.released_at = NOW
    session.flush()
    pulse.touch(session, branch_id=branch.id, environment=TEST, now=NOW)
    pulse.beat(session)
    assert shown(session, branch) == [19, 20, 21, 22]


def test_what_is_kept_ends_when_a_hold_lapses_by_itself(session: Session, branch: Branch, table: DiningTable) -> None:
    until = NOW + timedelta(seconds=20)
    make_seating(session, [table], service_date=DAY, starts_at=SEVEN, purpose=SeatingPurpose.HOLD, expires_at=until)

    assert shown(session, branch) == [21]
    assert shown(session, branch, until - timedelta(seconds=1)) == [21]
    # The same minute, and nobody has swept it up.
    assert shown(session, branch, until) == [19, 20, 21]
