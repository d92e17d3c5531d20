"""What the macros of templates/components/booking.html show, in words ready to be read.

Whoever fills them in words times in the branch's own zone and the page's language; the macros only arrange.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.money import Money

# free: can be taken; few: nearly gone; full: nothing fits; closed: not served; hidden: only staff see it.
SlotState = Literal["free", "few", "full", "closed", "hidden"]
# past: gone by; blank: a cell of a month that belongs to another month.
DayState = Literal["open", "few", "full", "closed", "past", "blank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a strip or a month. Without `url` it cannot be chosen; `note` says why, or what is special about it."""

    label: str
    number: str
    weekday: str = ""
    month: str = ""
    url: str = ""
    state: DayState = "open"
    note: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time to choose. `value` is what its button sends; with `url` it is a link instead, such as to the waiting list.

    `ends` stands after a dash where the branch shows ranges, `note` is the small line under the time ("2 left", or the
    reason of a refusal), `share` is how full it is, in tenths, where the branch tells.
    """

    value: str
    label: str
    ends: str = ""
    state: SlotState = "free"
    note: str = ""
    url: str = ""
    price: Money | None = None
    share: int | None = None
    is_selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSection:
    """The times of one part of the house; without a label where sections are not told apart."""

    slots: Sequence[Slot]
    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPeriod:
    """Lunch, dinner, after midnight; without a label where the branch shows no headers."""

    sections: Sequence[SlotSection]
    label: str = ""
    hint: str = ""
