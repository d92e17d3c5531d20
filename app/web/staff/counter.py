"""The counter: a pickup code is scanned, pasted or typed, the order is looked at, then handed over once."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from app.clock import utc_now
from app.domain.errors import PickupCodeInvalid, TransitionRefused
from app.domain.pickup_code import read_pickup_code
from app.domain.states import OrderState
from app.extensions import db, gateways, unit_of_work
from app.services import handover as handovers
from app.web.forms import Given, ShopForm, form_page
from app.web.order_words import state_label
from app.web.staff import staff as pages
from app.web.staff.session import require_staff
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

LONGEST_CODE: Final = 200


class CodeForm(ShopForm):
    """One box for all: scanners type into it as people do."""

    code = StringField(
        _l("Pickup code"),
        [
            Given(_l("Scan the QR code or type the code under it.")),
            Length(max=LONGEST_CODE, message=_l("This is too long for a pickup code.")),
        ],
    )


@pages.get("/handover")
def handover() -> ResponseReturnValue:
    """Wait for a code."""
    return form_page("staff/handover.html", CodeForm(), who=require_staff())


@pages.post("/handover")
def look_up() -> ResponseReturnValue:
    """Show whose order the code opens. Writes nothing; no redirect, for the code stays out of addresses."""
    who = require_staff()
    form = CodeForm()
    if form.validate_on_submit():
        digest = gateways().keyed.digest
        try:
            order = handovers.get_presented(
                db.session(),
                staff=who,
                presented=read_pickup_code(digest, form.code.data),
                digest=digest,
                locale=current_locale(),
            )
        except PickupCodeInvalid as error:
            form.refuse(error, form.code)
        else:
            return render_template("staff/handover_confirm.html", form=form, order=order, who=who)
    return form_page("staff/handover.html", form, who=who)


@pages.post("/handover/done")
def hand_over() -> ResponseReturnValue:
    """Hand over: the order is completed and its code used up, once."""
    who = require_staff()
    form = CodeForm()
    if form.validate_on_submit():
        digest = gateways().keyed.digest
        try:
            presented = read_pickup_code(digest, form.code.data)
            with unit_of_work() as session:
                order = handovers.hand_over(session, staff=who, presented=presented, digest=digest, now=utc_now())
        except PickupCodeInvalid as error:
            form.refuse(error, form.code)
        except TransitionRefused as refused:
            form.code.errors = [_not_ready(OrderState(refused.state))]
        else:
            flash(_("Order %(number)s is handed over.", number=order.number), "success")
            return redirect(url_for("staff.order", number=order.number), code=303)
    return form_page("staff/handover.html", form, who=who)


def _not_ready(state: OrderState) -> str:
    return _("This order cannot be handed over: it is “%(state)s”. Mark it ready first.", state=state_label(state))
