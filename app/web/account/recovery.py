"""A forgotten password or PIN: a code, then a new one."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import CodeInvalid, PasswordTooWeak, ResetTokenInvalid, TooManyAttempts
from app.domain.logins import Login, read_login
from app.extensions import account_tools
from app.flows import credentials
from app.flows.one_time_codes import send_code
from app.models import CodePurpose
from app.web.account import account
from app.web.account.entry import asked_next
from app.web.account.forms import CodeForm, ForgotForm, NewPasswordForm, NewPinForm, NoForm
from app.web.errors import explain
from app.web.forms import form_page
from app.web.session import SignedIn, current_visit, require_customer, sign_in_browser
from app.web.storefront import current_storefront
from app.web.texts import gettext as _

# What the signed cookie remembers between the steps: whom the code went to, and the permission it earned.
_LOGIN: Final = "forgot_login"
_TOKEN: Final = "forgot_token"  # noqa: S105  # the name of a session entry
_PIN_TOKEN: Final = "forgot_pin_token"  # noqa: S105  # the name of a session entry


@account.route("/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    target = asked_next()
    form = ForgotForm()
    if form.validate_on_submit():
        login = read_login(form.login.data, region=current_storefront().country)
        if login is None:
            form.login.errors = [_("Enter an e-mail address, or a phone number with its country code.")]
        elif _sent(form, login):
            session[_LOGIN] = login.text
            return redirect(url_for("account.forgot_code", next=target), code=303)
    return form_page("account/forgot.html", form, next=target)


@account.route("/forgot/code", methods=["GET", "POST"])
def forgot_code() -> ResponseReturnValue:
    target = asked_next()
    login = _remembered()
    if login is None:
        return redirect(url_for("account.forgot", next=target), code=303)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            earned = credentials.earn_reset(
                account_tools(),
                current_visit(),
                purpose=CodePurpose.RESET_PASSWORD,
                to=login,
                code=form.code.data,
            )
        except CodeInvalid as error:
            form.refuse(error, form.code)
        else:
            session[_TOKEN] = earned.token
            return redirect(url_for("account.forgot_new", next=target), code=303)
    return form_page("account/forgot_code.html", form, contact=login.text, next=target)


@account.post("/forgot/code/send")
def forgot_send() -> ResponseReturnValue:
    target = asked_next()
    login = _remembered()
    form = NoForm()
    if login is None or not form.validate_on_submit():
        return redirect(url_for("account.forgot", next=target), code=303)
    if not _sent(form, login):
        return form_page("account/forgot_code.html", form, contact=login.text, next=target)
    flash(_("A new code is on its way."), "success")
    return redirect(url_for("account.forgot_code", next=target), code=303)


@account.route("/forgot/new", methods=["GET", "POST"])
def forgot_new() -> ResponseReturnValue:
    target = asked_next()
    token = session.get(_TOKEN)
    if token is None:
        return redirect(url_for("account.forgot", next=target), code=303)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            profile = credentials.reset_password(account_tools(), current_visit(), token=token, new=form.password.data)
        except PasswordTooWeak as error:
            form.refuse(error, form.password)
        except ResetTokenInvalid as error:
            session.pop(_TOKEN)
            flash(explain(error), "error")
            return redirect(url_for("account.forgot", next=target), code=303)
        else:
            sign_in_browser(profile.id)
            flash(_("Your new password is set, and you are signed in."), "success")
            return redirect(target or url_for("account.overview"), code=303)
    return form_page("account/forgot_new.html", form, next=target)


@account.post("/pin/forgot")
def forgot_pin() -> ResponseReturnValue:
    """Send a code to the customer's e-mail address, or to their phone where there is none."""
    customer = require_customer()
    target = asked_next()
    if NoForm().validate_on_submit():
        try:
            send_code(
                account_tools(),
                current_visit(),
                purpose=CodePurpose.RESET_PIN,
                to=_pin_contact(customer),
                customer_id=customer.customer_id,
            )
        except TooManyAttempts as error:
            flash(explain(error), "error")
            return redirect(url_for("account.pin", next=target), code=303)
    return redirect(url_for("account.forgot_pin_code", next=target), code=303)


@account.route("/pin/forgot/code", methods=["GET", "POST"])
def forgot_pin_code() -> ResponseReturnValue:
    customer = require_customer()
    target = asked_next()
    contact = _pin_contact(customer)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            earned = credentials.earn_reset(
                account_tools(),
                current_visit(),
                purpose=CodePurpose.RESET_PIN,
                to=contact,
                code=form.code.data,
                customer_id=customer.customer_id,
            )
        except CodeInvalid as error:
            form.refuse(error, form.code)
        else:
            session[_PIN_TOKEN] = earned.token
            return redirect(url_for("account.forgot_pin_new", next=target), code=303)
    return form_page("account/forgot_pin_code.html", form, contact=contact.text, next=target)


@account.route("/pin/forgot/new", methods=["GET", "POST"])
def forgot_pin_new() -> ResponseReturnValue:
    customer = require_customer()
    target = asked_next()
    token = session.get(_PIN_TOKEN)
    if token is None:
        return redirect(url_for("account.pin", next=target), code=303)
    form = NewPinForm()
    if form.validate_on_submit():
        session.pop(_PIN_TOKEN)
        try:
            _reset_pin(customer, token, str(form.pin.data))
        except ResetTokenInvalid as error:
            flash(explain(error), "error")
            return redirect(url_for("account.pin", next=target), code=303)
        flash(_("Your new PIN is set."), "success")
        return redirect(target or url_for("account.overview"), code=303)
    return form_page("account/forgot_pin_new.html", form, next=target)


def _reset_pin(customer: SignedIn, token: str, new: str) -> None:
    to = _pin_contact(customer)
    credentials.reset_pin(account_tools(), current_visit(), token=token, new=new, to=to, sign_in_id=customer.sign_in_id)


def _sent(form: ForgotForm | NoForm, login: Login) -> bool:
    try:
        credentials.forgot(account_tools(), current_visit(), purpose=CodePurpose.RESET_PASSWORD, to=login)
    except TooManyAttempts as error:
        form.refuse(error)
        return False
    return True


def _remembered() -> Login | None:
    text = session.get(_LOGIN)
    return None if text is None else read_login(text, region=None)


def _pin_contact(customer: SignedIn) -> Login:
    return Login(email=customer.email) if customer.email is not None else Login(phone=customer.phone)
