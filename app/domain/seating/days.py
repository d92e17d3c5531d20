"""The slots of a day, section by section: what is free, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import tick_of, ticks_between
from app.domain.seating.board import Board, Place
from app.domain.seating.combinations import Combination, combinations, is_connected
from app.domain.seating.occupancy import arriving
from app.domain.seating.rules import Hours, hours
from app.domain.seating.times import instant_of, minute_of
from app.domain.seating.values import Arrivals, Ask, Day, Policy, Rule, Section, Slot, Table, Taken, Venue

# Where several sections refuse the same time, the refusal told is the one nearest to a yes.
HOPE: Final = (
    Reason.PACING,
    Reason.SECTION_FULL,
    Reason.FULL,
    Reason.TOO_SOON,
    Reason.PARTY_TOO_SMALL,
    Reason.PARTY_TOO_LARGE,
    Reason.CLOSED,
    Reason.TOO_FAR,
    Reason.PAST,
)
UNLIMITED: Final = 1_000_000


class _Start(NamedTuple):
    """A time to look at; `rule` None where staff book outside of all hours."""

    minute: int
    starts_at: datetime
    rule: Rule | None
    is_closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A section as one party sees it: the tables it may use and the combinations that seat it."""

    section: Section
    tables: tuple[Table, ...]
    fitting: Sequence[Combination]
    policy: Policy
    taken: Taken
    ask: Ask
    unseatable: Reason | None

    def slots(self, starts: Iterable[_Start]) -> list[Slot]:
        """Each start as a slot."""
        starts = list(starts)
        places = self._places(start.starts_at for start in starts)
        return [self._slot(start, places[start.starts_at]) for start in starts]

    def _stay(self, starts_at: datetime) -> tuple[datetime, datetime]:
        ends_at = starts_at + timedelta(minutes=self.policy.turn_minutes(self.ask.party_size))
        return ends_at, ends_at + timedelta(minutes=self.policy.buffer_minutes)

    def _places(self, starts: Iterable[datetime]) -> dict[datetime, Place]:
        """What each start finds. Stays are equally long, but off the grid one may touch a tick more."""
        by_length: dict[int, list[datetime]] = {}
        for starts_at in starts:
            by_length.setdefault(len(ticks_between(starts_at, self._stay(starts_at)[1])), []).append(starts_at)
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

    def _slot(self, start: _Start, place: Place) -> Slot:
        ends_at, held_until = self._stay(start.starts_at)
        rule = start.rule
        pacing = pacing_left(rule, self.taken, self.section.id, start.starts_at)
        reason = self._never(start, ends_at) or self._not_now(place, pacing)
        return Slot(
            starts_at=start.starts_at,
            ends_at=ends_at,
            held_until=held_until,
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
            remaining_covers=min(place.remaining, pacing.covers) if pacing.parties else 0,
        )

    def _never(self, start: _Start, ends_at: datetime) -> Reason | None:
        """What would refuse the party in an empty house too."""
        ask = self.ask
        if (ends_at <= ask.now) if ask.is_staff else (start.starts_at < ask.now):
            return Reason.PAST
        if (start.is_closed or start.rule is None) and not ask.waived(Reason.CLOSED):
            return Reason.CLOSED
        if ask.is_staff or start.rule is None:
            return self.unseatable
        too_far = ask.service_date > ask.now.astimezone(self.policy.zone).date() + timedelta(self.policy.horizon_days)
        if too_far:
            return Reason.TOO_FAR
        too_soon = start.starts_at < ask.now + timedelta(minutes=self.policy.lead_minutes)
        return (
            _party_refused(ask.party_size, start.rule, self.policy)
            or self.unseatable
            or (Reason.TOO_SOON if too_soon else None)
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


def day_of(venue: Venue, taken: Taken, ask: Ask) -> Day:
    """Every time of the service date for the party, section by section, each free or refused for one reason."""
    instants: dict[int, datetime | None] = {}
    slots: list[Slot] = []
    for section in venue.sections:
        view = _view(venue, taken, ask, section)
        if view is not None:
            slots.extend(view.slots(_starts(_hours(venue, ask, section), venue.policy, ask, instants)))
    return Day(service_date=ask.service_date, party_size=ask.party_size, slots=tuple(slots))


def fits(venue: Venue, taken: Taken, ask: Ask, *, starts_at: datetime, table_ids: Sequence[int] = ()) -> Slot:
    """One exact start, as asked at booking time under the lock of the day: free with its tables, or refused.

    Guests may only start where a slot does; staff at any minute of the opening hours, or outside of them where they
    waive CLOSED. `table_ids`: exactly these tables, or none. Of several sections the one with the best fit is taken.
    """
    found: list[Slot] = []
    for section in venue.sections:
        view = _view(venue, taken, ask, section, frozenset(table_ids))
        start = _start_at(_hours(venue, ask, section), venue.policy, ask, starts_at) if view else None
        if view is not None and start is not None:
            found.extend(view.slots([start]))
    if found:
        return best_of(found, venue)
    turn = timedelta(minutes=venue.policy.turn_minutes(ask.party_size))
    return Slot(
        starts_at=starts_at,
        ends_at=starts_at + turn,
        held_until=starts_at + turn + timedelta(minutes=venue.policy.buffer_minutes),
        service_date=ask.service_date,
        minute=minute_of(starts_at, ask.service_date, venue.policy.zone),
        period="",
        section_id=ask.section_id or 0,
        rule_id=None,
        party_size=ask.party_size,
        reason=Reason.PAST if starts_at < ask.now else Reason.CLOSED,
    )


def best_of(slots: Sequence[Slot], venue: Venue | None = None) -> Slot:
    """Of the same time in several sections, the free one with the fewest tables and seats left over, else the refusal
    nearest to a yes; the first of equals."""
    seats = {table.id: table.capacity for table in venue.tables} if venue else {}

    def worth(slot: Slot) -> tuple[int, int, int]:
        if slot.reason is not None:
            return 1, HOPE.index(slot.reason), 0
        return 0, len(slot.tables), sum(seats.get(table_id, 0) for table_id in slot.tables)

    return min(slots, key=worth)


def merged(day: Day) -> tuple[Slot, ...]:
    """One slot per time, ascending: the best that any section has."""
    by_start: dict[datetime, list[Slot]] = {}
    for slot in day.slots:
        by_start.setdefault(slot.starts_at, []).append(slot)
    return tuple(best_of(by_start[starts_at]) for starts_at in sorted(by_start))


def nearest(day: Day, wanted: datetime, count: int = 3) -> tuple[Slot, ...]:
    """The free times closest to the one wanted, without it, ascending; the earlier of two as close."""
    free = [slot for slot in merged(day) if slot.reason is None and slot.starts_at != wanted]
    closest = sorted(free, key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at))[:count]
    return tuple(sorted(closest, key=lambda slot: slot.starts_at))


