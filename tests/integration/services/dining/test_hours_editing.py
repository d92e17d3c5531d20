"""Rules, closures, turn times and pacing are changed, and count from the next look on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.domain import errors as e
from app.domain.reservations import ReservationState, RuleKind
from app.domain.seating import Ask, Reason
from app.domain.states import Environment
from app.services import availability, evening, pulse
from app.services.availability import sheet
from app.services.places import furnishing
from app.services.places.furnishing import Closing, Pace, RuleWish, get_rule, list_rules, read_pace
from tests.factories import NOW
from tests.factories.bookings import make_reservation
from tests.factories.dining import make_section
from tests.integration.services.dining.kit import SIX, Workshop, hours

DAY = date(2026, 3, 3)


def closed(**given: Any) -> RuleWish:
    usual: dict[str, Any] = {"kind": RuleKind.CLOSED, "starts_minute": 0, "ends_minute": 24 * 60}
    return hours(**{**usual, **given})


def times(shop: Workshop, day: date = DAY, party: int = 2) -> list[str]:
    """What a diner is offered, as it is kept in memory."""
    ask = Ask(service_date=day, party_size=party, now=NOW)
    found = sheet(shop.session, shop.edit.tenant, ask, branch_id=shop.branch.id)
    zone = ZoneInfo(shop.branch.zone)
    return [f"{slot.starts_at.astimezone(zone):%H:%M}" for slot in found.day.slots if slot.is_free]


def test_an_edited_rule_shows_at_the_next_look(session: Session) -> None:
    shop = Workshop.open(session)
    before = times(shop)

    late = furnishing.add_rule(session, shop.edit, hours())
    assert times(shop) == [*before, "23:00", "23:30", "00:00", "00:30", "01:00"]
    pulse.beat(session)
    assert pulse.version_of(session, branch_id=shop.branch.id, environment="test") == 1
    seen = get_rule(session, shop.branch.id, late)
    furnishing.change_rule(session, shop.edit, late, hours(ends_minute=1440, interval_minutes=60), seen=seen.seal)
    assert times(shop) == [*before, "23:00", "00:00"]
    with pytest.raises(e.ChangedMeanwhile):
        furnishing.change_rule(session, shop.edit, late, hours(), seen=seen.seal)
    furnishing.switch_rule(session, shop.edit, late, is_active=False)
    furnishing.switch_rule(session, shop.edit, late, is_active=False)
    assert times(shop) == before
    furnishing.remove_rule(session, shop.edit, late)

    assert shop.actions == ["rule_added", "rule_changed", "rule_switched_off", "rule_removed"]
    with pytest.raises(e.RuleNotFound):
        get_rule(session, shop.branch.id, late)


def test_a_rule_by_which_somebody_has_booked_is_not_removed(session: Session) -> None:
    shop, other = Workshop.open(session), Workshop.open(session)
    (rule,) = list_rules(session, shop.branch.id)
    make_reservation(session, branch=shop.branch, rule_id=rule.id)
    foreign = make_section(session, other.branch)

    with pytest.raises(e.PastNeedsIt):
        furnishing.remove_rule(session, shop.edit, rule.id)
    with pytest.raises(e.RuleNotFound):
        furnishing.switch_rule(session, other.edit, rule.id, is_active=False)
    with pytest.raises(e.SectionNotFound):
        furnishing.add_rule(session, shop.edit, hours(section_id=foreign.id))
    assert shop.actions == []


def test_days_are_closed_and_who_has_booked_is_counted(session: Session) -> None:
    shop = Workshop.open(session)
    # Half past midnight belongs to the evening before.
    furnishing.add_rule(session, shop.edit, hours())
    for later in (0, 1, 5):
        make_reservation(session, branch=shop.branch, starts_at=SIX + timedelta(hours=later), is_claiming=False)
    make_reservation(session, branch=shop.branch, starts_at=SIX, state=ReservationState.CANCELED, is_claiming=False)
    make_reservation(session, branch=shop.branch, starts_at=SIX + timedelta(days=2), is_claiming=False)
    late = datetime(2026, 3, 3, 20, 30, tzinfo=UTC)
    make_reservation(session, branch=shop.branch, starts_at=late, service_date=DAY, is_claiming=False)
    whole = closed(first_date=DAY, last_date=DAY + timedelta(days=2), title_en="Eid")
    hour = closed(first_date=DAY, last_date=DAY, starts_minute=18 * 60, ends_minute=19 * 60, title_en="Toast")
    night = closed(first_date=DAY, last_date=DAY, starts_minute=24 * 60, ends_minute=26 * 60)
    closings = [Closing.of(rule, today=DAY) for rule in (whole, hour, night)]

    zone = ZoneInfo(shop.branch.zone)
    counted = furnishing.booked_days(session, shop.edit.tenant, shop.branch.id, closings, zone=zone)
    furnishing.add_rule(session, shop.edit, hour)
    assert times(shop)[:1] == ["19:00"]
    furnishing.add_rule(session, shop.edit, whole)

    assert [[(one.day.day, one.bookings) for one in days] for days in counted] == [[(3, 4), (5, 1)], [(3, 1)], [(3, 1)]]
    ask = Ask(service_date=DAY, party_size=2, now=NOW)
    days = availability.days(session, shop.branch.id, Environment.TEST, ask, last_date=DAY + timedelta(days=3))
    assert [day.refusal for day in days.values()] == [Reason.CLOSED] * 3 + [None]
    shown = evening.list_closures(session, branch_id=shop.branch.id, day=DAY)
    assert [(one.title, one.is_one_day) for one in shown] == [("Eid", False), ("Toast", True)]
    found = [rule for rule in list_rules(session, shop.branch.id) if not rule.is_open]
    assert {rule.title("en"): rule.is_whole_day for rule in found} == {"Eid": True, "Toast": False}


def test_turn_times_and_pacing_are_changed_together(session: Session) -> None:
    shop = Workshop.open(session)
    seen = read_pace(session, shop.branch.id)
    wish = Pace(turn_times={2: 60, 10: 150}, covers=5, parties=2)

    furnishing.change_pace(session, shop.edit, wish, seen=seen.seal)
    with pytest.raises(e.ChangedMeanwhile):
        furnishing.change_pace(session, shop.edit, seen, seen=seen.seal)
    furnishing.change_pace(session, shop.edit, wish, seen=wish.seal)

    assert seen.turn_times == {4: 90, 20: 120}
    assert read_pace(session, shop.branch.id) == wish
    assert times(shop, party=6) == []
    assert shop.actions == ["pace_changed"]
