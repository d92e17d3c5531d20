"""Events: the dates and slots of one, places kept while the form is filled in, and the booking."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.money import Money
from app.extensions import account_tools, db, gateways, unit_of_work
from app.flows import event_booking
from app.models import Event, EventHold, EventSlot
from app.services import looks, platforms
from app.services.events import booking as bookings
from app.services.events import places, reading
from app.services.events.reading import SlotView
from app.services.platforms import Storefront
from app.web import htmx
from app.web.booking import booking, pieces, words
from app.web.booking.choosing import Start
from app.web.booking.event_forms import PlacesForm
from app.web.booking.event_links import booking_url
from app.web.booking.frame import use_look
from app.web.booking.house import CONFLICT
from app.web.booking.links import gateway_return
from app.web.errors import explain
from app.web.forms import form_page
from app.web.session import current_customer, current_visit
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext

_STRIP: Final = 14
_FEW: Final = 4


@booking.get("/events")
def events() -> ResponseReturnValue:
    """What is to come, in the shop's own frame."""
    found = reading.list_events(db.session(), tenant=current_storefront().tenant, today=utc_now().date())
    return render_template("booking/events.html", events=[(event, _dates(event)) for event in found])


@booking.get("/events/<slug>")
def event(slug: str) -> ResponseReturnValue:
    """How many, which evening, what time."""
    return _page(event_at_hand(slug), notice=explain(e.HoldExpired()) if request.args.get("over") else "")


@booking.post("/events/<slug>/hold")
def hold_places(slug: str) -> ResponseReturnValue:
    """Keep places of the slot pressed, and go on to the form."""
    found = event_at_hand(slug)
    start = Start.read(request.form.get("slot", ""))
    quantity = _quantity(found, request.form.get("quantity", ""))
    day = _day(found, request.form.get("day", ""))
    if start is None:
        return htmx.go_to(url_for("booking.event", slug=slug, quantity=quantity, day=day))
    try:
        token = _hold(found, day, start.at, quantity)
    except (e.EventSlotFull, e.PlacesLimit) as error:
        return _page(found, notice=explain(error), status=CONFLICT)
    return htmx.go_to(url_for("booking.places", slug=slug, hold=token))


@booking.route("/events/<slug>/book/<hold>", methods=["GET", "POST"], endpoint="places")
def book_places(slug: str, hold: str) -> ResponseReturnValue:
    """The form behind kept places; sent, the booking and the way to its payment."""
    found = event_at_hand(slug)
    made = bookings.find_by_request(db.session(), tenant=current_storefront().tenant, request_key=f"event:{hold}"[:64])
    if made is not None:
        return htmx.go_to(booking_url(slug, made.uuid, new="1"))
    kept = places.find_hold(db.session(), keyed=gateways().keyed, token=hold, now=utc_now())
    if kept is None:
        return htmx.go_to(url_for("booking.event", slug=slug, over="1"))
    form = PlacesForm(region=current_storefront().country, customer=current_customer())
    if request.method == "POST" and form.validate():
        return _book(found, form, kept, hold)
    return _form(found, form, kept, hold)


@booking.post("/events/<slug>/book/<hold>/leave")
def leave_places(slug: str, hold: str) -> ResponseReturnValue:
    """The places are somebody else's at once."""
    event_at_hand(slug)
    with unit_of_work() as work:
        places.drop_hold(work, keyed=gateways().keyed, token=hold)
    return htmx.go_to(url_for("booking.event", slug=slug))


def event_at_hand(slug: str) -> Event:
    """The event of this address, in the colours of its restaurant. Raises EventNotFound."""
    found = reading.get_event(db.session(), tenant=current_storefront().tenant, slug=slug)
    use_look(looks.look_of_branch_id(db.session(), found.branch_id))
    return found


def paid_at(found: Event) -> Storefront:
    """The storefront through which the event is paid. Raises EventNotFound."""
    storefront = platforms.find_storefront(db.session(), found.platform_id, current_storefront().environment)
    if storefront is None:
        raise e.EventNotFound
    return storefront


