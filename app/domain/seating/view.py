"""A section as one party sees it: its times, each free or refused for one reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import tick_of, ticks_between
from app.domain.seating.board import Board, Place
from app.domain.seating.combinations import Combination, combinations, is_connected
from app.domain.seating.occupancy import arriving
from app.domain.seating.rules import Hours, hours
from app.domain.seating.times import instant_of
from app.domain.seating.values import Arrivals, Ask, Policy, Rule, Section, Slot, Table, Taken, Venue

# As good as no limit.
UNLIMITED: Final = 1_000_000


class Start(NamedTuple):
    """A time to look at; `rule` None where staff book outside of all hours."""

    minute: int
    starts_at: datetime
    rule: Rule | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A section as one party sees it: the tables it may use and the combinations that seat it."""

    section: Section
    tables: tuple[Table, ...]
    fitting: Sequence[Combination]
    policy: Policy
    taken: Taken
    ask: Ask
    unseatable: Reason | None
    # How long the party sits, and how long it keeps its tables from others.
    turn: timedelta
    held: timedelta
    # From when and until what day guests may book.
    soonest: datetime
    last_date: date

    def slots(self, starts: Iterable[Start]) -> list[Slot]:
        """Each start as a slot."""
        starts = list(starts)
        places = self._places(start.starts_at for start in starts)
        return [self._slot(start, places[start.starts_at]) for start in starts]

    def _places(self, starts: Iterable[datetime]) -> dict[datetime, Place]:
        """What each start finds. Stays are equally long, but off the grid one may touch a tick more."""
        by_length: dict[int, list[datetime]] = {}
        for starts_at in starts:
            by_length.setdefault(len(ticks_between(starts_at, starts_at + self.held)), []).append(starts_at)
        board = Board(
            section=self.section,
            tables=self.tables,
            fitting=self.fitting,
            taken=self.taken,
            party_size=self.ask.party_size,
        )
        found: dict[datetime, Place] = {}
        for length, group in by_length.items():
            places = board.places(map(tick_of, group), length)
            found.update((starts_at, places[tick_of(starts_at)]) for starts_at in group)
        return found

    def _slot(self, start: Start, place: Place) -> Slot:
        ends_at = start.starts_at + self.turn
        rule = start.rule
        pacing = pacing_left(rule, self.taken, self.section.id, start.starts_at)
        reason = self._never(start, ends_at) or self._not_now(place, pacing)
        return Slot(
            starts_at=start.starts_at,
            ends_at=ends_at,
            held_until=start.starts_at + self.held,
            service_date=self.ask.service_date,
            minute=start.minute,
            period=rule.period if rule else "",
            period_ar=rule.period_ar if rule else "",
            section_id=self.section.id,
            rule_id=rule.id if rule else None,
            party_size=self.ask.party_size,
            is_hidden=rule.is_hidden if rule else False,
            price_minor=rule.price_minor if rule else None,
            deposit_minor=self.policy.deposit(rule, self.ask.party_size) if rule else None,
            pacing_covers=rule.pacing_covers if rule else None,
            pacing_parties=rule.pacing_parties if rule else None,
            paces_section=rule is not None and rule.section_id is not None,
            reason=reason,
            tables=() if reason else place.table_ids,
            seats=0 if reason else place.seats,
            remaining_covers=min(place.remaining, pacing.covers) if pacing.parties else 0,
        )

    def _never(self, start: Start, ends_at: datetime) -> Reason | None:
        """What would refuse the party in an empty house too."""
        ask = self.ask
        if (ends_at <= ask.now) if ask.is_staff else (start.starts_at < ask.now):
            return Reason.PAST
        if (start.is_closed or start.rule is None) and not ask.waived(Reason.CLOSED):
            return Reason.CLOSED
        if ask.is_staff or start.rule is None:
            return self.unseatable
        if ask.service_date > self.last_date:
            return Reason.TOO_FAR
        return (
            _party_refused(ask.party_size, start.rule, self.policy)
            or self.unseatable
            or (Reason.TOO_SOON if start.starts_at < self.soonest else None)
        )

    def _not_now(self, place: Place, pacing: Arrivals) -> Reason | None:
        """What refuses it because of those who are there already."""
        if not place.table_ids:
            return Reason.FULL
        if not place.has_room:
            return Reason.SECTION_FULL
        if (pacing.covers < self.ask.party_size or not pacing.parties) and not self.ask.waived(Reason.PACING):
            return Reason.PACING
        return None


def view_of(
    venue: Venue, taken: Taken, ask: Ask, section: Section, chosen: frozenset[int] = frozenset()
) -> View | None:
    """The section as the party sees it; None where it is not asked for or has no tables that count."""
    if not section.is_active or ask.section_id not in {None, section.id}:
        return None
    tables = tuple(one for one in venue.tables if one.section_id == section.id and (one.is_online or ask.is_staff))
    if not tables or not chosen <= {table.id for table in tables}:
        return None
    if chosen:
        tables = tuple(table for table in tables if table.id in chosen)
        fitting = _as_chosen(tables, venue.policy.largest_combination, ask)
    else:
        fitting = combinations(frozenset(tables), ask.party_size, venue.policy.largest_combination)
    policy = venue.policy
    turn = timedelta(minutes=policy.turn_minutes(ask.party_size))
    return View(
        section=section,
        tables=tables,
        fitting=fitting,
        policy=policy,
        taken=taken,
        ask=ask,
        unseatable=_unseatable(section, tables, fitting, ask.party_size),
        turn=turn,
        held=turn + timedelta(minutes=policy.buffer_minutes),
        soonest=ask.now + timedelta(minutes=policy.lead_minutes),
        last_date=ask.now.astimezone(policy.zone).date() + timedelta(policy.horizon_days),
    )


def hours_of(venue: Venue, ask: Ask, section: Section) -> Hours:
    return hours(venue.rules, ask.service_date, section.id, ask.custom_rule_id)


def starts_of(open_hours: Hours, policy: Policy, ask: Ask, instants: dict[int, datetime | None]) -> list[Start]:
    """The section's times that this caller may see and the clock really shows."""
    found = []
    for minute, rule in open_hours.starts():
        if minute not in instants:
            instants[minute] = instant_of(ask.service_date, minute, policy.zone)
        starts_at = instants[minute]
        if starts_at is not None and _is_shown(rule, ask):
            found.append(Start(minute, starts_at, rule, open_hours.is_closed(minute)))
    return found


def _is_shown(rule: Rule, ask: Ask) -> bool:
    return not rule.is_hidden or ask.show_hidden or rule.id == ask.custom_rule_id


def pacing_left(rule: Rule | None, taken: Taken, section_id: int, starts_at: datetime) -> Arrivals:
    """How many more guests and parties may sit down at that time by the rule's pacing."""
    if rule is None or (rule.pacing_covers is None and rule.pacing_parties is None):
        return Arrivals(UNLIMITED, UNLIMITED)
    there = arriving(taken, starts_at, None if rule.section_id is None else section_id)
    return Arrivals(
        UNLIMITED if rule.pacing_covers is None else max(0, rule.pacing_covers - there.covers),
        UNLIMITED if rule.pacing_parties is None else max(0, rule.pacing_parties - there.parties),
    )


def _party_refused(party_size: int, rule: Rule, policy: Policy) -> Reason | None:
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
