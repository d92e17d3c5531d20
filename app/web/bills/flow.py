"""The way to a purchase: one page a step, and the PIN at its end."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.bills import VALIDATED
from app.domain.errors import DomainError
from app.extensions import db, gateways, unit_of_work
from app.flows.bills import BuyBill, purchase
from app.services.bills import BillView, get_service_named
from app.web import htmx
from app.web.bills import bills, words
from app.web.bills.asked import Asked, Step, new_key
from app.web.bills.forms import PayForm, bare
from app.web.bills.steps import Flow, request_key, walk
from app.web.session import SignedIn, require_customer
from app.web.storefront import current_locale, current_storefront

KINDS = "/<any(airtime, data, electricity, cable):kind>"


@bills.get(KINDS, endpoint="flow")
def show_step(kind: str) -> ResponseReturnValue:
    """The step that is due, by what the address says. Once a company is chosen, the purchase has a key of its own."""
    customer = require_customer()
    asked = Asked.read(kind)
    if asked.service and not asked.key:
        return redirect(asked.url(key=new_key()), code=302)
    return _page(walk(asked, customer))


@bills.post(KINDS, endpoint="pay")
def pay(kind: str) -> ResponseReturnValue:
    """Buy. Sent again, by a second click, the back button or a reload, it leads to the same purchase."""
    customer = require_customer()
    asked = Asked.read(kind)
    if not asked.service or not asked.key:
        return htmx.go_to(asked.url())
    form = PayForm()
    if form.validate_on_submit():
        try:
            bill = _buy(asked, form, customer)
        except DomainError as error:
            form.refuse_payment(error)
        else:
            return htmx.go_to(url_for("bills.show", bill_id=bill.uuid))
    return _page(walk(asked, customer), form)


def _buy(asked: Asked, form: PayForm, customer: SignedIn) -> BillView:
    """What was bought. Raises what a purchase can be refused for."""
    storefront, outside = current_storefront(), gateways()
    service = get_service_named(db.session(), storefront, kind=asked.kind, name=asked.service)
    number = asked.number or ""
    command = BuyBill(
        request_key=request_key(asked),
        kind=asked.kind,
        service_uuid=service.uuid,
        account_number=bare(number) if asked.kind in VALIDATED else number,
        amount_minor=form.shown_minor,
        package_slug=asked.plan or None,
        locale=current_locale(),
    )
    return purchase(
        unit_of_work,
        utc_now,
        outside.keyed,
        outside.providers,
        command,
        storefront=storefront,
        customer=customer,
        pin=form.pin.data,
        texts=outside.texts,
    )


def _page(flow: Flow, form: PayForm | None = None) -> Response:
    """The step as it stands. A refused payment whose cause is an earlier step is shown at that step."""
    if form is not None and flow.step is Step.PAY:
        flow.form = form
    status = flow.form.status if flow.form is not None and flow.form.errors else 200
    is_swap = htmx.wants_fragment()
    # Nobody has chosen anything yet: what the first choice leads to is a purchase of its own.
    asked = flow.asked if flow.asked.key else replace(flow.asked, key=new_key())
    template = "bills/_step.html" if is_swap else "bills/flow.html"
    page = render_template(template, flow=flow, asked=asked, words=words, Step=Step, is_swap=is_swap)
    response = make_response(page, status)
    response.vary.add("HX-Request")
    return response
