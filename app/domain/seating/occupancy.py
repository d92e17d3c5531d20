"""What is taken, kept as numbers with a bit per tick, so that a whole day is looked at in one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from app.domain.reservations import ticks_between
from app.domain.seating.values import Arrivals, Occupation, Taken

NOBODY: Final = Arrivals()


class Tally:
    """Adds up who sits where. Spans are ticks [first, end); of tables what lies before the tick `base` is forgotten."""

    def __init__(self, base: int) -> None:
        self._base = base
        self._tables: dict[int, int] = {}
        # How many more guests a section has from a tick on.
        self._changes: dict[int, dict[int, int]] = {}
        self._arrivals: dict[int, Arrivals] = {}

    def table(self, table_id: int, first: int, end: int) -> None:
        """A table that is taken."""
        self._tables[table_id] = self._tables.get(table_id, 0) | bits_of(first, end, self._base)

    def guests(self, section_id: int, first: int, end: int, covers: int) -> None:
        """Guests that count towards their section's capacity."""
        changes = self._changes.setdefault(section_id, {})
        changes[first] = changes.get(first, 0) + covers
        changes[end] = changes.get(end, 0) - covers

    def arrival(self, tick: int, covers: int) -> None:
        """A party that counts towards pacing."""
        before = self._arrivals.get(tick, NOBODY)
        self._arrivals[tick] = Arrivals(before.covers + covers, before.parties + 1)

    def taken(self) -> Taken:
        covers = {section_id: _running(changes) for section_id, changes in self._changes.items()}
        return Taken(base=self._base, tables=self._tables, covers=covers, arrivals=self._arrivals)


def taken_of(occupations: Iterable[Occupation], *, base: int) -> Taken:
    """What the occupations leave no room for, from the tick `base` on."""
    tally = Tally(base)
    for one in occupations:
        ticks = ticks_between(one.starts_at, one.held_until)
        for table_id in one.table_ids:
            tally.table(table_id, ticks.start, ticks.stop)
        if one.covers and one.counts_section:
            tally.guests(one.section_id, ticks.start, ticks.stop, one.covers)
        if one.covers and one.counts_pacing:
            tally.arrival(ticks.start, one.covers)
    return tally.taken()


def _running(changes: dict[int, int]) -> dict[int, int]:
    """The guests at each tick at which there are any."""
    found: dict[int, int] = {}
    ticks = sorted(changes)
    there = 0
    for tick, following in pairwise(ticks):
        there += changes[tick]
        if there:
            found.update(dict.fromkeys(range(tick, following), there))
    return found


def bits_of(first: int, end: int, base: int) -> int:
    """The ticks [first, end) as bits, bit 0 being the tick `base`; what lies before it is cut off."""
    if end <= base:
        return 0
    return (1 << (end - base)) - (1 << max(first - base, 0))


def rebased(bits: int, old: int, new: int) -> int:
    """The same bits counted from another tick; what lies before it is cut off."""
    return bits << (old - new) if old >= new else bits >> (new - old)


def blocked_starts(busy: int, length: int) -> int:
    """The starts from which a stay of `length` ticks would meet a busy one: a few shifts, whatever the length."""
    smeared, done = busy, 1
    while done < length:
        step = min(done, length - done)
        smeared |= smeared >> step
        done += step
    return smeared


def each_bit(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, ascending."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def added(summands: Iterable[tuple[int, int]]) -> list[int]:
    """For each position the sum of the weights of those whose bit is set there, as planes of binary digits.

    An adder for all positions at once: plane n has the digit of 2**n of each sum.
    """
    planes: list[int] = []
    for bits, weight in summands:
        for place in each_bit(weight):
            carry, digit = bits, place
            while carry:
                planes.extend([0] * (digit + 1 - len(planes)))
                planes[digit], carry = planes[digit] ^ carry, planes[digit] & carry
                digit += 1
    return planes


def crowded(covers: Mapping[int, int], capacity: int, party_size: int, base: int) -> int:
    """The ticks at which a section of that capacity has no room for the party's guests."""
    bits = 0
    for tick, guests in covers.items():
        if guests + party_size > capacity and tick >= base:
            bits |= 1 << (tick - base)
    return bits
