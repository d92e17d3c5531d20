"""The slots of a day: what is free, which tables it gets, and the one reason why the rest is not."""

from datetime import UTC, date, datetime, timedelta

from app.domain.seating import Ask, Policy, Rule, Section, Table, Taken, TurnTime, Venue, day_of
from tests.unit.seating.test_rules import DUBAI

DAY = date(2026, 6, 10)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_an_empty_house_is_free_at_every_time_with_the_best_table() -> None:
    venue = Venue(
        sections=(Section(id=1),),
        tables=(Table(id=1, section_id=1, capacity=4), Table(id=2, section_id=1, capacity=2)),
        rules=(Rule(id=1, period="dinner", starts_minute=1080, ends_minute=1140, deposit_minor=5000),),
        policy=Policy(zone=DUBAI, turn_times=(TurnTime(2, 90),), buffer_minutes=10),
    )

    day = day_of(venue, Taken(), Ask(service_date=DAY, party_size=2, now=NOW))

    assert [slot.minute for slot in day.slots] == [1080, 1110, 1140]
    first = day.slots[0]
    assert (first.is_free, first.tables, first.period, first.remaining_covers) == (True, (2,), "dinner", 6)
    assert first.starts_at == datetime(2026, 6, 10, 14, tzinfo=UTC)
    assert first.ends_at - first.starts_at == timedelta(minutes=90)
    assert first.held_until - first.ends_at == timedelta(minutes=10)
    assert first.deposit_total_minor == 10000
