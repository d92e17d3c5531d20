"""A booking as a calendar file (RFC 5545, iTIP RFC 5546): one event, that calendars update and remove by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What stands in the calendar. `sequence` grows with each change of it; `changed_at` is when the last one was."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    title: str
    place: str
    text: str
    url: str
    is_canceled: bool
    changed_at: datetime
    remind_before: timedelta | None = timedelta(hours=2)


def calendar_text(event: Event) -> str:
    """The file: METHOD PUBLISH, or CANCEL for an event that is off; lines end with CR LF, folded at 75 octets."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Souk//Bookings//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if event.is_canceled else "PUBLISH")
    calendar.add_component(_zone(event))
    calendar.add_component(_entry(event))
    octets: bytes = calendar.to_ical(sorted=False)
    return octets.decode()


def _entry(event: Event) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_canceled else "CONFIRMED")
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(event.zone))
    entry.add("duration", event.ends_at - event.starts_at)
    entry.add("summary", event.title)
    entry.add("location", event.place)
    entry.add("description", event.text)
    if event.url:
        entry.add("url", event.url)
    if event.remind_before is not None and not event.is_canceled:
        entry.add_component(_alarm(event.title, event.remind_before))
    return entry


def _alarm(title: str, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


def _zone(event: Event) -> icalendar.Timezone:
    """The zone as it is at the start of this event, which is all that the file speaks of."""
    start = event.starts_at.astimezone(event.zone)
    offset = start.utcoffset() or timedelta(0)
    clock = icalendar.TimezoneStandard()
    clock.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  # a zone's own clock
    clock.add("tzoffsetfrom", offset)
    clock.add("tzoffsetto", offset)
    clock.add("tzname", start.tzname())
    zone = icalendar.Timezone()
    zone.add("tzid", event.zone.key)
    zone.add_component(clock)
    return zone
