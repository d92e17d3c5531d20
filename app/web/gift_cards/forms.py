"""What a gift card's buyer fills in, and the number somebody asks about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from wtforms import DateField, EmailField, Field, HiddenField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from app.domain.gift_cards import MOST_LETTERS
from app.domain.money import EXPONENTS, Money, NotMoney
from app.services.gift_cards import TemplateView
from app.web.figures import in_latin
from app.web.forms import Given, ShopForm, a_pin, an_email
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

MAX_KEY: Final = 100
MAX_MESSAGE: Final = 300
OTHER: Final = "other"
BY_CARD: Final = "card"
BY_GATEWAY: Final = "gateway"
# What people usually give, in major units; only those the template allows are offered.
_USUAL: Final = {
    "NGN": (5_000, 10_000, 25_000, 50_000),
    "OMR": (10, 20, 50, 100),
    "AED": (100, 200, 500, 1_000),
    "SAR": (100, 200, 300, 500),
}
_USUAL_ELSEWHERE: Final = (25, 50, 100, 200)
# In the morning, where the shop is.
_SENT_AT: Final = time(8)
_LONGEST_AHEAD: Final = timedelta(days=365)


class GiftForm(ShopForm):
    """The key is this form's own: sent twice it buys once."""

    key = HiddenField()
    choice = RadioField(_l("Amount"), validate_choice=False)
    amount = StringField(_l("Another amount"), [Length(max=20)])
    recipient_name = StringField(_l("Their name"), [Given(_l("Enter whom the card is for.")), Length(max=120)])
    recipient_email = EmailField(
        _l("Their e-mail"), [Given(_l("Enter where we send the card.")), Length(max=255), an_email]
    )
    sender_name = StringField(
        _l("Your name"), [Given(_l("Enter your name, as it stands on the card.")), Length(max=120)]
    )
    message = TextAreaField(_l("Message"), [Length(max=MAX_MESSAGE)])
    send_on = DateField(_l("Send it on"), [Optional()])
    email = EmailField(_l("Your e-mail"), [Length(max=255)])
    pay = RadioField(_l("Way to pay"), validate_choice=False)
    pin = PasswordField(_l("PIN of your shopping card"))

    def __init__(self, template: TemplateView, *, is_guest: bool, ways: list[tuple[str, str]], zone: str) -> None:
        super().__init__()
        self._template, self._is_guest, self._zone = template, is_guest, ZoneInfo(zone)
        self.usual = usual_amounts(template)
        self.choice.choices = [(text, text) for text, _money in self.usual] + [(OTHER, OTHER)]
        self.pay.choices = ways
        if self.pay.data not in dict(ways):
            self.pay.data = ways[0][0] if ways else ""
        if not self.choice.data or self.choice.data == "None":
            self.choice.data = self.usual[0][0] if self.usual else OTHER

    @property
    def money(self) -> Money | None:
        """What the card will be worth; None as long as that cannot be told."""
        template = self._template
        if template.amount is not None:
            return template.amount
        typed = self.amount.data if self.choice.data == OTHER else self.choice.data
        try:
            return Money.parse(in_latin(typed or ""), template.currency)
        except NotMoney:
            return None

    @property
    def send_at(self) -> datetime:
        """The morning of the day that was chosen, where the shop is; a day that is not later means now."""
        day = self.send_on.data
        if day is None:
            return datetime.min.replace(tzinfo=UTC)
        return datetime.combine(day, _SENT_AT, self._zone).astimezone(UTC)

    @property
    def today(self) -> date:
        return datetime.now(self._zone).date()

    @property
    def last_day(self) -> date:
        return self.today + _LONGEST_AHEAD

    def validate_amount(self, field: Field) -> None:
        template = self._template
        if not template.is_variable:
            return
        money = self.money
        if money is None:
            raise ValidationError(_("Enter an amount in figures, such as 500."))
        if not template.allows(money.minor):
            raise ValidationError(
                _(
                    "Choose an amount from %(least)s to %(most)s.",
                    least=template.least.text,
                    most=template.most.text,
                )
            )
        del field

    def validate_send_on(self, field: Field) -> None:
        if field.data is None:
            return
        if field.data < self.today:
            raise ValidationError(_("That day is over. Choose today or a later one."))
        if field.data > self.last_day:
            raise ValidationError(_("Choose a day within a year."))

    def validate_email(self, field: Field) -> None:
        if not self._is_guest:
            return
        if not (field.data or "").strip():
            raise ValidationError(_("Enter your e-mail address: we send the confirmation there."))
        an_email(self, field)

    def validate_pay(self, field: Field) -> None:
        if not field.choices:
            raise ValidationError(_("Nothing can be paid at this shop just now. Try again later."))

    def validate_pin(self, field: Field) -> None:
        if self.pay.data == BY_CARD:
            if not field.data:
                raise ValidationError(_("Enter the PIN of your shopping card."))
            a_pin(self, field)


class BalanceForm(ShopForm):
    """A number, as it stands on a card."""

    number = StringField(
        _l("Gift card number"),
        [Given(_l("Enter the number that stands on the card.")), Length(max=2 * MOST_LETTERS)],
        description=_l("Letters and digits; spaces and dashes do not matter."),
    )


def usual_amounts(template: TemplateView) -> list[tuple[str, Money]]:
    """As the form sends them, and as money."""
    if not template.is_variable:
        return []
    currency = template.currency
    offered = [
        (str(major), Money(int(Decimal(major).scaleb(EXPONENTS[currency])), currency))
        for major in _USUAL.get(currency, _USUAL_ELSEWHERE)
    ]
    return [(text, money) for text, money in offered if template.allows(money.minor)]
