"""The order stands: thank you, and what happens next. Guests are offered an account here, and never before."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Order
from app.services import order_views
from app.services.order_views import OrderView
from app.web.cart import words
from app.web.checkout import checkout
from app.web.checkout.guests import by_token
from app.web.checkout.joining import JoinForm, joinable
from app.web.orders.links import guest_links, own_links
from app.web.session import require_customer
from app.web.storefront import current_locale, current_storefront


@checkout.get("/done/<uuid:order_uuid>")
def done(order_uuid: UUID) -> ResponseReturnValue:
    """A guest brings the order's token along; an order that still waits for its payment says so on its own page."""
    token = request.args.get("t", "")
    order = by_token(order_uuid, token) if token else _own(order_uuid)
    links = guest_links(order_uuid, token) if token else own_links(order.number)
    if order.is_payable or order.has_ended_unpaid:
        return redirect(links.show, code=303)
    form = JoinForm() if token and joinable(order) else None
    return render_template("checkout/done.html", order=order, links=links, words=words, form=form, token=token)


def _own(order_uuid: UUID) -> OrderView:
    customer = require_customer()
    return order_views.load_order(
        db.session(),
        order_views.owned_by(current_storefront(), customer.customer_id),
        Order.uuid == order_uuid,
        locale=current_locale(),
    )


def done_with(order_uuid: UUID, token: str) -> str:
    """The address of a guest's thank-you page."""
    return url_for("checkout.done", order_uuid=order_uuid, t=token)
