"""The form for joining a waiting list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wtforms import EmailField, Field, HiddenField, IntegerField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from app.domain.logins import normal_email
from app.domain.phone import to_e164
from app.services.bookings import Diner
from app.web.booking.forms import BookingForm
from app.web.forms import Given, an_email
from app.web.session import SignedIn
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_MAX_NAME: Final = 60
# Parts of a day in minutes from midnight of the service date; the last goes on into the night.
SPANS: Final = {
    "any": (0, 28 * 60),
    "lunch": (11 * 60, 16 * 60),
    "early": (16 * 60, 20 * 60),
    "late": (20 * 60, 28 * 60),
}


class WaitingForm(BookingForm):
    """Who waits, for how many, and for which part of the day."""

    party = IntegerField(_l("Guests"), [NumberRange(min=1, max=99)])
    span = SelectField(_l("When"), default="any")
    first_name = StringField(_l("First name"), [Given(_l("Enter your first name.")), Length(max=_MAX_NAME)])
    last_name = StringField(_l("Last name"), [Length(max=_MAX_NAME)])
    phone = TelField(_l("Phone number"), [Given(_l("Enter your phone number.")), Length(max=32)])
    email = EmailField(_l("E-mail"), [Optional(), an_email, Length(max=255)])
    notes = TextAreaField(_l("Wishes"), [Length(max=500)])
    day = HiddenField()
    step = HiddenField()
    code = StringField(_l("Code"), [Length(max=8)])

    def __init__(self, *, region: str, customer: SignedIn | None, **given: object) -> None:
        """`region` reads numbers written as they are dialled at the restaurant."""
        known: dict[str, object] = {}
        if customer is not None:
            known = {name: getattr(customer, name) for name in ("first_name", "last_name", "phone", "email")}
        super().__init__(data={**known, **given})
        self._region = region
        self.span.choices = [
            ("any", _("Any time")),
            ("lunch", _("Lunch, 11:00 to 16:00")),
            ("early", _("Early evening, 16:00 to 20:00")),
            ("late", _("Evening, from 20:00")),
        ]

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


def span_of(word: str, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants between which a part of a day lies."""
    first, last = SPANS.get(word, SPANS["any"])
    midnight = datetime.combine(day, time())

    def at(minute: int) -> datetime:
        return (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)

    return at(first), at(last)
