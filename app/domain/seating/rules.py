"""Which rules govern a date, and the times they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.reservations import RuleKind
from app.domain.seating.times import MINUTES_OF_DAY
from app.domain.seating.values import Rule


def governs(rule: Rule, service_date: date) -> bool:
    """Whether the date is one of the rule's days."""
    return (
        (not rule.weekdays or service_date.weekday() in rule.weekdays)
        and (rule.first_date is None or rule.first_date <= service_date)
        and (rule.last_date is None or service_date <= rule.last_date)
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """The rules that count for one section on a date; of `opens` the first decides a time that several give."""

    opens: tuple[Rule, ...]
    closes: tuple[Rule, ...]

    def starts(self) -> Iterator[tuple[int, Rule]]:
        """Each minute at which a party may sit down, once, ascending, with its rule. Closed ones are among them."""
        by_minute: dict[int, Rule] = {}
        for rule in self.opens:
            for minute in range(rule.starts_minute, rule.ends_minute + 1, rule.interval_minutes):
                by_minute.setdefault(minute, rule)
        return iter(sorted(by_minute.items(), key=lambda item: item[0]))

    def rule_at(self, minute: int) -> Rule | None:
        """The rule within whose hours a minute lies, on its grid or not."""
        return next((rule for rule in self.opens if rule.starts_minute <= minute <= rule.ends_minute), None)

    def is_closed(self, minute: int) -> bool:
        """Whether a closing covers the minute."""
        return bool(self.closes) and any(
            rule.starts_minute <= minute < rule.ends_minute
            or (rule.starts_minute <= 0 and rule.ends_minute >= MINUTES_OF_DAY)
            for rule in self.closes
        )


def hours(rules: Iterable[Rule], service_date: date, section_id: int, custom_rule_id: int | None = None) -> Hours:
    """The rules that count for a section on a date.

    A custom rule counts only when it is asked for by id; on its days it then stands in for all other openings. Rules
    with dates stand in for those without. What is closed stays closed, whatever opens.
    """
    mine = [rule for rule in rules if governs(rule, service_date)]
    opens = [rule for rule in mine if rule.kind is RuleKind.OPEN]
    custom = [rule for rule in opens if rule.is_custom and rule.id == custom_rule_id]
    regular = [rule for rule in opens if not rule.is_custom and rule.section_id in {None, section_id}]
    dated = [rule for rule in regular if rule.is_dated]
    chosen = [rule for rule in custom if rule.section_id in {None, section_id}] if custom else dated or regular
    closes = (
        rule
        for rule in mine
        if rule.kind is RuleKind.CLOSED and not rule.is_custom and rule.section_id in {None, section_id}
    )
    return Hours(tuple(sorted(chosen, key=_precedence)), tuple(closes))


def _precedence(rule: Rule) -> tuple[bool, bool, int]:
    """Where two rules give the same time: one that everybody sees, then the section's own, then the older one."""
    return rule.is_hidden, rule.section_id is None, rule.id
