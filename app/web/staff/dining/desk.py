"""What every page of the evening starts from: who is at work, at which branch, on which day, by which clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from babel.dates import format_date, format_datetime
from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain import errors as e
from app.domain.reservations import ReservationState
from app.domain.seating import serving_date
from app.domain.tenant import Actor, Tenant
from app.extensions import db, gateways, unit_of_work
from app.services import evening
from app.services.bookings import Office
from app.services.evening import House
from app.services.staff_accounts import StaffSeen
from app.web.errors import explain
from app.web.staff.dining.words import state_label
from app.web.staff.session import require_staff
from app.web.storefront import current_locale
from app.web.texts import gettext as _

# What a page of the evening is asked with, and what is kept from page to page.
KEPT: Final = ("day", "state", "payment", "section", "source", "q", "sort")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Desk:
    """A member of staff at a branch, looking at a day."""

    who: StaffSeen
    house: House
    day: date
    now: datetime

    @property
    def tenant(self) -> Tenant:
        return self.who.tenant

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.who.staff_id)

    @property
    def today(self) -> date:
        return serving_date(self.now, self.house.zone)

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    def clock(self, at: datetime) -> str:
        """The time on the branch's wall."""
        return format_datetime(at.astimezone(self.house.zone), "HH:mm", locale=current_locale())

    def moment(self, at: datetime) -> str:
        """A day and time on the branch's wall."""
        return format_datetime(at.astimezone(self.house.zone), "d MMM, HH:mm", locale=current_locale())

    def written(self, text: str) -> str:
        """The same for an instant as the trail writes it."""
        return self.moment(datetime.fromisoformat(text))

    def long_day(self) -> str:
        return format_date(self.day, "EEEE d MMMM", locale=current_locale())

    def url(self, page: str = "list", **more: object) -> str:
        """A page of this branch on the day that is looked at."""
        kept: dict[str, Any] = {} if self.is_today else {"day": self.day.isoformat()}
        return url_for(f"staff.tables_{page}", branch_code=self.house.code, **{**kept, **more})

    def step(self, page: str, days: int) -> str:
        """The same page some days later or, below zero, earlier."""
        day = (self.day + timedelta(days=days)).isoformat()
        return url_for(f"staff.tables_{page}", branch_code=self.house.code, day=day)

    def tabs(self, page: str) -> list[tuple[str, str, bool]]:
        """The pages of the evening; `page` is the one that is open."""
        labels = {
            "list": _("Bookings"),
            "book": _("Take a booking"),
            "door": _("Waiting"),
            "day": _("By table"),
            "floor": _("Floor"),
        }
        return [(label, self.url(name), name == page) for name, label in labels.items()]


def desk_at(branch_code: str, *, day: date | None = None) -> Desk:
    """Raises BranchNotFound for a branch beyond the staff member's reach."""
    who, now = require_staff(), utc_now()
    house = evening.find_house(db.session(), who, branch_code)
    return Desk(who, house, day or _asked_day() or serving_date(now, house.zone), now)


def office() -> Office:
    """What bookings need from outside."""
    return Office(gateways().texts, gateways().keyed)


def kept_query() -> dict[str, Any]:
    """How the list was filtered: by the address, or as a form of the list remembers it."""
    given = dict(request.args) | dict(parse_qsl(request.form.get("kept", ""), max_num_fields=len(KEPT) + 4))
    found = {name: " ".join(given.get(name, "").split())[:_LONGEST] for name in KEPT}
    return {name: value for name, value in found.items() if value}


def kept_text() -> str:
    """The same as one text, for forms and links."""
    return urlencode(kept_query())


def list_url(house: House) -> str:
    """Back to the list as it was filtered."""
    return url_for("staff.tables_list", branch_code=house.code, **kept_query())


def attempt(work: Callable[[Session], Any], words: str) -> tuple[str, str]:
    """Do it in a unit of work; what is said then, and its tone. What was refused has changed nothing."""
    return attempt_flow(lambda: _in_unit(work), words)


def attempt_flow(work: Callable[[], Any], words: str) -> tuple[str, str]:
    """The same for what opens units of work itself."""
    try:
        work()
    except (e.TransitionRefused, e.TablesTaken, e.BookingRefused, e.DepositNeeded, e.HoldExpired) as refused:
        return refusal(refused), "warning"
    return words, "success"


def say_and_go(said: tuple[str, str], url: str) -> ResponseReturnValue:
    flash(*said)
    return redirect(url, code=303)


def refusal(error: e.DomainError) -> str:
    """Why something was not done, for staff, who may know who was faster."""
    match error:
        case e.TransitionRefused(entity="reservation", state=state):
            label = state_label(ReservationState(state))
            return _("This booking is “%(state)s”, so that cannot be done. Nothing was changed.", state=label)
        case e.TransitionRefused():
            return _("A colleague was faster: it is done or over already. Nothing was changed by you.")
        case e.TablesTaken(by=by) if by:
            return _("%(name)s was faster. Nothing was changed by you: this is how it stands now.", name=by)
        case e.TablesTaken():
            return _("Somebody was faster. Nothing was changed by you: this is how it stands now.")
        case e.BookingRefused(reason=reason):
            return _refused(reason)
        case _:
            return explain(error)


def _refused(reason: str) -> str:
    sentences: dict[str, str] = {
        e.BookingProblem.CLOSED: _("It is closed then. Choose another time, or book in spite of the hours."),
        e.BookingProblem.FULL: _("No table for this party is free then. Choose another time."),
        e.BookingProblem.PACING: _("The kitchen is fully booked then. Choose another time, or book in spite of it."),
        e.BookingProblem.SECTION_FULL: _("This section is full then. Choose another section or time."),
        e.BookingProblem.PARTY_TOO_LARGE: _("No table or combination is large enough for this party."),
        e.BookingProblem.PARTY_TOO_SMALL: _("These tables are for larger parties. Choose others."),
        e.BookingProblem.PAST: _("That time is over. Choose a later one."),
    }
    return sentences.get(reason, _("That time cannot be booked. Choose another."))


def _in_unit(work: Callable[[Session], Any]) -> None:
    with unit_of_work() as session:
        work(session)


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(kept_query().get("day", ""))
    except ValueError:
        return None
