"""What a customer does with an order: cancel it, or buy the same again."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError, TransitionRefused
from app.domain.states import OrderState
from app.extensions import gateways, unit_of_work
from app.services import carts, order_moves
from app.services.order_views import OrderLineView
from app.web.cart.session import current_owner
from app.web.errors import explain
from app.web.orders import orders as pages
from app.web.orders.views import own_order
from app.web.session import require_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext


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
        flash(_("Your order is cancelled. Whatever you paid for it is back on your shopping card."), "success")
    return redirect(url_for("orders.show", number=number), code=303)


@pages.post("/<number>/buy-again")
def buy_again(number: str) -> ResponseReturnValue:
    """Put the order's products into the cart at today's prices, and say what could not come along."""
    order = own_order(number)
    added = [line for line in order.lines if _add(line)]
    if added:
        pieces = sum(line.quantity for line in added)
        flash(ngettext("%(num)s piece is in your cart.", "%(num)s pieces are in your cart.", pieces), "success")
    return redirect(url_for("cart.show"), code=303)


def _add(line: OrderLineView) -> bool:
    """One line, in a unit of work of its own: what is gone does not keep the rest away."""
    try:
        with unit_of_work() as session:
            carts.add_line(
                session,
                current_storefront(),
                current_owner(),
                product_uuid=line.product_uuid,
                quantity=line.quantity,
                option_values=line.option_values,
                locale=current_locale(),
                now=utc_now(),
            )
    except DomainError as error:
        flash(_("“%(name)s” was left out. %(reason)s", name=line.name, reason=explain(error)), "warning")
        return False
    return True


def _too_late(*, is_cancelled: bool) -> str:
    if is_cancelled:
        return _("This order is cancelled already.")
    return _("This order can no longer be cancelled: the store has begun to prepare it. Ask us, and we will help.")
