"""The account at a glance, and changing one's details and wishes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import EmailTaken, PhoneInvalid, PhoneTaken, TooManyAttempts
from app.domain.money import Money
from app.extensions import account_tools, db, unit_of_work
from app.flows.profile import ChangeProfile, change_profile
from app.services import accounts, notifications, shopping_card
from app.web.account import account
from app.web.account.entry import country_name
from app.web.account.forms import NoticesForm, ProfileForm
from app.web.forms import form_page
from app.web.session import SignedIn, current_visit, require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _


@account.get("/")
def overview() -> ResponseReturnValue:
    customer = require_customer()
    currency = current_storefront().currency
    profile = accounts.get_profile(db.session(), customer_id=customer.customer_id)
    card = shopping_card.balance(db.session(), customer_id=customer.customer_id, currency=currency)
    return render_template("account/overview.html", profile=profile, balance=Money(card.current_minor, currency))


@account.route("/profile", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    customer = require_customer()
    form = ProfileForm(
        first_name=customer.first_name, last_name=customer.last_name, email=customer.email, phone=customer.phone
    )
    if form.validate_on_submit() and _changed(form, customer):
        return redirect(url_for("account.overview"), code=303)
    return form_page("account/profile.html", form, country=country_name())


@account.route("/notifications", methods=["GET", "POST"])
def notices() -> ResponseReturnValue:
    customer = require_customer()
    form = NoticesForm()
    if form.validate_on_submit():
        with unit_of_work() as session:
            notifications.set_wishes(session, customer_id=customer.customer_id, wishes=form.wishes(), now=utc_now())
        flash(_("Your choices are saved."), "success")
        return redirect(url_for("account.notices"), code=303)
    if request.method == "GET":
        form.show(notifications.list_wishes(db.session(), customer_id=customer.customer_id))
    return form_page("account/notices.html", form)


def _changed(form: ProfileForm, customer: SignedIn) -> bool:
    """Whether the change was made; otherwise the form says why not."""
    command = ChangeProfile(
        first_name=form.first_name.data,
        last_name=form.last_name.data,
        email=form.email.data,
        phone=form.phone.data,
    )
    try:
        after = change_profile(
            account_tools(),
            current_visit(),
            command,
            customer_id=customer.customer_id,
            sign_in_id=customer.sign_in_id,
        )
    except EmailTaken as error:
        form.refuse(error, form.email)
    except (PhoneTaken, PhoneInvalid) as error:
        form.refuse(error, form.phone)
    except TooManyAttempts as error:
        form.refuse(error)
    else:
        has_moved = (after.email, after.phone) != (customer.email, customer.phone)
        flash(
            _("Your details are saved. Confirm the new address or number with the code we sent.")
            if has_moved
            else _("Your details are saved."),
            "success",
        )
        return True
    return False
