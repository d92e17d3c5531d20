"""The waiting list for diners: joining it, watching one's place, taking the table that is offered, leaving."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.manage_links import opens
from app.domain.reservations import WaitingState
from app.extensions import account_tools, db, gateways, unit_of_work
from app.flows import waiting as waiting_flow
from app.services import waiting
from app.services.booking_page import BranchPage
from app.services.bookings import GUEST, Office
from app.services.waiting import Join, WaitingView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.house import CONFLICT, branch_at_hand
from app.web.booking.links import link_pattern, own_link
from app.web.booking.tokens import form_id
from app.web.booking.waiting_forms import WaitingForm, span_of
from app.web.errors import explain
from app.web.forms import form_page
from app.web.session import current_customer, current_visit
from app.web.storefront import current_storefront
from app.web.texts import gettext as _

_PLACE: Final = "/b/<branch_code>/w/<uuid:uuid>/<token>"
_ANY: Final = UUID(int=0)
_SOME: Final = "0" * 32
_USUAL_PARTY: Final = 2
_MOST_DIGITS: Final = 2


@booking.route("/b/<branch_code>/waiting", methods=["GET", "POST"])
def join_list(branch_code: str) -> ResponseReturnValue:
    """The form, and sent, a place in the line; a code first where the branch asks new diners for one."""
    _branch, page = branch_at_hand()
    if not page.has_waiting_list:
        return htmx.go_to(url_for("booking.show", branch_code=branch_code))
    day = _day(page, request.values.get("day", ""))
    form = WaitingForm(region=page.region, customer=current_customer(), party=_party(page), day=day.isoformat())
    if request.method == "POST" and form.validate():
        return _join(form, page, branch_code, day)
    return _form(form, page, branch_code, day)


@booking.get(_PLACE)
def place(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """One's place in the line; the card asks for itself again."""
    return _place(_opened(branch_code, uuid, token), token)


