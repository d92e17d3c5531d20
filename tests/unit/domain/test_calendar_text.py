"""Calendar files as RFC 5545 has them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.domain.calendar_text import Event, calendar_text


def event(**given: Any) -> Event:
    fixed: dict[str, Any] = {
        "uid": "0f1e@bookings",
        "sequence": 0,
        "starts_at": datetime(2026, 3, 3, 15, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
        "zone": ZoneInfo("Asia/Dubai"),
        "title": "Table at Salt",
        "place": "Salt, Beach 1",
        "text": "2 guests",
        "url": "https://eat.example/r/1",
        "is_canceled": False,
        "changed_at": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    }
    return Event(**{**fixed, **given})


def test_the_whole_file() -> None:
    assert calendar_text(event()).split("\r\n") == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Souk//Bookings//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *("BEGIN:VTIMEZONE", "TZID:Asia/Dubai", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
        *("TZOFFSETFROM:+0400", "TZOFFSETTO:+0400", "TZNAME:+04", "END:STANDARD", "END:VTIMEZONE"),
        *("BEGIN:VEVENT", "UID:0f1e@bookings", "SEQUENCE:0", "STATUS:CONFIRMED"),
        *("DTSTAMP:20260302T093000Z", "LAST-MODIFIED:20260302T093000Z"),
        *("DTSTART;TZID=Asia/Dubai:20260303T190000", "DURATION:PT1H30M"),
        *("SUMMARY:Table at Salt", "LOCATION:Salt\\, Beach 1", "DESCRIPTION:2 guests", "URL:https://eat.example/r/1"),
        *("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Table at Salt", "TRIGGER:-PT2H", "END:VALARM"),
        *("END:VEVENT", "END:VCALENDAR", ""),
    ]


def test_what_is_off_is_taken_out_of_the_calendar() -> None:
    lines = calendar_text(event(is_canceled=True, sequence=3, url="")).split("\r\n")

    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"} <= set(lines)
    assert not {"BEGIN:VALARM", "URL:"} & set(lines)


@pytest.mark.parametrize(
    ("zone", "offset", "local"),
    [
        ("Europe/London", "+0100", "20260703T160000"),
        ("America/St_Johns", "-0230", "20260703T123000"),
        ("Asia/Kolkata", "+0530", "20260703T203000"),
    ],
)
def test_the_clock_is_that_of_the_evening(zone: str, offset: str, local: str) -> None:
    start = datetime(2026, 7, 3, 15, tzinfo=UTC)

    text = calendar_text(event(zone=ZoneInfo(zone), starts_at=start, ends_at=start + timedelta(hours=2)))

    assert f"TZOFFSETTO:{offset}\r\n" in text
    assert f"DTSTART;TZID={zone}:{local}\r\nDURATION:PT2H" in text


def test_long_and_odd_texts_survive() -> None:
    words = "طاولة; في \\ المطعم, " * 12 + "\nBEGIN:VEVENT"

    text = calendar_text(event(text=words))

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    [line] = [line for line in unfolded.split("\r\n") if line.startswith("DESCRIPTION:طاولة")]
    plain = line.removeprefix("DESCRIPTION:").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    assert plain.replace("\\\\", "\\") == words
    assert unfolded.count("\r\nBEGIN:VEVENT\r\n") == 1
