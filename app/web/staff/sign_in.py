"""Staff come and go."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, PasswordField

from app.domain.errors import BadCredentials, TooManyAttempts
from app.extensions import account_tools
from app.flows.staff_entry import check_staff_password
from app.web.forms import Given, ShopForm, an_email, form_page
from app.web.session import current_visit, safe_next
from app.web.staff import staff
from app.web.staff.session import close_staff_session, current_staff, open_staff_session
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l


class StaffSignInForm(ShopForm):
    email = EmailField(_l("E-mail address"), [Given(_l("Enter your e-mail address.")), an_email])
    password = PasswordField(_l("Password"), [Given(_l("Enter your password."))])


@staff.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
def show() -> ResponseReturnValue:
    target = safe_next(request.values.get("next"))
    if current_staff() is not None:
        return redirect(target or url_for("staff.orders"), code=303)
    form = StaffSignInForm()
    if form.validate_on_submit():
        try:
            staff_id = check_staff_password(
                account_tools(), current_visit(), email=form.email.data, password=form.password.data
            )
        except (BadCredentials, TooManyAttempts) as error:
            form.refuse(error, form.password if isinstance(error, BadCredentials) else None)
        else:
            response = Response(status=303, headers={"Location": target or url_for("staff.orders")})
            open_staff_session(response, staff_id)
            return response
    return form_page("staff/sign_in.html", form, next=target)


@staff.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    flash(_("You are signed out."), "success")
    response = Response(status=303, headers={"Location": url_for("staff.sign_in")})
    close_staff_session(response)
    return response
