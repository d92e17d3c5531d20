"""What somebody is looking for on a restaurant's page, as its address says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from flask import request

from app.services.booking_page import BranchPage

STRIP_DAYS: Final = 14
_WEEK: Final = timedelta(days=7)
_ISO: Final = "%Y%m%dT%H%MZ"
_USUAL_PARTY: Final = 2
_MAX_DIGITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many come, on which day; `at` is a time that was pressed though it is taken.

    `since` is the first day of a strip, or of the month shown instead of one. `held`: the hold this choice gives up.
    """

    party: int
    day: date | None = None
    since: date
    until: date
    is_month: bool = False
    at: datetime | None = None
    held: str = ""

    def query(self, **other: object) -> dict[str, Any]:
        """The same choice in an address, but for what is `other`."""
        chosen: dict[str, Any] = {
            "party": self.party,
            "day": self.day,
            "month": f"{self.since:%Y-%m}" if self.is_month else None,
            "from": None if self.is_month else self.since,
            "held": self.held or None,
        }
        return {name: value for name, value in {**chosen, **other}.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Start:
    """A time of a board, as its button sends it: "20261121T1530Z", with the key of its section where they differ."""

    at: datetime
    section_id: int | None = field(default=None)

    @property
    def text(self) -> str:
        plain = f"{self.at.astimezone(UTC):{_ISO}}"
        return plain if self.section_id is None else f"{plain}.{self.section_id}"

    @staticmethod
    def read(text: str) -> Start | None:
        """None for what no board of ours has sent."""
        moment, dot, section = text.partition(".")
        try:
            at = datetime.strptime(moment, _ISO).replace(tzinfo=UTC)
            return Start(at, int(section) if dot else None)
        except ValueError:
            return None


def read_wanted(page: BranchPage, today: date, *, usual: int = _USUAL_PARTY, day: date | None = None) -> Wanted:
    """The choice in the address, or of the form sent; what makes no sense is as if it were not there."""
    given = request.values
    last = today + timedelta(days=page.horizon_days)
    chosen = _date(given.get("day", "")) or day
    if chosen is not None and not today <= chosen <= last:
        chosen = None
    month = _date(given.get("month", "") + "-01")
    since, until = _span(month, _date(given.get("from", "")), chosen, today=today, last=last)
    start = Start.read(given.get("at", ""))
    return Wanted(
        party=_party(given.get("party", ""), page, usual),
        day=chosen,
        since=since,
        until=until,
        is_month=month is not None,
        at=None if start is None else start.at,
        held=given.get("held", "")[:80],
    )


def _span(month: date | None, since: date | None, chosen: date | None, *, today: date, last: date) -> tuple[date, date]:
    """The first and last day that are shown."""
    if month is not None:
        first = min(max(month, today.replace(day=1)), last.replace(day=1))
        return first, (first + 5 * _WEEK).replace(day=1) - timedelta(days=1)
    first = since or today
    if chosen is not None and not first <= chosen < first + timedelta(days=STRIP_DAYS):
        first = chosen - timedelta(days=(chosen - today).days % STRIP_DAYS)
    first = min(max(first, today), last)
    return first, first + timedelta(days=STRIP_DAYS - 1)


def _party(text: str, page: BranchPage, usual: int) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else usual
    return min(max(wanted, page.min_party), page.max_party)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
