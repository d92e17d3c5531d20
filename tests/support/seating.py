"""A slow solver that tries everything: what the availability engine is held against.

It shares nothing with the engine but the values: it looks at every subset of tables, every quarter of an hour and
every minute of the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import chain, combinations
from zoneinfo import ZoneInfo

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind, tick_of
from app.domain.seating import (
    DayAtGlance,
    Rule,
    Section,
    Slot,
    Table,
    Venue,
    day_of,
    fits,
    merged,
    refusal_of,
    survey,
    taken_of,
)
from tests.support.rooms import World

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Answer:
    """What the solver says of a section's time: every way to seat the party there, or why there is none."""

    reason: Reason | None
    ways: frozenset[tuple[int, ...]]
    rule: Rule
    remaining: int


def solve(world: World) -> dict[tuple[int, datetime], Answer]:
    """Each section's times by brute force."""
    spans = [range(rule.starts_minute, rule.ends_minute + 1, rule.interval_minutes) for rule in world.venue.rules]
    named = set(chain.from_iterable(spans))
    return {
        (section.id, starts_at): _answer(world, section, starts_at, minute, rule)
        for section in world.venue.sections
        if section.is_active and world.ask.section_id in {None, section.id} and _usable(world, section)
        for minute, starts_at in _clock(world.venue.policy.zone, world.ask.service_date)
        if minute in named
        if (rule := _rule(world, section, minute)) is not None
        if not rule.is_hidden or world.ask.show_hidden or rule.id == world.ask.custom_rule_id
    }


def preferred(ways: Iterable[tuple[int, ...]], venue: Venue) -> tuple[int, ...]:
    """Fewest tables, then fewest seats, then lowest ids."""
    seats = {table.id: table.capacity for table in venue.tables}
    return min(ways, key=lambda ids: (len(ids), sum(seats[one] for one in ids), ids))


