"""How much to put on the card."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from wtforms import Field, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from app.domain.money import EXPONENTS, Money, NotMoney
from app.web.figures import in_latin
from app.web.forms import Given, ShopForm
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

MAX_KEY: Final = 100
# What people usually put on their card, in major units.
USUAL: Final = {"NGN": (2_000, 5_000, 10_000, 20_000), "OMR": (5, 10, 20, 50)}
_USUAL_ELSEWHERE: Final = (50, 100, 200, 500)
# More than anybody tops up at once; a slip of the finger is caught here.
_MOST_MAJOR: Final = 10_000_000


class TopUpForm(ShopForm):
    """The key is this form's own: sent twice it asks for money once."""

    key = HiddenField()
    amount = StringField(_l("How much"), [Given(_l("Enter how much to put on the card.")), Length(max=20)])

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self.minor = 0

    def validate_amount(self, field: Field) -> None:
        """At least one whole unit of the currency, with no more decimals than it has."""
        try:
            self.minor = Money.parse(in_latin(field.data), self._currency).minor
        except NotMoney as error:
            raise ValidationError(_("Enter an amount in figures, such as 5000.")) from error
        least = Money.parse(1, self._currency)
        if self.minor < least.minor:
            raise ValidationError(_("Enter at least one %(currency)s.", currency=self._currency))
        if self.minor > least.minor * _MOST_MAJOR:
            raise ValidationError(_("That is more than can be put on a card at once."))


def usual_amounts(currency: str) -> list[tuple[str, Money]]:
    """As they go into the field, and as money."""
    chosen = USUAL.get(currency, _USUAL_ELSEWHERE)
    return [(str(amount), Money(int(Decimal(amount).scaleb(EXPONENTS[currency])), currency)) for amount in chosen]
