"""A customer's own orders: the list, one order, its receipt, its pickup code. None of these pages writes."""

from __future__ import annotations

from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.paging import Window
from app.extensions import db
from app.services import order_list, order_views
from app.services.order_views import OrderView
from app.web.orders import orders as pages
from app.web.orders.links import own_links
from app.web.orders.showing import pickup_page, receipt_page, show_page
from app.web.pager import Pager, page_number
from app.web.session import require_customer
from app.web.storefront import current_locale, current_storefront

PAGE_SIZE: Final = 10


@pages.get("")
def index() -> ResponseReturnValue:
    """The customer's orders at this storefront, the newest first."""
    customer = require_customer()
    found = order_list.list_orders(
        db.session(),
        storefront=current_storefront(),
        customer_id=customer.customer_id,
        window=Window.of_page(page_number(), PAGE_SIZE),
        locale=current_locale(),
    )
    return render_template("orders/index.html", orders=found.items, total=found.total, pager=Pager.of(found))


@pages.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    """Everything about one order."""
    return show_page("orders/show.html", own_order(number), own_links(number))


@pages.get("/<number>/receipt.pdf")
def receipt(number: str) -> ResponseReturnValue:
    return receipt_page(own_order(number))


@pages.get("/<number>/pickup")
def pickup_code(number: str) -> ResponseReturnValue:
    return pickup_page("orders/pickup.html", own_order(number), own_links(number))


def own_order(number: str) -> OrderView:
    """The order of this number if it belongs to who is signed in. Raises NotSignedIn, OrderNotFound."""
    customer = require_customer()
    return order_views.get_order(
        db.session(),
        storefront=current_storefront(),
        customer_id=customer.customer_id,
        number=number,
        locale=current_locale(),
    )
