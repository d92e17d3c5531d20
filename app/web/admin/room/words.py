"""The room's words: shapes, days of the week, times of a service day, dates of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from babel.dates import format_date, get_day_names

from app.domain.reservations import TableShape
from app.services.places.furnishing import HoursRule
from app.web.admin.room.fields import DAY, HOUR
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l
from app.web.texts import listed

SHAPES: Final[dict[TableShape, Any]] = {
    TableShape.SQUARE: _l("Square"),
    TableShape.ROUND: _l("Round"),
    TableShape.RECTANGLE: _l("Rectangle"),
}
_WEEK: Final = range(7)
# From so many days on end a span reads better than a list.
_SPAN: Final = 3


def shape_label(shape: TableShape) -> str:
    return str(SHAPES[shape])


def day_name(weekday: int, *, short: bool = False) -> str:
    """A day of the week; Monday is 0."""
    names = get_day_names("abbreviated" if short else "wide", locale=current_locale())
    return str(names[weekday])


def days_text(weekdays: Sequence[int]) -> str:
    """Which days of the week: "Mon-Thu, Sat"."""
    if not weekdays or set(weekdays) >= set(_WEEK):
        return _("Every day")
    parts: list[str] = []
    for run in _runs(sorted(set(weekdays))):
        names = [day_name(day, short=True) for day in run]
        parts += [f"{names[0]}\N{EN DASH}{names[-1]}"] if len(run) >= _SPAN else names
    return listed(parts)


def dates_text(rule: HoursRule) -> str:
    """Which dates: one day, a span, or a side without an end."""
    first, last = rule.first_date, rule.last_date
    if first is not None and last is not None:
        return day_text(first) if first == last else span_text(first, last)
    if first is not None:
        return _("From %(day)s on", day=day_text(first))
    return _("Until %(day)s", day=day_text(last)) if last is not None else ""


def span_text(first: date, last: date) -> str:
    return _("%(first)s to %(last)s", first=day_text(first), last=day_text(last))


def day_text(day: date) -> str:
    return format_date(day, "EEE d MMM y", locale=current_locale())


def clock_text(minute: int) -> str:
    """A time of the service day; what lies after midnight says so."""
    clock = f"{minute // HOUR % 24:02d}:{minute % HOUR:02d}"
    return _("%(time)s (next day)", time=clock) if minute >= DAY else clock


def times_text(rule: HoursRule) -> str:
    """From when to when, and how often."""
    if rule.is_whole_day:
        return _("The whole day")
    first, last = clock_text(rule.starts_minute), clock_text(rule.ends_minute)
    if not rule.is_open:
        return _("%(first)s until %(last)s", first=first, last=last)
    if rule.starts_minute == rule.ends_minute:
        return first
    step = rule.interval_minutes
    return _("%(first)s to %(last)s, every %(minutes)s min", first=first, last=last, minutes=step)


def when_text(rule: HoursRule) -> str:
    """The days a rule counts on, by date and by day of the week."""
    dates = dates_text(rule)
    if not dates:
        return days_text(rule.weekdays)
    return f"{dates} ({days_text(rule.weekdays)})" if rule.weekdays else dates


def _runs(days: Sequence[int]) -> list[list[int]]:
    """Days on end, together."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
