"""Rules of availability: added, changed, switched, removed. What was booked by them stays booked."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import PastNeedsIt, RuleNotFound
from app.models import AvailabilityRule
from app.services.places.furnishing import edits
from app.services.places.furnishing.edits import Edit
from app.services.places.furnishing.rules import RuleWish, rule_facts
from app.services.places.seals import check_seal

_ENTITY: Final = "availability_rule"


def add_rule(session: Session, edit: Edit, wish: RuleWish) -> int:
    """A new rule, in force from the next request on; its id. Raises SectionNotFound."""
    edits.begin(session, edit)
    if wish.section_id is not None:
        edits.check_section(session, edit, wish.section_id)
    rule = AvailabilityRule(branch_id=edit.branch_id, created_at=edit.now, updated_at=edit.now, **_columns(wish))
    session.add(rule)
    session.flush()
    edits.note(session, edit, "rule_added", _ENTITY, rule.id, after=rule_facts(rule))
    return rule.id


def change_rule(session: Session, edit: Edit, rule_id: int, wish: RuleWish, *, seen: str) -> None:
    """Raises RuleNotFound, SectionNotFound, ChangedMeanwhile."""
    edits.begin(session, edit)
    rule = edits.lock_own(session, edit, AvailabilityRule, rule_id, RuleNotFound)
    before = rule_facts(rule)
    check_seal(session, before, seen, entity=_ENTITY, entity_id=rule_id)
    if wish.section_id is not None:
        edits.check_section(session, edit, wish.section_id)
    for name, value in _columns(wish).items():
        setattr(rule, name, value)
    _done(session, edit, rule, "rule_changed", before)


def switch_rule(session: Session, edit: Edit, rule_id: int, *, is_active: bool) -> None:
    """Put it in force or out of it; twice is once. Raises RuleNotFound."""
    edits.begin(session, edit)
    rule = edits.lock_own(session, edit, AvailabilityRule, rule_id, RuleNotFound)
    before = rule_facts(rule)
    rule.is_active = is_active
    _done(session, edit, rule, "rule_switched_on" if is_active else "rule_switched_off", before)


def remove_rule(session: Session, edit: Edit, rule_id: int) -> None:
    """Raises RuleNotFound, PastNeedsIt where somebody has booked by it."""
    edits.begin(session, edit)
    before = rule_facts(edits.lock_own(session, edit, AvailabilityRule, rule_id, RuleNotFound))
    try:
        with session.begin_nested():
            session.execute(delete(AvailabilityRule).where(AvailabilityRule.id == rule_id))
    except IntegrityError as error:
        raise PastNeedsIt from error
    edits.note(session, edit, "rule_removed", _ENTITY, rule_id, before=before)


def _done(session: Session, edit: Edit, rule: AvailabilityRule, action: str, before: dict[str, Any]) -> None:
    after = rule_facts(rule)
    if after == before:
        return
    rule.updated_at = edit.now
    session.flush()
    edits.note(session, edit, action, _ENTITY, rule.id, before=before, after=after)


def _columns(wish: RuleWish) -> dict[str, Any]:
    given = asdict(wish)
    return {**given, "weekdays": sorted(given["weekdays"])}
