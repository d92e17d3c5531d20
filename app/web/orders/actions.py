"""What a customer does with an order: pay it, cancel it, or buy the same again."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError, PinLocked, PinNotSet, PinWrong, TransitionRefused
from app.domain.money import Money
from app.domain.states import OrderState
from app.extensions import db, gateways, unit_of_work
from app.flows.paying_by_card import by_card
from app.services import order_moves, shopping_card
from app.web.forms import form_page
from app.web.orders import orders as pages
from app.web.orders.buying_again import put_back
from app.web.orders.forms import PinForm
from app.web.orders.paying import pay_again
from app.web.orders.views import own_order
from app.web.session import require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _


@pages.get("/<number>/cancel")
def confirm_cancel(number: str) -> ResponseReturnValue:
    """Ask before cancelling, and say what will come back."""
    order = own_order(number)
    if not order.can_be_cancelled:
        flash(_too_late(is_cancelled=order.state is OrderState.CANCELLED), "warning")
        return redirect(url_for("orders.show", number=number), code=303)
    return render_template("orders/cancel.html", order=order)


@pages.post("/<number>/cancel")
def cancel(number: str) -> ResponseReturnValue:
    """Cancel; money, pieces and coupon go back. Too late, it says so and changes nothing."""
    customer = require_customer()
    storefront = current_storefront()
    try:
        with unit_of_work() as session:
            order_moves.cancel_own(
                session,
                storefront=storefront,
                customer_id=customer.customer_id,
                number=number,
                texts=gateways().texts,
                now=utc_now(),
            )
    except TransitionRefused as refused:
        flash(_too_late(is_cancelled=refused.state == refused.wanted), "warning")
    else:
        flash(_("Your order is cancelled. Whatever you paid for it goes back the way you paid."), "success")
    return redirect(url_for("orders.show", number=number), code=303)


@pages.post("/<number>/buy-again")
def buy_again(number: str) -> ResponseReturnValue:
    """Put the order's products into the cart at today's prices."""
    return put_back(own_order(number))


@pages.post("/<number>/pay")
def pay(number: str) -> ResponseReturnValue:
    """Another try to pay, on the gateway's page."""
    order = own_order(number)
    done = url_for("checkout.done", order_uuid=order.uuid)
    return pay_again(order, back=url_for("orders.show", number=number), paid=done)


@pages.route("/<number>/pay-by-card", methods=["GET", "POST"])
def pay_by_card(number: str) -> ResponseReturnValue:
    """Pay an order that waits with the shopping card and its PIN instead."""
    customer, order = require_customer(), own_order(number)
    if not order.is_payable:
        return redirect(url_for("orders.show", number=number), code=303)
    form = PinForm()
    if form.validate_on_submit() and _charged(form, number):
        return redirect(url_for("checkout.done", order_uuid=order.uuid), code=303)
    card = shopping_card.balance(db.session(), customer_id=customer.customer_id, currency=order.total.currency)
    return form_page("orders/pay_by_card.html", form, order=order, balance=Money(card.current_minor, card.currency))


def _charged(form: PinForm, number: str) -> bool:
    """Whether the card paid; the form has been told why not."""
    outside = gateways()
    try:
        by_card(
            unit_of_work,
            utc_now,
            outside.keyed,
            outside.providers,
            storefront=current_storefront(),
            customer_id=require_customer().customer_id,
            number=number,
            pin=form.pin.data,
            texts=outside.texts,
        )
    except (PinWrong, PinLocked, PinNotSet) as error:
        form.refuse(error, form.pin)
        return False
    except DomainError as error:
        form.refuse(error)
        return False
    return True


def _too_late(*, is_cancelled: bool) -> str:
    if is_cancelled:
        return _("This order is cancelled already.")
    return _("This order can no longer be cancelled: the store has begun to prepare it. Ask us, and we will help.")
