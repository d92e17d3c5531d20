"""A branch's diary while it is filled: which tables are free when, within every limit the branch has."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.domain.reservations import tick_of, ticks_between
from app.domain.seating import Rule, Section, Venue, combinations, instant_of
from app.domain.seating.rules import hours
from app.services.seatings.claims import UNLIMITED

# What is counted, of which section or branch, in which quarter of an hour.
CountKey = tuple[str, int, int]


class Start(NamedTuple):
    """A time at which the public may sit down in a section."""

    section: Section
    rule: Rule
    minute: int
    starts_at: datetime


class Stay(NamedTuple):
    """Tables given to a party; they are free again at `held_until`."""

    start: Start
    service_date: date
    table_ids: tuple[int, ...]
    ends_at: datetime
    held_until: datetime
    party_size: int
    # The counters it moves: by how much, and up to what.
    counted: tuple[tuple[CountKey, int, int], ...]


@dataclass(slots=True)
class Diary:
    """What one branch has given away, past stays included, counted as the database counts what is not over."""

    branch_id: int
    venue: Venue
    busy: set[tuple[int, int]] = field(default_factory=set)
    used: Counter[CountKey] = field(default_factory=Counter)

    def starts(self, day: date) -> list[Start]:
        """Every time of a date, section by section, that is neither hidden nor closed."""
        return list(self._starts(day))

    def _starts(self, day: date) -> Iterator[Start]:
        for section in self.venue.sections:
            open_hours = hours(self.venue.rules, day, section.id)
            for minute, rule in open_hours.starts():
                at = instant_of(day, minute, self.venue.policy.zone)
                if at is not None and not rule.is_hidden and not open_hours.is_closed(minute):
                    yield Start(section, rule, minute, at)

    def give(self, day: date, start: Start, party_size: int) -> Stay | None:
        """Take the best tables for a party at one start; None where something stands against it."""
        policy, rule = self.venue.policy, start.rule
        if not (rule.min_party or 1) <= party_size <= (rule.max_party or policy.max_party):
            return None
        ends_at = start.starts_at + timedelta(minutes=policy.turn_minutes(party_size))
        held_until = ends_at + timedelta(minutes=policy.buffer_minutes)
        ticks = ticks_between(start.starts_at, held_until)
        wanted = tuple(self._counted(start, party_size, ticks))
        if any(self.used[key] + n > most for key, n, most in wanted):
            return None
        table_ids = self._free(start.section, party_size, ticks)
        if not table_ids:
            return None
        self.busy.update((table_id, tick) for table_id in table_ids for tick in ticks)
        for key, n, _ in wanted:
            self.used[key] += n
        return Stay(start, day, table_ids, ends_at, held_until, party_size, wanted)

    def _counted(self, start: Start, party_size: int, ticks: range) -> Iterator[tuple[CountKey, int, int]]:
        """Each counter a party moves, by how much, and up to what."""
        section, rule, arrival = start.section, start.rule, tick_of(start.starts_at)
        room = UNLIMITED if section.capacity is None else section.capacity
        for tick in ticks:
            yield ("section", section.id, tick), party_size, room
        yield ("covers", self.branch_id, arrival), party_size, rule.pacing_covers or UNLIMITED
        yield ("parties", self.branch_id, arrival), 1, rule.pacing_parties or UNLIMITED

    def _free(self, section: Section, party_size: int, ticks: range) -> tuple[int, ...]:
        mine = frozenset(table for table in self.venue.tables if table.section_id == section.id and table.is_online)
        for one in combinations(mine, party_size, self.venue.policy.largest_combination):
            if all((table_id, tick) not in self.busy for table_id in one.table_ids for tick in ticks):
                return one.table_ids
        return ()
