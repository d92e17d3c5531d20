"""An order's pages, the same for its customer and for a guest who holds its link. None of them writes."""

from __future__ import annotations

import hashlib
from typing import Final

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.pickup_code import PickupCode
from app.domain.pickup_code import pickup_code as code_of
from app.extensions import db, gateways
from app.integrations.qr import qr_data_uri, qr_svg
from app.services import order_money, shipment_views
from app.services.order_money import OrderMoney
from app.services.order_views import OrderView
from app.services.ports import PdfUnavailable
from app.web.order_words import steps
from app.web.orders.links import OrderLinks
from app.web.storefront import current_locale

# Part of every receipt's fingerprint: raise it when receipts look different, so that kept copies are drawn anew.
RECEIPT_EDITION: Final = 3


def show_page(template: str, order: OrderView, links: OrderLinks) -> ResponseReturnValue:
    """Everything about one order."""
    parcel = shipment_views.find_parcel(db.session(), order_id=order.id) if order.is_delivery else None
    money = order_money.load_money(db.session(), order_id=order.id)
    content = {"order": order, "parcel": parcel, "money": money, "steps": steps(order), "links": links}
    return render_template(template, code=code_for(order), **content)


def receipt_page(order: OrderView) -> ResponseReturnValue:
    """The receipt as a PDF in the page's language; where this machine makes no PDFs, the same as a page to print."""
    response = Response(mimetype="application/pdf")
    money = order_money.load_money(db.session(), order_id=order.id)
    response.set_etag(_fingerprint(order, money))
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)
    # Half a second of drawing: the connection is let go before it.
    db.session.remove()
    code = code_for(order)
    content = {"order": order, "money": money, "code": code, "qr": qr_data_uri(code.qr_text) if code else ""}
    try:
        response.data = gateways().pdf.make(render_template("pdf/receipt.html", **content))
    except PdfUnavailable:
        return render_template("orders/receipt.html", **content)
    response.headers["Content-Disposition"] = f'attachment; filename="receipt-{order.number}.pdf"'
    return response


def pickup_page(template: str, order: OrderView, links: OrderLinks) -> ResponseReturnValue:
    """The pickup code, large, for the counter; an order that has none leads back to its page."""
    code = code_for(order)
    if code is None:
        return redirect(links.show, code=303)
    return render_template(template, order=order, code=code, qr=qr_svg(code.qr_text), links=links)


def code_for(order: OrderView) -> PickupCode | None:
    """The code that opens the order at the counter, while it still does."""
    return code_of(gateways().keyed.digest, order.uuid) if order.is_collectable else None


def _fingerprint(order: OrderView, money: OrderMoney) -> str:
    seen = f"{RECEIPT_EDITION} {current_locale()} {order.number} {order.state} {order.updated_at.isoformat()}"
    facts = f"{seen} {money!r}"
    return hashlib.blake2s(facts.encode(), digest_size=12).hexdigest()
