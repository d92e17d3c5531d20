"""One page from the cart to a placed order, and what changes on it while somebody chooses."""

from __future__ import annotations

import secrets

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.extensions import gateways, unit_of_work
from app.flows.delivery_quotes import QuoteFor, quote
from app.services import carts
from app.services.checkout_page import CheckoutPage, QuoteTrouble, Way
from app.web import htmx
from app.web.checkout import checkout
from app.web.checkout import words as say
from app.web.checkout.forms import MAX_KEY
from app.web.checkout.guests import done_url, order_url
from app.web.checkout.page import Desk, changed, shown
from app.web.checkout.placing import buy, page_to_pay, placed_before
from app.web.texts import gettext as _
from app.web.texts import ngettext


@checkout.get("")
def show() -> ResponseReturnValue:
    """The form as it opens: what is known of the buyer is filled in."""
    desk = Desk()
    desk.begin()
    page = desk.look()
    if page.cart.is_empty or page.cart.has_problems:
        return redirect(url_for("cart.show"), code=303)
    return shown(desk, page)


@checkout.post("/update")
def update() -> ResponseReturnValue:
    """Another way, state, address or carrier was chosen: what follows from it."""
    desk = Desk()
    page = desk.look()
    if page.cart.is_empty:
        return htmx.go_to(url_for("cart.show"))
    count = len(page.places)
    said = ngettext("%(num)s store", "%(num)s stores", count) if page.way is Way.PICKUP and count else ""
    return changed(desk, page, said=said)


@checkout.post("/country")
def change_country() -> ResponseReturnValue:
    """The fields of another country's addresses."""
    desk = Desk()
    return changed(desk, desk.look(), with_address=True)


@checkout.post("/prices")
def ask_prices() -> ResponseReturnValue:
    """Ask carriers what they want for this cart and address; what they say holds for half an hour."""
    desk = Desk()
    desk.form.way.data = Way.DELIVERY.value
    if desk.saved_choice is None and not desk.to.validate():
        return changed(desk, desk.look(), said=_("Complete the address first."), with_address=True)
    _ask_carriers(desk)
    page = desk.look()
    return changed(desk, page, said=say.quotes_told(page), with_address=bool(desk.to.errors))


@checkout.post("/coupon")
def apply_coupon() -> ResponseReturnValue:
    """Keep a coupon on the cart, without leaving the page."""
    desk = Desk()
    _take_coupon(desk)
    return changed(desk, desk.look(), said="" if desk.form.errors else _("Coupon applied."))


@checkout.post("/coupon/remove")
def remove_coupon() -> ResponseReturnValue:
    desk = Desk()
    with unit_of_work() as session:
        carts.remove_coupon(session, desk.storefront, desk.owner, now=utc_now())
    return changed(desk, desk.look(), said=_("Coupon removed."))


@checkout.post("")
def place() -> ResponseReturnValue:
    """Buy. Sent again, by a second click or the back button, it leads to the same order."""
    desk = Desk()
    desk.form.key.data = (desk.form.key.data or "")[:MAX_KEY]
    before = placed_before(desk)
    if before is not None:
        unpaid = page_to_pay(before) or order_url(desk, before) if before.is_unpaid else None
        return htmx.go_to(unpaid or done_url(desk, before))
    desk.form.key.data = desk.form.key.data or secrets.token_urlsafe(24)
    page = desk.look()
    if page.cart.is_empty:
        flash(_("Your cart is empty, so nothing was ordered or paid just now. “Your orders” shows what was."))
        return htmx.go_to(url_for("cart.show"))
    if desk.is_complete(page):
        outcome = buy(desk, page)
        if outcome is not None:
            if outcome.is_stuck:
                flash(_("Your order stands, but the payment page did not open. Nothing was charged. Try again."))
            unpaid = outcome.pay_url or (order_url(desk, outcome.order) if outcome.is_stuck else None)
            return htmx.go_to(unpaid or done_url(desk, outcome.order))
        page = desk.look()
    return shown(desk, page)


def _take_coupon(desk: Desk) -> None:
    code = (desk.form.coupon.data or "").strip()[:40]
    try:
        with unit_of_work() as session:
            carts.apply_coupon(session, desk.storefront, desk.owner, code=code, now=utc_now())
    except e.DomainError as error:
        desk.form.refuse(error, desk.form.coupon)


def _ask_carriers(desk: Desk) -> None:
    """Their prices are read with the page; what keeps them away, the desk is told."""
    page: CheckoutPage = desk.look()
    if desk.address is None or page.sender is None:
        return
    ask = QuoteFor(
        storefront=desk.storefront,
        caller=desk.owner,
        pickup_location_uuid=page.sender.uuid,
        address=desk.address,
    )
    try:
        quote(unit_of_work, utc_now, gateways().providers, ask)
    except e.AddressRefused as error:
        desk.trouble = QuoteTrouble.NOBODY
        if error.field:
            desk.to.refuse_address(error)
    except (e.ProviderFailed, e.DeliveryUnavailable):
        desk.trouble = QuoteTrouble.DOWN
    desk.refresh()
