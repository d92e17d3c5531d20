"""The branch's wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.reservations import TICK

MINUTES_OF_DAY: Final = 1440
# The hour at which a house counts a new day; what happens before belongs to the evening.
NIGHT_ENDS_AT: Final = 5
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def start_of_tick(tick: int) -> datetime:
    """The instant at which a tick begins, UTC."""
    return _EPOCH + tick * TICK


def instant_of(service_date: date, minute: int, zone: ZoneInfo) -> datetime | None:
    """The instant at which the wall clock shows `minute` minutes after 00:00 of the service date.

    None where the clock skips that time; the first of two where it shows it twice.
    """
    wall = datetime.combine(service_date, time()) + timedelta(minutes=minute)
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    return instant if instant.astimezone(zone).replace(tzinfo=None) == wall else None


def minute_of(instant: datetime, service_date: date, zone: ZoneInfo) -> int:
    """What the wall clock shows at an instant, in whole minutes after 00:00 of the service date."""
    wall = instant.astimezone(zone).replace(tzinfo=None)
    return (wall - datetime.combine(service_date, time())) // timedelta(minutes=1)


def serving_date(now: datetime, zone: ZoneInfo) -> date:
    """The evening that is being served at an instant: in the night it is still the one before."""
    return (now.astimezone(zone).replace(tzinfo=None) - timedelta(hours=NIGHT_ENDS_AT)).date()
