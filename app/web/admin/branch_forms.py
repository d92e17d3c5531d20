"""What is filled in about a branch."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from wtforms import BooleanField, Field, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.money import EXPONENTS, Money, major_of
from app.domain.phone import to_e164
from app.services.places.editing import BranchDetails, BranchSheet
from app.web.admin.fields import (
    NAME,
    TEXT,
    LinesField,
    SealedForm,
    a_web_page,
    at_most,
    tidy,
    web_sites,
)
from app.web.admin.zones import zone_choices
from app.web.figures import Figures
from app.web.forms import Given
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_CITY: Final = 80
_CLUB: Final = 60
_MOST_DEPOSIT: Final = 100_000
_HOUR: Final = 60
_MONTH: Final = 720
_BP: Final = 100
# Columns that hold nothing rather than an empty text.
_NULLABLE: Final = ("address_en", "address_ar", "description_en", "description_ar", "map_code", "reservation_link")


class BranchForm(SealedForm):
    """Fields are named like the columns, but for money, shares and hours, which people write otherwise."""

    name_en = StringField(_l("Name in English"), [Given(_l("Enter the name in English.")), at_most(NAME)])
    name_ar = StringField(_l("Name in Arabic"), [Given(_l("Enter the name in Arabic.")), at_most(NAME)])
    city_en = StringField(_l("City in English"), [at_most(_CITY)])
    city_ar = StringField(_l("City in Arabic"), [at_most(_CITY)])
    address_en = StringField(_l("Address in English"), [at_most(NAME)])
    address_ar = StringField(_l("Address in Arabic"), [at_most(NAME)])
    description_en = TextAreaField(_l("Description in English"), [at_most(TEXT)])
    description_ar = TextAreaField(_l("Description in Arabic"), [at_most(TEXT)])
    phone = TelField(_l("Phone"))
    map_code = StringField(_l("Map link"), [a_web_page, at_most(NAME)])
    latitude = Figures(_l("Latitude"), -90, 90, places=7, is_optional=True)
    longitude = Figures(_l("Longitude"), -180, 180, places=7, is_optional=True)
    zone = SelectField(_l("Time zone"))
    club_id = StringField(_l("Club"), [at_most(_CLUB)])
    slot_minutes = Figures(_l("Minutes between times"), 5, 240)
    buffer_minutes = Figures(_l("Minutes between two parties"), 0, 120)
    hold_minutes = Figures(_l("Minutes a table is kept while somebody books"), 2, 60)
    lead_minutes = Figures(_l("Minutes ahead, at least"), 0, 10_080)
    horizon_days = Figures(_l("Days ahead, at most"), 1, 366)
    min_party = Figures(_l("Smallest party"), 1, 100)
    max_party = Figures(_l("Largest party"), 1, 100)
    largest_combination = Figures(_l("Tables pushed together, at most"), 1, 6)
    deposit = Figures(_l("Deposit per guest"), 0, _MOST_DEPOSIT, places=3)
    deposit_from_party = Figures(_l("From parties of"), 1, 100)
    free_hours = Figures(_l("Free until so many hours before"), 0, _MONTH, places=2)
    fee_percent = Figures(_l("Kept afterwards, in percent of the deposit"), 0, 100, places=2)
    reservation_link = StringField(_l("Booked elsewhere"), [a_web_page])
    allowed_hosts = LinesField(_l("Sites that may show this page in a frame"), [web_sites])
    is_active = BooleanField(_l("Takes bookings"))
    sure = BooleanField(_l("Yes, take no new bookings"))

    def __init__(self, sheet: BranchSheet[BranchDetails], **given: Any) -> None:
        self._region, self._currency = sheet.region, sheet.currency
        super().__init__(**given)
        self.zone.choices = zone_choices(sheet.region, sheet.values.zone, current_locale())
        self.deposit.places = EXPONENTS[sheet.currency]

    def validate_phone(self, field: Field) -> None:
        typed = (field.data or "").strip()
        if typed and to_e164(typed, region=self._region) is None:
            raise ValidationError(_("Enter a phone number with its country code, such as +971 4 123 4567."))

    def validate_longitude(self, field: Field) -> None:
        is_readable = not field.errors and not self.latitude.errors
        if is_readable and (field.data is None) != (self.latitude.data is None):
            raise ValidationError(_("Enter both latitude and longitude, or neither."))

    def validate_max_party(self, field: Field) -> None:
        if not self.min_party.errors and field.number < self.min_party.number:
            raise ValidationError(_("The largest party cannot be smaller than the smallest."))

    @property
    def values(self) -> BranchDetails:
        """What was filled in, once it is valid."""
        given = tidy(self, BranchDetails, apart_from={"deposit_minor", "cancel_free_minutes", "cancel_fee_bp"})
        given |= {name: given[name] or None for name in _NULLABLE}
        given |= {
            "phone": to_e164(given["phone"], region=self._region) if given["phone"] else None,
            "latitude": None if self.latitude.data is None else float(self.latitude.data),
            "longitude": None if self.longitude.data is None else float(self.longitude.data),
            "deposit_minor": Money.parse(self.deposit.number, self._currency).minor,
            "cancel_free_minutes": round(self.free_hours.number * _HOUR),
            "cancel_fee_bp": round(self.fee_percent.number * _BP),
        }
        return BranchDetails(**given)


def branch_form(sheet: BranchSheet[BranchDetails], *, fresh: bool = False) -> BranchForm:
    """The form as it was sent, else as the branch is; `fresh` asks for the branch as it is in any case."""
    values = sheet.values
    data: dict[str, Any] = asdict(values) | {
        "deposit": major_of(values.deposit_minor, sheet.currency),
        "free_hours": round(Decimal(values.cancel_free_minutes) / _HOUR, 2),
        "fee_percent": Decimal(values.cancel_fee_bp) / _BP,
        "seen": sheet.seal,
    }
    return BranchForm(sheet, data=data, **({"formdata": None} if fresh else {}))
