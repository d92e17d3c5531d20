"""The deposit of a booking, or what a move adds to it: at the gateway, from the shopping card of who is signed in, or
from a gift card."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.extensions import account_tools, db, gateways, unit_of_work
from app.flows import deposits
from app.services import bookings, shopping_card
from app.services.bookings import PendingMove, ReservationView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.forms import PayForm
from app.web.booking.links import gateway_return, opened, own_link, token_of
from app.web.session import current_customer, current_visit
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_PLACE: Final = "/b/<branch_code>/r/<uuid:uuid>/<token>"


@booking.route(f"{_PLACE}/pay", methods=["GET", "POST"])
def pay(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The ways to pay; sent, the one chosen is gone."""
    view = opened(branch_code, uuid, token)
    form = PayForm()
    if not view.deposit_due_minor:
        return htmx.go_to(own_link(view))
    if not form.is_submitted():
        return _page(view, form)
    try:
        url = _tried(view, form)
    except e.TransitionRefused:
        return htmx.go_to(own_link(view))
    if form.errors:
        return _page(view, form)
    return htmx.go_to(url or own_link(view, new="1"))


@booking.route(f"{_PLACE}/move/pay", methods=["GET", "POST"])
def pay_move(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The time that is held, and what it costs more; paid, the booking moves there."""
    view = opened(branch_code, uuid, token)
    form = PayForm()
    pending = bookings.find_move(db.session(), tenant=current_storefront().tenant, uuid=view.uuid, now=utc_now())
    if pending is None:
        return htmx.go_to(own_link(view, done="lapsed"))
    if not form.is_submitted():
        return _move_page(view, pending, form)
    try:
        url = _tried(view, form, moves=True)
    except (e.HoldExpired, e.TransitionRefused):
        return htmx.go_to(own_link(view, done="lapsed"))
    if form.errors:
        return _move_page(view, pending, form)
    return htmx.go_to(url or own_link(view, done="moved"))


@booking.post(f"{_PLACE}/move/keep")
def keep_booking(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """Stay with what is booked: the other time is somebody else's at once."""
    view = opened(branch_code, uuid, token)
    try:
        with unit_of_work() as work:
            bookings.drop_move(work, tenant=current_storefront().tenant, uuid=view.uuid, now=utc_now())
    except e.TablesTaken:
        return htmx.go_to(own_link(view))
    return htmx.go_to(own_link(view, done="kept"))


def _tried(view: ReservationView, form: PayForm, *, moves: bool = False) -> str | None:
    """Pay, or say where it is paid; the form says what is wrong with it. Raises TransitionRefused, HoldExpired."""
    try:
        return _paid(view, form, moves=moves)
    except (e.PinWrong, e.PinLocked, e.PinNotSet, e.BalanceTooLow) as error:
        form.refuse(error, form.pin)
    except (e.GiftCardNotFound, e.GiftCardUnusable) as error:
        form.refuse(error, form.number)
    except (e.TooManyAttempts, e.PaymentMethodUnavailable, e.ProviderFailed, e.NotAllowed, e.TablesTaken) as error:
        form.refuse(error)
    return None


def _paid(view: ReservationView, form: PayForm, *, moves: bool) -> str | None:
    """Pay, or say where it is paid. Raises what a payment can be refused for."""
    tools, tenant = account_tools(), current_storefront().tenant
    customer = current_customer()
    if form.way.data == "card" and customer is not None:
        deposits.pay_by_shopping_card(
            tools, tenant=tenant, uuid=view.uuid, customer_id=customer.customer_id, pin=form.pin.data or "", moves=moves
        )
        return None
    if form.way.data == "gift":
        number = "".join((form.number.data or "").split())
        if not number:
            raise e.GiftCardNotFound
        deposits.pay_by_gift_card(
            tools, tenant=tenant, uuid=view.uuid, number=number, address=current_visit().address, moves=moves
        )
        return None
    storefront = deposits.storefront_of(tools, tenant=tenant, uuid=view.uuid)
    return deposits.pay_at_gateway(
        tools,
        gateways().providers,
        tenant=tenant,
        uuid=view.uuid,
        return_url=lambda reference: gateway_return(storefront.slug, reference),
        locale=current_locale(),
        moves=moves,
    )


def _page(view: ReservationView, form: PayForm) -> ResponseReturnValue:
    now = utc_now()
    until = view.pay_until or now
    return _no_store(
        render_template(
            "booking/pay.html",
            **_ways(view, form, view.deposit_due_minor, "booking.pay"),
            seconds=words.seconds_between(now, until),
            until=words.clock(until, view.place.zone),
            when=words.when_words(view.starts_at, view.place.zone),
            guests=words.guests(view.party_size),
            policy_lines=words.policy_lines(view.terms, view.currency, view.place.zone),
            back_url=own_link(view),
            steps=[_("Time"), _("Your details"), _("Deposit"), _("Confirmed")],
        ),
        form,
    )


def _move_page(view: ReservationView, pending: PendingMove, form: PayForm) -> Response:
    now, zone, currency = utc_now(), view.place.zone, view.currency
    return _no_store(
        render_template(
            "booking/move_pay.html",
            **_ways(view, form, pending.due_minor, "booking.pay_move"),
            seconds=words.seconds_between(now, pending.expires_at),
            total=max(pending.hold_minutes * 60, words.seconds_between(now, pending.expires_at)),
            until=words.clock(pending.expires_at, zone),
            old=(words.when_words(view.starts_at, zone), words.guests(view.party_size)),
            new=(words.when_words(pending.starts_at, zone), words.guests(pending.party_size)),
            deposit=words.money(pending.terms.deposit_minor, currency),
            paid=words.money(pending.paid_minor, currency) if pending.paid_minor else "",
            policy_lines=words.policy_lines(pending.terms, currency, zone, is_paid=bool(pending.paid_minor)),
            over_url=own_link(view, done="lapsed"),
            keep_url=own_link(view, "booking.keep_booking"),
        ),
        form,
    )


def _ways(view: ReservationView, form: PayForm, due_minor: int, endpoint: str) -> dict[str, Any]:
    """What the ways to pay need: how much, and what is on the card of who is signed in, and whose booking it is."""
    customer = current_customer()
    balance = None
    if customer is not None and customer.customer_id == view.customer_id:
        card = shopping_card.balance(db.session(), customer_id=customer.customer_id, currency=view.currency)
        balance = card.current_minor
    return {
        "view": view,
        "form": form,
        "amount": words.money(due_minor, view.currency),
        "balance": None if balance is None else words.money(balance, view.currency),
        "has_enough": balance is not None and balance >= due_minor,
        "endpoint": endpoint,
        "action": own_link(view, endpoint),
        "token": token_of(view),
    }


def _no_store(body: str, form: PayForm) -> Response:
    answer = make_response(body, form.status if form.errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
