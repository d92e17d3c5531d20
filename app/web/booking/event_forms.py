"""The form for places at an event."""

from __future__ import annotations

from typing import Final

from wtforms import RadioField

from app.models import EventPaymentType
from app.services.events.booking import BookPlaces
from app.web.booking.forms import ContactForm
from app.web.session import SignedIn
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_MAX_NAME: Final = 60


class PlacesForm(ContactForm):
    """Who comes, and how they pay."""

    payment = RadioField(_l("Payment"), default=EventPaymentType.CARD.value)

    def __init__(self, *, region: str, customer: SignedIn | None) -> None:
        super().__init__(region=region, customer=customer)
        self.payment.choices = [
            (EventPaymentType.CARD.value, _("Now, by card")),
            (EventPaymentType.CASH.value, _("At the entrance, in cash")),
        ]

    def to_command(self, hold: str) -> BookPlaces:
        """The places the form holds, for this person; one hold books once."""
        diner = self.diner
        return BookPlaces(
            phone=diner.phone or "",
            payment_type=EventPaymentType(self.payment.data),
            hold_token=hold,
            first_name=diner.first_name,
            last_name=diner.last_name,
            email=diner.email,
            locale=diner.locale,
            request_key=f"event:{hold}"[:64],
        )
