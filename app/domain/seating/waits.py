"""How long a party without a booking will wait."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from app.domain.reservations import tick_of, ticks_between
from app.domain.seating.board import Board
from app.domain.seating.combinations import combinations
from app.domain.seating.occupancy import bits_of
from app.domain.seating.times import start_of_tick
from app.domain.seating.values import Section, Table, Taken, Venue

# Quotes are told in steps of five minutes.
STEP_MINUTES: Final = 5
# Parties leave earlier and later than their turn time says: a fifth of the wait, and a little for each party in front.
SPREAD: Final = 5
SPREAD_PER_PARTY_MINUTES: Final = 3
LONGEST_MINUTES: Final = 240


@dataclass(frozen=True, slots=True)
class Wait:
    """The wait in minutes as quoted, and how short or long it may turn out; the tables expected to serve."""

    minutes: int
    least: int
    most: int
    section_id: int
    table_ids: tuple[int, ...]


def quoted_wait(
    venue: Venue,
    taken: Taken,
    *,
    party_size: int,
    now: datetime,
    ahead: Sequence[int] = (),
    section_id: int | None = None,
    until: datetime | None = None,
) -> Wait | None:
    """Minutes until a table that fits is free for the whole of the party's stay, rounded up to five; 0: at once.

    `ahead`: the sizes of the parties that wait already, the first in line first; each is given what it will need.
    None where nothing fits within four hours, nor before `until`, the last seating.
    """
    last = min(until or now + timedelta(minutes=LONGEST_MINUTES), now + timedelta(minutes=LONGEST_MINUTES))
    queue = _Queue(venue, taken, now, last)
    in_front = 0
    for size in ahead:
        place = queue.next_place(size, None)
        if place is not None:
            queue.seat(size, place)
            in_front += 1
    place = queue.next_place(party_size, section_id)
    if place is None:
        return None
    minutes = _up((max(start_of_tick(place.tick), now) - now) / timedelta(minutes=1))
    spread = max(STEP_MINUTES, minutes // SPREAD + SPREAD_PER_PARTY_MINUTES * in_front) if minutes else 0
    least = max(0, (minutes - spread) // STEP_MINUTES * STEP_MINUTES)
    return Wait(minutes, least, _up(minutes + spread), place.section_id, place.table_ids)


class _Place(NamedTuple):
    tick: int
    size: int
    seats: int
    section_id: int
    table_ids: tuple[int, ...]


class _Queue:
    """Gives tables away in the order of the line, on paper."""

    def __init__(self, venue: Venue, taken: Taken, now: datetime, last: datetime) -> None:
        self._policy = venue.policy
        self._now = now
        self._last = tick_of(last)
        self._busy = dict(taken.tables)
        self._covers = {section_id: dict(by_tick) for section_id, by_tick in taken.covers.items()}
        self._base = taken.base
        self._sections: list[tuple[Section, tuple[Table, ...]]] = [
            (section, tuple(table for table in venue.tables if table.section_id == section.id))
            for section in venue.sections
            if section.is_active
        ]

    def next_place(self, party_size: int, section_id: int | None) -> _Place | None:
        """Where and when the party sits down first; of several at one time the one that fits best."""
        found = (
            place
            for section, tables in self._sections
            if section_id in {None, section.id}
            for place in self._first_in(section, tables, party_size)
        )
        return min(found, default=None)

    def seat(self, party_size: int, place: _Place) -> None:
        """Mark the tables as taken for the party's stay."""
        ticks = range(place.tick, place.tick + len(self._stay(place.tick, party_size)))
        for table_id in place.table_ids:
            self._busy[table_id] = self._busy.get(table_id, 0) | bits_of(ticks.start, ticks.stop, self._base)
        covers = self._covers.setdefault(place.section_id, {})
        for tick in ticks:
            covers[tick] = covers.get(tick, 0) + party_size

    def _first_in(self, section: Section, tables: tuple[Table, ...], party_size: int) -> Iterator[_Place]:
        if section.capacity is not None and party_size > section.capacity:
            return
        board = Board(
            section=section,
            tables=tables,
            fitting=combinations(frozenset(tables), party_size, self._policy.largest_combination),
            taken=Taken(base=self._base, tables=self._busy, covers=self._covers),
            party_size=party_size,
        )
        seats = {table.id: table.capacity for table in tables}
        present = tick_of(self._now)
        for ticks in (range(present, present + 1), range(present + 1, self._last + 1)):
            places = board.places(ticks, len(self._stay(ticks.start, party_size)))
            for tick, place in sorted(places.items()):
                if place.table_ids and place.has_room:
                    seated = sum(seats[table_id] for table_id in place.table_ids)
                    yield _Place(tick, len(place.table_ids), seated, section.id, place.table_ids)
                    return

    def _stay(self, tick: int, party_size: int) -> range:
        """The ticks of a stay that begins with the tick, or now where that is within it."""
        starts_at = max(start_of_tick(tick), self._now)
        minutes = self._policy.turn_minutes(party_size) + self._policy.buffer_minutes
        return ticks_between(starts_at, starts_at + timedelta(minutes=minutes))


def _up(minutes: float) -> int:
    return math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES
