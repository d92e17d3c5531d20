"""A booking as a calendar file (RFC 5545, iTIP RFC 5546): one event, that calendars update and remove by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_LONGEST_LINE: Final = 75
_STAMP: Final = "%Y%m%dT%H%M%S"


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
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Souk//Bookings//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if event.is_canceled else 'PUBLISH'}",
        *_zone_lines(event),
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.is_canceled else 'CONFIRMED'}",
        f"DTSTAMP:{_utc(event.changed_at)}",
        f"LAST-MODIFIED:{_utc(event.changed_at)}",
        f"DTSTART;TZID={event.zone.key}:{event.starts_at.astimezone(event.zone).strftime(_STAMP)}",
        f"DURATION:PT{(event.ends_at - event.starts_at) // timedelta(minutes=1)}M",
        f"SUMMARY:{_escaped(event.title)}",
        f"LOCATION:{_escaped(event.place)}",
        f"DESCRIPTION:{_escaped(event.text)}",
        *([f"URL:{event.url}"] if event.url else []),
        *_alarm(event),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _alarm(event: Event) -> list[str]:
    if event.is_canceled or event.remind_before is None:
        return []
    minutes = event.remind_before // timedelta(minutes=1)
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(event.title)}",
        f"TRIGGER:-PT{minutes}M",
        "END:VALARM",
    ]


def _zone_lines(event: Event) -> list[str]:
    """The zone as it is at the start of this event, which is all that the file speaks of."""
    start = event.starts_at.astimezone(event.zone)
    offset = _offset(start.utcoffset() or timedelta(0))
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{event.zone.key}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{start.tzname()}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def _offset(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_STAMP) + "Z"


def _escaped(text: str) -> str:
    """As a TEXT value (RFC 5545, 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """Broken after at most 75 octets, never within a letter; what follows a break begins with a space (3.1)."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return "\r\n".join([*parts, part])