@cache
def _clock(zone: ZoneInfo, day: date) -> list[tuple[int, datetime]]:
    """Each minute of the service date that a clock on the wall shows, with the first instant at which it does."""
    midnight = datetime.combine(day, time())
    first: dict[int, datetime] = {}
    instant = datetime.combine(day, time(), UTC) - timedelta(hours=14)
    for _ in range((48 + 28) * 60):
        wall = instant.astimezone(zone).replace(tzinfo=None)
        first.setdefault(int((wall - midnight).total_seconds()) // 60, instant)
        instant += timedelta(minutes=1)
    return sorted((minute, at) for minute, at in first.items() if 0 <= minute <= 2 * 1440 + 60)


def _usable(world: World, section: Section) -> list[Table]:
    return [
        table
        for table in world.venue.tables
        if table.section_id == section.id and (table.is_online or world.ask.is_staff)
    ]


def _in_force(rule: Rule, day: date) -> bool:
    if rule.weekdays and day.weekday() not in rule.weekdays:
        return False
    return (rule.first_date or day) <= day <= (rule.last_date or day)


def _rule(world: World, section: Section, minute: int) -> Rule | None:
    """The rule that gives the minute to the section."""
    day = [rule for rule in world.venue.rules if _in_force(rule, world.ask.service_date)]
    opens = [rule for rule in day if rule.kind is RuleKind.OPEN]
    asked = [rule for rule in opens if rule.is_custom and rule.id == world.ask.custom_rule_id]
    if asked:
        opens = [rule for rule in asked if rule.section_id in {None, section.id}]
    else:
        opens = [rule for rule in opens if not rule.is_custom and rule.section_id in {None, section.id}]
        if any(rule.first_date or rule.last_date for rule in opens):
            opens = [rule for rule in opens if rule.first_date or rule.last_date]
    giving = [
        rule
        for rule in opens
        if rule.starts_minute <= minute <= rule.ends_minute
        and (minute - rule.starts_minute) % rule.interval_minutes == 0
    ]
    for choice in (
        [rule for rule in giving if not rule.is_hidden and rule.section_id],
        [rule for rule in giving if not rule.is_hidden],
        [rule for rule in giving if rule.section_id],
        giving,
    ):
        if choice:
            return min(choice, key=lambda rule: rule.id)
    return None


def _closed(world: World, section: Section, minute: int) -> bool:
    return any(
        rule.kind is RuleKind.CLOSED
        and not rule.is_custom
        and rule.section_id in {None, section.id}
        and _in_force(rule, world.ask.service_date)
        and (
            minute in range(rule.starts_minute, rule.ends_minute)
            or (rule.starts_minute == 0 and rule.ends_minute >= 1440)
        )
        for rule in world.venue.rules
    )


def _connected(tables: Iterable[Table]) -> bool:
    groups = [{table.id} for table in tables]
    for table in tables:
        touching = [group for group in groups if group & (table.neighbours | {table.id})]
        groups = [group for group in groups if group not in touching] + [set().union(*touching)]
    return len(groups) == 1


def _ways(tables: list[Table], party_size: int, largest: int) -> list[tuple[Table, ...]]:
    """Every group of tables that seats the party in an empty house."""
    subsets = chain.from_iterable(combinations(tables, size) for size in range(1, largest + 1))
    return [
        group
        for group in subsets
        if _connected(group)
        and sum(table.capacity for table in group) >= party_size
        and all(table.min_party <= party_size for table in group)
    ]


def _quarter(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 15)


def _quarters(starts_at: datetime, until: datetime) -> set[datetime]:
    """Every quarter of an hour of the clock that the span touches."""
    quarter = _quarter(starts_at)
    found = set()
    while quarter < until:
        found.add(quarter)
        quarter += QUARTER
    return found


def _answer(world: World, section: Section, starts_at: datetime, minute: int, rule: Rule) -> Answer:
    ask, policy = world.ask, world.venue.policy
    minutes = next((turn.minutes for turn in policy.turn_times if ask.party_size <= turn.up_to_party), None)
    if minutes is None:
        minutes = policy.turn_times[-1].minutes if policy.turn_times else 120
    ends_at = starts_at + timedelta(minutes=minutes)
    stay = _quarters(starts_at, ends_at + timedelta(minutes=policy.buffer_minutes))
    present = [one for one in world.occupations if stay & _quarters(one.starts_at, one.held_until)]
    taken = {table_id for one in present for table_id in one.table_ids}
    tables = _usable(world, section)
    groups = _ways(tables, ask.party_size, policy.largest_combination)
    ways = frozenset(tuple(table.id for table in group) for group in groups if not taken & {one.id for one in group})
    guests = max(
        sum(
            one.covers
            for one in present
            if one.section_id == section.id
            and one.counts_section
            and quarter in _quarters(one.starts_at, one.held_until)
        )
        for quarter in stay
    )
    arriving = [
        one.covers
        for one in world.occupations
        if _quarter(one.starts_at) == _quarter(starts_at) and one.counts_pacing and one.covers
    ]
    covers_left = 10**6 if rule.pacing_covers is None else max(0, rule.pacing_covers - sum(arriving))
    parties_left = 10**6 if rule.pacing_parties is None else max(0, rule.pacing_parties - len(arriving))
    room_left = 10**6 if section.capacity is None else max(0, section.capacity - guests)
    seats = sum(table.capacity for table in tables if table.id not in taken)

    def first_refusal() -> Reason | None:
        checks = [
            (Reason.PAST, ends_at <= ask.now if ask.is_staff else starts_at < ask.now),
            (Reason.CLOSED, _closed(world, section, minute) and Reason.CLOSED not in ask.waives),
            *([] if ask.is_staff else _online(world, rule)),
            (Reason.PARTY_TOO_LARGE, section.capacity is not None and ask.party_size > section.capacity),
            (
                Reason.PARTY_TOO_SMALL,
                not groups
                and any(table.min_party > ask.party_size for table in tables if table.capacity >= ask.party_size),
            ),
            (Reason.PARTY_TOO_LARGE, not groups),
            (Reason.TOO_SOON, not ask.is_staff and starts_at < ask.now + timedelta(minutes=policy.lead_minutes)),
            (Reason.FULL, not ways),
            (Reason.SECTION_FULL, room_left < ask.party_size),
            (
                Reason.PACING,
                (covers_left < ask.party_size or not parties_left) and Reason.PACING not in ask.waives,
            ),
        ]
        return next((reason for reason, holds in checks if holds), None)

    return Answer(first_refusal(), ways, rule, min(seats, room_left, covers_left) if parties_left else 0)


def _online(world: World, rule: Rule) -> list[tuple[Reason, bool]]:
    """What only guests who book for themselves are refused for."""
    ask, policy = world.ask, world.venue.policy
    today = ask.now.astimezone(policy.zone).date()
    largest = min(limit for limit in (policy.max_party, rule.max_party, rule.pacing_covers) if limit is not None)
    return [
        (Reason.TOO_FAR, (ask.service_date - today).days > policy.horizon_days),
        (Reason.PARTY_TOO_SMALL, ask.party_size < policy.min_party or ask.party_size < (rule.min_party or 1)),
        (Reason.PARTY_TOO_LARGE, ask.party_size > largest),
    ]


# --- holding the engine against it


def check(world: World) -> None:
    """The engine's day is the solver's, and booking any of its times ends as the day says."""
    taken = taken_of(world.occupations, base=tick_of(world.ask.now) - 400)
    day = day_of(world.venue, taken, world.ask)
    expected = solve(world)
    found = {(slot.section_id, slot.starts_at): slot for slot in day.slots}
    assert len(found) == len(day.slots), world
    assert found.keys() == expected.keys(), world
    at_a_glance = survey(world.venue, taken, world.ask, [day.service_date])[day.service_date]
    assert at_a_glance == DayAtGlance(sum(slot.is_free for slot in merged(day)), refusal_of(day)), world
    for key, answer in expected.items():
        assert _agrees(found[key], answer, world.venue), f"{found[key]}\n{answer}\n{world}"
    for starts_at in {slot.starts_at for slot in day.slots}:
        booked = fits(world.venue, taken, world.ask, starts_at=starts_at)
        there = {section: answer for (section, at), answer in expected.items() if at == starts_at}
        # Where all is refused, staff may be given a section that has no slot then.
        assert booked.tables == _best(there, world.venue) or (world.ask.is_staff and not _best(there, world.venue)), (
            world
        )
        assert booked.is_free or booked.reason in {answer.reason for answer in there.values()} or world.ask.is_staff


def _agrees(slot: Slot, answer: Answer, venue: Venue) -> bool:
    """Whether the engine says of a time what the solver does: the same refusal, or the preferred of all ways."""
    tables = () if answer.reason else preferred(answer.ways, venue)
    return (slot.reason, slot.tables, slot.rule_id, slot.remaining_covers) == (
        answer.reason,
        tables,
        answer.rule.id,
        answer.remaining,
    )


def _best(there: dict[int, Answer], venue: Venue) -> tuple[int, ...]:
    """The tables of the best section of a time; () where all of them refuse it."""
    # Ids of tables grow with the section's, so that the first of equal sections is preferred.
    ways = [preferred(answer.ways, venue) for answer in there.values() if answer.reason is None]
    return preferred(ways, venue) if ways else ()