def refusal_of(day: Day) -> Reason | None:
    """Why the whole day has nothing: None where something is free, CLOSED where there are no times at all."""
    reasons = {slot.reason for slot in day.slots}
    if None in reasons:
        return None
    return next((reason for reason in HOPE if reason in reasons), Reason.CLOSED)


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


def _hours(venue: Venue, ask: Ask, section: Section) -> Hours:
    return hours(venue.rules, ask.service_date, section.id, ask.custom_rule_id)


def _starts(open_hours: Hours, policy: Policy, ask: Ask, instants: dict[int, datetime | None]) -> list[_Start]:
    """The section's times that this caller may see and the clock really shows."""
    found = []
    for minute, rule in open_hours.starts():
        if minute not in instants:
            instants[minute] = instant_of(ask.service_date, minute, policy.zone)
        starts_at = instants[minute]
        if starts_at is not None and _is_shown(rule, ask):
            found.append(_Start(minute, starts_at, rule, open_hours.is_closed(minute)))
    return found


def _is_shown(rule: Rule, ask: Ask) -> bool:
    return not rule.is_hidden or ask.show_hidden or rule.id == ask.custom_rule_id


def _start_at(open_hours: Hours, policy: Policy, ask: Ask, starts_at: datetime) -> _Start | None:
    """The section's slot at that instant; for staff also a time between slots or outside of all hours."""
    found = next((one for one in _starts(open_hours, policy, ask, {}) if one.starts_at == starts_at), None)
    if found is not None or not ask.is_staff:
        return found
    minute = minute_of(starts_at, ask.service_date, policy.zone)
    return _Start(minute, starts_at, open_hours.rule_at(minute), open_hours.is_closed(minute))


def _view(venue: Venue, taken: Taken, ask: Ask, section: Section, chosen: frozenset[int] = frozenset()) -> _View | None:
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
    return _View(
        section=section,
        tables=tables,
        fitting=fitting,
        policy=venue.policy,
        taken=taken,
        ask=ask,
        unseatable=_unseatable(section, tables, fitting, ask.party_size),
    )


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
