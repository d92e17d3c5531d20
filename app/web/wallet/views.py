"""The card at a glance, and putting money on it through the gateway."""

from __future__ import annotations

import secrets

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.money import Money
from app.domain.paging import Window
from app.extensions import db, gateways, unit_of_work
from app.flows.top_up import StartedTopUp, start_top_up
from app.services import accounts, shopping_card, top_ups
from app.web import htmx
from app.web.account.entry import asked_next
from app.web.forms import form_page
from app.web.pager import Pager, page_number
from app.web.pay import return_url_of
from app.web.session import SignedIn, require_customer
from app.web.storefront import current_storefront
from app.web.wallet import wallet
from app.web.wallet.forms import MAX_KEY, TopUpForm, usual_amounts
from app.web.wallet.words import KIND_WORDS, top_up_words

PAGE_SIZE = 15


@wallet.get("/")
def show() -> ResponseReturnValue:
    """Balance, form and statement."""
    customer = require_customer()
    form = TopUpForm(current_storefront().currency)
    form.key.data = secrets.token_urlsafe(24)
    form.amount.data = request.args.get("amount", "")[:20]
    return _page(form, customer)


@wallet.post("/top-up")
def top_up() -> ResponseReturnValue:
    """On to the gateway's page and from there back to where money was missing; sent twice, to the same one."""
    customer = require_customer()
    form = TopUpForm(current_storefront().currency)
    form.key.data = request.form.get("key", "")[:MAX_KEY] or secrets.token_urlsafe(24)
    if form.validate_on_submit():
        try:
            started = _started(form, customer)
        except e.DomainError as error:
            form.refuse(error, form.amount if isinstance(error, e.AmountTooSmall) else None)
        else:
            return htmx.go_to(started.pay_url or url_for("wallet.show"))
    return _page(form, customer)


def _started(form: TopUpForm, customer: SignedIn) -> StartedTopUp:
    """Raises what a top-up can be refused for."""
    return start_top_up(
        unit_of_work,
        utc_now,
        gateways().providers,
        storefront=current_storefront(),
        customer=customer,
        amount_minor=form.minor,
        request_key=form.key.data,
        return_url=return_url_of,
        their_return_url=asked_next(),
    )


def _page(form: TopUpForm, customer: SignedIn) -> Response:
    """Four statements, whatever has moved."""
    session, storefront = db.session(), current_storefront()
    currency = storefront.currency
    card = shopping_card.balance(session, customer_id=customer.customer_id, currency=currency)
    found = shopping_card.list_statement(
        session,
        customer_id=customer.customer_id,
        currency=currency,
        window=Window.of_page(page_number(), PAGE_SIZE),
    )
    provider = gateways().providers.payments(storefront)
    return form_page(
        "wallet/show.html",
        form,
        profile=accounts.get_profile(session, customer_id=customer.customer_id),
        balance=Money(card.current_minor, currency),
        lines=found.items,
        pager=Pager.of(found),
        unfinished=top_ups.list_unfinished(session, storefront, customer_id=customer.customer_id, now=utc_now()),
        gateway="" if provider is None else provider.title,
        usual=usual_amounts(currency),
        kind_words=KIND_WORDS,
        top_up_words=top_up_words,
        next=asked_next(),
    )
