"""Numbers that people type into forms, in either script's digits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from typing_extensions import override
from wtforms import Form, StringField
from wtforms.validators import ValidationError

from app.web.texts import gettext as _
from app.web.texts import ngettext

_LATIN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.", "٬, \N{NO-BREAK SPACE}")


def in_latin(text: str) -> str:
    """A number as computers read it: Latin digits, a point, and nothing between its thousands."""
    return text.translate(_LATIN)


class Figures(StringField):  # type: ignore[misc]  # WTForms carries no types
    """A number within limits, with so many decimals at most; `data` is a Decimal, or None where nothing was typed."""

    data: Decimal | None

    def __init__(
        self, label: Any, least: int, most: int, *, places: int = 0, is_optional: bool = False, **given: Any
    ) -> None:
        super().__init__(label, **given)
        self._least, self._most, self._is_optional, self.places = least, most, is_optional, places
        self._typed: str | None = None

    @property
    def inputmode(self) -> str | None:
        """Which keys a telephone offers; those for figures lack the minus."""
        return None if self._least < 0 else "decimal" if self.places else "numeric"

    @override
    def process_data(self, value: object) -> None:
        self.data = None if value is None else _number(str(value))

    @override
    def _value(self) -> str:
        return self._typed if self._typed is not None else "" if self.data is None else plain(self.data)

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self._typed = valuelist[0].strip() if valuelist else ""
        self.data = _number(in_latin(self._typed))

    def pre_validate(self, form: Form) -> None:
        if self.data is None and not self._typed and self._is_optional:
            return
        if self.data is None or not self._least <= self.data <= self._most:
            limits = {"least": self._least, "most": self._most}
            raise ValidationError(_("Enter a number from %(least)s to %(most)s.", **limits))
        if self.data != round(self.data, self.places):
            raise ValidationError(
                ngettext("Enter at most %(num)s decimal.", "Enter at most %(num)s decimals.", self.places)
                if self.places
                else _("Enter a whole number.")
            )

    @property
    def number(self) -> Decimal:
        """What was typed, once it is valid and not left empty."""
        return Decimal(0) if self.data is None else self.data

    @property
    def whole(self) -> int:
        """The same, of a field that takes whole numbers."""
        return int(self.number)

    @property
    def perhaps_whole(self) -> int | None:
        """The same, where it may be left empty."""
        return None if self.data is None else self.whole


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(number: Decimal) -> str:
    """12.50 is 12.5, and 100 is 100."""
    return f"{number.normalize():f}"