def board_of(found: Event, day: date, quantity: int) -> list[pieces.SlotPeriod]:
    """The slots of a date: the evening's, then the night's."""
    views = reading.list_slots(db.session(), found, tenant=current_storefront().tenant, day=day, now=utc_now())
    shown = [one for one in views if one.slot.rule.is_bookable]
    groups = ((False, _("Evening")), (True, _("After midnight")))
    return [
        pieces.SlotPeriod(label=label, sections=[pieces.SlotSection(slots=slots)])
        for is_midnight, label in groups
        if (slots := [_slot(found, one, quantity) for one in shown if one.slot.is_midnight is is_midnight])
    ]


def days_of(found: Event, day: date, **query: Any) -> list[pieces.Day]:
    """The event's dates around one, to choose from."""
    today = utc_now().astimezone(ZoneInfo(found.zone)).date()
    first = _first_shown(found, day, today)
    count = min(_STRIP, (found.last_date - first).days + 1)
    return [
        pieces.Day(
            label=words.day_words(one, today=today),
            number=str(one.day),
            weekday=words.day_part(one, "ccc"),
            month=words.day_part(one, "LLL"),
            url=_here(day=one, **query),
            is_current=one == day,
        )
        for one in (first + timedelta(days=number) for number in range(count))
    ]


def turns_of(found: Event, day: date, **query: Any) -> dict[str, str]:
    """Where the strip's ends lead: two weeks back and on, as far as the event goes."""
    today = utc_now().astimezone(ZoneInfo(found.zone)).date()
    first, earliest = _first_shown(found, day, today), max(found.first_date, today)
    later = first + timedelta(days=_STRIP)
    return {
        "earlier_url": _here(day=max(earliest, first - timedelta(days=_STRIP)), **query) if first > earliest else "",
        "later_url": _here(day=later, **query) if later <= found.last_date else "",
    }


