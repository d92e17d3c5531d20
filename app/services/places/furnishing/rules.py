"""When tables may be had: a branch's rules, as those see them who make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import RuleNotFound
from app.domain.reservations import RuleKind
from app.domain.seating.times import MINUTES_OF_DAY
from app.models import AvailabilityRule
from app.services.places.furnishing.edits import facts_of
from app.services.places.seals import seal_of

RULE_FACTS: Final = (
    "kind",
    "section_id",
    "title_en",
    "title_ar",
    "weekdays",
    "first_date",
    "last_date",
    "starts_minute",
    "ends_minute",
    "interval_minutes",
    "is_hidden",
    "is_custom",
    "is_active",
    "price_minor",
    "deposit_minor",
    "pacing_covers",
    "pacing_parties",
    "min_party",
    "max_party",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWish:
    """How a rule shall be. Minutes count from midnight of the service date and may pass 1440; for an opening
    `ends_minute` is the last start, for a closure the minute at which it is over. Money is minor units per guest.

    No weekday named means every day, `section_id` None the whole branch.
    """

    kind: RuleKind
    section_id: int | None
    title_en: str
    title_ar: str
    weekdays: tuple[int, ...]
    first_date: date | None
    last_date: date | None
    starts_minute: int
    ends_minute: int
    interval_minutes: int
    is_hidden: bool
    is_custom: bool
    is_active: bool
    price_minor: int | None
    deposit_minor: int | None
    pacing_covers: int | None
    pacing_parties: int | None
    min_party: int | None
    max_party: int | None

    @property
    def is_open(self) -> bool:
        return self.kind is RuleKind.OPEN

    @property
    def is_whole_day(self) -> bool:
        return not self.is_open and self.starts_minute == 0 and self.ends_minute >= MINUTES_OF_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRule(RuleWish):
    """A rule as it is."""

    id: int

    @property
    def seal(self) -> str:
        return seal_of(rule_facts(self))

    @property
    def is_dated(self) -> bool:
        return self.first_date is not None or self.last_date is not None

    def is_over(self, today: date) -> bool:
        return self.last_date is not None and self.last_date < today

    def title(self, locale: str) -> str:
        return (self.title_ar or self.title_en) if locale == "ar" else (self.title_en or self.title_ar)

    def counts_on(self, weekday: int) -> bool:
        """Whether it is one of the days of the week it counts on."""
        return not self.weekdays or weekday in self.weekdays


def list_rules(session: Session, branch_id: int) -> list[HoursRule]:
    """All of them: the week's by time, then those of certain dates by date; one statement."""
    rows = session.execute(_QUESTION.where(AvailabilityRule.branch_id == branch_id))
    return sorted((_rule(row) for row in rows), key=_order)


def get_rule(session: Session, branch_id: int, rule_id: int) -> HoursRule:
    """One of them. Raises RuleNotFound."""
    row = session.execute(
        _QUESTION.where(AvailabilityRule.branch_id == branch_id, AvailabilityRule.id == rule_id)
    ).one_or_none()
    if row is None:
        raise RuleNotFound
    return _rule(row)


def rule_facts(rule: object) -> dict[str, Any]:
    """What is edited of a rule, as JSON values."""
    facts = facts_of(rule, RULE_FACTS)
    return {**facts, "weekdays": sorted(facts["weekdays"])}


_QUESTION: Final = select(AvailabilityRule.id, *(getattr(AvailabilityRule, name) for name in RULE_FACTS))


def _rule(row: Any) -> HoursRule:
    given = row._asdict()
    return HoursRule(**{**given, "weekdays": tuple(sorted(given["weekdays"]))})


def _order(rule: HoursRule) -> tuple[date, date, int, int]:
    return rule.first_date or date.min, rule.last_date or date.max, rule.starts_minute, rule.id
