"""The page on which Geidea's script opens its pay form: Geidea gives no address to send people to."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import ProviderFailed
from app.domain.money import Money
from app.domain.states import PaymentState
from app.extensions import db, gateways, unit_of_work
from app.flows.paying_again import renew
from app.flows.starting import payable_at
from app.integrations.payments.geidea import SESSION_LASTS, Geidea
from app.services import payment_views, payments
from app.services.payments import ToStart
from app.web import htmx
from app.web.errors import explain
from app.web.pay import pay
from app.web.pay.views import return_url_of, way_on
from app.web.security import framing_policy
from app.web.storefront import current_locale, current_storefront


@pay.get("/geidea/<reference>")
def geidea(reference: str) -> ResponseReturnValue:
    """The pay form; once there is nothing to pay any more, on to what became of it.

    Nobody has to be signed in, as on any gateway's page: whoever has the reference may pay.
    """
    gateway, payment = _find(reference)
    if payment.state is not PaymentState.PENDING or payment.access_code is None:
        return redirect(url_for("pay.come_back", reference=reference), code=303)
    settled = payment_views.get_settled(db.session(), reference=reference)
    page = render_template(
        "pay/geidea.html",
        payment=payment,
        order_number=settled.order_number,
        amount=Money(payment.amount_minor, payment.currency),
        is_over=_is_over(payment),
        script_url=gateway.script_url,
        hosted_page=gateway.hosted_page(payment.access_code),
        way_on=way_on(settled),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = framing_policy(gateway.frame_host)
    # Its form may want to know on whose page it is.
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@pay.post("/geidea/<reference>")
def renew_geidea(reference: str) -> ResponseReturnValue:
    """Geidea's sessions last for a quarter of an hour: ask for another once this one is over."""
    _gateway, payment = _find(reference)
    here = url_for("pay.geidea", reference=reference)
    if payment.state is PaymentState.PENDING and not _is_over(payment):
        return htmx.go_to(here)
    outside = gateways()
    try:
        renewed = renew(
            unit_of_work,
            utc_now,
            outside.providers,
            reference=reference,
            return_url=return_url_of,
            locale=current_locale(),
            texts=outside.texts,
        )
    except ProviderFailed as error:
        flash(explain(error), "error")
        return htmx.go_to(here)
    return htmx.go_to(payable_at(renewed) or url_for("pay.come_back", reference=renewed.reference))


def _find(reference: str) -> tuple[Geidea, ToStart]:
    """A payment at this storefront, and the gateway it is asked by. Raises PaymentNotFound; aborts with 404."""
    payment_views.check_at(db.session(), current_storefront(), reference=reference)
    payment = payments.get_to_start(db.session(), reference=reference)
    gateway = gateways().providers.payment_named(Geidea.name)
    if payment.provider != Geidea.name or not isinstance(gateway, Geidea):
        abort(404)
    return gateway, payment


def _is_over(payment: ToStart) -> bool:
    return utc_now() - payment.created_at >= SESSION_LASTS
