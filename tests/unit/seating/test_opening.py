"""Whether a house is open, at any hour of a week."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.reservations import RuleKind
from app.domain.seating import Rule, opening

DUBAI = ZoneInfo("Asia/Dubai")
MONDAY = date(2026, 3, 2)


def at(clock: str, day: date = MONDAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), DUBAI)


DINNER = Rule(id=1, starts_minute=18 * 60, ends_minute=25 * 60)


@pytest.mark.parametrize(
    ("clock", "until", "opens"),
    [
        ("17:59", None, at("18:00")),
        ("18:00", at("02:00", MONDAY + timedelta(days=1)), None),
        # After midnight the evening before goes on, for an hour after the last seating.
        ("01:30", at("02:00"), None),
        ("02:00", None, at("18:00")),
    ],
)
def test_open_from_the_first_seating_to_an_hour_after_the_last(
    clock: str, until: datetime | None, opens: datetime | None
) -> None:
    found = opening([DINNER], zone=DUBAI, now=at(clock).astimezone(UTC))

    assert (found.is_open, found.until, found.opens_at) == (until is not None, until, opens)


def test_a_closed_day_opens_on_the_next() -> None:
    closed = Rule(id=2, kind=RuleKind.CLOSED, first_date=MONDAY, last_date=MONDAY, starts_minute=0, ends_minute=24 * 60)

    found = opening([DINNER, closed], zone=DUBAI, now=at("19:00"))

    assert found.opens_at == at("18:00", MONDAY + timedelta(days=1))


def test_hidden_hours_are_nobodys_to_know_and_no_hours_are_none() -> None:
    hidden = Rule(id=3, starts_minute=600, ends_minute=700, is_hidden=True)

    assert opening([hidden], zone=DUBAI, now=at("10:30")).opens_at is None
    assert opening([], zone=DUBAI, now=at("10:30")).is_open is False
