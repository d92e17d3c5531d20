"""Days and hours at which a branch takes no bookings, and how many have booked then already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.reservations import HOLDING
from app.domain.seating import minute_of
from app.domain.tenant import Tenant
from app.models import Reservation
from app.services.places.furnishing.rules import RuleWish


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """From one day through another, both included; `minutes` (from, until) of each of them, None for whole days.

    No weekday named means every one.
    """

    first_date: date
    last_date: date
    minutes: tuple[int, int] | None
    section_id: int | None
    weekdays: tuple[int, ...] = ()

    @classmethod
    def of(cls, rule: RuleWish, *, today: date) -> Self:
        """What a closed rule closes from today on."""
        return cls(
            first_date=max(rule.first_date or today, today),
            last_date=rule.last_date or date.max,
            minutes=None if rule.is_whole_day else (rule.starts_minute, rule.ends_minute),
            section_id=rule.section_id,
            weekdays=rule.weekdays,
        )

    def covers(self, day: date, minute: int, section_id: int) -> bool:
        """Whether a booking of that day and minute in that section falls into it."""
        return (
            self.first_date <= day <= self.last_date
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (self.minutes is None or self.minutes[0] <= minute < self.minutes[1])
            and self.section_id in {None, section_id}
        )


@dataclass(frozen=True, slots=True)
class BookedDay:
    """A day that is closed, and how many bookings stand on it all the same."""

    day: date
    bookings: int


def booked_days(
    session: Session, tenant: Tenant, branch_id: int, closings: Sequence[Closing], *, zone: ZoneInfo
) -> list[list[BookedDay]]:
    """For each closing the days of it on which bookings stand, ascending; one statement or none."""
    if not closings:
        return []
    rows = session.execute(
        select(Reservation.service_date, Reservation.starts_at, Reservation.section_id).where(
            Reservation.branch_id == branch_id,
            Reservation.environment == tenant.environment,
            Reservation.state.in_(HOLDING),
            or_(*(Reservation.service_date.between(one.first_date, one.last_date) for one in closings)),
        )
    )
    booked = [
        (row.service_date, minute_of(row.starts_at, row.service_date, zone), row.section_id) for row in rows.all()
    ]
    return [_counted(day for day, *where in booked if one.covers(day, *where)) for one in closings]


def _counted(days: Iterable[date]) -> list[BookedDay]:
    return [BookedDay(day, bookings) for day, bookings in sorted(Counter(days).items())]
