"""The tables of one section on one day: which starts of a party's stay find a place, and which guests still would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.seating.combinations import Combination
from app.domain.seating.occupancy import added, blocked_starts, crowded, each_bit, rebased
from app.domain.seating.values import Section, Table, Taken


@dataclass(frozen=True, slots=True)
class Place:
    """What a start finds: tables (none: full), whether the section has room, and how many guests would find a seat."""

    table_ids: tuple[int, ...]
    seats: int
    has_room: bool
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    section: Section
    tables: Sequence[Table]
    fitting: Sequence[Combination]
    taken: Taken
    party_size: int

    def places(self, starts: Iterable[int], length: int) -> dict[int, Place]:
        """What each start tick finds for a stay of so many ticks.

        All starts are looked at together: one number per table has a bit for each of them, so that the work grows with
        the tables and their combinations, not with the reservations nor, but for the answer itself, with the slots.
        """
        ticks = sorted(set(starts))
        if not ticks:
            return {}
        base = ticks[0]
        wanted = sum(1 << (tick - base) for tick in ticks)
        blocked = {table.id: blocked_starts(self._busy(table.id, base), length) & wanted for table in self.tables}
        found = self._first_free(wanted, blocked)
        crowd = blocked_starts(self._crowded(base), length)
        seats = self._seats(wanted, blocked)
        return {
            tick: Place(
                *found.get(tick - base, ((), 0)),
                not crowd >> (tick - base) & 1,
                min(seats[tick - base], self._room(range(tick, tick + length))),
            )
            for tick in ticks
        }

    def _busy(self, table_id: int, base: int) -> int:
        return rebased(self.taken.tables.get(table_id, 0), self.taken.base, base)

    def _first_free(self, wanted: int, blocked: dict[int, int]) -> dict[int, tuple[tuple[int, ...], int]]:
        """The best combination that is free at each start, with its seats; it ends as soon as every start has one."""
        found: dict[int, tuple[tuple[int, ...], int]] = {}
        for _size, capacity, table_ids in self.fitting:
            hit = wanted
            for table_id in table_ids:
                hit &= ~blocked[table_id]
            if hit:
                found.update(dict.fromkeys(each_bit(hit), (table_ids, capacity)))
                wanted ^= hit
                if not wanted:
                    break
        return found

    def _crowded(self, base: int) -> int:
        covers = self.taken.covers.get(self.section.id)
        if self.section.capacity is None or not covers:
            return 0
        return crowded(covers, self.section.capacity, self.party_size, base)

    def _seats(self, wanted: int, blocked: dict[int, int]) -> dict[int, int]:
        """The seats of the free tables at each start."""
        planes = added((wanted & ~blocked[table.id], table.capacity) for table in self.tables)
        return {bit: sum((plane >> bit & 1) << place for place, plane in enumerate(planes)) for bit in each_bit(wanted)}

    def _room(self, ticks: range) -> int:
        """How many more guests the section takes over all of the ticks."""
        capacity = self.section.capacity
        if capacity is None:
            return sum(table.capacity for table in self.tables)
        covers = self.taken.covers.get(self.section.id, {})
        return max(0, capacity - max(covers.get(tick, 0) for tick in ticks))
