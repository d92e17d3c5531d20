"""What has to be typed on the way to a purchase. The first two are sent by address, only the last one by post."""

from __future__ import annotations

from typing import Any, Final

from flask import request
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import Length, ValidationError

from app.domain.bills import VALIDATED, BillKind
from app.domain.errors import DomainError, PinLocked, PinNotSet, PinWrong
from app.domain.money import Money, NotMoney
from app.domain.phone import to_e164
from app.services.platforms import Storefront
from app.web.bills.asked import plain_amount
from app.web.figures import in_latin
from app.web.filters import format_money
from app.web.forms import Given, ShopForm, a_pin
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# What people usually buy, in major units of the storefront's currency.
USUAL: Final = {
    BillKind.AIRTIME: (100, 200, 500, 1_000, 2_000, 5_000),
    BillKind.ELECTRICITY: (1_000, 2_000, 5_000, 10_000, 20_000),
}
_BETWEEN: Final = str.maketrans("", "", " -.\N{NO-BREAK SPACE}")
_MOST_MINOR_DIGITS: Final = 15
_LABELS: Final = {
    BillKind.AIRTIME: _l("Phone number"),
    BillKind.DATA: _l("Phone number"),
    BillKind.ELECTRICITY: _l("Meter number"),
    BillKind.CABLE: _l("Smart card number"),
}
_MISSING: Final = {
    BillKind.AIRTIME: _l("Enter the phone number that gets the airtime."),
    BillKind.DATA: _l("Enter the phone number that gets the data."),
    BillKind.ELECTRICITY: _l("Enter the number of the meter."),
    BillKind.CABLE: _l("Enter the number of the smart card."),
}


class _AddressForm(ShopForm):
    """A form whose answer is part of the address: it changes nothing, so it needs no token."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False}, **given)


class NumberForm(_AddressForm):
    """Where the value goes."""

    number = StringField("", [Length(max=32, message=_l("This number is too long. Check the digits."))])

    def __init__(self, kind: BillKind, storefront: Storefront) -> None:
        super().__init__()
        self._kind = kind
        self._region = storefront.country
        self.number.label.text = str(_LABELS[kind])
        self.clean = ""

    def validate_number(self, field: Field) -> None:
        """A phone number becomes E.164, any other one its digits."""
        if not (field.data or "").strip():
            raise ValidationError(str(_MISSING[self._kind]))
        if self._kind in VALIDATED:
            self.clean = bare(field.data)
            if not (self.clean.isascii() and self.clean.isalnum()):
                raise ValidationError(_("Enter the number as it is printed, without other signs."))
            return
        self.clean = to_e164(in_latin(field.data), region=self._region) or ""
        if not self.clean:
            raise ValidationError(_("Enter a phone number, such as 0801 234 5678."))


class AmountForm(_AddressForm):
    """How much, from `least` to `most` minor units."""

    amount = StringField(_l("How much"), [Length(max=20)])

    def __init__(self, currency: str, *, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = Money(least, currency), Money(most, currency)
        self.minor = 0

    def validate_amount(self, field: Field) -> None:
        try:
            money = Money.parse(in_latin(field.data or "").strip(), self._least.currency)
        except NotMoney as error:
            raise ValidationError(_("Enter an amount in figures, such as 5000.")) from error
        if not self._least <= money <= self._most:
            locale = current_locale()
            raise ValidationError(
                _(
                    "Enter an amount from %(least)s to %(most)s.",
                    least=format_money(self._least, locale),
                    most=format_money(self._most, locale),
                )
            )
        self.minor = money.minor


class PayForm(ShopForm):
    """The PIN, and the amount the buyer was shown. Everything else is in the address."""

    shown = HiddenField()
    pin = PasswordField(_l("PIN of your shopping card"), [Given(_l("Enter the PIN of your shopping card.")), a_pin])

    @property
    def shown_minor(self) -> int:
        """Minor units; -1, which is never right, where the form was tampered with."""
        text = self.shown.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_MINOR_DIGITS else -1

    def refuse_payment(self, error: DomainError) -> None:
        """Why nothing was bought, beside the PIN where it is about the PIN."""
        self.refuse(error, self.pin if isinstance(error, PinWrong | PinLocked | PinNotSet) else None)


def bare(number: str) -> str:
    """A meter or smart card number without what people write between its digits."""
    return in_latin(number).translate(_BETWEEN)


def usual_amounts(kind: BillKind, currency: str, *, least: int) -> list[tuple[str, Money]]:
    """As they go into the address, and as money; none below `least` minor units."""
    chosen = [Money.parse(major, currency) for major in USUAL.get(kind, USUAL[BillKind.AIRTIME])]
    return [(plain_amount(money.minor, currency), money) for money in chosen if money.minor >= least]
