"""Back from the gateway's page: find out what became of the payment, then lead on."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.states import PaymentPurpose, PaymentState
from app.extensions import db, gateways, unit_of_work
from app.flows.settlement import settle
from app.services import payment_views
from app.services.orders import guest_token
from app.services.payment_views import Settled
from app.services.return_urls import with_outcome
from app.web import htmx
from app.web.pay import pay
from app.web.pay.ways_on import JUST_NOW, WAYS_ON
from app.web.session import current_customer
from app.web.storefront import current_storefront


def return_url_of(reference: str) -> str:
    """Our page a gateway sends people back to; in the language and at the storefront of this request."""
    return url_for("pay.come_back", reference=reference, _external=True)


@pay.get("/return/<reference>")
def come_back(reference: str) -> ResponseReturnValue:
    """Settle the payment and go on; while nothing is decided, a page that looks again by itself.

    Nobody has to be signed in: the reference is known to the payer and the gateway, and tells others nothing for long.
    The one page that writes when it is read: what is recorded is no wish of the visitor's but what the gateway says,
    as a worker would do.
    """
    payment_views.check_at(db.session(), current_storefront(), reference=reference)
    outside = gateways()
    settled = settle(unit_of_work, utc_now, outside.providers, outside.texts, reference=reference)
    if settled.state is PaymentState.PENDING:
        return _wait(settled)
    return htmx.go_to(way_on(settled))


def _wait(settled: Settled) -> Response:
    page = "pay/_wait.html" if htmx.wants_fragment() else "pay/wait.html"
    response = make_response(render_template(page, payment=settled, way_on=way_on(settled)))
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("HX-Request")
    return response


def way_on(settled: Settled) -> str:
    """A third party's page, else our own: the order, its thank-you page, or that of whatever else was paid."""
    if settled.their_return_url is not None:
        return with_outcome(settled.their_return_url, reference=settled.reference, status=settled.word)
    if settled.purpose is not PaymentPurpose.ORDER:
        return WAYS_ON[settled.purpose](settled)
    customer = current_customer()
    is_owner = customer is not None and customer.customer_id == settled.customer_id
    if not is_owner and utc_now() - settled.created_at < JUST_NOW:
        # A guest's order opens by a token of its own.
        token = guest_token(gateways().keyed.digest, settled.order_uuid) if settled.order_uuid else ""
        return url_for("checkout.done", order_uuid=settled.order_uuid, t=token)
    if is_owner and settled.is_paid:
        return url_for("checkout.done", order_uuid=settled.order_uuid)
    return url_for("orders.show", number=settled.order_number)
