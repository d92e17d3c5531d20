"""What is ticked about how a branch's page shows it, and what it asks of diners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from wtforms import BooleanField, StringField

from app.services.places.editing import BranchDisplay, BranchSheet
from app.web.admin.fields import NAME, SealedForm, at_most, tidy
from app.web.figures import Figures
from app.web.texts import lazy_gettext as _l

# What the two structured columns hold, by the form's field.
_WAITING: Final = {
    "wait_max_party": "max_party",
    "wait_max_waiting": "max_waiting",
    "wait_quote_minutes": "quote_minutes",
    "wait_message_en": "message_en",
    "wait_message_ar": "message_ar",
}
_TITLES: Final = {
    "title": "availability_title",
    "subtitle": "availability_subtitle",
    "title_ar": "availability_title_ar",
    "subtitle_ar": "availability_subtitle_ar",
    "title_size": "availability_title_font_size",
    "subtitle_size": "availability_subtitle_font_size",
}


class DisplayForm(SealedForm):
    """Fields are named like the columns."""

    show_slots_header = BooleanField(_l("A heading above the times"))
    show_period_headers = BooleanField(_l("Times by period"))
    section_wise_time_slots = BooleanField(_l("Times by section"))
    show_time_range = BooleanField(_l("Until when"))
    time_slot_hide = BooleanField(_l("Leave out what is full"))
    remaining_capacity_hide = BooleanField(_l("Keep to yourself how little is left"))
    child_seats = BooleanField(_l("Child seats"))
    title = StringField(_l("Title above the choice"), [at_most(NAME)])
    title_size = Figures(_l("Its size in pixels"), 13, 64, is_optional=True)
    subtitle = StringField(_l("Text below the title"), [at_most(NAME)])
    subtitle_size = Figures(_l("Its size in pixels"), 13, 64, is_optional=True)
    title_ar = StringField(_l("Title on Arabic pages"), [at_most(NAME)])
    subtitle_ar = StringField(_l("Text below it on Arabic pages"), [at_most(NAME)])
    is_active_waitinglist = BooleanField(_l("Waiting list"))
    wait_max_party = Figures(_l("Largest party that may wait"), 1, 100, is_optional=True)
    wait_max_waiting = Figures(_l("Parties that may wait at once"), 1, 500, is_optional=True)
    wait_quote_minutes = Figures(_l("Minutes for each party ahead"), 1, 240, is_optional=True)
    wait_message_en = StringField(_l("Words to those who join, in English"), [at_most(NAME)])
    wait_message_ar = StringField(_l("Words to those who join, in Arabic"), [at_most(NAME)])
    is_active_payment = BooleanField(_l("Deposits"))
    new_customer_reservation_otp = BooleanField(_l("A code before a new guest books"))
    new_customer_waiting_list_otp = BooleanField(_l("A code before a new guest joins the waiting list"))

    def values(self, now: BranchDisplay) -> BranchDisplay:
        """What was filled in, once it is valid; what third parties keep beside it stays."""
        columns = {"waiting_list_config", "venue_details"}
        return BranchDisplay(
            **tidy(self, BranchDisplay, apart_from=columns),
            waiting_list_config=self._structure(now.waiting_list_config, _WAITING),
            venue_details=self._structure(now.venue_details, _TITLES),
        )

    def _structure(self, now: Mapping[str, Any] | None, names: Mapping[str, str]) -> dict[str, Any] | None:
        filled = {key: self._one(name) for name, key in names.items()}
        kept = {key: value for key, value in {**(now or {}), **filled}.items() if value not in (None, "")}
        return kept or None

    def _one(self, name: str) -> Any:
        field = self[name]
        return field.perhaps_whole if isinstance(field, Figures) else (field.data or "").strip()


def display_form(sheet: BranchSheet[BranchDisplay], *, fresh: bool = False) -> DisplayForm:
    """The form as it was sent, else as the branch is; `fresh` asks for the branch as it is in any case."""
    values = sheet.values
    data: dict[str, Any] = asdict(values) | {"seen": sheet.seal}
    for column, names in ((values.waiting_list_config, _WAITING), (values.venue_details, _TITLES)):
        data |= {name: (column or {}).get(key) for name, key in names.items()}
    return DisplayForm(data=data, **({"formdata": None} if fresh else {}))