@booking.post(f"{_PLACE}/take")
def take(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Take the table that is kept: it becomes a booking, which may still ask for its deposit."""
    view = _opened(branch_code, uuid, token)
    outside = gateways()
    try:
        with unit_of_work() as work:
            booked = waiting.accept(
                work,
                Office(outside.texts, outside.keyed),
                tenant=current_storefront().tenant,
                uuid=view.uuid,
                link=link_pattern(branch_code),
                actor=GUEST,
                now=utc_now(),
            )
    except (e.HoldExpired, e.TransitionRefused) as error:
        return _place(_opened(branch_code, uuid, token), token, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(own_link(booked, new="1"))


@booking.post(f"{_PLACE}/leave")
def leave_list(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Leave the line, from whatever place in it."""
    view = _opened(branch_code, uuid, token)
    with suppress(e.TransitionRefused), unit_of_work() as work:
        waiting.cancel(work, tenant=current_storefront().tenant, uuid=view.uuid, actor=GUEST, now=utc_now())
    return htmx.go_to(url_for("booking.place", branch_code=branch_code, uuid=uuid, token=token))


def _join(form: WaitingForm, page: BranchPage, branch_code: str, day: date) -> ResponseReturnValue:
    wish = _wish(form, page, branch_code, day)
    code = "".join((form.code.data or "").split()) if form.step.data == "code" else None
    try:
        view = waiting_flow.join(account_tools(), current_visit(), wish, code=code, actor=GUEST)
    except e.CodeNeeded:
        return _ask_code(form, page, branch_code, day, wish)
    except e.CodeInvalid as error:
        form.refuse(error, form.code)
        return _form(form, page, branch_code, day, to=wish.diner.phone)
    except e.PlacesLimit as error:
        form.refuse(error, form.party)
    except (e.BookingRefused, e.TooManyAttempts) as error:
        form.refuse(error)
    else:
        token = waiting.token_of(gateways().keyed, view.uuid)
        return htmx.go_to(url_for("booking.place", branch_code=branch_code, uuid=view.uuid, token=token))
    return _form(form, page, branch_code, day)


def _ask_code(form: WaitingForm, page: BranchPage, branch_code: str, day: date, wish: Join) -> Response:
    try:
        waiting_flow.send_joining_code(account_tools(), current_visit(), wish)
    except e.TooManyAttempts as error:
        form.refuse(error)
        return _form(form, page, branch_code, day)
    form.code.data = ""
    return _form(form, page, branch_code, day, to=wish.diner.phone)


def _wish(form: WaitingForm, page: BranchPage, branch_code: str, day: date) -> Join:
    since, until = span_of(form.span.data, day, page.zone)
    customer = current_customer()
    link = url_for("booking.place", branch_code=branch_code, uuid=_ANY, token=_SOME, embed=None, _external=True)
    return Join(
        branch_id=page.id,
        service_date=day,
        party_size=form.party.whole,
        diner=form.diner,
        wanted_from=since,
        wanted_until=until,
        notes=(form.notes.data or "").strip(),
        request_key=f"list:{form_id()}",
        link=link.replace(f"{_ANY}/{_SOME}", "{uuid}/{token}"),
        customer_id=None if customer is None else customer.customer_id,
    )


def _form(form: WaitingForm, page: BranchPage, branch_code: str, day: date, *, to: str | None = None) -> Response:
    """`to` is where a code was sent: then the page asks for it, and keeps the rest."""
    response = form_page(
        "booking/waiting.html",
        form,
        page=page,
        branch_code=branch_code,
        day=words.day_words(day, today=page.today(utc_now())),
        to=to,
        back_url=url_for("booking.show", branch_code=branch_code, party=form.party.perhaps_whole, day=day),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _place(view: WaitingView, token: str, *, refusal: str = "", status: int = 200) -> ResponseReturnValue:
    response = htmx.render(
        "booking/place.html",
        "booking/_place.html",
        status=status,
        view=view,
        token=token,
        refusal=refusal,
        **_told(view, token),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(view: WaitingView, token: str) -> dict[str, Any]:
    zone = view.place.zone
    here = url_for("booking.place", branch_code=view.place.code, uuid=view.uuid, token=token)
    offered = view.offered_start
    return {
        "state": _state(view),
        "party": words.guests(view.party_size),
        "day": words.day_words(view.service_date),
        "offered_at": "" if offered is None else words.when_words(offered, zone),
        "offered_until": "" if view.ready_until is None else words.clock(view.ready_until, zone),
        "hint": _hint(view),
        "poll_url": here if view.is_open else None,
        "again_url": url_for(
            "booking.join_list", branch_code=view.place.code, party=view.party_size, day=view.service_date
        ),
    }


def _state(view: WaitingView) -> tuple[str, str]:
    return {
        WaitingState.WAITING: (_("Waiting"), "neutral"),
        WaitingState.READY: (_("Your table"), "good"),
        WaitingState.SEATED: (_("Table taken"), "good"),
        WaitingState.EXPIRED: (_("Given to the next in line"), "warn"),
        WaitingState.CANCELED: (_("You left the line"), "neutral"),
    }[view.state]


def _hint(view: WaitingView) -> str:
    """What happens next, in a sentence."""
    return {
        WaitingState.WAITING: _(
            "As soon as a table is free we keep it for you and write to you. You may close this page."
        ),
        WaitingState.READY: "",
        WaitingState.SEATED: _("We look forward to seeing you."),
        WaitingState.EXPIRED: _("The table was kept for a quarter of an hour. You can join the line again."),
        WaitingState.CANCELED: _("You can join again at any time."),
    }[view.state]


def _opened(branch_code: str, uuid: UUID, token: str) -> WaitingView:
    """The entry a link opens. Raises WaitingEntryNotFound, whatever is wrong with the link."""
    if not opens(gateways().keyed.digest, uuid, token):
        raise e.WaitingEntryNotFound
    view = waiting.get_view(db.session(), tenant=current_storefront().tenant, uuid=uuid, now=utc_now())
    if view.place.code != branch_code:
        raise e.WaitingEntryNotFound
    return view


def _day(page: BranchPage, text: str) -> date:
    """The day that was looked at, if it can be waited for; else today."""
    today = page.today(utc_now())
    with suppress(ValueError):
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
        if today <= day <= today + timedelta(days=page.horizon_days):
            return day
    return today


def _party(page: BranchPage) -> int:
    text = request.args.get("party", "")
    asked = int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else _USUAL_PARTY
    return max(asked, page.min_party)
