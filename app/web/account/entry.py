"""Signing up, in and out."""

from __future__ import annotations

from babel import Locale
from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import BadCredentials, EmailTaken, PasswordTooWeak, PhoneInvalid, PhoneTaken, TooManyAttempts
from app.extensions import account_tools
from app.flows import credentials
from app.flows import sign_up as sign_up_flow
from app.web.account import account
from app.web.account.forms import SignInForm, SignUpForm
from app.web.forms import form_page
from app.web.session import current_customer, current_visit, safe_next, sign_in_browser, sign_out_browser
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _


def asked_next() -> str | None:
    """Where to go afterwards, from the address or the form; only ever a page of ours."""
    return safe_next(request.values.get("next"))


def country_name() -> str:
    """The storefront's country in the page's language: whose phone numbers need no country code."""
    country = current_storefront().country
    return str(Locale.parse(current_locale()).territories.get(country, country))


@account.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    target = asked_next()
    if current_customer() is not None:
        return redirect(target or url_for("account.overview"), code=303)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            profile = credentials.check_password(
                account_tools(), current_visit(), login=form.login.data, password=form.password.data
            )
        except (BadCredentials, TooManyAttempts) as error:
            form.refuse(error, form.password if isinstance(error, BadCredentials) else None)
        else:
            sign_in_browser(profile.id)
            return redirect(target or url_for("account.overview"), code=303)
    return form_page("account/sign_in.html", form, next=target)


@account.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> ResponseReturnValue:
    target = asked_next()
    if current_customer() is not None:
        return redirect(target or url_for("account.overview"), code=303)
    form = SignUpForm()
    if form.validate_on_submit():
        customer_id = _signed_up(form)
        if customer_id is not None:
            sign_in_browser(customer_id)
            return redirect(url_for("account.verify", what="email", next=target), code=303)
    return form_page("account/sign_up.html", form, next=target, country=country_name())


@account.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    sign_out_browser()
    flash(_("You are signed out."), "success")
    return redirect(url_for("shop.home"), code=303)


def _signed_up(form: SignUpForm) -> int | None:
    """The new customer, or None with the reason in the form."""
    command = sign_up_flow.SignUp(
        first_name=form.first_name.data,
        last_name=form.last_name.data,
        email=form.email.data,
        phone=form.phone.data,
        password=form.password.data,
        pin=form.pin.data,
    )
    try:
        return sign_up_flow.sign_up(account_tools(), current_visit(), command).profile.id
    except (EmailTaken, PhoneTaken) as error:
        again = _just_signed_up(form)
        if again is not None:
            return again
        form.refuse(error, form.email if isinstance(error, EmailTaken) else form.phone)
    except PhoneInvalid as error:
        form.refuse(error, form.phone)
    except PasswordTooWeak as error:
        form.refuse(error, form.password)
    except TooManyAttempts as error:
        form.refuse(error)
    return None


def _just_signed_up(form: SignUpForm) -> int | None:
    """Who sent the same form a second time: the account has this e-mail and this password. Counts as a sign-in."""
    try:
        return credentials.check_password(
            account_tools(), current_visit(), login=form.email.data, password=form.password.data
        ).id
    except (BadCredentials, TooManyAttempts):
        return None
