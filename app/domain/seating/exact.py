"""One exact time for one party: what is asked when it is booked or moved, under the lock of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.domain.errors import BookingProblem as Reason
from app.domain.seating.days import best_of
from app.domain.seating.times import minute_of
from app.domain.seating.timetable import Timetable, start_beside
from app.domain.seating.values import Ask, Policy, Slot, Taken, Venue
from app.domain.seating.view import view_of


def fits(venue: Venue, taken: Taken, ask: Ask, *, starts_at: datetime, table_ids: Sequence[int] = ()) -> Slot:
    """One exact start, as asked at booking time under the lock of the day: free with its tables, or refused.

    Guests may only start where a slot does; staff at any minute of the opening hours, or outside of them where they
    waive CLOSED. `table_ids`: exactly these tables, or none. Of several sections the one with the best fit is taken,
    one that has the time as a slot before others.
    """
    timetable = Timetable(venue, ask)
    regular: list[Slot] = []
    beside: list[Slot] = []
    for section in venue.sections:
        view = view_of(venue, taken, ask, section, frozenset(table_ids))
        if view is not None:
            slots = timetable.starts(section.id, ask.service_date)
            start = next((one for one in slots if one.starts_at == starts_at), None)
            if start is not None:
                regular.extend(view.slots([start]))
            elif ask.is_staff:
                beside.extend(view.slots([start_beside(venue, ask, section.id, starts_at)]))
    if regular and (not beside or best_of(regular).is_free):
        return best_of(regular)
    return best_of([*regular, *beside]) if beside else _nowhere(venue.policy, ask, starts_at, table_ids)


def _nowhere(policy: Policy, ask: Ask, starts_at: datetime, table_ids: Sequence[int]) -> Slot:
    """The refusal of a time that no section has, or of tables that stand in no one section."""
    closed = Reason.FULL if table_ids else Reason.CLOSED
    turn = timedelta(minutes=policy.turn_minutes(ask.party_size))
    return Slot(
        starts_at=starts_at,
        ends_at=starts_at + turn,
        held_until=starts_at + turn + timedelta(minutes=policy.buffer_minutes),
        service_date=ask.service_date,
        minute=minute_of(starts_at, ask.service_date, policy.zone),
        section_id=ask.section_id or 0,
        rule=None,
        party_size=ask.party_size,
        reason=Reason.PAST if starts_at < ask.now else closed,
    )
