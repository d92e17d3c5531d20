"""The checkout's one form."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from wtforms import EmailField, Field, HiddenField, PasswordField, RadioField, SelectField, StringField, TelField
from wtforms.validators import Length, StopValidation, ValidationError

from app.domain.phone import to_e164
from app.services.checkout_page import CheckoutPage, Instruments, Way
from app.services.orders import Contact
from app.services.platforms import Storefront
from app.web.forms import Given, ShopForm, a_phone, a_pin, an_email
from app.web.session import SignedIn
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

MAX_NAME: Final = 120
MAX_KEY: Final = 100
# The choice of an address that is not in the book yet.
NEW: Final = "new"
_MAX_DIGITS: Final = 15


class _Unless:
    """The field does not matter now: whatever it holds, it is fine."""

    def __init__(self, matters: str) -> None:
        self._matters = matters

    def __call__(self, form: CheckoutForm, field: Field) -> None:
        if not getattr(form, self._matters):
            field.errors = []
            raise StopValidation


class _Chosen:
    """One of the choices there were."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __call__(self, _form: CheckoutForm, field: Field) -> None:
        if not field.data or field.data == "None":
            field.errors = []
            raise StopValidation(str(self._message))


class CheckoutForm(ShopForm):
    """Whom to tell, where it goes, how it is paid. The key is this form's own: sent twice it buys once."""

    key = HiddenField()
    expected = HiddenField()
    name = StringField(_l("Full name"), [Given(_l("Enter your name.")), Length(max=MAX_NAME)])
    email = EmailField(_l("E-mail"), [Length(max=255)])
    phone = TelField(_l("Phone"), [Length(max=32)])
    way = RadioField(_l("Delivery or pickup"), validate_choice=False)
    address = RadioField(_l("Address"), validate_choice=False)
    country = SelectField(_l("Country"), validate_choice=False)
    rate = RadioField(
        _l("Carrier"), validate_choice=False, validators=[_Unless("is_delivery"), _Chosen(_l("Choose a carrier."))]
    )
    state = HiddenField()
    place = RadioField(
        _l("Store"), validate_choice=False, validators=[_Unless("is_pickup"), _Chosen(_l("Choose a pickup store."))]
    )
    pay = RadioField(
        _l("Way to pay"),
        validate_choice=False,
        validators=[_Unless("costs"), _Chosen(_l("Choose how you want to pay."))],
    )
    pin = PasswordField(_l("PIN of your shopping card"), [_Unless("needs_pin")])
    coupon = StringField(_l("Coupon code"), [Length(max=40)])
    # The gift card that was found by its number, and what was on it then.
    gift = HiddenField()
    gift_shown = HiddenField()
    gift_number = StringField(_l("Gift card number"), [Length(max=80)])

    def __init__(self, storefront: Storefront, *, is_guest: bool) -> None:
        super().__init__()
        self._region = storefront.country
        self._is_guest = is_guest
        self.costs = True
        self.way.choices = [(way.value, way.value) for way in Way]
        for field in (self.address, self.country, self.rate, self.place, self.pay):
            field.choices = []

    @property
    def chosen_way(self) -> Way | None:
        return Way(self.way.data) if self.way.data in set(Way) else None

    @property
    def is_delivery(self) -> bool:
        return self.chosen_way is Way.DELIVERY

    @property
    def is_pickup(self) -> bool:
        return self.chosen_way is Way.PICKUP

    @property
    def instruments(self) -> Instruments | None:
        return Instruments(self.pay.data) if self.pay.data in set(Instruments) else None

    @property
    def needs_pin(self) -> bool:
        return self.costs and self.instruments in {Instruments.CARD, Instruments.BOTH}

    def introduce(self, customer: SignedIn) -> None:
        """What the form opens with for somebody we know."""
        self.name.data = f"{customer.first_name} {customer.last_name}".strip()
        self.email.data = customer.email
        self.phone.data = customer.phone

    def settle(self, page: CheckoutPage) -> None:
        """Take what the page made of the choices: only what is possible stays chosen."""
        self.costs = page.totals.total > 0
        self.way.data = page.way.value if page.way else ""
        self.state.data = page.state
        self.expected.data = str(page.totals.total)
        if page.gift is not None:
            self.gift_shown.data = str(page.gift.balance.minor)
        chosen = page.quotes.chosen
        self.rate.data = chosen.rate_id if chosen is not None else ""
        if self.instruments not in page.instruments:
            self.pay.data = next((instrument.value for instrument in page.instruments), "")

    def validate_email(self, field: Field) -> None:
        """Needed from guests, who get the link to their order there."""
        if field.data:
            an_email(self, field)
        elif self._is_guest:
            raise ValidationError(_("Enter your e-mail address: we send the link to your order there."))
        elif not self.phone.data:
            raise ValidationError(_("Enter an e-mail address or a phone number, so that we can write to you."))

    def validate_phone(self, field: Field) -> None:
        if field.data:
            a_phone(self, field)
        elif self._is_guest:
            raise ValidationError(_("Enter your phone number, so that the carrier or the store can reach you."))

    def validate_pin(self, field: Field) -> None:
        if self.needs_pin:
            if not field.data:
                raise ValidationError(_("Enter the PIN of your shopping card."))
            a_pin(self, field)

    @property
    def contact(self) -> Contact:
        """Whom to tell, as we keep it."""
        phone = to_e164(self.phone.data, region=self._region) if self.phone.data else None
        return Contact(name=(self.name.data or "").strip(), email=(self.email.data or "").strip() or None, phone=phone)

    @property
    def typed_total(self) -> int:
        """The total the buyer was shown; -1, which is never right, where the form was tampered with."""
        text = self.expected.data or ""
        return int(text) if text.isdecimal() and len(text) <= _MAX_DIGITS else -1

    @property
    def chosen_gift(self) -> UUID | None:
        return uuid_of(self.gift.data)

    @property
    def chosen_place(self) -> UUID | None:
        return uuid_of(self.place.data)


def uuid_of(text: str | None) -> UUID | None:
    """An id as a form sent it; None for what cannot be one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
