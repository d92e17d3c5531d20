"""What a party at the door is told about its wait."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.domain.seating import Section, Taken, Venue, Wait, quoted_wait
from tests.unit.seating.test_days import EMPTY, HALL, HOUR, POLICY, SIX, TABLES, VENUE, sits, taken

# 18:20, within a quarter of an hour.
NOW = SIX + timedelta(minutes=20)


def wait(there: Taken, party_size: int = 2, venue: Venue = VENUE, **given: Any) -> Wait | None:
    return quoted_wait(venue, there, party_size=party_size, now=NOW, **given)


def test_who_finds_a_table_does_not_wait() -> None:
    assert wait(EMPTY) == Wait(0, 0, 0, 1, (1,))


def test_a_table_that_is_booked_soon_is_no_table() -> None:
    soon = sits(1, 2, 3, at=SIX + HOUR, stay=HOUR)

    found = wait(taken(soon))

    assert found is not None
    assert found.minutes == 100


def test_the_wait_is_until_the_first_that_fits_leaves_rounded_up_to_five() -> None:
    there = taken(sits(1, 2), sits(3, stay=2 * HOUR))

    # Until 19:00, give or take eight minutes.
    assert wait(there) == Wait(40, 30, 50, 1, (1,))
    assert wait(there, 4) == Wait(40, 30, 50, 1, (1, 2))
    assert wait(taken(sits(1, 2, 3, stay=timedelta(minutes=43)))) == Wait(25, 20, 30, 1, (1,))


def test_who_came_first_is_served_first() -> None:
    there = taken(sits(1, 2, 3))

    # At 19:00 the parties in front take all the tables, for an hour and for an hour and a half.
    assert wait(there, ahead=[2, 2, 4]) == Wait(100, 70, 130, 1, (1,))
    # Who never fits is in nobody's way.
    assert wait(there, ahead=[9]) == Wait(40, 30, 50, 1, (1,))


def test_a_section_that_is_full_of_guests_has_no_table() -> None:
    venue = replace(VENUE, sections=(replace(HALL, capacity=4),))

    found = wait(taken(sits(3, covers=4)), venue=venue)

    assert found is not None
    assert found.minutes == 40
    assert wait(EMPTY, 5, venue=venue) is None


def test_what_comes_too_late_is_not_promised() -> None:
    there = taken(sits(1, 2, 3))

    assert wait(there, 9) is None
    assert wait(there, until=SIX + HOUR) is not None
    assert wait(there, until=SIX + HOUR / 2) is None
    assert wait(taken(sits(1, 2, 3, stay=6 * HOUR))) is None


def test_one_part_of_the_house_may_be_wanted() -> None:
    terrace = tuple(replace(table, id=table.id + 10, section_id=2) for table in TABLES)
    venue = Venue(sections=(HALL, Section(id=2)), tables=(*TABLES, *terrace), rules=(), policy=POLICY)

    found = wait(taken(sits(1, 2, 3)), venue=venue, section_id=1)

    assert found is not None
    assert (found.minutes, found.section_id) == (40, 1)
    assert wait(taken(sits(1, 2, 3)), venue=venue) == Wait(0, 0, 0, 2, (11,))
