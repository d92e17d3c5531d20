"""What staff do about deliveries: hand them to the courier, try again, choose another carrier, give the money back."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import ProviderFailed, TransitionRefused
from app.extensions import gateways, unit_of_work
from app.flows.parcel_desk import ParcelDesk
from app.services import order_moves, parcel_desk
from app.web.htmx import go_to
from app.web.staff import staff as pages
from app.web.staff.queue import order_content, queue_url
from app.web.staff.session import require_staff
from app.web.texts import gettext as _


@pages.post("/orders/<number>/to-carrier")
def to_carrier(number: str) -> ResponseReturnValue:
    """The courier has taken the parcel."""
    who = require_staff()

    def hand_over() -> str:
        with unit_of_work() as session:
            parcel_desk.hand_to_carrier(session, staff=who, number=number, texts=gateways().texts, now=utc_now())
        return _("Order %(number)s is with the carrier, and the customer has been told.", number=number)

    return _done(number, hand_over)


@pages.post("/orders/<number>/parcel/retry")
def retry_parcel(number: str) -> ResponseReturnValue:
    """Ask the carrier once more."""
    who = require_staff()

    def try_again() -> str:
        _desk().try_again(who, number)
        return _("The carrier was asked again for order %(number)s.", number=number)

    return _done(number, try_again)


@pages.get("/orders/<number>/parcel/rates")
def parcel_rates(number: str) -> ResponseReturnValue:
    """What every carrier asks for the parcel now."""
    who = require_staff()
    content = order_content(who, number)
    try:
        rates = _desk().other_rates(who, number)
    except TransitionRefused:
        flash(_already(number), "warning")
        return go_to(url_for("staff.order", number=number))
    except ProviderFailed:
        rates = None
    return render_template("staff/rates.html", rates=rates, **content)


@pages.post("/orders/<number>/parcel/rates")
def choose_rate(number: str) -> ResponseReturnValue:
    """Send the parcel with this carrier at this price; where the price has changed since, show the new ones."""
    who = require_staff()
    slug, fee = request.form.get("carrier", ""), request.form.get("fee", "")
    try:
        is_sent = fee.isdecimal() and _desk().send_with(who, number, carrier_slug=slug, fee_minor=int(fee))
    except TransitionRefused:
        flash(_already(number), "warning")
    except ProviderFailed:
        flash(_("The carriers do not answer. Nothing was changed."), "warning")
    else:
        if not is_sent:
            flash(_("That price is no longer offered. These are the prices of now."), "warning")
            return go_to(url_for("staff.parcel_rates", number=number))
        flash(_("Order %(number)s goes with another carrier.", number=number), "success")
    return go_to(url_for("staff.order", number=number))


@pages.post("/orders/<number>/cancel")
def cancel_delivery(number: str) -> ResponseReturnValue:
    """Give a delivery up and the money back."""
    who = require_staff()

    def cancel() -> str:
        with unit_of_work() as session:
            order_moves.cancel_by_staff(session, staff=who, number=number, texts=gateways().texts, now=utc_now())
        return _("Order %(number)s is cancelled. The money goes back, and the customer has been told.", number=number)

    return _done(number, cancel)


def _desk() -> ParcelDesk:
    outside = gateways()
    return ParcelDesk(unit_of_work, utc_now, outside.providers, outside.texts)


def _done(number: str, work: Callable[[], str]) -> ResponseReturnValue:
    """Do it, say so, and go back to where the button was; when somebody was faster, say that."""
    try:
        flash(work(), "success")
    except TransitionRefused:
        flash(_already(number), "warning")
    from_queue = request.form.get("from") == "queue"
    return go_to(queue_url() if from_queue else url_for("staff.order", number=number))


def _already(number: str) -> str:
    return _("Order %(number)s has gone on meanwhile, or cannot do this yet. Nothing was changed.", number=number)
