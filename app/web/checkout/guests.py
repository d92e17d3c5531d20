"""Where a buyer goes after checkout, and a guest's order by its signed link."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, after_this_request, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import OrderNotFound
from app.domain.logins import counted_address
from app.extensions import db, gateways, settings, unit_of_work
from app.models import Order
from app.services import limits, order_views
from app.services.order_views import OrderView
from app.services.orders import PlacedOrder, guest_token, is_guest_token
from app.web.checkout import checkout
from app.web.checkout.page import Desk
from app.web.orders.buying_again import put_back
from app.web.orders.links import guest_links
from app.web.orders.paying import pay_again
from app.web.orders.showing import pickup_page, receipt_page, show_page
from app.web.storefront import current_locale, current_storefront

# Whoever guesses tokens is slowed down; whoever reads their own order never notices.
MOST_LOOKS: Final = 120
WINDOW: Final = timedelta(minutes=10)


def done_url(desk: Desk, placed: PlacedOrder) -> str:
    """The page that says thank you."""
    if desk.customer is not None:
        return url_for("checkout.done", order_uuid=placed.uuid)
    return url_for("checkout.done", order_uuid=placed.uuid, t=guest_token(gateways().keyed.digest, placed.uuid))


def order_url(desk: Desk, placed: PlacedOrder) -> str:
    """The order's own page."""
    if desk.customer is not None:
        return url_for("orders.show", number=placed.number)
    token = guest_token(gateways().keyed.digest, placed.uuid)
    return url_for("checkout.guest_order", order_uuid=placed.uuid, token=token)


@checkout.get("/order/<uuid:order_uuid>/<token>")
def guest_order(order_uuid: UUID, token: str) -> ResponseReturnValue:
    """The order as its link shows it, without signing in."""
    order = by_token(order_uuid, token)
    return show_page("checkout/order.html", order, guest_links(order_uuid, token))


@checkout.get("/order/<uuid:order_uuid>/<token>/receipt.pdf")
def guest_receipt(order_uuid: UUID, token: str) -> ResponseReturnValue:
    return receipt_page(by_token(order_uuid, token))


@checkout.get("/order/<uuid:order_uuid>/<token>/pickup")
def guest_pickup(order_uuid: UUID, token: str) -> ResponseReturnValue:
    order = by_token(order_uuid, token)
    return pickup_page("checkout/pickup.html", order, guest_links(order_uuid, token))


@checkout.post("/order/<uuid:order_uuid>/<token>/pay")
def guest_pay(order_uuid: UUID, token: str) -> ResponseReturnValue:
    """Another try to pay, on the gateway's page."""
    order = by_token(order_uuid, token)
    return pay_again(order, back=guest_links(order_uuid, token).show, paid=_thanks(order_uuid, token))


@checkout.post("/order/<uuid:order_uuid>/<token>/restore")
def guest_restore(order_uuid: UUID, token: str) -> ResponseReturnValue:
    """Put the order's products back into this browser's cart."""
    return put_back(by_token(order_uuid, token))


def by_token(order_uuid: UUID, token: str) -> OrderView:
    """The order this link was made for. Raises OrderNotFound, TooManyAttempts."""
    keyed = gateways().keyed
    if not is_guest_token(keyed.digest, order_uuid, token):
        _count_a_guess()
        raise OrderNotFound
    after_this_request(_keep_private)
    storefront = current_storefront()
    return order_views.load_order(
        db.session(),
        Order.uuid == order_uuid,
        Order.platform_id == storefront.id,
        Order.environment == storefront.environment,
        locale=current_locale(),
    )


def _count_a_guess() -> None:
    """A wrong token counts against the network address. Raises TooManyAttempts."""
    address = counted_address(request.remote_addr, strict=settings().strict_limits)
    if address:
        with unit_of_work() as session:
            limits.hit(session, key=f"guest_order:{address}", most=MOST_LOOKS, window=WINDOW, now=utc_now())


def _keep_private(response: Response) -> Response:
    """The address opens the order: it is told to nobody, found by no search engine and kept by no cache."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _thanks(order_uuid: UUID, token: str) -> str:
    return url_for("checkout.done", order_uuid=order_uuid, t=token)
