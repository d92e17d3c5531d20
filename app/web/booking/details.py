"""The form behind a kept table: who comes, the code where the branch asks for one, and the booking itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from flask import Response, make_response, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.logins import CODE_DIGITS
from app.extensions import account_tools, db, unit_of_work
from app.flows import bookings as booking_flow
from app.flows.one_time_codes import SentCode
from app.services import bookings
from app.services.booking_page import BranchPage
from app.services.bookings import GUEST, HoldView, NewBooking, ReservationView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.forms import DetailsForm
from app.web.booking.frame import current_look
from app.web.booking.house import branch_at_hand
from app.web.booking.links import link_pattern, own_link
from app.web.forms import form_page
from app.web.session import current_customer, current_visit
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_CODE: Final = "code"
# Pressed on the form, and on the page that asks for the code.
_MORE_TIME: Final = {"extend": "", "extend-code": _CODE}


@booking.route("/b/<branch_code>/book/<hold>", methods=["GET", "POST"])
def details(branch_code: str, hold: str) -> ResponseReturnValue:
    """The form, and sent, the booking. However often it is sent, it books once."""
    _branch, page = branch_at_hand()
    made = _made(hold)
    if made is not None:
        return htmx.go_to(_way_on(made))
    form = DetailsForm(region=page.region, customer=current_customer(), has_child_seats=page.offers_child_seats)
    try:
        held = _held(branch_code, hold)
    except e.HoldExpired:
        if request.method == "GET":
            return _gone(branch_code)
        held = None
    if form.step.data in _MORE_TIME:
        return _extend(form, page, branch_code, hold)
    if request.method == "POST" and form.validate():
        return _book(form, page, held, hold)
    return _form(form, page, held, branch_code)


@booking.post("/b/<branch_code>/book/<hold>/leave")
def leave(branch_code: str, hold: str) -> ResponseReturnValue:
    """The table is somebody else's at once."""
    with unit_of_work() as work:
        bookings.let_go(work, tenant=current_storefront().tenant, token=hold, now=utc_now())
    return htmx.go_to(url_for("booking.show", branch_code=branch_code))


def request_key(hold: str) -> str:
    """One hold, one booking."""
    return f"hold:{sha256(hold.encode()).hexdigest()[:40]}"


def _made(hold: str) -> ReservationView | None:
    return bookings.find_made(db.session(), tenant=current_storefront().tenant, request_key=request_key(hold))


def _held(branch_code: str, hold: str) -> HoldView:
    """Raises HoldExpired, also where the hold is another branch's."""
    held = bookings.get_hold(db.session(), tenant=current_storefront().tenant, token=hold, now=utc_now())
    if held.place.code != branch_code:
        raise e.HoldExpired
    return held


def _extend(form: DetailsForm, page: BranchPage, branch_code: str, hold: str) -> ResponseReturnValue:
    """Keep the table once more for as long; what was typed stays typed."""
    try:
        with suppress(e.HoldExpired), unit_of_work() as work:
            bookings.extend(work, tenant=current_storefront().tenant, token=hold, now=utc_now())
        held = _held(branch_code, hold)
    except e.HoldExpired:
        return _gone(branch_code)
    if htmx.wants_fragment():
        return htmx.render("booking/_hold.html", "booking/_hold.html", held=held, **_kept(held, page))
    form.step.data = _MORE_TIME[form.step.data]
    if form.step.data == _CODE:
        return _code_page(form, page, held, branch_code, None)
    return _form(form, page, held, branch_code)


def _gone(branch_code: str) -> ResponseReturnValue:
    return htmx.go_to(url_for("booking.show", branch_code=branch_code, over="1"))


