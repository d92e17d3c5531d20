"""What is filled in about sections and tables."""

from __future__ import annotations

from typing import Final

from wtforms import BooleanField, Field, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from app.domain.reservations import TableShape
from app.domain.table_numbers import LONGEST_NUMBER, MOST_TABLES, NotTableNumbers, numbers_in
from app.services.places.furnishing import FloorPlan, FloorSection, FloorTable, SectionWish, TablesWish, TableWish
from app.web.admin.fields import SealedForm
from app.web.admin.room.fields import a_name
from app.web.admin.room.words import SHAPES
from app.web.figures import Figures
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_MOST_SEATS: Final = 60
_MOST_GUESTS: Final = 5_000
_LONGEST_NAME: Final = 80
_LONGEST_LINE: Final = 300
_SHAPES: Final = [SelectChoice(shape.value, label) for shape, label in SHAPES.items()]


class SectionForm(SealedForm):
    """A section as it shall be."""

    name_en = a_name(_l("Name in English"), _LONGEST_NAME, _l("Enter what guests call it in English."))
    name_ar = a_name(_l("Name in Arabic"), _LONGEST_NAME, _l("Enter what guests call it in Arabic."))
    capacity = Figures(_l("Guests at once, at most"), 0, _MOST_GUESTS)
    display_order = Figures(_l("Place in the list"), 0, 999)
    is_active = BooleanField(_l("Tables in it can be booked"))

    def __init__(self, section: FloorSection | None, *, order: int = 1) -> None:
        names = SectionWish.__dataclass_fields__
        known = {} if section is None else {name: getattr(section, name) for name in names} | {"seen": section.seal}
        super().__init__(data=known or {"display_order": order, "is_active": True})

    @property
    def wish(self) -> SectionWish:
        """What was asked for, once it is valid."""
        return SectionWish(
            name_en=self.name_en.data,
            name_ar=self.name_ar.data,
            capacity=self.capacity.whole,
            is_active=self.is_active.data,
            display_order=self.display_order.whole,
        )


class SeatsForm(SealedForm):
    """What new and known tables are asked alike."""

    section_id = SelectField(_l("Section"), coerce=int)
    capacity = Figures(_l("Seats"), 1, _MOST_SEATS)
    min_party = Figures(_l("Given to parties of at least"), 1, _MOST_SEATS)
    shape = SelectField(_l("Shape"), choices=_SHAPES)
    is_online = BooleanField(_l("Guests may book it online"))

    def list_sections(self, plan: FloorPlan) -> None:
        """Offer the branch's sections."""
        self.section_id.choices = [SelectChoice(one.id, one.name(current_locale())) for one in plan.sections]

    def validate_min_party(self, field: Field) -> None:
        if not field.errors and not self.capacity.errors and field.number > self.capacity.number:
            raise ValidationError(_("This is more than the table seats."))


class TablesForm(SeatsForm):
    """One new table, or several that are alike."""

    numbers = a_name(_l("Number, or several"), _LONGEST_LINE, _l("Enter a number such as T1, or T1 to T12."))

    def __init__(self, plan: FloorPlan, section_id: int | None) -> None:
        usual = {"capacity": 4, "min_party": 1, "shape": TableShape.SQUARE.value, "is_online": True}
        super().__init__(data={**usual, "section_id": section_id})
        self.list_sections(plan)

    def validate_numbers(self, field: Field) -> None:
        try:
            numbers_in(field.data)
        except NotTableNumbers as error:
            words = _("Enter numbers such as T1, or T1 to T12: each once, at most %(most)s.", most=MOST_TABLES)
            raise ValidationError(words) from error

    @property
    def wish(self) -> TablesWish:
        """What was asked for, once it is valid."""
        return TablesWish(
            section_id=self.section_id.data,
            numbers=numbers_in(self.numbers.data),
            min_party=self.min_party.whole,
            capacity=self.capacity.whole,
            shape=TableShape(self.shape.data),
            is_online=self.is_online.data,
        )


class TableForm(SeatsForm):
    """A table as it shall be."""

    number = a_name(_l("Number"), LONGEST_NUMBER, _l("Enter the table's number, such as T1."))
    x = Figures(_l("From the left, in percent"), 0, 100)
    y = Figures(_l("From the top, in percent"), 0, 100)
    is_active = BooleanField(_l("In use"))
    # Whatever is no table of the branch counts as not chosen.
    links = SelectMultipleField(_l("Can be pushed together with"), coerce=int, validate_choice=False)

    def __init__(self, plan: FloorPlan, table: FloorTable) -> None:
        known = {name: getattr(table, name) for name in TableWish.__dataclass_fields__}
        super().__init__(data={**known, "links": sorted(table.links), "seen": table.seal})
        self.list_sections(plan)

    @property
    def wish(self) -> TableWish:
        """What was asked for, once it is valid."""
        return TableWish(
            section_id=self.section_id.data,
            number=self.number.data,
            min_party=self.min_party.whole,
            capacity=self.capacity.whole,
            shape=TableShape(self.shape.data),
            x=self.x.whole,
            y=self.y.whole,
            is_active=self.is_active.data,
            is_online=self.is_online.data,
            links=self.links.data,
        )
