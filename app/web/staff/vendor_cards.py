"""A vendor's cards taken in from a list: sent, looked at line by line, and taken in whole once it is confirmed."""

from __future__ import annotations

from typing import Final

from flask import Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.clock import utc_now
from app.domain.money import EXPONENTS, Money
from app.domain.vendor_cards import MOST_LINES, Fault, LineProblem, VendorList, count_lines, read_list
from app.extensions import db, gateways, unit_of_work
from app.services import gift_cards
from app.services.staff_accounts import StaffSeen
from app.web.filters import format_money
from app.web.forms import UNPROCESSABLE, Given, ShopForm
from app.web.htmx import go_to
from app.web.staff import staff as pages
from app.web.staff.gift_cards import maker
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l
from app.web.texts import ngettext

# So many lines are shown before somebody confirms, and so many letters of what is wrong.
_SHOWN: Final = 20
_LONGEST: Final = 60


class VendorListForm(ShopForm):
    """A file, or the list itself as text: what was sent is shown and sent again."""

    vendor = StringField(_l("Vendor"), [Given(_l("Enter whose cards they are.")), Length(max=120)])
    currency = SelectField(_l("Currency"), choices=sorted(EXPONENTS))
    text = TextAreaField(_l("The list"))

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.currency.data = self.currency.data or currency
        self._is_unreadable = not self._take_file()

    def _take_file(self) -> bool:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            return True
        try:
            self.text.data = sent.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            return False
        return True

    def validate_text(self, field: Field) -> None:
        if self._is_unreadable:
            raise ValidationError(_("This is no text in UTF-8. Save the sheet as CSV (UTF-8) and choose it again."))
        lines = count_lines(field.data or "")
        if not lines:
            raise ValidationError(_("Choose a file, or paste the list."))
        if lines > MOST_LINES + 1:
            raise ValidationError(_("At most 5,000 at once."))

    @property
    def name(self) -> str:
        return " ".join((self.vendor.data or "").split())

    def read(self) -> VendorList:
        return read_list(self.text.data, currency=self.currency.data, today=utc_now().date())


@pages.get("/gift-cards/import")
def gift_card_import() -> ResponseReturnValue:
    """Whose cards, and the list."""
    return _page(maker(), VendorListForm(current_storefront().currency))


@pages.post("/gift-cards/import")
def gift_card_import_now() -> ResponseReturnValue:
    """Look at the list; once it is confirmed and without a fault, take it in."""
    who, form = maker(), VendorListForm(current_storefront().currency)
    if not form.validate_on_submit():
        return _page(who, form)
    if request.form.get("confirm") != "1":
        digest = gateways().keyed.digest
        return _page(who, form, gift_cards.name_known(db.session(), tenant=who.tenant, digest=digest, read=form.read()))
    with unit_of_work() as session:
        found = gift_cards.take_in_list(
            session, staff=who, digest=gateways().keyed.digest, vendor=form.name, read=form.read(), now=utc_now()
        )
    if found.faults or not found.cards:
        return _page(who, form, found)
    flash(_taken_in(len(found.cards), form.name), "success")
    return go_to(url_for("staff.gift_card_batches"))


def _taken_in(count: int, vendor: str) -> str:
    return ngettext(
        "%(num)s card of %(vendor)s is taken in.", "%(num)s cards of %(vendor)s are taken in.", count, vendor=vendor
    )


def _page(who: StaffSeen, form: VendorListForm, found: VendorList | None = None) -> Response:
    is_wrong = bool(form.errors) or (found is not None and bool(found.faults or not found.cards))
    page = render_template(
        "staff/gift_cards_import.html",
        who=who,
        form=form,
        vendors=gift_cards.list_vendors(db.session(), tenant=who.tenant),
        found=found,
        shown=[(card, Money(card.amount_minor, found.currency)) for card in found.cards[:_SHOWN]] if found else [],
        total=format_money(found.total, current_locale()) if found else "",
        faults=[(fault.line, _words(fault)) for fault in found.faults] if found else [],
        most=MOST_LINES,
    )
    response = make_response(page, UNPROCESSABLE if is_wrong else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _words(fault: Fault) -> str:
    """What is wrong with a line, and what to do."""
    text = fault.text[:_LONGEST]
    match fault.problem:
        case LineProblem.COLUMNS:
            return _("“%(found)s”: a line has a number, an amount and, if you like, a day.", found=text)
        case LineProblem.NUMBER:
            return _("“%(found)s” is no card number: it has six to forty letters and digits.", found=text)
        case LineProblem.AMOUNT:
            return _("“%(found)s” is no amount above zero in this currency, such as 300.", found=text)
        case LineProblem.DAY:
            return _("“%(found)s” is no day from today on, such as 2030-12-31.", found=text)
        case LineProblem.TWICE:
            return _("“%(found)s” stands in line %(line)s already.", found=text, line=fault.first_line)
        case LineProblem.KNOWN:
            return _("“%(found)s” is one of our cards already.", found=text)
