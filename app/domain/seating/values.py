"""What the availability engine computes over, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind

# How long a party sits where a branch has said nothing.
USUAL_TURN_MINUTES: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, from how many guests it is given away, how many it seats, and which it can be pushed together with."""

    id: int
    section_id: int
    capacity: int
    min_party: int = 1
    neighbours: frozenset[int] = frozenset()
    # Whether guests may book it themselves; staff always may.
    is_online: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """`capacity`: guests at once; None: as many as its tables seat."""

    id: int
    capacity: int | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When parties may sit down (OPEN) or may not (CLOSED).

    Minutes count from 00:00 of the service date on the branch's clock and may pass 1440: 1530 is half past one at night
    and belongs to the evening before. An open rule's `ends_minute` is its last seating, itself included; a closed one
    ends before its `ends_minute`, and one that covers 0 to 1440 closes the whole service date, its night included.
    No weekday named means every day. Money is minor units and per guest; a rule's deposit, be it 0, stands in for the
    branch's. Pacing: how many guests and parties may sit down in the branch in the quarter of an hour of a start.
    """

    id: int
    kind: RuleKind = RuleKind.OPEN
    # What guests call the time: "Dinner". The English word tells periods apart.
    period: str = ""
    period_ar: str = ""
    weekdays: frozenset[int] = frozenset()
    first_date: date | None = None
    last_date: date | None = None
    starts_minute: int
    ends_minute: int
    interval_minutes: int = 30
    section_id: int | None = None
    is_hidden: bool = False
    is_custom: bool = False
    price_minor: int | None = None
    deposit_minor: int | None = None
    pacing_covers: int | None = None
    pacing_parties: int | None = None
    min_party: int | None = None
    max_party: int | None = None

    @property
    def is_dated(self) -> bool:
        return self.first_date is not None or self.last_date is not None


class TurnTime(NamedTuple):
    """How long a party of at most `up_to_party` guests sits."""

    up_to_party: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a branch takes from guests who book for themselves.

    `turn_times` ascend by party; the last one also serves larger parties. `largest_combination` is in tables,
    `buffer_minutes` the time to clear a table before the next party. The deposit (minor units per guest) is asked of
    parties of `deposit_from_party` and more.
    """

    zone: ZoneInfo
    turn_times: tuple[TurnTime, ...] = ()
    buffer_minutes: int = 0
    min_party: int = 1
    max_party: int = 20
    largest_combination: int = 3
    lead_minutes: int = 0
    horizon_days: int = 90
    deposit_minor: int = 0
    deposit_from_party: int = 1

    def turn_minutes(self, party_size: int) -> int:
        """How long a party of this size sits."""
        for up_to, minutes in self.turn_times:
            if party_size <= up_to:
                return minutes
        return self.turn_times[-1].minutes if self.turn_times else USUAL_TURN_MINUTES

    def deposit(self, rule: Rule, party_size: int) -> int | None:
        """What each guest of the party pays beforehand, minor units; None: nothing."""
        if rule.deposit_minor is not None:
            return rule.deposit_minor or None
        return self.deposit_minor or None if party_size >= self.deposit_from_party else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """All of a branch that decides what may be booked, apart from what is taken. Sections in display order."""

    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    policy: Policy
    # Whose it is: two branches that are furnished alike are not the same.
    branch: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """A party that keeps tables of a section from `starts_at` until `held_until` (its stay and the buffer).

    Its guests may count towards the section's capacity and towards pacing, or not; a block has none.
    """

    section_id: int
    table_ids: tuple[int, ...]
    starts_at: datetime
    held_until: datetime
    covers: int
    counts_section: bool = True
    counts_pacing: bool = True


class Arrivals(NamedTuple):
    """Who sits down in one tick."""

    covers: int = 0
    parties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is no longer free. A number per table with a bit per tick of 15 minutes: bit n is the tick `base` + n.

    `covers`: guests by section and tick. `arrivals`: who sits down in the branch, by tick of the start.
    """

    base: int = 0
    tables: Mapping[int, int] = field(default_factory=dict)
    covers: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    arrivals: Mapping[int, Arrivals] = field(default_factory=dict)
    # When the first of the holds among it lapses, and it is no longer true.
    lapses_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A wish. Staff may book any time from now on, offline tables, and parties beyond what guests may book online.

    `waives`: what staff chose to overrule, of PACING, CLOSED, and PARTY_TOO_LARGE and PARTY_TOO_SMALL of the tables
    they picked. Nobody overrules a table that is taken or a section that is full.
    """

    service_date: date
    party_size: int
    now: datetime
    section_id: int | None = None
    show_hidden: bool = False
    custom_rule_id: int | None = None
    is_staff: bool = False
    waives: frozenset[Reason] = frozenset()

    def waived(self, reason: Reason) -> bool:
        """Whether staff overrule this refusal."""
        return self.is_staff and reason in self.waives


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time in a section: free, with the tables that fit best, or refused for one reason.

    `ends_at` is when the guests leave; the tables are claimed until `held_until`. `remaining_covers` is how many more
    guests could sit down at that time. `rule` is None where staff book outside of all hours; its words and terms read
    as the slot's own. Money is minor units per guest.
    """

    starts_at: datetime
    ends_at: datetime
    held_until: datetime
    service_date: date
    minute: int
    section_id: int
    party_size: int
    rule: Rule | None
    deposit_minor: int | None = None
    reason: Reason | None = None
    tables: tuple[int, ...] = ()
    # How many those tables seat.
    seats: int = 0
    remaining_covers: int = 0

    @property
    def is_free(self) -> bool:
        return self.reason is None

    @property
    def rule_id(self) -> int | None:
        return self.rule.id if self.rule else None

    @property
    def period(self) -> str:
        return self.rule.period if self.rule else ""

    @property
    def period_ar(self) -> str:
        return self.rule.period_ar if self.rule else ""

    @property
    def is_hidden(self) -> bool:
        return self.rule is not None and self.rule.is_hidden

    @property
    def price_minor(self) -> int | None:
        return self.rule.price_minor if self.rule else None

    @property
    def pacing_covers(self) -> int | None:
        return self.rule.pacing_covers if self.rule else None

    @property
    def pacing_parties(self) -> int | None:
        return self.rule.pacing_parties if self.rule else None

    @property
    def deposit_total_minor(self) -> int | None:
        """The deposit of the whole party, minor units."""
        return None if self.deposit_minor is None else self.deposit_minor * self.party_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The slots of a service date for one party, section by section in display order, by time within each."""

    service_date: date
    party_size: int
    slots: tuple[Slot, ...]

    @property
    def has_free(self) -> bool:
        return any(slot.reason is None for slot in self.slots)

    def sections(self) -> Iterator[tuple[int, tuple[Slot, ...]]]:
        """Each section that has slots, with them."""
        by_section: dict[int, list[Slot]] = {}
        for slot in self.slots:
            by_section.setdefault(slot.section_id, []).append(slot)
        return ((section_id, tuple(slots)) for section_id, slots in by_section.items())
