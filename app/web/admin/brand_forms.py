"""What is filled in about a brand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from wtforms import BooleanField, StringField, TextAreaField

from app.domain.colour import read_hex
from app.domain.palette import BrandColours
from app.services.places.editing import BrandValues
from app.web.admin.fields import NAME, TEXT, ColourField, LinesField, SealedForm, at_most, tidy, web_pages
from app.web.forms import Given
from app.web.texts import lazy_gettext as _l

COLOURS: Final = ("main_color", "font_color", "hover_color", "secondary_color")


class BrandForm(SealedForm):
    """Fields are named like the columns."""

    name_en = StringField(_l("Name in English"), [Given(_l("Enter the name in English.")), at_most(NAME)])
    name_ar = StringField(_l("Name in Arabic"), [Given(_l("Enter the name in Arabic.")), at_most(NAME)])
    cuisine_en = StringField(_l("Cuisine in English"), [at_most(NAME)])
    cuisine_ar = StringField(_l("Cuisine in Arabic"), [at_most(NAME)])
    description_en = TextAreaField(_l("Description in English"), [at_most(TEXT)])
    description_ar = TextAreaField(_l("Description in Arabic"), [at_most(TEXT)])
    social_links = LinesField(_l("Pages elsewhere"), [web_pages])
    main_color = ColourField(_l("Main"), description=_l("The band behind the name."))
    font_color = ColourField(_l("Font"), description=_l("What is written on the band."))
    secondary_color = ColourField(_l("Secondary"), description=_l("Buttons, links and chosen times."))
    hover_color = ColourField(_l("Hover"), description=_l("Buttons under the pointer."))
    email_message = BooleanField(_l("Send e-mails"))
    whatsapp_message = BooleanField(_l("Send WhatsApp messages"))
    is_active = BooleanField(_l("Shown among the restaurants"))

    @property
    def values(self) -> BrandValues:
        """What was filled in, once it is valid."""
        given = tidy(self, BrandValues)
        return BrandValues(**{**given, **{name: read_hex(given[name]) for name in COLOURS}})

    def colours(self, otherwise: BrandValues) -> BrandColours:
        """The four as they stand in the form; for what is no colour, what the brand has now."""
        asked = (read_hex(self[name].data) or getattr(otherwise, name) for name in COLOURS)
        return BrandColours.read(*asked)


def brand_form(values: BrandValues, seal: str) -> BrandForm:
    """The form as it opens, or as it was sent."""
    return BrandForm(data={**asdict(values), "seen": seal})


def fresh_form(values: BrandValues) -> BrandForm:
    """What the form would say of the brand as it is now, whatever was sent."""
    return BrandForm(formdata=None, data=asdict(values))
