"""Pages that show: orders, one order, its receipt, its pickup code. None of them writes."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.paging import Window
from app.domain.pickup_code import PickupCode
from app.domain.pickup_code import pickup_code as code_of
from app.extensions import db, gateways
from app.integrations.qr import qr_data_uri, qr_svg
from app.services import order_list, order_views
from app.services.order_views import OrderView
from app.services.ports import PdfUnavailable
from app.web.order_words import steps
from app.web.orders import orders as pages
from app.web.pager import Pager, page_number
from app.web.session import require_customer
from app.web.shell import prefixed, slug_in_path
from app.web.storefront import current_locale, current_storefront

PAGE_SIZE: Final = 10
# Part of every receipt's fingerprint: raise it when receipts look different, so that kept copies are drawn anew.
RECEIPT_EDITION: Final = 1


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
    order = own_order(number)
    return render_template(
        "orders/show.html",
        order=order,
        steps=steps(order),
        code=_code(order),
        other_receipt_url=_receipt_in_the_other_language(number),
    )


@pages.get("/<number>/receipt.pdf")
def receipt(number: str) -> ResponseReturnValue:
    """The receipt as a PDF in the page's language; where this machine makes no PDFs, the same as a page to print."""
    order = own_order(number)
    response = Response(mimetype="application/pdf")
    response.set_etag(_fingerprint(order))
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)
    # Half a second of drawing: the connection is let go before it.
    db.session.remove()
    code = _code(order)
    content = {"order": order, "code": code, "qr": qr_data_uri(code.qr_text) if code else ""}
    try:
        response.data = gateways().pdf.make(render_template("pdf/receipt.html", **content))
    except PdfUnavailable:
        return render_template("orders/receipt.html", **content)
    response.headers["Content-Disposition"] = f'attachment; filename="receipt-{order.number}.pdf"'
    return response


@pages.get("/<number>/pickup")
def pickup_code(number: str) -> ResponseReturnValue:
    """The pickup code, large, for the counter; an order that has none leads back to its page."""
    order = own_order(number)
    code = _code(order)
    if code is None:
        return redirect(url_for("orders.show", number=number), code=303)
    return render_template("orders/pickup.html", order=order, code=code, qr=qr_svg(code.qr_text))


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


def _code(order: OrderView) -> PickupCode | None:
    return code_of(gateways().keyed.digest, order.uuid) if order.is_collectable else None


def _fingerprint(order: OrderView) -> str:
    facts = f"{RECEIPT_EDITION} {current_locale()} {order.number} {order.state} {order.updated_at.isoformat()}"
    return hashlib.blake2s(facts.encode(), digest_size=12).hexdigest()


def _receipt_in_the_other_language(number: str) -> str:
    here = url_for("orders.receipt", number=number)
    path = here.removeprefix(request.script_root)
    return prefixed(path, locale="en" if current_locale() == "ar" else "ar", slug=slug_in_path())
