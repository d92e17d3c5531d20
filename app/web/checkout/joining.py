"""An account for a guest who has just bought: a password, then a code that proves the e-mail and brings the order."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField
from wtforms.validators import Length

from app.domain.errors import EmailTaken, PasswordTooWeak, PhoneInvalid, PhoneTaken, TooManyAttempts
from app.domain.logins import MAX_PASSWORD
from app.extensions import account_tools, db
from app.flows import sign_up as sign_up_flow
from app.services import accounts
from app.services.order_views import OrderView
from app.web.account.forms import long_enough
from app.web.cart import words
from app.web.checkout import checkout
from app.web.checkout.guests import by_token
from app.web.forms import Given, ShopForm
from app.web.orders.links import guest_links
from app.web.session import current_customer, current_visit, sign_in_browser
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l


class JoinForm(ShopForm):
    """All else is known from the order."""

    password = PasswordField(
        _l("Password"),
        [
            Given(_l("Choose a password.")),
            Length(max=MAX_PASSWORD, message=_l("Use at most 128 characters for the password.")),
            long_enough,
        ],
    )


def joinable(order: OrderView) -> bool:
    """Whether an account can be offered: somebody's e-mail is known, and nobody has claimed it."""
    return bool(order.contact_email) and not accounts.is_claimed(db.session(), customer_id=order.customer_id)


@checkout.post("/done/<uuid:order_uuid>/join/<token>")
def join(order_uuid: UUID, token: str) -> ResponseReturnValue:
    """Make the account and sign in; the code sent to the e-mail then brings the order along."""
    order = by_token(order_uuid, token)
    if current_customer() is not None or not joinable(order):
        return redirect(guest_links(order_uuid, token).show, code=303)
    form = JoinForm()
    if form.validate_on_submit():
        customer_id = _joined(form, order)
        if customer_id is not None:
            sign_in_browser(customer_id)
            flash(_("Your account is ready. Confirm your e-mail address, and this order is in it."), "success")
            after = url_for("orders.show", number=order.number)
            return redirect(url_for("account.verify", what="email", next=after), code=303)
    links = guest_links(order_uuid, token)
    page = render_template("checkout/done.html", order=order, links=links, words=words, form=form, token=token)
    return page, form.status if form.errors else 200


def _joined(form: JoinForm, order: OrderView) -> int | None:
    """The new customer, or None with the reason in the form."""
    first, _space, last = order.contact_name.partition(" ")
    command = sign_up_flow.SignUp(
        first_name=first,
        last_name=last.strip(),
        email=order.contact_email,
        phone=order.contact_phone,
        password=form.password.data,
        pin=None,
    )
    try:
        return sign_up_flow.sign_up(account_tools(), current_visit(), command).profile.id
    except PasswordTooWeak as error:
        form.refuse(error, form.password)
    except (EmailTaken, PhoneTaken, PhoneInvalid, TooManyAttempts) as error:
        form.refuse(error)
    return None
