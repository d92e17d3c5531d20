"""The times of a section on a date, on the clock and in ticks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.reservations import TICK
from app.domain.seating.rules import Hours, hours
from app.domain.seating.times import MINUTES_OF_DAY, instant_of, minute_of
from app.domain.seating.values import Ask, Rule, Venue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)
_TICK_MINUTES: Final = TICK // _MINUTE
# The last minute that a rule can give a date (two days), and some more.
_LAST_MINUTE: Final = 2 * MINUTES_OF_DAY + 60


class Start(NamedTuple):
    """A time to look at; `rule` None where staff book outside of all hours. `offset`: minutes into its tick."""

    service_date: date
    minute: int
    starts_at: datetime
    tick: int
    offset: int
    rule: Rule | None
    is_closed: bool

    def ticks(self, minutes: int) -> int:
        """How many ticks a stay of so many minutes touches."""
        return -(-(self.offset + minutes) // _TICK_MINUTES)


class Timetable:
    """The times of a branch for one caller. Sections that share their rules share the work too."""

    def __init__(self, venue: Venue, ask: Ask) -> None:
        self._venue, self._ask = venue, ask
        self._known: dict[tuple[date, tuple[int, ...]], list[Start]] = {}

    def starts(self, section_id: int, day: date) -> list[Start]:
        """The section's times on a date that this caller may see and the clock really shows."""
        open_hours = hours(self._venue.rules, day, section_id, self._ask.custom_rule_id)
        key = day, tuple(rule.id for rule in (*open_hours.opens, *open_hours.closes))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = [start for start in self._all(open_hours, day) if self._is_shown(start.rule)]
        return found

    def _all(self, open_hours: Hours, day: date) -> Iterator[Start]:
        zone = self._venue.policy.zone
        midnight = _steady_midnight(day, zone)
        if midnight is None:
            for minute, rule in open_hours.starts():
                at = instant_of(day, minute, zone)
                if at is not None:
                    yield start_at(day, minute, at, open_hours, rule)
            return
        since = (midnight - _EPOCH) // _MINUTE
        for minute, rule in open_hours.starts():
            tick, offset = divmod(since + minute, _TICK_MINUTES)
            yield Start(day, minute, midnight + minute * _MINUTE, tick, offset, rule, open_hours.is_closed(minute))

    def _is_shown(self, rule: Rule | None) -> bool:
        ask = self._ask
        return rule is None or not rule.is_hidden or ask.show_hidden or rule.id == ask.custom_rule_id


def start_at(day: date, minute: int, starts_at: datetime, open_hours: Hours, rule: Rule | None) -> Start:
    """A time of the section, a slot of its rule or not."""
    tick, offset = divmod((starts_at - _EPOCH) // _MINUTE, _TICK_MINUTES)
    return Start(day, minute, starts_at, tick, offset, rule, open_hours.is_closed(minute))


def start_beside(venue: Venue, ask: Ask, section_id: int, starts_at: datetime) -> Start:
    """A time between the section's slots or outside of all its hours."""
    open_hours = hours(venue.rules, ask.service_date, section_id, ask.custom_rule_id)
    minute = minute_of(starts_at, ask.service_date, venue.policy.zone)
    return start_at(ask.service_date, minute, starts_at, open_hours, open_hours.rule_at(minute))


@lru_cache(maxsize=4096)
def _steady_midnight(day: date, zone: ZoneInfo) -> datetime | None:
    """The first instant of a service date on which the clock is not changed; None on the others."""
    midnight = datetime.combine(day, time(), zone)
    last = datetime.combine(day, time(), zone) + timedelta(minutes=_LAST_MINUTE)
    return midnight.astimezone(UTC) if midnight.utcoffset() == last.utcoffset() else None
