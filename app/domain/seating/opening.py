"""Whether a restaurant is open at a moment, and when it opens next, by the rules that give its times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.seating.rules import hours
from app.domain.seating.times import instant_of
from app.domain.seating.values import Rule

# Who is seated last stays for an hour at least.
LAST_STAY: Final = timedelta(hours=1)
_LOOKS_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Opening:
    """Open until `until`; or closed, and open again at `opens_at`, None where that is more than a week away."""

    is_open: bool
    until: datetime | None = None
    opens_at: datetime | None = None


def opening(rules: Sequence[Rule], *, zone: ZoneInfo, now: datetime) -> Opening:
    """How it is at this moment. Hidden and custom hours are nobody's to know; a section that is open is enough."""
    shown = [rule for rule in rules if not rule.is_hidden and not rule.is_custom]
    today = now.astimezone(zone).date()
    spans = sorted(
        span for number in range(-1, _LOOKS_AHEAD) for span in _spans(shown, today + timedelta(days=number), zone)
    )
    joined = _joined(spans)
    for since, until in joined:
        if since <= now < until:
            return Opening(is_open=True, until=until)
        if since > now:
            return Opening(is_open=False, opens_at=since)
    return Opening(is_open=False)


def _spans(rules: Sequence[Rule], day: date, zone: ZoneInfo) -> Iterable[tuple[datetime, datetime]]:
    """From each first seating to an hour after the last, of every rule that counts on a date."""
    sections = {rule.section_id or 0 for rule in rules}
    for section_id in sections:
        found = hours(rules, day, section_id)
        for rule in found.opens:
            starts = [minute for minute, of in found.starts() if of is rule and not found.is_closed(minute)]
            begins = instant_of(day, starts[0], zone) if starts else None
            ends = instant_of(day, starts[-1], zone) if starts else None
            if begins is not None and ends is not None:
                yield begins, ends + LAST_STAY


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans in order, those that touch made one."""
    found: list[tuple[datetime, datetime]] = []
    for since, until in spans:
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return found
