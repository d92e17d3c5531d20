"""The finder: how many, which day, what time; the same for a first booking and for a move.

Every choice is an address of its own, so that it works without script; with it only the finder is swapped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from app.domain import seating
from app.domain.errors import BookingProblem, BookingRefused
from app.domain.seating import Ask, DayAtGlance, Slot
from app.domain.states import Environment
from app.extensions import db
from app.services.booking_page import BranchPage, Choice, read_choice
from app.web.booking import pieces, words
from app.web.booking.choosing import STRIP_DAYS, Start, Wanted
from app.web.errors import explain
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext

# A day with so few free times, and a time with so few free seats, is nearly gone.
FEW_TIMES: Final = 3
FEW_SEATS: Final = 8
_NEAREST: Final = 3
_TAKEN: Final = frozenset({BookingProblem.FULL, BookingProblem.PACING, BookingProblem.SECTION_FULL})
_NOTHING_TO_WAIT_FOR: Final = frozenset({BookingProblem.CLOSED, BookingProblem.PAST, BookingProblem.TOO_FAR})
_OTHER_DAYS: Final = 4
_DAY_NOTES: Final[dict[pieces.DayState, Callable[[], str]]] = {
    "closed": lambda: _("closed"),
    "full": lambda: _("full"),
    "few": lambda: _("few left"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why the time that was wanted, or the whole day, cannot be had; and what can."""

    title: str
    reason: str
    slots: Sequence[pieces.Slot] = ()
    days: Sequence[pieces.Day] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What templates/booking/_finder.html shows. `url` is where its form and links lead."""

    url: str
    wanted: Wanted
    day: date
    day_words: str
    range_words: str
    days: Sequence[pieces.Day]
    weeks: Sequence[Sequence[pieces.Day]]
    weekdays: Sequence[str]
    earlier_url: str
    later_url: str
    switch_url: str
    periods: Sequence[pieces.SlotPeriod]
    refused: Refused | None
    has_refused: bool
    offers_waiting: bool
    notes: Sequence[str]


class Picker:
    """Builds a finder from a choice.

    `page_url` is the address that a query makes a choice; `current` is the time and the section one has already.
    """

    def __init__(
        self,
        page: BranchPage,
        wanted: Wanted,
        *,
        now: datetime,
        page_url: str,
        current: tuple[datetime, int] | None = None,
    ) -> None:
        self._page = page
        self._wanted = wanted
        self._now = now
        self._today = page.today(now)
        self._page_url = page_url
        self._current = current
        self._locale = current_locale()
        # What many times of a board share is looked up once.
        self._any_day_url = self._url(day=None)
        self._reasons: dict[BookingProblem, str] = {}

    def find(
        self, environment: Environment, *, moving: int | None = None, problem: BookingProblem | None = None
    ) -> Finder:
        """Look at the branch's days. `problem`: why the time wanted was refused a moment ago."""
        wanted = self._wanted
        ask = Ask(service_date=wanted.since, party_size=wanted.party, now=self._now)
        choice = read_choice(
            db.session(),
            self._page.id,
            environment,
            ask,
            first_date=max(wanted.since, self._today),
            last_date=wanted.until,
            wanted=wanted.day,
            moving=moving,
        )
        day = choice.day.service_date
        shown = [self._day(one, choice, is_current=one == day) for one in self._dates()]
        earlier, later = self._turns()
        return Finder(
            url=self._page_url,
            wanted=wanted,
            day=day,
            day_words=words.day_words(day, today=self._today),
            range_words=words.day_part(wanted.since, "LLLL y"),
            days=() if wanted.is_month else shown,
            weeks=_weeks(wanted.since, shown) if wanted.is_month else (),
            weekdays=[words.day_part(date(2026, 1, 5) + timedelta(days=n), "ccc") for n in _week()],
            earlier_url=earlier,
            later_url=later,
            switch_url=self._switch(day),
            periods=self._periods(choice),
            refused=self._refused(choice, problem),
            has_refused=any(slot.reason in _TAKEN for slot in choice.day.slots) and not self._page.hides_refused,
            offers_waiting=self._page.has_waiting_list
            and moving is None
            and seating.refusal_of(choice.day) not in _NOTHING_TO_WAIT_FOR,
            notes=self._notes(choice.day.slots) if moving is None else (),
        )

    def _dates(self) -> list[date]:
        wanted = self._wanted
        return [wanted.since + timedelta(days=n) for n in range((wanted.until - wanted.since).days + 1)]

    def _day(self, day: date, choice: Choice, *, is_current: bool = False) -> pieces.Day:
        ahead = choice.ahead.get(day, DayAtGlance(0, BookingProblem.PAST))
        state = _day_state(ahead)
        # What is closed or gone by leads nowhere; a full day tells what there is instead.
        leads = ahead.refusal not in _NOTHING_TO_WAIT_FOR
        note = _DAY_NOTES.get(state)
        return pieces.Day(
            label=words.day_words(day, today=self._today),
            number=str(day.day),
            weekday=_("Today") if day == self._today else words.day_part(day, "ccc"),
            month=words.day_part(day, "LLL"),
            url=f"{self._any_day_url}&day={day}" if leads else "",
            state=state,
            note="" if note is None or self._wanted.is_month else note(),
            is_current=is_current,
        )

    def _url(self, **other: object) -> str:
        # Routing is asked once: a board has some fifty addresses that differ by their query.
        return f"{self._page_url}{'&' if '?' in self._page_url else '?'}{urlencode(self._wanted.query(**other))}"

    def _turns(self) -> tuple[str, str]:
        """To the days before and after those shown, where there are any."""
        wanted = self._wanted
        last = self._today + timedelta(days=self._page.horizon_days)
        if wanted.is_month:
            before, after = wanted.since - timedelta(days=1), wanted.until + timedelta(days=1)
            turns = [self._url(month=f"{day:%Y-%m}", day=None) for day in (before, after)]
        else:
            before, after = wanted.since - timedelta(days=STRIP_DAYS), wanted.until + timedelta(days=1)
            turns = [self._url(day=None, **{"from": day}) for day in (max(before, self._today), after)]
        return turns[0] if wanted.since > self._today else "", turns[1] if after <= last else ""

    def _switch(self, day: date) -> str:
        """From the strip to the month, and back."""
        if self._wanted.is_month:
            return self._url(month=None, day=day)
        return self._url(month=f"{day:%Y-%m}", day=day, **{"from": None})

    def _periods(self, choice: Choice) -> list[pieces.SlotPeriod]:
        slots = choice.day.slots if self._page.by_section else seating.merged(choice.day)
        kept = [slot for slot in slots if slot.is_free or not self._is_left_out(slot)]
        names = list(dict.fromkeys(slot.period for slot in sorted(kept, key=lambda slot: slot.starts_at)))
        if not self._page.shows_periods:
            return [pieces.SlotPeriod(sections=self._sections(kept, choice))] if kept else []
        return [self._period([slot for slot in kept if slot.period == name], choice) for name in names]

    def _is_left_out(self, slot: Slot) -> bool:
        """What is over helps nobody; the rest of what cannot be had is left out where the branch says so."""
        return self._page.hides_refused or slot.reason in {BookingProblem.PAST, BookingProblem.TOO_SOON}

    def _period(self, slots: Sequence[Slot], choice: Choice) -> pieces.SlotPeriod:
        first = slots[0]
        name = first.period_ar if self._locale == "ar" else first.period
        price = first.price_minor
        same = price and all(slot.price_minor == price for slot in slots)
        hint = _("%(amount)s per guest", amount=words.money(price, self._page.currency)) if price and same else ""
        return pieces.SlotPeriod(label=name, hint=hint, sections=self._sections(slots, choice))

    def _sections(self, slots: Sequence[Slot], choice: Choice) -> list[pieces.SlotSection]:
        if not self._page.by_section:
            return [pieces.SlotSection(slots=[self._slot(slot, choice) for slot in slots])]
        keys = dict.fromkeys(slot.section_id for slot in slots)
        return [self._section(key, [slot for slot in slots if slot.section_id == key], choice) for key in keys]

    def _section(self, key: int, slots: Sequence[Slot], choice: Choice) -> pieces.SlotSection:
        """A section; where it never seats such a party, that is said once."""
        label, reasons = self._page.section(key, self._locale), {slot.reason for slot in slots}
        if reasons == {BookingProblem.PARTY_TOO_SMALL}:
            return pieces.SlotSection(label=label, hint=_("for larger parties"), slots=[])
        if reasons == {BookingProblem.PARTY_TOO_LARGE}:
            return pieces.SlotSection(label=label, hint=_("for smaller parties"), slots=[])
        return pieces.SlotSection(label=label, slots=[self._slot(slot, choice) for slot in slots])

    def _slot(self, slot: Slot, choice: Choice) -> pieces.Slot:
        start = Start(slot.starts_at, slot.section_id if self._page.by_section else None).text
        state, note, url = self._free(slot, choice) if slot.reason is None else self._taken(slot, slot.reason, start)
        return pieces.Slot(
            value=start,
            label=words.clock(slot.starts_at, self._page.zone),
            ends=words.clock(slot.ends_at, self._page.zone) if self._page.shows_ends else "",
            state=state,
            note=note,
            url=url,
            is_selected=self._is_current(slot),
        )

    def _is_current(self, slot: Slot) -> bool:
        """Whether it is the time one has already; where sections are told apart, in that section."""
        if self._current is None:
            return False
        return slot.starts_at == self._current[0] and (not self._page.by_section or slot.section_id == self._current[1])

    def _free(self, slot: Slot, choice: Choice) -> tuple[pieces.SlotState, str, str]:
        """State, note and address of a time that can be had."""
        left = slot.remaining_covers
        if not self._page.by_section:
            left = sum(one.remaining_covers for one in choice.day.slots if one.starts_at == slot.starts_at)
        is_few = not self._page.hides_remaining and left <= max(FEW_SEATS, self._wanted.party)
        return ("few", ngettext("%(num)s seat left", "%(num)s seats left", left), "") if is_few else ("free", "", "")

    def _taken(self, slot: Slot, reason: BookingProblem, start: str) -> tuple[pieces.SlotState, str, str]:
        """The same of one that cannot: its address leads to why, and to what is near."""
        if reason not in self._reasons:
            self._reasons[reason] = words.reason_note(reason)
        url = f"{self._any_day_url}&day={slot.service_date}&at={start}"
        return "full" if reason in _TAKEN else "closed", self._reasons[reason], url

    def _refused(self, choice: Choice, problem: BookingProblem | None) -> Refused | None:
        """About the time pressed, else about a day that has none."""
        at, day = self._wanted.at, choice.day
        if at is not None:
            slot = next((one for one in seating.merged(day) if one.starts_at == at), None)
            reason = problem or (slot.reason if slot is not None else BookingProblem.CLOSED)
            if reason is None:
                return None
            near = seating.nearest(day, at, _NEAREST)
            return Refused(
                title=_("%(time)s is not free", time=words.clock(at, self._page.zone)),
                reason=explain(BookingRefused(reason, ())),
                slots=[self._slot(slot, choice) for slot in near],
                days=() if near else self._others(choice),
            )
        nothing = seating.refusal_of(day)
        if nothing is None:
            return None
        title, reason_words = words.day_refused(nothing, words.day_words(day.service_date))
        return Refused(title=title, reason=reason_words, days=self._others(choice))

    def _others(self, choice: Choice) -> list[pieces.Day]:
        """Days with free times, those nearest to the day looked at."""
        here = choice.day.service_date
        free = [one for one, ahead in choice.ahead.items() if ahead.free and one != here]
        near = sorted(sorted(free, key=lambda one: abs((one - here).days))[:_OTHER_DAYS])
        return [
            replace(
                self._day(one, choice),
                note=ngettext("%(num)s time", "%(num)s times", choice.ahead[one].free),
            )
            for one in near
        ]

    def _notes(self, slots: Sequence[Slot]) -> list[str]:
        """What choosing a time of this day will ask for."""
        notes = []
        free = [slot for slot in slots if slot.is_free]
        if free and any(slot.reason is BookingProblem.TOO_SOON for slot in slots):
            notes.append(_("For an earlier time call the restaurant."))
        wanted = {slot.deposit_minor for slot in free}
        asked = sorted(minor for minor in wanted if minor)
        if not asked:
            return notes
        amount = words.money(asked[0], self._page.currency)
        if len(wanted) == 1:
            return [*notes, _("A deposit of %(amount)s per guest is paid when you book.", amount=amount)]
        return [*notes, _("Some times ask for a deposit of %(amount)s per guest or more.", amount=amount)]


def _day_state(ahead: DayAtGlance) -> pieces.DayState:
    if ahead.refusal is None:
        return "few" if ahead.free <= FEW_TIMES else "open"
    if ahead.refusal is BookingProblem.PAST:
        return "past"
    is_shut = ahead.refusal in {BookingProblem.CLOSED, BookingProblem.TOO_FAR}
    return "closed" if is_shut else "full"


def _week() -> range:
    """The days of a week as the page's calendar begins it: Monday, or Sunday in Arabic."""
    return range(-1, 6) if current_locale() == "ar" else range(7)


def _weeks(first: date, days: Sequence[pieces.Day]) -> list[list[pieces.Day]]:
    """The days of a month in rows of seven, with blanks before and after."""
    blank = pieces.Day(label="", number="", state="blank")
    before = (first.weekday() - _week()[0]) % 7
    cells = [blank] * before + list(days)
    cells += [blank] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
