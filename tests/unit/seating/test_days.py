"""The slots of a day: what is free, which tables it gets, and the one reason why the rest is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind, tick_of
from app.domain.seating import (
    Ask,
    DayAtGlance,
    Occupation,
    Policy,
    Rule,
    Section,
    Slot,
    Table,
    Taken,
    TurnTime,
    Venue,
    day_of,
    merged,
    nearest,
    refusal_of,
    survey,
    taken_of,
)
from tests.unit.seating.test_rules import DUBAI, LONDON

DAY = date(2026, 6, 10)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
# 18:00 in Dubai.
SIX = datetime(2026, 6, 10, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)
DINNER = Rule(id=1, period="dinner", starts_minute=1080, ends_minute=1200, interval_minutes=60)
HALL = Section(id=1)
# Two tables for two that stand side by side, and one for four.
TABLES = (
    Table(id=1, section_id=1, capacity=2, neighbours=frozenset({2})),
    Table(id=2, section_id=1, capacity=2),
    Table(id=3, section_id=1, capacity=4, min_party=2),
)
POLICY = Policy(zone=DUBAI, turn_times=(TurnTime(2, 60), TurnTime(9, 90)))
VENUE = Venue(sections=(HALL,), tables=TABLES, rules=(DINNER,), policy=POLICY)
EMPTY = Taken()


def ask(party_size: int = 2, **given: Any) -> Ask:
    return Ask(**{"service_date": DAY, "party_size": party_size, "now": NOW, **given})


def sits(*table_ids: int, at: datetime = SIX, stay: timedelta = HOUR, covers: int = 2, section: int = 1) -> Occupation:
    return Occupation(section_id=section, table_ids=table_ids, starts_at=at, held_until=at + stay, covers=covers)


def taken(*occupations: Occupation) -> Taken:
    return taken_of(occupations, base=tick_of(SIX) - 96)


def told(venue: Venue = VENUE, there: Taken = EMPTY, **given: Any) -> list[Reason | None]:
    """What each time of the day says."""
    return [slot.reason for slot in day_of(venue, there, ask(**given)).slots]


def with_rule(**given: Any) -> Venue:
    return replace(VENUE, rules=(replace(DINNER, **given),))


def test_a_slot_knows_its_times_and_terms() -> None:
    rule = replace(DINNER, period_ar="العشاء", price_minor=9900, deposit_minor=5000, pacing_covers=10)
    venue = replace(VENUE, rules=(rule,), policy=replace(POLICY, buffer_minutes=10))

    first = day_of(venue, EMPTY, ask()).slots[0]

    assert (first.starts_at, first.ends_at, first.held_until) == (SIX, SIX + HOUR, SIX + timedelta(minutes=70))
    assert (first.minute, first.period, first.period_ar, first.rule_id) == (1080, "dinner", "العشاء", 1)
    assert (first.price_minor, first.deposit_minor, first.deposit_total_minor) == (9900, 5000, 10000)
    assert (first.pacing_covers, first.pacing_parties) == (10, None)
    assert (first.is_free, first.tables, first.seats, first.remaining_covers) == (True, (1,), 2, 8)


def test_the_branchs_deposit_is_asked_of_large_parties_where_the_rule_names_none() -> None:
    venue = replace(VENUE, policy=replace(POLICY, deposit_minor=2000, deposit_from_party=4))
    free_of_it = replace(venue, rules=(replace(DINNER, deposit_minor=0),))

    assert day_of(venue, EMPTY, ask(4)).slots[0].deposit_total_minor == 8000
    assert day_of(venue, EMPTY, ask(3)).slots[0].deposit_minor is None
    assert day_of(free_of_it, EMPTY, ask(4)).slots[0].deposit_minor is None


@pytest.mark.parametrize(
    ("party_size", "there", "tables"),
    [
        (1, (), (1,)),
        # The table for four is not wasted on one, and three find it before they push two together.
        (1, (1, 2), ()),
        (3, (), (3,)),
        (3, (3,), (1, 2)),
        (3, (2, 3), ()),
        # Tables that do not stand side by side are not given together.
        (5, (), ()),
    ],
)
def test_the_best_fit_is_given(party_size: int, there: tuple[int, ...], tables: tuple[int, ...]) -> None:
    day = day_of(VENUE, taken(sits(*there, covers=0)), ask(party_size))

    assert day.slots[0].tables == tables


def test_a_table_is_free_again_when_its_buffer_is_over() -> None:
    venue = replace(VENUE, policy=replace(POLICY, buffer_minutes=15))

    assert told(venue, taken(sits(1, 2, 3, at=SIX, stay=timedelta(minutes=75)))) == [Reason.FULL, Reason.FULL, None]
    # Whoever is booked for 19:15 leaves the six o'clock party an hour and its buffer, and not a minute less.
    assert told(venue, taken(sits(1, 2, 3, at=SIX + timedelta(minutes=75), stay=HOUR)))[0] is None
    assert told(venue, taken(sits(1, 2, 3, at=SIX + timedelta(minutes=74), stay=HOUR)))[0] is Reason.FULL


def test_only_what_reaches_into_the_time_that_is_looked_at_counts() -> None:
    there = (sits(1, at=SIX - 2 * HOUR), sits(2, at=SIX - HOUR, stay=2 * HOUR), sits(3, at=SIX - HOUR))

    found = day_of(VENUE, taken_of(there, base=tick_of(SIX)), ask()).slots[0]

    assert (found.tables, found.remaining_covers) == ((1,), 6)


def test_who_sits_past_midnight_is_in_the_way_of_the_night() -> None:
    night = with_rule(starts_minute=1440, ends_minute=1530, interval_minutes=90)
    midnight = datetime(2026, 6, 10, 20, tzinfo=UTC)

    assert told(night, taken(sits(1, 2, 3, at=midnight - HOUR, stay=2 * HOUR))) == [Reason.FULL, None]


@pytest.mark.parametrize(
    ("venue", "given", "reason"),
    [
        (VENUE, {"now": SIX + timedelta(seconds=1)}, Reason.PAST),
        (VENUE, {"now": SIX}, None),
        (replace(VENUE, policy=replace(POLICY, lead_minutes=30)), {"now": SIX - HOUR / 2}, None),
        (replace(VENUE, policy=replace(POLICY, lead_minutes=30)), {"now": SIX - HOUR / 3}, Reason.TOO_SOON),
        (replace(VENUE, policy=replace(POLICY, horizon_days=9)), {}, None),
        (replace(VENUE, policy=replace(POLICY, horizon_days=8)), {}, Reason.TOO_FAR),
        (replace(VENUE, policy=replace(POLICY, max_party=3)), {"party_size": 4}, Reason.PARTY_TOO_LARGE),
        (replace(VENUE, policy=replace(POLICY, min_party=3)), {}, Reason.PARTY_TOO_SMALL),
        (with_rule(max_party=3), {"party_size": 4}, Reason.PARTY_TOO_LARGE),
        (with_rule(min_party=3), {}, Reason.PARTY_TOO_SMALL),
        (with_rule(pacing_covers=3), {"party_size": 4}, Reason.PARTY_TOO_LARGE),
        (VENUE, {"party_size": 5}, Reason.PARTY_TOO_LARGE),
        (replace(VENUE, sections=(replace(HALL, capacity=3),)), {"party_size": 4}, Reason.PARTY_TOO_LARGE),
        (replace(VENUE, tables=TABLES[2:]), {"party_size": 1}, Reason.PARTY_TOO_SMALL),
        (
            replace(VENUE, rules=(DINNER, Rule(id=2, kind=RuleKind.CLOSED, starts_minute=0, ends_minute=1440))),
            {},
            Reason.CLOSED,
        ),
    ],
)
def test_each_refusal_of_an_empty_house_is_named(venue: Venue, given: dict[str, Any], reason: Reason | None) -> None:
    assert told(venue, **given)[0] is reason


def test_each_refusal_of_a_busy_house_is_named() -> None:
    there = taken(sits(3))
    paced = with_rule(pacing_covers=3, pacing_parties=2)

    assert told(VENUE, taken(sits(1, 2, 3))) == [Reason.FULL, None, None]
    assert told(replace(VENUE, sections=(replace(HALL, capacity=3),)), there) == [Reason.SECTION_FULL, None, None]
    assert told(paced, there) == [Reason.PACING, None, None]
    assert told(paced, there, party_size=1) == [None, None, None]
    assert told(with_rule(pacing_parties=1), there, party_size=1) == [Reason.PACING, None, None]
    # Of several the one that says most: no table at all, then the section, then the kitchen.
    both = replace(paced, sections=(replace(HALL, capacity=3),))
    assert told(both, taken(sits(1, 2, 3)))[0] is Reason.FULL
    assert told(both, there)[0] is Reason.SECTION_FULL


def test_pacing_counts_who_sits_down_anywhere_in_the_branch_in_the_same_quarter_of_an_hour() -> None:
    rooms = replace(
        VENUE,
        sections=(HALL, Section(id=2)),
        tables=(*TABLES, Table(id=4, section_id=2, capacity=4)),
        rules=(replace(DINNER, pacing_parties=1, section_id=1),),
    )
    later = timedelta(minutes=14)

    assert told(rooms, taken(sits(4, section=2)), section_id=1)[0] is Reason.PACING
    assert told(rooms, taken(sits(4, section=2, at=SIX + later)), section_id=1)[0] is Reason.PACING
    assert told(rooms, taken(sits(4, section=2, at=SIX + later + timedelta(minutes=1))), section_id=1)[0] is None


def test_hidden_times_are_shown_on_request_only() -> None:
    venue = replace(VENUE, rules=(DINNER, Rule(id=2, starts_minute=1260, ends_minute=1260, is_hidden=True)))

    assert len(told(venue)) == 3
    shown = day_of(venue, EMPTY, ask(show_hidden=True)).slots
    assert [slot.is_hidden for slot in shown] == [False, False, False, True]


def test_a_custom_rule_asked_for_is_shown_although_hidden() -> None:
    custom = Rule(id=7, is_custom=True, is_hidden=True, starts_minute=600, ends_minute=600)
    venue = replace(VENUE, rules=(DINNER, custom))

    assert [slot.rule_id for slot in day_of(venue, EMPTY, ask(custom_rule_id=7)).slots] == [7]
    assert {slot.rule_id for slot in day_of(venue, EMPTY, ask()).slots} == {1}


def test_a_section_that_is_off_or_has_no_tables_for_guests_has_no_times() -> None:
    offline = tuple(replace(table, is_online=False) for table in TABLES)

    assert told(replace(VENUE, sections=(replace(HALL, is_active=False),))) == []
    assert told(replace(VENUE, tables=offline)) == []
    assert told(replace(VENUE, tables=offline), is_staff=True) == [None, None, None]


def test_a_night_in_which_the_clock_jumps_has_no_times_that_it_skips() -> None:
    venue = replace(
        VENUE,
        rules=(Rule(id=1, starts_minute=1440, ends_minute=1620, interval_minutes=60),),
        policy=replace(POLICY, zone=LONDON),
    )

    spring = day_of(venue, EMPTY, ask(service_date=date(2026, 3, 28), now=datetime(2026, 3, 1, tzinfo=UTC))).slots
    autumn = day_of(venue, EMPTY, ask(service_date=date(2026, 10, 24), now=datetime(2026, 10, 1, tzinfo=UTC))).slots

    assert [(slot.minute, slot.starts_at.hour) for slot in spring] == [(1440, 0), (1560, 1), (1620, 2)]
    assert [(slot.minute, slot.starts_at.hour) for slot in autumn] == [(1440, 23), (1500, 0), (1560, 2), (1620, 3)]


def two_rooms() -> Venue:
    return replace(
        VENUE,
        sections=(HALL, Section(id=2)),
        tables=(*TABLES, Table(id=4, section_id=2, capacity=3)),
        rules=(DINNER, Rule(id=2, section_id=2, starts_minute=1020, ends_minute=1020)),
    )


def test_sections_merge_into_one_list_of_times() -> None:
    day = day_of(two_rooms(), taken(sits(4, section=2)), ask(3))

    assert [section_id for section_id, _ in day.sections()] == [1, 2]
    # 17:00 meets the party that comes at six; at six the hall has a table; later the smaller table fits better.
    assert [(slot.minute, slot.section_id, slot.reason) for slot in merged(day)] == [
        (1020, 2, Reason.FULL),
        (1080, 1, None),
        (1140, 2, None),
        (1200, 2, None),
    ]


def test_of_several_refusals_of_a_time_the_most_hopeful_is_told() -> None:
    day = day_of(two_rooms(), taken(sits(3)), ask(4))

    assert [slot.reason for slot in day.slots if slot.starts_at == SIX] == [None, Reason.PARTY_TOO_LARGE]
    full = day_of(two_rooms(), taken(sits(1, 3)), ask(4))
    assert merged(full)[1].reason is Reason.FULL
    assert refusal_of(full) is None
    assert refusal_of(day_of(two_rooms(), EMPTY, ask(9))) is Reason.PARTY_TOO_LARGE
    assert refusal_of(day_of(replace(VENUE, rules=()), EMPTY, ask())) is Reason.CLOSED


def test_the_nearest_free_times_are_offered_in_their_order() -> None:
    venue = with_rule(starts_minute=1020, ends_minute=1260)
    day = day_of(venue, taken(sits(1, 2, 3)), ask())

    def hours(found: tuple[Slot, ...]) -> list[int]:
        return [slot.minute // 60 for slot in found]

    assert hours(nearest(day, SIX)) == [17, 19, 20]
    assert hours(nearest(day, SIX, 1)) == [17]
    assert hours(nearest(day, SIX + 2 * HOUR, 2)) == [19, 21]
    assert nearest(day_of(venue, EMPTY, ask(9)), SIX) == ()


def test_a_survey_says_of_each_day_what_the_day_says() -> None:
    closed = Rule(id=2, kind=RuleKind.CLOSED, weekdays=frozenset({3}), starts_minute=0, ends_minute=1440)
    venue = replace(two_rooms(), rules=(*two_rooms().rules, closed), policy=replace(POLICY, horizon_days=11))
    dates = [DAY + timedelta(number) for number in range(4)]
    there = taken(sits(1, 2, 3), sits(4, at=SIX, section=2), sits(1, 2, 3, 4, at=SIX + 48 * HOUR, stay=3 * HOUR))

    found = survey(venue, there, ask(), dates)

    for day in dates:
        slots = day_of(venue, there, ask(service_date=day))
        assert found[day] == DayAtGlance(sum(slot.is_free for slot in merged(slots)), refusal_of(slots))
    assert [(glance.free, glance.refusal) for glance in found.values()] == [
        (3, None),
        (0, Reason.CLOSED),
        (1, None),
        (0, Reason.TOO_FAR),
    ]
