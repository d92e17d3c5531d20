"""A booking taken by phone: the times of a day for a party, and who comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.errors import BookingRefused, TablesTaken
from app.domain.phone import to_e164
from app.domain.reservations import ReservationSource
from app.domain.seating import Ask, Slot
from app.extensions import account_tools, db
from app.flows.bookings import book_table
from app.services import availability
from app.services.bookings import Details, Diner, NewBooking
from app.services.seatings import Wish
from app.web.session import current_visit
from app.web.staff import staff as pages
from app.web.staff.dining.desk import Desk, desk_at, refusal, say_and_go
from app.web.staff.dining.visit import WAIVED
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_LARGEST: Final = 99


@pages.get("/tables/<branch_code>/book")
def tables_book(branch_code: str) -> ResponseReturnValue:
    """The day's times for the party, and the form."""
    return _page(desk_at(branch_code), request.args)


@pages.post("/tables/<branch_code>/book")
def tables_book_now(branch_code: str) -> ResponseReturnValue:
    """Book it; what is wrong is said above the form, with everything typed."""
    desk = desk_at(branch_code, day=_day(request.form.get("day", "")))
    new, wish = _new(), _wish(desk)
    if new is None or wish is None:
        flash(_("Choose a time and enter a name and a whole phone number."), "warning")
        return _page(desk, request.form), 422
    try:
        made = book_table(account_tools(), current_visit(), where=wish, new=new, actor=desk.actor)
    except (BookingRefused, TablesTaken) as refused:
        flash(refusal(refused), "warning")
        return _page(desk, request.form), 409
    said = _("%(name)s is booked for %(time)s.", name=made.name, time=desk.clock(made.starts_at))
    return say_and_go((said, "success"), desk.url("visit", uuid=made.uuid))


def _page(desk: Desk, given: Any) -> str:
    party = min(max(given.get("party", 2, type=int), 1), _LARGEST)
    ask = Ask(service_date=desk.day, party_size=party, now=desk.now, show_hidden=True, is_staff=True)
    day = availability.day(db.session(), desk.house.id, desk.who.environment, ask)
    sections = [(desk.house.section(section_id, current_locale()), slots) for section_id, slots in day.sections()]
    return render_template(
        "staff/dining/book.html",
        desk=desk,
        who=desk.who,
        party=party,
        sections=sections,
        given=given,
        key=given.get("key") or uuid4().hex,
        may_force=_may_force,
    )


def _may_force(slot: Slot) -> bool:
    """Whether staff can have it by insisting."""
    return slot.reason in WAIVED


def _wish(desk: Desk) -> Wish | None:
    start, _sign, section = request.form.get("slot", "").partition("|")
    party = request.form.get("party", 0, type=int)
    try:
        starts_at, section_id = datetime.fromisoformat(start), int(section)
    except ValueError:
        return None
    if starts_at.tzinfo is None or not 1 <= party <= _LARGEST:
        return None
    return Wish(
        branch_id=desk.house.id,
        environment=desk.who.environment,
        starts_at=starts_at,
        party_size=party,
        service_date=desk.day,
        section_id=section_id,
        show_hidden=True,
        is_staff=True,
        waives=WAIVED if request.form.get("force") == "1" else frozenset(),
    )


def _new() -> NewBooking | None:
    """Who comes; the table is kept without a deposit, as whoever is on the phone is told."""
    form = request.form
    name, phone = (
        form.get("name", "").strip()[:100],
        to_e164(form.get("phone", ""), region=current_storefront().country),
    )
    if not name or phone is None:
        return None
    first, _space, last = name.partition(" ")
    return NewBooking(
        diner=Diner(first_name=first, last_name=last, phone=phone, locale=current_locale()),
        details=Details(request=form.get("request", "").strip()[:1000]),
        source=ReservationSource.PHONE,
        request_key=form.get("key", "")[:64] or None,
        asks_deposit=False,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
