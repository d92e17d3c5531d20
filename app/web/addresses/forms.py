"""The address form: the fields of one country, in its order and under its names.

Checkout embeds `PlaceForm` under a prefix beside its own fields; the address book adds who receives the parcel.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, NamedTuple

from typing_extensions import override
from wtforms import Field, SelectField, StringField, TelField
from wtforms.validators import Length

from app.domain.address import Address
from app.domain.address_fields import fields_of, normal, problems_of
from app.domain.errors import AddressRefused
from app.domain.phone import MAX_TYPED_LENGTH
from app.domain.regions import regions_of
from app.web.addresses.words import hint_of, label_in, problem_of
from app.web.forms import Given, ShopForm
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

AUTOCOMPLETE: Final = {
    "line1": "address-line1",
    "line2": "address-line2",
    "city": "address-level2",
    "state": "address-level1",
    "zip": "postal-code",
    "landmark": "off",
}
_PLACE: Final = ("line1", "line2", "city", "state", "region", "zip", "landmark")
# A form's texts are at most a little longer than an address's, so that the sentence about it is ours.
_NO_NOVEL: Final = Length(max=500)


class PlaceInput(NamedTuple):
    """A field of the place, as the page shows it."""

    field: Field
    is_optional: bool
    hint: str | None
    autocomplete: str


class PlaceForm(ShopForm):
    """Where something goes, in one country. Give `prefix` and `meta={"csrf": False}` to embed it in another form."""

    line1 = StringField(validators=[_NO_NOVEL])
    line2 = StringField(validators=[_NO_NOVEL])
    city = StringField(validators=[_NO_NOVEL])
    # A choice where we know the country's regions, a text elsewhere; the other one is taken off the form.
    state = SelectField(validate_choice=False)
    region = StringField(validators=[_NO_NOVEL])
    zip = StringField(validators=[_NO_NOVEL])
    landmark = StringField(validators=[_NO_NOVEL])

    def __init__(self, country: str, address: Address | None = None, **options: object) -> None:
        super().__init__(**options)
        self.country = country
        asked = {field.name: field for field in fields_of(country)}
        self._is_chosen = bool(regions_of(country))
        for name in _PLACE:
            spare = "region" if self._is_chosen else "state"
            if name == spare or ({"region": "state"}.get(name, name) not in asked):
                del self[name]
        for name in asked:
            self._input(name).label.text = label_in(country, name)
        if self._is_chosen:
            known = [(region.name, region.label(current_locale())) for region in regions_of(country)]
            self.state.choices = [("", _("Choose…")), *known]
        if address is not None and not self.is_submitted():
            self.show(address)

    @property
    def inputs(self) -> list[PlaceInput]:
        """The fields in the order people write them there."""
        return [
            PlaceInput(self._input(asked.name), not asked.required, hint_of(asked.label), AUTOCOMPLETE[asked.name])
            for asked in fields_of(self.country)
        ]

    @property
    def address(self) -> Address:
        """What was typed, in its normal form; whether it is complete, `validate` says."""
        return normal(self._typed())

    @property
    def is_blank(self) -> bool:
        """Nothing was typed yet."""
        return not any((field.data or "").strip() for field, *_ in self.inputs)

    def show(self, address: Address) -> None:
        """Fill the form with an address."""
        for asked in fields_of(self.country):
            self._input(asked.name).data = getattr(address, asked.name)

    def refuse_address(self, error: AddressRefused) -> None:
        """Show what is wrong beside the field it is about, or at the top."""
        asked = {field.name for field in fields_of(self.country)}
        if error.field in asked:
            self._say(error)
        else:
            self.refuse(error)

    @override
    def validate(self, extra_validators: object = None) -> bool:
        """Also: the address is one of its country."""
        if not super().validate(extra_validators):
            return False
        problems = problems_of(self.address)
        for name, problem in problems.items():
            self.refuse_address(AddressRefused(field=name, problem=problem))
        return not problems

    def _typed(self) -> Address:
        values: dict[str, Any] = {asked.name: self._input(asked.name).data or "" for asked in fields_of(self.country)}
        return replace(Address(line1="", city="", state="", country=self.country), **values)

    def _input(self, name: str) -> Field:
        return self[("state" if self._is_chosen else "region") if name == "state" else name]

    def _say(self, error: AddressRefused) -> None:
        field = self._input(error.field)
        field.errors = [*field.errors, problem_of(label_in(self.country, error.field), error.problem)]


class AddressForm(PlaceForm):
    """An entry of the address book: the place, and who is there to take a parcel."""

    first_name = StringField(_l("First name"), [Given(_l("Enter the first name.")), _NO_NOVEL])
    last_name = StringField(_l("Last name"), [_NO_NOVEL])
    phone = TelField(
        _l("Phone number"), [Given(_l("Enter a phone number the courier can call.")), Length(max=MAX_TYPED_LENGTH)]
    )

    @override
    def show(self, address: Address) -> None:
        super().show(address)
        self.first_name.data = address.first_name
        self.last_name.data = address.last_name
        self.phone.data = address.phone

    @override
    def refuse_address(self, error: AddressRefused) -> None:
        if error.field in {"first_name", "last_name", "phone"}:
            self._say(error)
        else:
            super().refuse_address(error)

    @override
    def _typed(self) -> Address:
        return replace(
            super()._typed(),
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            phone=self.phone.data or "",
        )
