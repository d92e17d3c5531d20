"""Fields that the forms of a room share."""

from __future__ import annotations

from datetime import date, time
from typing import Any, ClassVar, Final

from wtforms import DateField, Field, StringField, TimeField
from wtforms.validators import Length, ValidationError

from app.domain.money import Money, NotMoney
from app.web.figures import in_latin
from app.web.forms import Given
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

HOUR: Final = 60
DAY: Final = 24 * HOUR
_MOST_MAJOR: Final = 100_000


class _Typed:
    """What times and days share: nothing where they were left empty, own words where they cannot be read."""

    unreadable: ClassVar[object]
    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        is_given = bool(valuelist) and bool(valuelist[0].strip())
        try:
            super().process_formdata(valuelist if is_given else [])  # type: ignore[misc]  # the field it is mixed into
        except ValueError as error:
            raise ValueError(str(self.unreadable)) from error


class ClockField(_Typed, TimeField):  # type: ignore[misc]  # WTForms carries no types
    """A time on the wall."""

    data: time | None
    unreadable = _l("Enter a time such as 18:30.")


class DayField(_Typed, DateField):  # type: ignore[misc]  # WTForms carries no types
    """A day."""

    data: date | None
    unreadable = _l("Enter a day such as 2026-03-31.")


def a_name(label: Any, longest: int, asked: Any) -> Field:
    return StringField(label, [Given(asked), Length(max=longest)], filters=[squeezed])


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def minutes_of(at: time | None, *, is_next_day: bool) -> int | None:
    """Minutes from midnight of the service date; None where nothing was given."""
    return None if at is None else at.hour * HOUR + at.minute + (DAY if is_next_day else 0)


def clock_of(minutes: int) -> time:
    return time(minutes // HOUR % 24, minutes % HOUR)


def minor_of(text: str, currency: str) -> int | None:
    """An amount typed in major units; None where nothing was. Raises ValidationError."""
    text = in_latin(text)
    if not text:
        return None
    try:
        minor = Money.parse(text, currency).minor
    except (NotMoney, KeyError) as error:
        raise ValidationError(_("Enter an amount in figures, such as 150.")) from error
    most = Money.parse(_MOST_MAJOR, currency)
    if not 0 <= minor <= most.minor:
        raise ValidationError(_("Enter an amount of zero or more, at most %(most)s.", most=most.text))
    return minor
