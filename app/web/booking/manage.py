"""A booking without an account, by its link: seen, moved, cancelled, put into a calendar, confirmed once more."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.errors import BookingProblem
from app.domain.reservations import ReservationPayment, ReservationState
from app.extensions import account_tools, db, gateways, unit_of_work
from app.flows import deposits
from app.services import bookings
from app.services.booking_page import read_branch
from app.services.bookings import GUEST, Move, ReservationView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.choosing import Start, Wanted, read_wanted
from app.web.booking.finder import Picker
from app.web.booking.house import CONFLICT
from app.web.booking.links import opened, own_link, token_of
from app.web.errors import explain
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import listed

_PLACE: Final = "/b/<branch_code>/r/<uuid:uuid>/<token>"


@booking.get(_PLACE)
def manage(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The booking as it stands, and what may still be done about it."""
    return _page(opened(branch_code, uuid, token))


@booking.get(f"{_PLACE}/booking.ics")
def calendar(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The entry for a calendar; fetched anew after a move it changes the entry that is there."""
    view = opened(branch_code, uuid, token)
    locale = current_locale()
    title = _("Table at %(name)s", name=view.place.brand(locale))
    text = _("%(guests)s, reference %(reference)s", guests=words.guests(view.party_size), reference=view.reference)
    answer = Response(bookings.calendar(view, title=title, text=text, locale=locale), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{view.reference}.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@booking.post(f"{_PLACE}/coming")
def coming(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The answer to a reminder."""
    view = opened(branch_code, uuid, token)
    try:
        with unit_of_work() as work:
            bookings.still_coming(work, tenant=current_storefront().tenant, uuid=view.uuid, actor=GUEST, now=utc_now())
    except (e.TransitionRefused, e.TooLateToChange) as error:
        return _page(view, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(own_link(view, done="coming"))


@booking.get(f"{_PLACE}/move")
def choose_move(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Another time or another number of guests, chosen as the first one was."""
    view = opened(branch_code, uuid, token)
    if not view.may_change(utc_now()):
        return htmx.go_to(own_link(view))
    return _move_page(view)


@booking.post(f"{_PLACE}/move/to")
def move(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Move to the time pressed, or hold it until its larger deposit is paid; refused, the booking stays as it was."""
    view = opened(branch_code, uuid, token)
    start = Start.read(request.form.get("slot", ""))
    page = read_branch(db.session(), view.place.id)
    wanted = read_wanted(page, page.today(utc_now()), usual=view.party_size, day=view.service_date)
    if start is None:
        return htmx.go_to(own_link(view, "booking.choose_move", **wanted.query()))
    try:
        url = _moved(view, wanted, start)
    except (e.BookingRefused, e.TablesTaken) as error:
        problem = BookingProblem(error.reason) if isinstance(error, e.BookingRefused) else BookingProblem.FULL
        return _move_page(view, at=start, problem=problem, status=CONFLICT)
    except (e.TooLateToChange, e.TransitionRefused) as error:
        return _page(view, refusal=explain(error), status=CONFLICT)
    return htmx.go_to(url)


@booking.get(f"{_PLACE}/cancel")
def ask_cancel(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """What cancelling now costs, before it is done."""
    view = opened(branch_code, uuid, token)
    if not view.may_change(utc_now()):
        return htmx.go_to(own_link(view))
    kept = view.kept_if_canceled(utc_now())
    return _no_store(
        render_template(
            "booking/cancel.html",
            view=view,
            kept=words.money(kept, view.currency) if kept else "",
            back=words.money(view.terms.deposit_minor - kept, view.currency) if _goes_back(view, kept) else "",
            back_url=own_link(view),
            when=words.when_words(view.starts_at, view.place.zone),
            guests=words.guests(view.party_size),
            kept_minor=kept,
            token=token_of(view),
        )
    )


@booking.post(f"{_PLACE}/cancel")
def cancel(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Cancel, if it costs what the page said; else say again what it costs by now."""
    view = opened(branch_code, uuid, token)
    if request.form.get("kept") != str(view.kept_if_canceled(utc_now())):
        return htmx.go_to(own_link(view, "booking.ask_cancel"))
    try:
        deposits.cancel(account_tools(), tenant=current_storefront().tenant, uuid=view.uuid, actor=GUEST)
    except (e.TransitionRefused, e.TooLateToChange, e.TablesTaken) as error:
        return _page(opened(branch_code, uuid, token), refusal=explain(error), status=CONFLICT)
    return htmx.go_to(own_link(view, done="cancelled"))


def _goes_back(view: ReservationView, kept: int) -> bool:
    return _is_paid(view) and view.terms.deposit_minor > kept


def _is_paid(view: ReservationView) -> bool:
    return view.payment_state is ReservationPayment.PAID


def _moved(view: ReservationView, wanted: Wanted, start: Start) -> str:
    """Where to go on: to the booking, or to what must be paid first. Raises what a move can be refused for."""
    wish = Move(starts_at=start.at, service_date=wanted.day, party_size=wanted.party, section_id=start.section_id)
    tenant, now = current_storefront().tenant, utc_now()
    try:
        with unit_of_work() as work:
            bookings.move(work, gateways().texts, tenant=tenant, uuid=view.uuid, wanted=wish, actor=GUEST, now=now)
    except e.DepositNeeded:
        with unit_of_work() as work:
            bookings.hold_move(work, tenant=tenant, uuid=view.uuid, wanted=wish, actor=GUEST, now=now)
        return own_link(view, "booking.pay_move")
    return own_link(view, done="moved")


def _move_page(
    view: ReservationView, *, at: Start | None = None, problem: BookingProblem | None = None, status: int = 200
) -> Response:
    now = utc_now()
    page = read_branch(db.session(), view.place.id)
    wanted = read_wanted(page, page.today(now), usual=view.party_size, day=view.service_date)
    if at is not None:
        wanted = Wanted(party=wanted.party, day=wanted.day, since=wanted.since, until=wanted.until, at=at.at)
    is_same = wanted.party == view.party_size
    picker = Picker(
        page,
        wanted,
        now=now,
        page_url=own_link(view, "booking.choose_move"),
        current=(view.starts_at, view.section_id) if is_same else None,
    )
    finder = picker.find(current_storefront().environment, moving=view.id, problem=problem)
    answer = htmx.render(
        "booking/move.html",
        "booking/_finder.html",
        status=status,
        page=page,
        finder=finder,
        view=view,
        when=words.when_words(view.starts_at, view.place.zone),
        guests=words.guests(view.party_size),
        paid=words.money(view.terms.deposit_minor, view.currency) if _is_paid(view) else "",
        back_url=own_link(view),
        link=own_link,
        token=token_of(view),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(view: ReservationView, *, refusal: str = "", status: int = 200) -> Response:
    now = utc_now()
    locale = current_locale()
    facts = [
        (_("Name"), view.name),
        (_("Period"), view.period(locale)),
        (_("Deposit"), words.deposit_words(view)),
        (_("Occasion"), words.occasion_words().get(view.occasion, view.occasion)),
        (_("High chairs"), str(view.child_seats) if view.child_seats else ""),
        (_("Allergies"), listed(words.allergen_words()[word] for word in view.allergies)),
        (_("Wishes"), view.request),
    ]
    return _no_store(
        render_template(
            "booking/manage.html",
            view=view,
            state=words.state_words(view),
            is_new="new" in request.args,
            done=request.args.get("done", ""),
            refusal=refusal,
            day=words.day_words(view.service_date),
            time=words.clock(view.starts_at, view.place.zone),
            guests=words.guests(view.party_size),
            facts=[fact for fact in facts if fact[1]],
            policy_lines=words.policy_lines(view.terms, view.currency, view.place.zone, is_paid=_is_paid(view)),
            due=words.money(view.deposit_due_minor, view.currency) if view.deposit_due_minor else "",
            moving=_moving(view),
            pay_until=words.clock(view.pay_until, view.place.zone) if view.pay_until else "",
            may_change=view.may_change(now),
            asks_coming=view.state is ReservationState.CONFIRMED and view.is_upcoming(now),
            is_over=view.state in {ReservationState.CANCELED, ReservationState.NOSHOW},
            link=own_link,
            token=token_of(view),
            again_url=url_for("booking.show", branch_code=view.place.code, party=view.party_size),
        ),
        status,
    )


def _moving(view: ReservationView) -> dict[str, Any] | None:
    """The other time that is held for a booking, and what it costs more."""
    found = bookings.find_move(db.session(), tenant=view.tenant, uuid=view.uuid, now=utc_now())
    if found is None:
        return None
    return {
        "when": words.when_words(found.starts_at, view.place.zone),
        "guests": words.guests(found.party_size),
        "time": words.clock(found.expires_at, view.place.zone),
        "amount": words.money(found.due_minor, view.currency),
        "is_more": bool(found.paid_minor),
    }


def _no_store(body: str, status: int = 200) -> Response:
    """It is somebody's own, and true at this moment only."""
    answer = make_response(body, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
