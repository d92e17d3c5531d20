"""Many days at a glance: how many times of each are free, and why none is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import BookingProblem as Reason
from app.domain.seating.days import most_hopeful
from app.domain.seating.timetable import Start, Timetable
from app.domain.seating.values import Ask, Taken, Venue
from app.domain.seating.view import View, view_of


@dataclass(frozen=True, slots=True)
class DayAtGlance:
    """How many times of a day some section has a table; where it is none, `refusal` says why."""

    free: int
    refusal: Reason | None


def survey(venue: Venue, taken: Taken, ask: Ask, dates: Iterable[date]) -> dict[date, DayAtGlance]:
    """Each of the dates for the party; `ask.service_date` does not count. It says what `day_of` says of each.

    All days are looked at together, as all times of one are: a fortnight costs little more than a day.
    """
    free: dict[date, set[datetime]] = {day: set() for day in dates}
    refused: dict[date, set[Reason]] = {day: set() for day in free}
    timetable = Timetable(venue, ask)
    for section in venue.sections:
        view = view_of(venue, taken, ask, section)
        if view is not None:
            for start, reason in _judged(view, [start for day in free for start in timetable.starts(section.id, day)]):
                if reason is None:
                    free[start.service_date].add(start.starts_at)
                else:
                    refused[start.service_date].add(reason)
    return {day: DayAtGlance(len(times), None if times else most_hopeful(refused[day])) for day, times in free.items()}


def _judged(view: View, starts: list[Start]) -> Iterator[tuple[Start, Reason | None]]:
    """Each start with what refuses it."""
    open_starts: list[Start] = []
    for start in starts:
        reason = view.never(start)
        if reason is None:
            open_starts.append(start)
        else:
            yield start, reason
    found = {length: view.board.openings(group, length) for length, group in view.by_length(open_starts).items()}
    for start in open_starts:
        has_table, has_room = found[start.ticks(view.held_minutes)][start.tick]
        yield start, view.not_now(start, has_table=has_table, has_room=has_room)
