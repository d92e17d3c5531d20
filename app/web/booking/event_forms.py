"""The form for places at an event."""

from __future__ import annotations

from typing import Final

from wtforms import EmailField, Field, HiddenField, RadioField, StringField, TelField
from wtforms.validators import Length, Optional, ValidationError

from app.domain.logins import normal_email
from app.domain.phone import to_e164
from app.models import EventPaymentType
from app.services.events.booking import BookPlaces
from app.web.booking.forms import BookingForm
from app.web.forms import Given, an_email
from app.web.session import SignedIn
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_MAX_NAME: Final = 60


class PlacesForm(BookingForm):
    """Who comes, and how they pay."""

    first_name = StringField(_l("First name"), [Given(_l("Enter your first name.")), Length(max=_MAX_NAME)])
    last_name = StringField(_l("Last name"), [Length(max=_MAX_NAME)])
    phone = TelField(_l("Phone number"), [Given(_l("Enter your phone number.")), Length(max=32)])
    email = EmailField(_l("E-mail"), [Optional(), an_email, Length(max=255)])
    payment = RadioField(_l("Payment"), default=EventPaymentType.CARD.value)
    step = HiddenField()
    code = StringField(_l("Code"), [Length(max=8)])

    def __init__(self, *, region: str, customer: SignedIn | None) -> None:
        """`region` reads numbers written as they are dialled at the event."""
        known: dict[str, object] = {}
        if customer is not None:
            known = {name: getattr(customer, name) for name in ("first_name", "last_name", "phone", "email")}
        super().__init__(data=known)
        self._region = region
        self.payment.choices = [
            (EventPaymentType.CARD.value, _("Now, by card")),
            (EventPaymentType.CASH.value, _("At the entrance, in cash")),
        ]

    def validate_phone(self, field: Field) -> None:
        if to_e164(field.data or "", region=self._region) is None:
            raise ValidationError(_("Enter a phone number with its country code, such as +971 50 123 4567."))

    @property
    def e164(self) -> str:
        return to_e164(self.phone.data, region=self._region) or ""

    def to_command(self, hold: str) -> BookPlaces:
        """The places the form holds, for this person; one hold books once."""
        return BookPlaces(
            phone=self.e164,
            payment_type=EventPaymentType(self.payment.data),
            hold_token=hold,
            first_name=self.first_name.data.strip(),
            last_name=(self.last_name.data or "").strip(),
            email=normal_email(self.email.data) if self.email.data else None,
            locale=current_locale(),
            request_key=f"event:{hold}"[:64],
        )
