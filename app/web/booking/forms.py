"""The forms of booking. They carry the blueprint's own signed token in place of the session's."""

from __future__ import annotations

from typing import Final

from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, ValidationError

from app.domain.logins import normal_email
from app.domain.phone import to_e164
from app.domain.reservations import Allergen
from app.services.bookings import Details, Diner
from app.web.booking.words import allergen_words, occasion_words
from app.web.forms import Given, ShopForm, an_email
from app.web.session import SignedIn
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l
from app.web.texts import ngettext

MAX_CHILD_SEATS: Final = 6
_MAX_NAME: Final = 60


class BookingForm(ShopForm):
    """A form whose token is checked before any view is asked (tokens.py)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF carries no types
        csrf = False


class ContactForm(BookingForm):
    """Who somebody is and how the house reaches them: what every booking asks."""

    first_name = StringField(_l("First name"), [Given(_l("Enter your first name.")), Length(max=_MAX_NAME)])
    last_name = StringField(_l("Last name"), [Length(max=_MAX_NAME)])
    phone = TelField(_l("Phone number"), [Given(_l("Enter your phone number.")), Length(max=32)])
    email = EmailField(_l("E-mail"), [Optional(), an_email, Length(max=255)])
    step = HiddenField()
    code = StringField(_l("Code"), [Length(max=8)])

    def __init__(self, *, region: str, customer: SignedIn | None, **given: object) -> None:
        """`region` reads numbers written as they are dialled at the restaurant."""
        known: dict[str, object] = {}
        if customer is not None:
            known = {name: getattr(customer, name) for name in ("first_name", "last_name", "phone", "email")}
        super().__init__(data={**known, **given})
        self._region = region

    def validate_phone(self, field: Field) -> None:
        if to_e164(field.data or "", region=self._region) is None:
            raise ValidationError(_("Enter a phone number with its country code, such as +971 50 123 4567."))

    @property
    def diner(self) -> Diner:
        return Diner(
            first_name=self.first_name.data.strip(),
            last_name=(self.last_name.data or "").strip(),
            phone=to_e164(self.phone.data, region=self._region),
            email=normal_email(self.email.data) if self.email.data else None,
            locale=current_locale(),
        )


class DetailsForm(ContactForm):
    """Who comes, and what the house should know."""

    child_seats = SelectField(_l("High chairs"), coerce=int, default=0)
    occasion = SelectField(_l("Occasion"), default="")
    request = TextAreaField(_l("Wishes"), [Length(max=500)])
    allergies = SelectMultipleField(_l("Allergies"))

    def __init__(self, *, region: str, customer: SignedIn | None, has_child_seats: bool) -> None:
        super().__init__(region=region, customer=customer)
        self._has_child_seats = has_child_seats
        self.child_seats.validate_choice = has_child_seats
        seats = [(n, ngettext("%(num)s high chair", "%(num)s high chairs", n)) for n in range(1, MAX_CHILD_SEATS + 1)]
        self.child_seats.choices = [(0, _("None")), *seats]
        self.occasion.choices = [("", _("No occasion")), *occasion_words().items()]
        self.allergies.choices = list(allergen_words().items())

    @property
    def details(self) -> Details:
        return Details(
            child_seats=(self.child_seats.data or 0) if self._has_child_seats else 0,
            occasion=self.occasion.data or "",
            request=(self.request.data or "").strip(),
            allergies=tuple(Allergen(word) for word in self.allergies.data or ()),
        )


class PayForm(BookingForm):
    """How the deposit is paid."""

    way = HiddenField()
    pin = PasswordField(_l("PIN of your shopping card"), [Length(max=4)])
    number = StringField(_l("Gift card number"), [Length(max=40)])


class NoFields(BookingForm):
    """A button."""
