"""Which rules govern a date, and what the wall clock makes of their minutes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.reservations import ticks_between
from app.domain.seating import Rule, RuleKind, instant_of, minute_of
from app.domain.seating.rules import hours

LONDON = ZoneInfo("Europe/London")
DUBAI = ZoneInfo("Asia/Dubai")
# A Wednesday.
DAY = date(2026, 6, 10)
WEEKLY = Rule(id=1, starts_minute=18 * 60, ends_minute=20 * 60, interval_minutes=60)


def minutes(*rules: Rule, day: date = DAY, section: int = 1, custom: int | None = None) -> dict[int, int]:
    """Each open minute with the rule that gives it."""
    found = hours(rules, day, section, custom)
    return {minute: rule.id for minute, rule in found.starts() if not found.is_closed(minute)}


def test_a_rule_seats_up_to_its_last_seating_and_past_midnight() -> None:
    late = Rule(id=1, starts_minute=1410, ends_minute=1530, interval_minutes=60)

    assert minutes(WEEKLY) == {1080: 1, 1140: 1, 1200: 1}
    assert minutes(late) == {1410: 1, 1470: 1, 1530: 1}


def test_a_rule_holds_on_its_weekdays_and_between_its_dates() -> None:
    tuesdays = Rule(id=1, weekdays=frozenset({1}), starts_minute=600, ends_minute=600)
    june = Rule(id=2, first_date=date(2026, 6, 1), last_date=DAY, starts_minute=660, ends_minute=660)

    assert minutes(tuesdays, june) == {660: 2}
    assert minutes(tuesdays, june, day=date(2026, 6, 11)) == {}
    assert minutes(tuesdays, june, day=date(2026, 6, 9)) == {660: 2}
    assert minutes(tuesdays, june, day=date(2026, 6, 16)) == {600: 1}


def test_dated_hours_stand_in_for_weekly_ones_in_the_sections_they_name() -> None:
    terrace = Rule(id=2, first_date=DAY, last_date=DAY, section_id=2, starts_minute=900, ends_minute=900)
    feast = Rule(id=3, first_date=DAY, last_date=DAY, starts_minute=720, ends_minute=720)

    assert minutes(WEEKLY, terrace, section=1) == {1080: 1, 1140: 1, 1200: 1}
    assert minutes(WEEKLY, terrace, section=2) == {900: 2}
    assert minutes(WEEKLY, terrace, feast, section=1) == {720: 3}
    assert minutes(WEEKLY, terrace, feast, section=2) == {720: 3, 900: 2}


def test_of_two_rules_that_give_a_time_the_visible_one_decides_then_the_sections_own() -> None:
    hidden = Rule(id=2, section_id=1, is_hidden=True, starts_minute=1080, ends_minute=1080)
    own = Rule(id=3, section_id=1, starts_minute=1140, ends_minute=1140)

    assert minutes(WEEKLY, hidden, own) == {1080: 1, 1140: 3, 1200: 1}


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        (Rule(id=9, kind=RuleKind.CLOSED, starts_minute=0, ends_minute=1440), []),
        (Rule(id=9, kind=RuleKind.CLOSED, starts_minute=1080, ends_minute=1140), [1140, 1470]),
        (Rule(id=9, kind=RuleKind.CLOSED, starts_minute=0, ends_minute=1440, section_id=2), [1080, 1140, 1470]),
        (
            Rule(id=9, kind=RuleKind.CLOSED, starts_minute=0, ends_minute=1440, last_date=date(2026, 6, 9)),
            [1080, 1140, 1470],
        ),
    ],
)
def test_what_is_closed_stays_closed(closed: Rule, left: list[int]) -> None:
    evening = Rule(id=1, starts_minute=1080, ends_minute=1140, interval_minutes=60)
    dated_night = Rule(id=2, starts_minute=1470, ends_minute=1470)

    assert list(minutes(evening, dated_night, closed)) == left


def test_a_custom_rule_counts_only_when_asked_for_and_then_alone() -> None:
    custom = Rule(id=5, is_custom=True, section_id=2, weekdays=frozenset({2}), starts_minute=600, ends_minute=600)
    lunch = Rule(id=6, kind=RuleKind.CLOSED, starts_minute=720, ends_minute=840)

    assert minutes(WEEKLY, custom, lunch) == {1080: 1, 1140: 1, 1200: 1}
    assert minutes(WEEKLY, custom, lunch, section=2, custom=5) == {600: 5}
    assert minutes(WEEKLY, custom, lunch, section=1, custom=5) == {}
    # On a day that is not its own it changes nothing, nor does a number that is no custom rule's.
    assert minutes(WEEKLY, custom, day=date(2026, 6, 11), section=2, custom=5) == {1080: 1, 1140: 1, 1200: 1}
    assert minutes(WEEKLY, custom, section=1, custom=1) == {1080: 1, 1140: 1, 1200: 1}


def test_the_clock_of_the_zone_decides_the_instant() -> None:
    assert instant_of(DAY, 1170, DUBAI) == datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
    assert instant_of(DAY, 1530, DUBAI) == datetime(2026, 6, 10, 21, 30, tzinfo=UTC)
    assert instant_of(DAY, 1170, LONDON) == datetime(2026, 6, 10, 18, 30, tzinfo=UTC)


def test_in_spring_the_skipped_hour_has_no_instants() -> None:
    # 01:00 to 02:00 does not exist on 29 March 2026, whichever service date it belongs to.
    for day, minute in ((date(2026, 3, 29), 60), (date(2026, 3, 28), 1440 + 90), (date(2026, 3, 29), 119)):
        assert instant_of(day, minute, LONDON) is None
    assert instant_of(date(2026, 3, 28), 1440 + 59, LONDON) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert instant_of(date(2026, 3, 28), 1440 + 120, LONDON) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert instant_of(date(2026, 3, 29), 90, DUBAI) == datetime(2026, 3, 28, 21, 30, tzinfo=UTC)


def test_in_autumn_the_repeated_hour_is_its_first_passing() -> None:
    assert instant_of(date(2026, 10, 24), 1440 + 90, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant_of(date(2026, 10, 25), 120, LONDON) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("zone", [LONDON, DUBAI])
def test_no_instant_appears_twice_and_all_read_back(zone: ZoneInfo) -> None:
    for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)):
        instants = {minute: instant_of(day, minute, zone) for minute in range(0, 2000, 5)}
        real = [instant for instant in instants.values() if instant is not None]
        assert len(set(real)) == len(real)
        assert real == sorted(real)
        assert all(minute_of(at, day, zone) == minute for minute, at in instants.items() if at is not None)


def test_an_occupation_touches_each_quarter_it_begins() -> None:
    start = datetime(2026, 6, 10, 15, 10, tzinfo=UTC)

    assert len(ticks_between(start, datetime(2026, 6, 10, 15, 15, tzinfo=UTC))) == 1
    assert len(ticks_between(start, datetime(2026, 6, 10, 15, 16, tzinfo=UTC))) == 2
