"""Small random restaurants, for the availability engine and the solver it is held against."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, combinations
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from typing_extensions import override

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind
from app.domain.seating import (
    Ask,
    Occupation,
    Policy,
    Rule,
    Section,
    Table,
    TurnTime,
    Venue,
)

T = TypeVar("T")
# Days before, on and after which the clock changes, and one on which nothing does.
PLACES = [
    (ZoneInfo("Europe/London"), date(2026, 3, 28)),
    (ZoneInfo("Europe/London"), date(2026, 3, 29)),
    (ZoneInfo("Europe/London"), date(2026, 10, 24)),
    (ZoneInfo("Europe/London"), date(2026, 10, 25)),
    (ZoneInfo("Asia/Dubai"), date(2026, 6, 10)),
]


@dataclass(frozen=True)
class World:
    venue: Venue
    occupations: tuple[Occupation, ...]
    ask: Ask

    @override
    def __str__(self) -> str:
        parts: list[object] = [*self.venue.tables, *self.venue.sections, *self.venue.rules, self.venue.policy]
        return "\n".join(map(str, [*parts, *self.occupations, self.ask]))


def make_world(seed: int) -> World:
    """A branch of one or two sections with at most six tables each, its rules, who sits there, and a wish."""
    dice = Random(seed)
    zone, day = dice.choice(PLACES)
    numbers = range(1, dice.choice([2, 2, 3]))
    tables = tuple(chain.from_iterable(_tables(dice, number) for number in numbers))
    midnight = datetime.combine(day, time(), zone).astimezone(UTC)
    capacity = [None, None, 5, 8, 12]
    return World(
        Venue(
            sections=tuple(
                Section(id=number, capacity=dice.choice(capacity), is_active=dice.random() < 0.95) for number in numbers
            ),
            tables=tables,
            rules=tuple(_rule_of(dice, number, day) for number in range(1, dice.randint(3, 6))),
            policy=_policy(dice, zone),
        ),
        tuple(_occupation(dice, tables, midnight) for _ in range(dice.randint(0, 14))),
        _ask(dice, day, midnight),
    )


def _seldom(dice: Random, *rare: T, usual: T) -> T:
    return dice.choice(rare) if dice.random() < 0.15 else usual


def _tables(dice: Random, section_id: int) -> list[Table]:
    ids = [section_id * 10 + n for n in range(dice.choice([1, 3, 4, 5, 6]))]
    density = dice.choice([0.2, 0.5, 0.9])
    joined = [pair for pair in combinations(ids, 2) if dice.random() < density]
    reflected = [(b, a) for a, b in joined if dice.random() < 0.5]
    return [
        Table(
            id=table_id,
            section_id=section_id,
            capacity=(capacity := dice.choice([1, 2, 2, 2, 3, 5])),
            min_party=dice.choice([1, 1, 1, capacity]),
            # Told by one side or by both.
            neighbours=frozenset(b for a, b in chain(joined, reflected) if a == table_id),
            is_online=_seldom(dice, False, usual=True),
        )
        for table_id in ids
    ]


def _rule_of(dice: Random, number: int, day: date) -> Rule:
    is_closing = number > 1 and dice.random() < 0.25
    starts = dice.choice([0, 45, 60, 600, 700, 1080, 1400, 1490])
    dates = _seldom(dice, (day, day), (day, None), (None, day), (day + timedelta(1), None), usual=(None, None))
    return Rule(
        id=number,
        kind=RuleKind.CLOSED if is_closing else RuleKind.OPEN,
        weekdays=frozenset(_seldom(dice, [day.weekday()], [(day.weekday() + 1) % 7], usual=[])),
        first_date=dates[0],
        last_date=dates[1],
        starts_minute=starts,
        ends_minute=starts + dice.choice([0, 60, 120, 1440] if is_closing else [0, 40, 120, 240]),
        interval_minutes=dice.choice([15, 20, 30, 45]),
        section_id=_seldom(dice, 1, 2, usual=None),
        is_hidden=_seldom(dice, True, usual=False),
        is_custom=_seldom(dice, True, usual=False),
        pacing_covers=dice.choice([None, None, None, 2, 4, 8]),
        pacing_parties=dice.choice([None, None, None, 1, 2]),
        min_party=_seldom(dice, 2, 3, usual=None),
        max_party=_seldom(dice, 3, 5, usual=None),
    )


def _policy(dice: Random, zone: ZoneInfo) -> Policy:
    return Policy(
        zone=zone,
        turn_times=dice.choice([(), (TurnTime(2, 60), TurnTime(4, 95)), (TurnTime(20, 15),)]),
        buffer_minutes=dice.choice([0, 10, 15]),
        min_party=_seldom(dice, 2, usual=1),
        max_party=_seldom(dice, 6, usual=20),
        largest_combination=dice.choice([1, 2, 3, 3, 4]),
        lead_minutes=dice.choice([0, 90]),
        horizon_days=dice.choice([60] * 15 + [0]),
    )


def _occupation(dice: Random, tables: tuple[Table, ...], midnight: datetime) -> Occupation:
    section_id = dice.choice(tables).section_id
    mine = [table.id for table in tables if table.section_id == section_id]
    minute = dice.choice([0, 45, 60, 600, 620, 645, 700, 730, 760, 1080, 1090, 1140, 1200, 1400, 1445, 1490])
    starts_at = midnight + timedelta(minutes=minute)
    return Occupation(
        section_id=section_id,
        table_ids=tuple(dice.sample(mine, min(len(mine), dice.choice([0, 1, 1, 1, 2])))),
        starts_at=starts_at,
        held_until=starts_at + timedelta(minutes=dice.choice([15, 50, 90, 400])),
        covers=dice.choice([0, 1, 2, 2, 4, 6]),
        counts_section=_seldom(dice, False, usual=True),
        counts_pacing=_seldom(dice, False, usual=True),
    )


def _ask(dice: Random, day: date, midnight: datetime) -> Ask:
    is_staff = dice.random() < 0.2
    return Ask(
        service_date=day,
        party_size=dice.choice([1, 2, 2, 3, 4, 4, 5, 6, 7, 8]),
        now=midnight + timedelta(minutes=_seldom(dice, -60, 630, 1150, usual=dice.choice([-3000, -3000, -3000, 590]))),
        section_id=_seldom(dice, 1, 2, usual=None),
        show_hidden=dice.random() < 0.3,
        custom_rule_id=_seldom(dice, 1, 2, 3, usual=None),
        is_staff=is_staff,
        waives=frozenset(reason for reason in (Reason.PACING, Reason.CLOSED) if is_staff and dice.random() < 0.5),
    )
