"""What keeps an account safe: password, PIN, and where one is signed in."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import BadCredentials, PasswordTooWeak, PinLocked, PinWrong, TooManyAttempts
from app.extensions import account_tools, db, gateways, unit_of_work
from app.flows import credentials, pins
from app.services import accounts, sign_ins
from app.web.account import account
from app.web.account.agents import describe_agent
from app.web.account.entry import asked_next
from app.web.account.forms import ChangePasswordForm, ChangePinForm, NoForm, SetPinForm
from app.web.forms import form_page
from app.web.session import SignedIn, current_visit, require_customer
from app.web.texts import gettext as _
from app.web.texts import ngettext

# A longer number is no key of the database, which would refuse to look for it.
LARGEST_KEY: Final = 2**63 - 1


@account.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    customer = require_customer()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(customer, form)
        except BadCredentials:
            form.current.errors = [_("This is not your current password.")]
        except PasswordTooWeak as error:
            form.refuse(error, form.password)
        except TooManyAttempts as error:
            form.refuse(error)
        else:
            flash(_("Your new password is set. You are signed out everywhere else."), "success")
            return redirect(url_for("account.overview"), code=303)
    return form_page("account/password.html", form)


def _change_password(customer: SignedIn, form: ChangePasswordForm) -> None:
    credentials.change_password(
        account_tools(),
        current_visit(),
        customer_id=customer.customer_id,
        current=form.current.data,
        new=form.password.data,
        sign_in_id=customer.sign_in_id,
    )


@account.route("/pin", methods=["GET", "POST"])
def pin() -> ResponseReturnValue:
    customer = require_customer()
    target = asked_next()
    has_pin = accounts.get_profile(db.session(), customer_id=customer.customer_id).has_pin
    form = ChangePinForm() if has_pin else SetPinForm()
    if form.validate_on_submit() and _pin_set(form, customer):
        flash(_("Your new PIN is set."), "success")
        return redirect(target or url_for("account.overview"), code=303)
    return form_page("account/pin.html", form, has_pin=has_pin, next=target)


@account.get("/sign-ins")
def list_sign_ins() -> ResponseReturnValue:
    customer = require_customer()
    lines = sign_ins.list_open(db.session(), customer_id=customer.customer_id, now=utc_now())
    return render_template(
        "account/sign_ins.html",
        lines=[(line, describe_agent(line.user_agent)) for line in lines],
        here=customer.sign_in_id,
    )


@account.post(f"/sign-ins/<int(max={LARGEST_KEY}):sign_in_id>/end")
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    customer = require_customer()
    if NoForm().validate_on_submit() and sign_in_id != customer.sign_in_id:
        with unit_of_work() as session:
            ended = sign_ins.end(session, customer_id=customer.customer_id, sign_in_id=sign_in_id, now=utc_now())
        if ended:
            flash(_("That sign-in has ended."), "success")
    return redirect(url_for("account.list_sign_ins"), code=303)


@account.post("/sign-ins/end-others")
def end_other_sign_ins() -> ResponseReturnValue:
    customer = require_customer()
    if NoForm().validate_on_submit():
        with unit_of_work() as session:
            ended = sign_ins.end_all(session, customer_id=customer.customer_id, but=customer.sign_in_id, now=utc_now())
        flash(ngettext("%(num)s other sign-in has ended.", "%(num)s other sign-ins have ended.", ended), "success")
    return redirect(url_for("account.list_sign_ins"), code=303)


def _pin_set(form: ChangePinForm | SetPinForm, customer: SignedIn) -> bool:
    """Whether the PIN was set; otherwise the form says why not."""
    tools = account_tools()
    whose = {"customer_id": customer.customer_id, "sign_in_id": customer.sign_in_id}
    try:
        if isinstance(form, ChangePinForm):
            pins.change_pin(
                tools.uow, gateways().keyed, current=form.current.data, new=form.pin.data, now=utc_now(), **whose
            )
        else:
            credentials.confirm_password(
                tools, current_visit(), customer_id=customer.customer_id, password=form.password.data
            )
            pins.set_pin(tools.uow, gateways().keyed, new=form.pin.data, now=utc_now(), **whose)
    except (PinWrong, PinLocked) as error:
        form.refuse(error, form.current)
    except BadCredentials:
        form.password.errors = [_("This is not your password.")]
    except TooManyAttempts as error:
        form.refuse(error)
    else:
        return True
    return False
