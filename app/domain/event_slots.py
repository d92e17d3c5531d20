"""The slots of an event's date, out of its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.seating.times import MINUTES_OF_DAY, instant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRule:
    """A rule as it stands; prices per place in minor units, minutes from midnight of the date."""

    id: int
    weekdays: frozenset[int]
    first_date: date | None
    last_date: date | None
    starts_minute: int
    ends_minute: int
    slot_minutes: int
    capacity: int
    price_minor: int
    is_bookable: bool

    def holds_on(self, day: date) -> bool:
        """Whether the rule has slots on this date; no weekdays named means every day."""
        return (
            (not self.weekdays or day.weekday() in self.weekdays)
            and (self.first_date is None or self.first_date <= day)
            and (self.last_date is None or day <= self.last_date)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSlot:
    """One slot, in UTC; `is_midnight`: it begins after midnight and still belongs to the evening's date."""

    rule: SlotRule
    date: date
    starts_at: datetime
    ends_at: datetime
    is_midnight: bool


def plan(rules: Iterable[SlotRule], day: date, zone: ZoneInfo) -> list[PlannedSlot]:
    """Every slot of a date in the order of time. Times that a clock change skips have none."""
    found = [slot for rule in rules if rule.holds_on(day) for slot in _of_rule(rule, day, zone)]
    return sorted(found, key=lambda slot: (slot.starts_at, slot.rule.id))


def _of_rule(rule: SlotRule, day: date, zone: ZoneInfo) -> Iterator[PlannedSlot]:
    for minute in range(rule.starts_minute, rule.ends_minute - rule.slot_minutes + 1, rule.slot_minutes):
        starts_at = instant_of(day, minute, zone)
        ends_at = instant_of(day, minute + rule.slot_minutes, zone)
        if starts_at is not None and ends_at is not None and ends_at > starts_at:
            yield PlannedSlot(
                rule=rule, date=day, starts_at=starts_at, ends_at=ends_at, is_midnight=minute >= MINUTES_OF_DAY
            )
