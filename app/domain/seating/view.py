"""A section as one party sees it: its times, each free or refused for one reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind
from app.domain.seating.board import Board, Place
from app.domain.seating.combinations import Combination, combinations, is_connected
from app.domain.seating.occupancy import NOBODY
from app.domain.seating.timetable import Start
from app.domain.seating.values import Arrivals, Ask, Policy, Rule, Section, Slot, Table, Taken, Venue

# As good as no limit.
UNLIMITED: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What decides of a section's times for a party, worked out once."""

    board: Board
    policy: Policy
    ask: Ask
    # Why these tables never seat the party, and why a rule (by id) does not take it.
    unseatable: Reason | None
    unwelcome: Mapping[int, Reason | None]
    deposits: Mapping[int, int | None]
    # How long the party sits, and how long it keeps its tables from others.
    turn: timedelta
    held: timedelta
    held_minutes: int
    # From when and until what day guests may book.
    soonest: datetime
    last_date: date

    def slots(self, starts: Iterable[Start]) -> list[Slot]:
        """Each start as a slot."""
        starts = list(starts)
        by_length = self.by_length(starts)
        places = {length: self.board.places(group, length) for length, group in by_length.items()}
        return [self._slot(start, places[start.ticks(self.held_minutes)][start.tick]) for start in starts]

    def by_length(self, starts: Iterable[Start]) -> dict[int, list[int]]:
        """Start ticks by the length of the stay: all are equally long, but off the grid one may touch a tick more."""
        groups: dict[int, list[int]] = {}
        for start in starts:
            groups.setdefault(start.ticks(self.held_minutes), []).append(start.tick)
        return groups

    def never(self, start: Start) -> Reason | None:
        """What would refuse the party in an empty house too."""
        ask, rule = self.ask, start.rule
        if (start.starts_at + self.turn <= ask.now) if ask.is_staff else (start.starts_at < ask.now):
            return Reason.PAST
        if (start.is_closed or rule is None) and not ask.waived(Reason.CLOSED):
            return Reason.CLOSED
        if ask.is_staff or rule is None:
            return self.unseatable
        if start.service_date > self.last_date:
            return Reason.TOO_FAR
        too_soon = Reason.TOO_SOON if start.starts_at < self.soonest else None
        return self.unwelcome[rule.id] or self.unseatable or too_soon

    def not_now(self, start: Start, *, has_table: bool, has_room: bool) -> Reason | None:
        """What refuses it because of those who are there already."""
        if not has_table:
            return Reason.FULL
        if not has_room:
            return Reason.SECTION_FULL
        if self.ask.waived(Reason.PACING):
            return None
        left = self._pacing(start)
        return Reason.PACING if left.covers < self.ask.party_size or not left.parties else None

    def _pacing(self, start: Start) -> Arrivals:
        return pacing_left(start.rule, self.board.taken, start.tick)

    def _slot(self, start: Start, place: Place) -> Slot:
        rule, starts_at = start.rule, start.starts_at
        reason = self.never(start) or self.not_now(start, has_table=bool(place.table_ids), has_room=place.has_room)
        pacing = self._pacing(start)
        return Slot(
            starts_at=starts_at,
            ends_at=starts_at + self.turn,
            held_until=starts_at + self.held,
            service_date=start.service_date,
            minute=start.minute,
            section_id=self.board.section.id,
            party_size=self.ask.party_size,
            rule=rule,
            deposit_minor=self.deposits[rule.id] if rule else None,
            reason=reason,
            tables=() if reason else place.table_ids,
            seats=0 if reason else place.seats,
            remaining_covers=min(place.remaining, pacing.covers) if pacing.parties else 0,
        )


def view_of(
    venue: Venue, taken: Taken, ask: Ask, section: Section, chosen: frozenset[int] = frozenset()
) -> View | None:
    """The section as the party sees it; None where it is not asked for or has no tables that count."""
    if not section.is_active or ask.section_id not in {None, section.id}:
        return None
    tables = tuple(one for one in venue.tables if one.section_id == section.id and (one.is_online or ask.is_staff))
    if not tables or not chosen <= {table.id for table in tables}:
        return None
    policy, party_size = venue.policy, ask.party_size
    if chosen:
        tables = tuple(table for table in tables if table.id in chosen)
        fitting = _as_chosen(tables, policy.largest_combination, ask)
    else:
        fitting = combinations(frozenset(tables), party_size, policy.largest_combination)
    opens = [rule for rule in venue.rules if rule.kind is RuleKind.OPEN]
    turn = timedelta(minutes=policy.turn_minutes(party_size))
    held_minutes = policy.turn_minutes(party_size) + policy.buffer_minutes
    return View(
        board=Board(section=section, tables=tables, fitting=fitting, taken=taken, party_size=party_size),
        policy=policy,
        ask=ask,
        unseatable=_unseatable(section, tables, fitting, party_size),
        unwelcome={rule.id: _unwelcome(party_size, rule, policy) for rule in opens},
        deposits={rule.id: policy.deposit(rule, party_size) for rule in opens},
        turn=turn,
        held=timedelta(minutes=held_minutes),
        held_minutes=held_minutes,
        soonest=ask.now + timedelta(minutes=policy.lead_minutes),
        last_date=ask.now.astimezone(policy.zone).date() + timedelta(policy.horizon_days),
    )


def pacing_left(rule: Rule | None, taken: Taken, tick: int) -> Arrivals:
    """How many more guests and parties may sit down in that tick by the rule's pacing."""
    if rule is None or (rule.pacing_covers is None and rule.pacing_parties is None):
        return _ANY
    there = taken.arrivals.get(tick, NOBODY)
    return Arrivals(
        UNLIMITED if rule.pacing_covers is None else max(0, rule.pacing_covers - there.covers),
        UNLIMITED if rule.pacing_parties is None else max(0, rule.pacing_parties - there.parties),
    )


_ANY: Final = Arrivals(UNLIMITED, UNLIMITED)


def _unwelcome(party_size: int, rule: Rule, policy: Policy) -> Reason | None:
    """Why a rule does not take so many guests."""
    if party_size < max(policy.min_party, rule.min_party or 0):
        return Reason.PARTY_TOO_SMALL
    limits = (policy.max_party, rule.max_party, rule.pacing_covers)
    return Reason.PARTY_TOO_LARGE if any(limit is not None and party_size > limit for limit in limits) else None


def _as_chosen(tables: Sequence[Table], largest: int, ask: Ask) -> tuple[Combination, ...]:
    """Exactly these tables, where they seat the party. Staff need not push them together and may waste seats."""
    seats = sum(table.capacity for table in tables)
    enough = seats >= ask.party_size or ask.waived(Reason.PARTY_TOO_LARGE)
    sensible = ask.is_staff or (
        len(tables) <= largest and is_connected(tables) and all(table.min_party <= ask.party_size for table in tables)
    )
    together = Combination(len(tables), seats, tuple(sorted(table.id for table in tables)))
    return (together,) if enough and sensible else ()


def _unseatable(
    section: Section, tables: Sequence[Table], fitting: Sequence[Combination], party_size: int
) -> Reason | None:
    """Why these tables never seat the party, however empty the house."""
    if section.capacity is not None and party_size > section.capacity:
        return Reason.PARTY_TOO_LARGE
    if fitting:
        return None
    too_small = any(table.capacity >= party_size < table.min_party for table in tables)
    return Reason.PARTY_TOO_SMALL if too_small else Reason.PARTY_TOO_LARGE
