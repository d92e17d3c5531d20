"""The slots of a day, section by section: what is free, and why the rest is not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from app.domain.errors import BookingProblem as Reason
from app.domain.seating.timetable import Timetable
from app.domain.seating.values import Ask, Day, Slot, Taken, Venue
from app.domain.seating.view import view_of

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


def day_of(venue: Venue, taken: Taken, ask: Ask) -> Day:
    """Every time of the service date for the party, section by section, each free or refused for one reason."""
    timetable = Timetable(venue, ask)
    slots: list[Slot] = []
    for section in venue.sections:
        view = view_of(venue, taken, ask, section)
        if view is not None:
            slots.extend(view.slots(timetable.starts(section.id, ask.service_date)))
    return Day(service_date=ask.service_date, party_size=ask.party_size, slots=tuple(slots))


def best_of(slots: Sequence[Slot]) -> Slot:
    """Of the same time in several sections, the free one with the fewest tables and seats left over, else the refusal
    nearest to a yes; the first of equals."""
    return min(slots, key=_worth)


def _worth(slot: Slot) -> tuple[int, int, int]:
    if slot.reason is not None:
        return 1, HOPE.index(slot.reason), 0
    return 0, len(slot.tables), slot.seats


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
    return None if day.has_free else most_hopeful({slot.reason for slot in day.slots})


def most_hopeful(reasons: Collection[Reason | None]) -> Reason:
    """Of several refusals the one nearest to a yes; CLOSED where there is none."""
    return next((reason for reason in HOPE if reason in reasons), Reason.CLOSED)
