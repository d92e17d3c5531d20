"""Tables that are given away together: connected ones of a section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from app.domain.seating.values import Table


class Combination(NamedTuple):
    """One table or several that stand next to each other, ids ascending. Sorts by preference."""

    size: int
    capacity: int
    table_ids: tuple[int, ...]


# A set that grows: its ids, its seats, the tables that may join next, and all that are in it or next to it.
_Grown = tuple[tuple[int, ...], int, set[int], frozenset[int]]


@lru_cache(maxsize=1024)
def combinations(tables: frozenset[Table], party_size: int, largest: int) -> tuple[Combination, ...]:
    """Everything of a section's tables that seats the party, the best first: fewest tables, fewest seats, lowest ids.

    A table that is too large to be given to so few is not used, alone or with others. Left out is what is never
    needed: more tables round a combination that suffices, for whenever those are free it is free as well.
    """
    usable = {table.id: table for table in tables if table.min_party <= party_size}
    joined = _adjacency(usable)
    found = (
        Combination(len(ids), capacity, tuple(sorted(ids)))
        for root in usable
        for ids, capacity in _grow(root, usable, joined, party_size, largest)
    )
    return tuple(sorted(found))


def _adjacency(tables: dict[int, Table]) -> dict[int, frozenset[int]]:
    """Who stands next to whom, told by either side."""
    joined: dict[int, set[int]] = {table_id: set() for table_id in tables}
    for table in tables.values():
        for other in table.neighbours & tables.keys():
            joined[table.id].add(other)
            joined[other].add(table.id)
    return {table_id: frozenset(others) for table_id, others in joined.items()}


def _grow(
    root: int, tables: dict[int, Table], joined: dict[int, frozenset[int]], party_size: int, largest: int
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each connected set whose lowest id is `root`, grown until it seats the party: none twice (Wernicke's ESU)."""
    most = max(table.capacity for table in tables.values())
    first = {other for other in joined[root] if other > root}
    pending: list[_Grown] = [((root,), tables[root].capacity, first, joined[root] | {root})]
    while pending:
        ids, capacity, extension, seen = pending.pop()
        if capacity >= party_size:
            yield ids, capacity
            continue
        if capacity + (largest - len(ids)) * most < party_size:
            continue
        left = set(extension)
        for table_id in extension:
            left.discard(table_id)
            fresh = {other for other in joined[table_id] if other > root} - seen
            grown = capacity + tables[table_id].capacity
            pending.append(((*ids, table_id), grown, left | fresh, seen | joined[table_id]))


def best_fit(
    tables: Iterable[Table], party_size: int, largest: int, is_free: Callable[[int], bool] = lambda _: True
) -> tuple[int, ...]:
    """The tables of one section to give to a party: fewest, then least seats left over, then lowest ids; () if none."""
    fitting = combinations(frozenset(tables), party_size, largest)
    return next((one.table_ids for one in fitting if all(map(is_free, one.table_ids))), ())


def is_connected(tables: Iterable[Table]) -> bool:
    """Whether the tables stand in one group."""
    by_id = {table.id: table for table in tables}
    joined = _adjacency(by_id)
    reached: set[int] = set()
    pending = list(by_id)[:1]
    while pending:
        table_id = pending.pop()
        if table_id not in reached:
            reached.add(table_id)
            pending.extend(joined[table_id])
    return len(reached) == len(by_id)
