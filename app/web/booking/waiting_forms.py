"""The form for joining a waiting list."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import Length

from app.web.booking.forms import ContactForm
from app.web.figures import Figures
from app.web.session import SignedIn
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


class WaitingForm(ContactForm):
    """Who waits, for how many, and for which part of the day."""

    party = Figures(_l("Guests"), 1, 99)
    span = SelectField(_l("When"), default="any")
    notes = TextAreaField(_l("Wishes"), [Length(max=500)])
    day = HiddenField()

    def __init__(self, *, region: str, customer: SignedIn | None, **given: object) -> None:
        super().__init__(region=region, customer=customer, **given)
        self.span.choices = [
            ("any", _("Any time")),
            ("lunch", _("Lunch, 11:00 to 16:00")),
            ("early", _("Early evening, 16:00 to 20:00")),
            ("late", _("Evening, from 20:00")),
        ]


def span_of(word: str, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants between which a part of a day lies."""
    first, last = SPANS.get(word, SPANS["any"])
    midnight = datetime.combine(day, time())

    def at(minute: int) -> datetime:
        return (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)

    return at(first), at(last)