def _first_shown(found: Event, day: date, today: date) -> date:
    """Strips of two weeks from the first date that is still to come, so that a day is always in the same one."""
    earliest = max(found.first_date, today)
    return earliest + timedelta(days=max(0, (day - earliest).days) // _STRIP * _STRIP)


def _here(**query: Any) -> str:
    return url_for(request.endpoint or "", **(request.view_args or {}), **query)


def asked_day(found: Event) -> date:
    """The date of this address."""
    return _day(found, request.args.get("day", ""))


def _page(found: Event, *, notice: str = "", status: int = 200) -> ResponseReturnValue:
    day = _day(found, request.values.get("day", ""))
    quantity = _quantity(found, request.values.get("quantity", ""))
    answer = make_response(
        render_template(
            "booking/event.html",
            event=found,
            notice=notice,
            day=day,
            day_words=words.day_words(day),
            dates=_dates(found),
            quantity=quantity,
            days=days_of(found, day, quantity=quantity),
            **turns_of(found, day, quantity=quantity),
            periods=board_of(found, day, quantity),
            entry_fee=Money(found.entry_fee_minor, found.currency) if found.entry_fee_minor else None,
        ),
        status,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _hold(found: Event, day: date, starts_at: datetime, quantity: int) -> str:
    """Keep the places; the token of the form they are kept for. Raises EventSlotFull, PlacesLimit."""
    tenant, now = current_storefront().tenant, utc_now()
    with unit_of_work() as work:
        views = reading.list_slots(work, found, tenant=tenant, day=day, now=now)
        wanted = next((one.slot for one in views if one.slot.starts_at == starts_at and one.takes(1)), None)
        if wanted is None:
            raise e.EventSlotFull(left=0)
        keyed = gateways().keyed
        _kept, token = places.hold(work, found, wanted, tenant=tenant, keyed=keyed, quantity=quantity, now=now)
    return token


def _book(found: Event, form: PlacesForm, kept: EventHold, hold: str) -> ResponseReturnValue:
    tools, visit = account_tools(), current_visit()
    code = "".join((form.code.data or "").split()) if form.step.data == "code" else None
    storefront = paid_at(found)
    try:
        event_booking.check_code(tools, visit, event_id=found.id, phone=(form.diner.phone or ""), code=code)
        booked = event_booking.book(
            tools,
            gateways().providers,
            storefront=storefront,
            event_id=found.id,
            command=form.to_command(hold),
            return_url=lambda reference: gateway_return(storefront.slug, reference),
        )
    except e.CodeNeeded:
        form.code.data = ""
        return _form(found, form, kept, hold, to=(form.diner.phone or ""))
    except e.CodeInvalid as error:
        form.refuse(error, form.code)
        return _form(found, form, kept, hold, to=(form.diner.phone or ""))
    except (e.HoldExpired, e.EventSlotFull):
        return htmx.go_to(url_for("booking.event", slug=found.slug, over="1"))
    except (e.PlacesLimit, e.TooManyAttempts, e.PaymentMethodUnavailable, e.ProviderFailed) as error:
        form.refuse(error)
        return _form(found, form, kept, hold)
    return htmx.go_to(booked.pay_url or booking_url(found.slug, booked.booking.uuid, new="1"))


def _form(found: Event, form: PlacesForm, kept: EventHold, hold: str, *, to: str | None = None) -> ResponseReturnValue:
    """`to` is where a code was sent: then the page asks for it, and keeps the rest."""
    now, zone = utc_now(), ZoneInfo(found.zone)
    slot = db.session().get_one(EventSlot, kept.slot_id)
    rule = next(rule for rule in reading.rules_of(db.session(), found) if rule.id == slot.rule_id)
    each = rule.price_minor + found.entry_fee_minor
    response = form_page(
        "booking/places.html",
        form,
        event=found,
        hold=hold,
        to=to,
        quantity=kept.quantity,
        places_words=ngettext("%(num)s place", "%(num)s places", kept.quantity),
        when=words.when_words(slot.starts_at, zone),
        each=Money(rule.price_minor, found.currency),
        entry_fee=Money(found.entry_fee_minor, found.currency) if found.entry_fee_minor else None,
        total=Money(each * kept.quantity, found.currency),
        seconds=words.seconds_between(now, kept.expires_at),
        total_seconds=max(found.hold_minutes * 60, words.seconds_between(now, kept.expires_at)),
        until=words.clock(kept.expires_at, zone),
        over_url=url_for("booking.event", slug=found.slug, over="1"),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _slot(found: Event, view: SlotView, quantity: int) -> pieces.Slot:
    zone = ZoneInfo(found.zone)
    state: pieces.SlotState = "free" if view.left > _FEW else "few"
    note = ngettext("%(num)s left", "%(num)s left", view.left)
    if view.has_begun:
        state, note = "closed", _("Over")
    elif not view.takes(quantity):
        state, note = "full", _("Full") if not view.left else note
    return pieces.Slot(
        value=f"{view.slot.starts_at:%Y%m%dT%H%MZ}",
        label=words.clock(view.slot.starts_at, zone),
        ends=words.clock(view.slot.ends_at, zone),
        state=state,
        note=note,
        price=Money(view.total_minor, found.currency),
    )


def _dates(found: Event) -> str:
    """ "1 November to 31 January"."""
    first, last = (words.day_part(one, "d MMMM") for one in (found.first_date, found.last_date))
    return first if first == last else _("%(first)s to %(last)s", first=first, last=last)


def _day(found: Event, text: str) -> date:
    """The date that was asked for where the event has it, else its next."""
    today = utc_now().astimezone(ZoneInfo(found.zone)).date()
    first = min(max(found.first_date, today), found.last_date)
    with suppress(ValueError):
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
        return min(max(day, first), found.last_date)
    return first


def _quantity(found: Event, text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) <= len("999") else 2
    return min(max(number, 1), found.most_per_number)


def locale_name(found: Event) -> str:
    """The event's name in the page's language."""
    return found.name_ar if current_locale() == "ar" else found.name_en
