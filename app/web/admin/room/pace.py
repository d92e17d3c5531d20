"""How long parties stay, and how many may arrive at one time."""

from __future__ import annotations

from typing import Any, Final

from flask import flash
from flask.typing import ResponseReturnValue
from wtforms import Field, FieldList, Form, FormField
from wtforms.validators import ValidationError

from app.extensions import db
from app.services.places import furnishing
from app.services.places.furnishing import Pace
from app.web.admin import admin as pages
from app.web.admin.fields import SealedForm
from app.web.admin.room.bench import bench_at, saved
from app.web.figures import Figures
from app.web.forms import form_page
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# Empty lines below those there are.
_SPARE: Final = 2
_MOST_LINES: Final = 12
_LONGEST_STAY: Final = 12 * 60


class TurnForm(Form):  # type: ignore[misc]  # WTForms carries no types
    """Parties of up to so many guests stay so long."""

    party = Figures(_l("Up to this many guests"), 1, 500, is_optional=True)
    minutes = Figures(_l("Minutes"), 15, _LONGEST_STAY, is_optional=True)

    def validate_minutes(self, field: Field) -> None:
        if (field.data is None) != (self.party.data is None) and not field.errors and not self.party.errors:
            raise ValidationError(_("Enter both the guests and the minutes, or neither."))


class PaceForm(SealedForm):
    """Lines that are left empty count as none."""

    turns = FieldList(FormField(TurnForm), max_entries=_MOST_LINES)
    covers = Figures(_l("Guests who may arrive at one time"), 1, 5_000, is_optional=True)
    parties = Figures(_l("Parties that may arrive at one time"), 1, 5_000, is_optional=True)

    def __init__(self, pace: Pace) -> None:
        turns: list[dict[str, Any]] = [
            {"party": party, "minutes": minutes} for party, minutes in pace.turn_times.items()
        ]
        spare = min(_SPARE, _MOST_LINES - len(turns))
        data = {"turns": turns + [{}] * spare, "covers": pace.covers, "parties": pace.parties, "seen": pace.seal}
        super().__init__(data=data)

    def validate_turns(self, field: Field) -> None:
        parties = [line.party.data for line in field if line.party.data is not None]
        if len(set(parties)) < len(parties):
            raise ValidationError(_("Enter each number of guests once."))

    @property
    def wish(self) -> Pace:
        """What was asked for, once it is valid."""
        lines = [(line.party.whole, line.minutes.whole) for line in self.turns if line.party.data is not None]
        return Pace(turn_times=dict(lines), covers=self.covers.perhaps_whole, parties=self.parties.perhaps_whole)


@pages.route("/restaurants/<branch_code>/hours/pace", methods=["GET", "POST"])
def hours_pace(branch_code: str) -> ResponseReturnValue:
    """Turn times by party, and how many may arrive at one time."""
    bench = bench_at(branch_code)
    pace = furnishing.read_pace(db.session(), bench.place.id)
    form = PaceForm(pace)
    if form.validate_on_submit():
        wish, seen = form.wish, form.seen.data or ""
        if saved(form, lambda session: furnishing.change_pace(session, bench.edit, wish, seen=seen), seal=pace.seal):
            flash(_("Turn times and pacing are changed. They count for bookings from now on."), "success")
            return bench.go("hours")
    return form_page("admin/room/pace.html", form, **bench.frame)
