"""What is filled in about hours in which tables may be had, and about those in which they may not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from wtforms import BooleanField, Field, HiddenField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from app.domain.money import major_of
from app.domain.reservations import RuleKind
from app.services.places.furnishing import FloorPlan, HoursRule, RuleWish
from app.web.admin.fields import SealedForm
from app.web.admin.room.fields import (
    DAY,
    ClockField,
    DayField,
    clock_of,
    minor_of,
    minutes_of,
    squeezed,
)
from app.web.admin.room.words import day_name
from app.web.figures import Figures
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# A closed day has no times; its row must have a step all the same.
_ANY_STEP: Final = 30
_LONGEST: Final = 80
_MOST: Final = 5_000


class RuleForm(SealedForm):
    """What opening and closing have in common."""

    title_en = StringField(_l("Name in English"), [Length(max=_LONGEST)], filters=[squeezed])
    title_ar = StringField(_l("Name in Arabic"), [Length(max=_LONGEST)], filters=[squeezed])
    section = SelectField(_l("Where"))
    weekdays = SelectMultipleField(_l("Days of the week"), coerce=int)
    first_date = DayField(_l("From day"))
    last_date = DayField(_l("Through day"))
    starts = ClockField(_l("First time"))
    starts_next = BooleanField(_l("on the next day"))
    ends = ClockField(_l("Last time"))
    ends_next = BooleanField(_l("on the next day"))
    is_active = BooleanField(_l("In force"))

    def __init__(self, plan: FloorPlan, rule: HoursRule | None, **usual: Any) -> None:
        super().__init__(data={"is_active": True, **usual, **({} if rule is None else _known(rule))})
        sections = [SelectChoice(str(one.id), one.name(current_locale())) for one in plan.sections]
        self.section.choices = [SelectChoice("", _("The whole restaurant")), *sections]
        self.weekdays.choices = [SelectChoice(day, day_name(day)) for day in range(7)]

    def validate_last_date(self, field: Field) -> None:
        if field.data is not None and self.first_date.data is not None and field.data < self.first_date.data:
            raise ValidationError(_("This day is before the first one."))

    @property
    def starts_minute(self) -> int | None:
        return minutes_of(self.starts.data, is_next_day=self.starts_next.data)

    @property
    def ends_minute(self) -> int | None:
        return minutes_of(self.ends.data, is_next_day=self.ends_next.data)

    def shared(self) -> dict[str, Any]:
        """What a rule of either kind takes from the form."""
        return {
            "section_id": int(self.section.data) if self.section.data else None,
            "title_en": self.title_en.data or self.title_ar.data,
            "title_ar": self.title_ar.data or self.title_en.data,
            "weekdays": tuple(self.weekdays.data or ()),
            "first_date": self.first_date.data,
            "last_date": self.last_date.data,
            "is_active": self.is_active.data,
        }


class HoursForm(RuleForm):
    """Times at which parties may sit down. Amounts are typed in major units."""

    interval_minutes = Figures(_l("Minutes from one time to the next"), 5, 240)
    is_hidden = BooleanField(_l("Hidden: only who has the link with hidden times sees it, and staff"))
    is_custom = BooleanField(_l("On request only: counts where it is asked for by its number, then in place of others"))
    price = StringField(_l("Price per guest"), [Length(max=20)])
    deposit = StringField(_l("Deposit per guest"), [Length(max=20)])
    pacing_covers = Figures(_l("Guests who may arrive at one time"), 1, _MOST, is_optional=True)
    pacing_parties = Figures(_l("Parties that may arrive at one time"), 1, _MOST, is_optional=True)
    min_party = Figures(_l("Smallest party"), 1, _MOST, is_optional=True)
    max_party = Figures(_l("Largest party"), 1, _MOST, is_optional=True)

    def __init__(self, plan: FloorPlan, rule: HoursRule | None, *, currency: str, step: int) -> None:
        """`step`: from one time to the next where nothing else is said, in minutes."""
        usual = {"interval_minutes": step, **({} if rule is None else _amounts(rule, currency))}
        super().__init__(plan, rule, **usual)
        self._currency = currency
        self._minor: dict[str, int | None] = {}

    def validate_title_en(self, field: Field) -> None:
        if not field.data and not self.title_ar.data:
            raise ValidationError(_("Enter what guests call the time, such as Dinner."))

    def validate_starts(self, field: Field) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_("Enter the first time, such as 18:00."))

    def validate_ends(self, field: Field) -> None:
        first, last = self.starts_minute, self.ends_minute
        if last is None and not field.errors:
            raise ValidationError(_("Enter the last time, such as 22:30."))
        if first is not None and last is not None and last < first:
            raise ValidationError(_("The last time is before the first. If it is after midnight, say so below."))

    def validate_price(self, field: Field) -> None:
        self._minor["price"] = minor_of(field.data or "", self._currency)

    def validate_deposit(self, field: Field) -> None:
        self._minor["deposit"] = minor_of(field.data or "", self._currency)

    def validate_max_party(self, field: Field) -> None:
        least = self.min_party
        if None not in {field.data, least.data} and not least.errors and field.number < least.number:
            raise ValidationError(_("This is less than the smallest party."))

    @property
    def wish(self) -> RuleWish:
        """What was asked for, once it is valid."""
        return RuleWish(
            kind=RuleKind.OPEN,
            **self.shared(),
            starts_minute=self.starts_minute or 0,
            ends_minute=self.ends_minute or 0,
            interval_minutes=self.interval_minutes.whole,
            is_hidden=self.is_hidden.data,
            is_custom=self.is_custom.data,
            price_minor=self._minor["price"],
            deposit_minor=self._minor["deposit"],
            pacing_covers=self.pacing_covers.perhaps_whole,
            pacing_parties=self.pacing_parties.perhaps_whole,
            min_party=self.min_party.perhaps_whole,
            max_party=self.max_party.perhaps_whole,
        )


class ClosingForm(RuleForm):
    """Days, or hours of days, for which no bookings are taken. `sure`: how many that stand were told of."""

    whole = BooleanField(_l("The whole day, its night included"))
    sure = HiddenField()

    def __init__(self, plan: FloorPlan, rule: HoursRule | None) -> None:
        is_whole = rule is None or rule.is_whole_day
        super().__init__(plan, rule, whole=is_whole)
        self.starts.label.text, self.ends.label.text = _("From"), _("Until")
        if is_whole and not self.is_submitted():
            self.starts.data = self.ends.data = None
            self.ends_next.data = False

    def validate_first_date(self, field: Field) -> None:
        if field.data is None and not field.errors and not self.weekdays.data and self.last_date.data is None:
            raise ValidationError(_("Choose the day, or days of the week."))

    def validate_ends(self, field: Field) -> None:
        first, last = self.starts_minute, self.ends_minute
        if self.whole.data or field.errors or self.starts.errors:
            return
        if first is None or last is None or last <= first:
            raise ValidationError(_("Enter hours that end after they begin, or choose the whole day."))

    @property
    def wish(self) -> RuleWish:
        """What was asked for, once it is valid; a single day is closed through itself."""
        shared, is_whole = self.shared(), self.whole.data
        if shared["first_date"] is not None and shared["last_date"] is None and not shared["weekdays"]:
            shared["last_date"] = shared["first_date"]
        return RuleWish(
            kind=RuleKind.CLOSED,
            **shared,
            starts_minute=0 if is_whole else self.starts_minute or 0,
            ends_minute=DAY if is_whole else self.ends_minute or DAY,
            interval_minutes=_ANY_STEP,
            is_hidden=False,
            is_custom=False,
            price_minor=None,
            deposit_minor=None,
            pacing_covers=None,
            pacing_parties=None,
            min_party=None,
            max_party=None,
        )


def _known(rule: HoursRule) -> dict[str, Any]:
    """A rule as the fields show it."""
    return {
        **asdict(rule),
        "seen": rule.seal,
        "section": str(rule.section_id or ""),
        "weekdays": list(rule.weekdays),
        "starts": clock_of(rule.starts_minute),
        "starts_next": rule.starts_minute >= DAY,
        "ends": clock_of(rule.ends_minute),
        "ends_next": rule.ends_minute >= DAY,
    }


def _amounts(rule: HoursRule, currency: str) -> dict[str, str]:
    amounts = {"price": rule.price_minor, "deposit": rule.deposit_minor}
    return {name: "" if minor is None else str(major_of(minor, currency)) for name, minor in amounts.items()}
