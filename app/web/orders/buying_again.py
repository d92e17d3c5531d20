"""An order's products back in the cart."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError
from app.extensions import unit_of_work
from app.services import carts
from app.services.carts import CartOwner
from app.services.order_views import OrderLineView, OrderView
from app.web.cart.session import ensure_owner
from app.web.errors import explain
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext


def put_back(order: OrderView) -> ResponseReturnValue:
    """Put the order's products into the cart at today's prices, and say what could not come along."""
    owner = ensure_owner()
    added = [line for line in order.lines if _add(owner, line)]
    if added:
        pieces = sum(line.quantity for line in added)
        flash(ngettext("%(num)s piece is in your cart.", "%(num)s pieces are in your cart.", pieces), "success")
    return redirect(url_for("cart.show"), code=303)


def _add(owner: CartOwner, line: OrderLineView) -> bool:
    """One line, in a unit of work of its own: what is gone does not keep the rest away."""
    try:
        with unit_of_work() as session:
            carts.add_line(
                session,
                current_storefront(),
                owner,
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
