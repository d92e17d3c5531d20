"""What staff fill in to make a batch, and to switch a card."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from wtforms import DateField, Field, HiddenField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from app.clock import utc_now
from app.domain.money import EXPONENTS, Money, NotMoney
from app.services.gift_cards import MOST_CARDS, NewBatch
from app.web.figures import Figures, in_latin
from app.web.forms import Given, ShopForm
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST: Final = timedelta(days=3_660)
_MOST_MAJOR: Final = 100_000


class BatchForm(ShopForm):
    """Amounts are typed in major units."""

    batch_id = StringField(_l("Reference"), [Given(_l("Enter a reference, such as BATCH-001.")), Length(max=40)])
    card_name = StringField(_l("Name on the cards"), [Given(_l("Enter whom the cards are for.")), Length(max=120)])
    currency = SelectField(_l("Currency"), choices=sorted(EXPONENTS))
    amount = StringField(_l("Amount on each card"), [Given(_l("Enter an amount in figures.")), Length(max=20)])
    count = Figures(_l("How many cards"), 1, MOST_CARDS)
    expires_on = DateField(_l("Good through"), [Optional()])
    brand = SelectField(_l("Counts at"), validate_choice=True)

    def __init__(self, currency: str, brands: list[tuple[str, str]]) -> None:
        super().__init__()
        self.brand.choices = [("", _("the shop and every restaurant")), *brands]
        self.currency.data = self.currency.data or currency
        self._minor = 0

    def validate_batch_id(self, field: Field) -> None:
        if not _REFERENCE.fullmatch((field.data or "").strip()):
            raise ValidationError(_("Use letters, digits, dots and dashes, such as BATCH-001."))

    def validate_amount(self, field: Field) -> None:
        try:
            self._minor = Money.parse(in_latin(field.data or ""), self.currency.data).minor
        except (NotMoney, KeyError) as error:
            raise ValidationError(_("Enter an amount in figures, such as 300.")) from error
        most = Money.parse(_MOST_MAJOR, self.currency.data)
        if not 0 < self._minor <= most.minor:
            raise ValidationError(_("Enter an amount above zero, at most %(most)s.", most=most.text))

    def validate_expires_on(self, field: Field) -> None:
        today = utc_now().date()
        if field.data is not None and not today <= field.data <= today + _LONGEST:
            raise ValidationError(_("Choose a day from today on, within ten years."))

    @property
    def batch(self) -> NewBatch:
        """What was asked for, once it is valid."""
        return NewBatch(
            batch_id=self.batch_id.data.strip(),
            card_name=" ".join(self.card_name.data.split()),
            currency=self.currency.data,
            amount_minor=self._minor,
            cards_count=self.count.whole,
            expires_on=self.expires_on.data,
            brand_id=int(self.brand.data) if self.brand.data else None,
        )


class SwitchForm(ShopForm):
    """Why a card is switched; `to` is on or off."""

    to = HiddenField()
    reason = StringField(_l("Why"), [Given(_l("Enter a reason; it is kept with your name.")), Length(max=200)])
