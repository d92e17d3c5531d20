"""Another try to pay an order, by its customer or a guest."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError, TransitionRefused
from app.extensions import gateways, unit_of_work
from app.flows.paying_again import start_again
from app.services.order_views import OrderView
from app.web import htmx
from app.web.errors import explain
from app.web.pay import return_url_of
from app.web.storefront import current_storefront
from app.web.texts import gettext as _


def pay_again(order: OrderView, *, back: str, paid: str) -> ResponseReturnValue:
    """On to the payment page; back with the reason where there is none; to the thanks where it is paid already."""
    outside = gateways()
    try:
        pay_url = start_again(
            unit_of_work,
            utc_now,
            outside.providers,
            storefront=current_storefront(),
            customer_id=order.customer_id,
            number=order.number,
            return_url=return_url_of,
            texts=outside.texts,
        )
    except TransitionRefused:
        flash(_("This order no longer waits for a payment."), "info")
        return htmx.go_to(back)
    except DomainError as error:
        flash(explain(error), "error")
        return htmx.go_to(back)
    return htmx.go_to(pay_url or paid)
