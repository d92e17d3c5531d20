"""What is taken, kept as numbers with a bit per tick, so that a whole day is looked at in one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from app.domain.reservations import ticks_between
from app.domain.seating.values import Arrivals, Occupation, Taken

NOBODY: Final = Arrivals()


def taken_of(occupations: Iterable[Occupation], *, base: int) -> Taken:
    """What the occupations leave no room for. What ended before the tick `base` is forgotten."""
    tables: dict[int, int] = {}
    covers: dict[int, dict[int, int]] = {}
    arrivals: dict[datetime, dict[int, Arrivals]] = {}
    for one in occupations:
        ticks = ticks_between(one.starts_at, one.held_until)
        busy = bits_of(ticks, base)
        for table_id in one.table_ids:
            tables[table_id] = tables.get(table_id, 0) | busy
        if one.counts_section and one.covers:
            section = covers.setdefault(one.section_id, {})
            for tick in ticks:
                section[tick] = section.get(tick, 0) + one.covers
        if one.counts_pacing and one.covers:
            by_section = arrivals.setdefault(one.starts_at, {})
            before = by_section.get(one.section_id, Arrivals())
            by_section[one.section_id] = Arrivals(before.covers + one.covers, before.parties + 1)
    return Taken(base=base, tables=tables, covers=covers, arrivals=arrivals)


def bits_of(ticks: range, base: int) -> int:
    """A run of ticks as bits, bit 0 being the tick `base`; what lies before it is cut off."""
    first, end = max(ticks.start - base, 0), max(ticks.stop - base, 0)
    return (1 << end) - (1 << first) if end > first else 0


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


def arriving(taken: Taken, starts_at: datetime, section_id: int | None) -> Arrivals:
    """Who sits down at that time in the section; None: in all of them."""
    by_section = taken.arrivals.get(starts_at)
    if by_section is None:
        return NOBODY
    if section_id is not None:
        return by_section.get(section_id, NOBODY)
    return Arrivals(sum(one.covers for one in by_section.values()), sum(one.parties for one in by_section.values()))
