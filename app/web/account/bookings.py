"""A person's own tables: past and to come; earlier ones, made without an account, claimed by a code."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import CodeInvalid, TooManyAttempts
from app.domain.logins import Login
from app.extensions import account_tools, db
from app.flows import bookings as booking_flow
from app.services import bookings
from app.web.account import account
from app.web.account.booking_rows import BookingRow, row_of
from app.web.account.forms import CodeForm, NoForm
from app.web.forms import ShopForm, form_page
from app.web.session import SignedIn, current_visit, require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _
from app.web.texts import ngettext


@account.get("/bookings")
def list_bookings() -> ResponseReturnValue:
    return _page(NoForm(), require_customer())


@account.post("/bookings/<any(email, phone):what>/send")
def send_claim_code(what: str) -> ResponseReturnValue:
    """A code to the number or e-mail that earlier bookings were made with."""
    customer = require_customer()
    contact, form = _contact(customer, what), NoForm()
    if contact.text and form.validate_on_submit():
        try:
            sent = booking_flow.send_claim_code(
                account_tools(), current_visit(), customer_id=customer.customer_id, to=contact
            )
        except TooManyAttempts as error:
            form.refuse(error)
            return _page(form, customer)
        flash(
            _("A code is on its way.") if sent.was_delivered else _("The message is delayed; we keep trying."),
            "success" if sent.was_delivered else "warning",
        )
        return redirect(url_for("account.claim_bookings", what=what), code=303)
    return redirect(url_for("account.list_bookings"), code=303)


@account.route("/bookings/<any(email, phone):what>/claim", methods=["GET", "POST"])
def claim_bookings(what: str) -> ResponseReturnValue:
    """The code proves that the contact is theirs, and with it the bookings that nobody's account has."""
    customer = require_customer()
    contact, form = _contact(customer, what), CodeForm()
    if not contact.text:
        return redirect(url_for("account.list_bookings"), code=303)
    if form.validate_on_submit():
        try:
            gained = booking_flow.claim_bookings(
                account_tools(), current_visit(), customer_id=customer.customer_id, to=contact, code=form.code.data
            )
        except CodeInvalid as error:
            form.refuse(error, form.code)
        else:
            flash(_found(gained), "success" if gained else "message")
            return redirect(url_for("account.list_bookings"), code=303)
    return form_page("account/bookings_code.html", form, what=what, contact=contact.text)


def _page(form: ShopForm, customer: SignedIn) -> ResponseReturnValue:
    now = utc_now()
    found = bookings.list_of_customer(
        db.session(), tenant=current_storefront().tenant, customer_id=customer.customer_id
    )
    rows = [row_of(view, now) for view in found]
    coming: list[BookingRow] = [row for row in reversed(rows) if row.is_coming]
    past = [row for row in rows if not row.is_coming]
    return form_page("account/bookings.html", form, coming=coming, past=past, customer=customer)


def _contact(customer: SignedIn, what: str) -> Login:
    return Login(email=customer.email) if what == "email" else Login(phone=customer.phone)


def _found(gained: int) -> str:
    if not gained:
        return _("No other bookings were made with it.")
    return ngettext(
        "%(num)s booking was found and is yours now.", "%(num)s bookings were found and are yours now.", gained
    )