def _book(form: DetailsForm, page: BranchPage, held: HoldView | None, hold: str) -> ResponseReturnValue:
    """Book, or find that a code is wanted first and send it."""
    branch_code = str((request.view_args or {})["branch_code"])
    wants_again = form.step.data == "again"
    try:
        if wants_again:
            raise e.CodeNeeded  # noqa: TRY301  # asked for another code, which is the same as needing one
        view = _booked(form, hold, branch_code)
    except e.CodeNeeded:
        sent = _send_code(form, page)
        form.code.data = ""
        return _code_page(form, page, held, branch_code, sent)
    except e.CodeInvalid as error:
        form.refuse(error, form.code)
        form.code.data = ""
        return _code_page(form, page, held, branch_code, None)
    except e.TooManyAttempts as error:
        form.refuse(error, form.code if form.code.data else None)
        return _form(form, page, held, branch_code)
    except e.HoldExpired:
        return _gone(branch_code)
    return htmx.go_to(_way_on(view))


def _way_on(view: ReservationView) -> str:
    """To the deposit where one is due, else to the confirmation."""
    return own_link(view, "booking.pay") if view.deposit_due_minor else own_link(view, new="1")


def _booked(form: DetailsForm, hold: str, branch_code: str) -> ReservationView:
    customer = current_customer()
    new = NewBooking(
        diner=form.diner,
        details=form.details,
        request_key=request_key(hold),
        link=link_pattern(branch_code),
        customer_id=None if customer is None else customer.customer_id,
    )
    code = "".join((form.code.data or "").split()) if form.step.data == _CODE else None
    if form.step.data == _CODE and (not code or len(code) != CODE_DIGITS or not code.isdecimal()):
        raise e.CodeInvalid
    return booking_flow.book_table(account_tools(), current_visit(), where=hold, new=new, code=code, actor=GUEST)


def _send_code(form: DetailsForm, page: BranchPage) -> SentCode | None:
    """None where too many were sent already; the form says so."""
    try:
        look = current_look()
        visit = current_visit()
        # The message is the restaurant's, whichever shop its page is seen at.
        house = replace(visit, shop=look.brand(visit.locale)) if look is not None else visit
        return booking_flow.send_booking_code(account_tools(), house, branch_id=page.id, diner=form.diner)
    except e.TooManyAttempts as error:
        form.refuse(error, form.code)
        return None


def _form(form: DetailsForm, page: BranchPage, held: HoldView | None, branch_code: str) -> Response:
    if held is None:
        return _as_response(_gone(branch_code))
    return _no_store(form_page("booking/details.html", form, page=page, held=held, **_kept(held, page)))


def _code_page(
    form: DetailsForm, page: BranchPage, held: HoldView | None, branch_code: str, sent: SentCode | None
) -> Response:
    if held is None:
        return _as_response(_gone(branch_code))
    context = {"to": form.diner.phone or form.diner.email, "sent": sent, **_kept(held, page)}
    return _no_store(form_page("booking/code.html", form, page=page, held=held, **context))


def _kept(held: HoldView, page: BranchPage) -> dict[str, Any]:
    """How long the table is still kept, and what the form's page tells of it."""
    now = utc_now()
    return {
        "seconds": words.seconds_between(now, held.expires_at),
        "total": max(page.hold_minutes * 60, words.seconds_between(now, held.expires_at)),
        "until": words.clock(held.expires_at, page.zone),
        "when": words.when_words(held.starts_at, page.zone),
        "guests": words.guests(held.party_size),
        "section": page.section(held.section_id, current_locale()),
        "policy_lines": words.policy_lines(held.terms, held.currency, page.zone),
        "change_url": url_for(
            "booking.show",
            branch_code=held.place.code,
            party=held.party_size,
            day=held.service_date,
            held=held.token,
        ),
        "steps": _steps(held),
    }


def _steps(held: HoldView) -> list[str]:
    deposit = [_("Deposit")] if held.terms.deposit_minor else []
    return [_("Time"), _("Your details"), *deposit, _("Confirmed")]


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_response(answer: ResponseReturnValue) -> Response:
    return make_response(answer)
