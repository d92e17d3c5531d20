"""The tables of one section: which starts of a party's stay find a place, and how many guests still would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.seating.combinations import Combination
from app.domain.seating.occupancy import added, blocked_starts, crowded, each_bit, rebased
from app.domain.seating.values import Section, Table, Taken


@dataclass(frozen=True, slots=True)
class Place:
    """What a start finds: tables (none: full), how many they seat, whether the section has room for the party, and how
    many guests would find a seat."""

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
        blocked = self._blocked(base, wanted, length)
        crowd = self._crowd(base, length)
        found = self._first_free(wanted, blocked)
        planes = added((wanted & ~blocked[table.id], table.capacity) for table in self.tables)
        places = {}
        for tick in ticks:
            bit = tick - base
            table_ids, seats = found.get(bit, ((), 0))
            free = sum((plane >> bit & 1) << digit for digit, plane in enumerate(planes))
            places[tick] = Place(table_ids, seats, not crowd >> bit & 1, min(free, self._room(tick, length, free)))
        return places

    def openings(self, starts: Iterable[int], length: int) -> dict[int, tuple[bool, bool]]:
        """Of each start tick whether tables are free and whether the section has room, and nothing more."""
        ticks = set(starts)
        if not ticks:
            return {}
        base = min(ticks)
        wanted = sum(1 << (tick - base) for tick in ticks)
        full = self._still_full(wanted, self._blocked(base, wanted, length))
        crowd = self._crowd(base, length)
        return {tick: (not full >> (tick - base) & 1, not crowd >> (tick - base) & 1) for tick in ticks}

    def _blocked(self, base: int, wanted: int, length: int) -> dict[int, int]:
        """By table the wanted starts at which it is not free for the whole stay."""
        busy, origin = self.taken.tables, self.taken.base
        return {
            table.id: blocked_starts(rebased(busy.get(table.id, 0), origin, base), length) & wanted
            for table in self.tables
        }

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

    def _still_full(self, wanted: int, blocked: dict[int, int]) -> int:
        """The starts at which no combination is free."""
        for _size, _capacity, table_ids in self.fitting:
            taken = 0
            for table_id in table_ids:
                taken |= blocked[table_id]
            wanted &= taken
            if not wanted:
                break
        return wanted

    def _crowd(self, base: int, length: int) -> int:
        """The starts at which the section would hold more guests than it may."""
        covers = self.taken.covers.get(self.section.id)
        if self.section.capacity is None or not covers:
            return 0
        return blocked_starts(crowded(covers, self.section.capacity, self.party_size, base), length)

    def _room(self, tick: int, length: int, free: int) -> int:
        """How many more guests the section takes over all of the stay; at least `free` where that is nobody's limit."""
        capacity = self.section.capacity
        if capacity is None:
            return free
        covers = self.taken.covers.get(self.section.id)
        there = max([covers.get(at, 0) for at in range(tick, tick + length)]) if covers else 0
        return max(0, capacity - there)
