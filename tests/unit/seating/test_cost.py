"""What a day costs, in steps of the interpreter: twice the tables or reservations cost at most twice as much."""

import sys
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest

from app.domain.reservations import tick_of
from app.domain.seating import Occupation, Rule, Section, Table, Venue, combinations, day_of, taken_of
from tests.unit.seating.test_days import POLICY, SIX, ask

WIDTH = 5


def house(tables: int) -> Venue:
    """A room in rows of five tables, each next to those beside, before and behind it; a slot each quarter hour."""
    room = tuple(
        Table(
            id=number,
            section_id=1,
            capacity=(2, 2, 4, 6)[number % 4],
            neighbours=frozenset({number + WIDTH, *({number + 1} if (number + 1) % WIDTH else ())}),
        )
        for number in range(tables)
    )
    dinner = Rule(id=1, starts_minute=720, ends_minute=1440, interval_minutes=15, pacing_covers=60)
    return Venue(sections=(Section(id=1, capacity=400),), tables=room, rules=(dinner,), policy=POLICY)


def evening(reservations: int, tables: int) -> list[Occupation]:
    """Each table is taken again and again, with gaps that are too short for another party."""
    return [
        Occupation(
            section_id=1,
            table_ids=(number % tables,),
            starts_at=SIX + timedelta(minutes=15 * (number // tables * 7)) - timedelta(hours=6),
            held_until=SIX + timedelta(minutes=15 * (number // tables * 7)) - timedelta(hours=4.5),
            covers=2,
        )
        for number in range(reservations)
    ]


def steps(work: Callable[[], object]) -> int:
    """How many instructions the interpreter takes for it."""
    taken = 0

    def count(frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


def cost(*, tables: int, reservations: int, party_size: int) -> int:
    """Of a day from nothing: what is taken, the combinations, the slots."""
    venue, there = house(tables), evening(reservations, tables)
    combinations.cache_clear()
    return steps(lambda: day_of(venue, taken_of(there, base=tick_of(SIX) - 96), ask(party_size)))


@pytest.mark.parametrize("party_size", [2, 8, 12])
def test_twice_the_tables_cost_at_most_twice_as_much(party_size: int) -> None:
    small = cost(tables=30, reservations=300, party_size=party_size)

    assert cost(tables=60, reservations=300, party_size=party_size) <= 2 * small


@pytest.mark.parametrize("party_size", [2, 8])
def test_twice_the_reservations_cost_at_most_twice_as_much(party_size: int) -> None:
    small = cost(tables=60, reservations=150, party_size=party_size)

    assert cost(tables=60, reservations=300, party_size=party_size) <= 2 * small


def test_combinations_are_looked_for_once_per_room_and_party() -> None:
    combinations.cache_clear()
    for reservations in (0, 100):
        day_of(house(60), taken_of(evening(reservations, 60), base=0), ask(12))

    assert combinations.cache_info().misses == 1
