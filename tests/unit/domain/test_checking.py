"""How often somebody is asked what became of a payment."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.checking import next_check

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (timedelta(), timedelta(seconds=3)),
        (timedelta(seconds=20), timedelta(seconds=10)),
        (timedelta(minutes=5), timedelta(seconds=30)),
        (timedelta(minutes=39), timedelta(seconds=30)),
        (timedelta(hours=4), timedelta(hours=1)),
        (timedelta(days=3), timedelta(hours=6)),
    ],
)
def test_soon_while_somebody_waits_then_ever_later(age: timedelta, wait: timedelta) -> None:
    assert next_check(since=SINCE, now=SINCE + age) == SINCE + age + wait


def test_after_a_week_nobody_asks_any_more() -> None:
    assert next_check(since=SINCE, now=SINCE + timedelta(days=7)) is None


def test_a_clock_that_runs_behind_does_no_harm() -> None:
    assert next_check(since=SINCE, now=SINCE - timedelta(hours=1)) == SINCE - timedelta(hours=1) + timedelta(seconds=3)
