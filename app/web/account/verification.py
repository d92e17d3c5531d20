"""Proving one's e-mail address or phone number by a code."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import CodeInvalid, EmailTaken, PhoneTaken, TooManyAttempts
from app.domain.logins import Login
from app.extensions import account_tools, db
from app.flows import sign_up as sign_up_flow
from app.models import CodePurpose
from app.services import codes
from app.web.account import account
from app.web.account.entry import asked_next
from app.web.account.forms import CodeForm, NoForm
from app.web.forms import form_page
from app.web.session import SignedIn, current_visit, require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _

_PURPOSE: Final = {"email": CodePurpose.VERIFY_EMAIL, "phone": CodePurpose.VERIFY_PHONE}


@account.route("/verify/<any(email, phone):what>", methods=["GET", "POST"])
def verify(what: str) -> ResponseReturnValue:
    customer = require_customer()
    contact = _contact(customer, what)
    target = asked_next()
    if not contact.text or _is_verified(customer, what):
        return redirect(target or url_for("account.overview"), code=303)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            sign_up_flow.verify(
                account_tools(), current_visit(), to=contact, code=form.code.data, customer_id=customer.customer_id
            )
        except (CodeInvalid, EmailTaken, PhoneTaken) as error:
            form.refuse(error, form.code)
        else:
            flash(_done(what), "success")
            return redirect(target or url_for("account.overview"), code=303)
    good_until = _good_until(customer, what, contact.text)
    return form_page("account/verify.html", form, what=what, contact=contact.text, good_until=good_until, next=target)


def _good_until(customer: SignedIn, what: str, recipient: str) -> datetime | None:
    """When the code sent last stops being good."""
    return codes.find_expiry(
        db.session(),
        tenant=current_storefront().tenant,
        purpose=_PURPOSE[what],
        recipient=recipient,
        customer_id=customer.customer_id,
        now=utc_now(),
    )


@account.post("/verify/<any(email, phone):what>/send")
def send_verification(what: str) -> ResponseReturnValue:
    customer = require_customer()
    contact = _contact(customer, what)
    target = asked_next()
    form = NoForm()
    if contact.text and not _is_verified(customer, what) and form.validate_on_submit():
        try:
            sent = sign_up_flow.ask_for_code(
                account_tools(), current_visit(), to=contact, customer_id=customer.customer_id
            )
        except TooManyAttempts as error:
            form.refuse(error)
            return form_page("account/verify.html", form, what=what, contact=contact.text, good_until=None, next=target)
        flash(
            _("A new code is on its way.") if sent.was_delivered else _("The message is delayed; we keep trying."),
            "success" if sent.was_delivered else "warning",
        )
    return redirect(url_for("account.verify", what=what, next=target), code=303)


def _contact(customer: SignedIn, what: str) -> Login:
    return Login(email=customer.email) if what == "email" else Login(phone=customer.phone)


def _is_verified(customer: SignedIn, what: str) -> bool:
    return customer.is_email_verified if what == "email" else customer.is_phone_verified


def _done(what: str) -> str:
    return _("Your e-mail address is confirmed.") if what == "email" else _("Your phone number is confirmed.")
