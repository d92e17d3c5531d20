"""The checkout's one form."""

from __future__ import annotations

from typing import Final

from wtforms import EmailField, Field, HiddenField, PasswordField, RadioField, StringField, TelField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.domain.phone import to_e164
from app.services.pickup import PickupPlace
from app.services.platforms import Storefront
from app.web.forms import Given, ShopForm, a_phone, a_pin, an_email
from app.web.session import SignedIn
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

MAX_NAME: Final = 120
MAX_KEY: Final = 100


class CheckoutForm(ShopForm):
    """Where to collect, whom to tell, and the PIN. The key is this form's own: sent twice it buys once."""

    key = HiddenField()
    expected = HiddenField()
    state = HiddenField()
    place = RadioField(
        _l("Store"), choices=[], validate_choice=False, validators=[InputRequired(_l("Choose a pickup store."))]
    )
    name = StringField(_l("Who collects it?"), [Given(_l("Enter the name of who collects it.")), Length(max=MAX_NAME)])
    email = EmailField(_l("E-mail"), [Optional(), Length(max=255), an_email])
    phone = TelField(_l("Phone"), [Optional(), Length(max=32), a_phone])
    pin = PasswordField(_l("PIN of your shopping card"))

    def __init__(self, storefront: Storefront, places: list[PickupPlace], *, costs: bool) -> None:
        super().__init__()
        self._region = storefront.country
        self._costs = costs
        self.place.choices = [(str(place.uuid), place.name) for place in places]

    def fill(self, customer: SignedIn, *, key: str, expected: int) -> None:
        """What the form opens with."""
        self.key.data = key
        self.expected.data = str(expected)
        self.name.data = f"{customer.first_name} {customer.last_name}".strip()
        self.email.data = customer.email
        self.phone.data = customer.phone

    def validate_pin(self, field: Field) -> None:
        if self._costs:
            if not field.data:
                raise ValidationError(_("Enter the PIN of your shopping card."))
            a_pin(self, field)

    def validate(self, extra_validators: object = None) -> bool:
        """Also: somebody must be reachable."""
        is_fine = bool(super().validate(extra_validators))
        if not (self.email.data or self.phone.data) and not self.email.errors:
            self.email.errors = [
                _("Enter an e-mail address or a phone number, so that we can tell you when it is ready.")
            ]
            return False
        return is_fine

    @property
    def typed_phone(self) -> str | None:
        """The phone number as we keep it."""
        return to_e164(self.phone.data, region=self._region) if self.phone.data else None

    @property
    def typed_total(self) -> int:
        """The total the buyer was shown; -1, which is never right, where the form was tampered with."""
        text = self.expected.data or ""
        return int(text) if text.isdecimal() and len(text) < 16 else -1  # noqa: PLR2004  # beyond any amount
