"""Hours in the back office: the week at a glance, rules added, copied, switched and removed, days closed, the pace."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import RuleKind
from app.models import AuditEntry, AvailabilityRule, Branch, TurnTime
from tests.factories.bookings import make_reservation
from tests.factories.dining import make_rule
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements

HERE = "/admin/restaurants/MB01/hours"
DINNER: dict[str, Any] = {
    "title_en": "Late dinner",
    "title_ar": "عشاء متأخر",
    "weekdays": ["0", "1", "2", "3", "5"],
    "starts": "23:00",
    "ends": "01:00",
    "ends_next": "y",
    "interval_minutes": "30",
    "section": "",
    "is_active": "y",
}


@pytest.fixture
def monday() -> date:
    """Next week's, or that of the week after: whatever the day, some days ahead."""
    today = utc_now().date()
    return today + timedelta(days=14 - today.weekday())


def at(day: date, hour: int) -> datetime:
    """A full hour in Dubai."""
    return datetime.combine(day, time(hour - 4), UTC)


def rows(page: Page) -> list[str]:
    return page.texts(".rule-says > p:first-child")


def offered(browser: PageClient, day: date) -> list[str]:
    """The times a diner can choose."""
    return browser.get(f"/b/MB01?day={day.isoformat()}&party=2").texts(".slot-free .slot-time, .slot-few .slot-time")


def test_new_hours_begin_with_the_branchs_step(boss: PageClient, session: Session, branch: Branch) -> None:
    branch.slot_minutes = 45
    session.commit()

    assert boss.get(f"{HERE}/new").value("interval_minutes") == "45"


def test_new_hours_stand_in_the_week_and_on_the_diners_page(
    boss: PageClient, session: Session, branch: Branch, monday: date
) -> None:
    assert "23:30" not in offered(boss, monday)

    shown = boss.follow(boss.post(f"{HERE}/new", DINNER))

    assert "Mon–Thu, Sat · Late dinner · 23:00 to 01:00 (next day), every 30 min" in rows(shown)
    assert [len(day.select(".week-one")) for day in shown.select(".week > li")] == [2, 2, 2, 2, 1, 2, 1]
    assert "23:30" in offered(boss, monday)
    rule = session.scalars(select(AvailabilityRule).where(AvailabilityRule.title_en == "Late dinner")).one()
    assert (rule.starts_minute, rule.ends_minute) == (1380, 1500)
    off = boss.follow(boss.post(f"{HERE}/{rule.id}/off"))
    assert "Switched off" in off.text
    assert "23:30" not in offered(boss, monday)
    boss.post(f"{HERE}/{rule.id}/on")
    assert "23:30" in offered(boss, monday)


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(boss: PageClient, branch: Branch) -> None:
    wrong = {
        **DINNER,
        "title_en": "",
        "title_ar": "",
        "ends_next": "",
        "first_date": "2026-05-09",
        "last_date": "2026-05-08",
        "price": "ten",
        "min_party": "6",
        "max_party": "4",
    }
    del wrong["ends_next"]

    page = boss.post(f"{HERE}/new", wrong, status=422)
    none = boss.post(f"{HERE}/new", {"starts": "quarter past", "section": ""}, status=422)

    fields = [field for _words, field in page.summary]
    assert fields == ["title_en", "last_date", "ends", "price", "max_party"]
    assert (page.value("starts"), page.value("price"), page.value("min_party")) == ("23:00", "ten", "6")
    assert len(page.select("[name=weekdays][checked]")) == 5
    assert [field for _words, field in none.summary] == ["title_en", "starts", "ends", "interval_minutes"]


def test_hours_are_copied_with_all_they_say_changed_and_removed(
    boss: PageClient, session: Session, branch: Branch
) -> None:
    rule = make_rule(
        session,
        branch,
        title_en="Set menu",
        starts_minute=1440,
        ends_minute=1500,
        interval_minutes=25,
        price_minor=14_500,
        deposit_minor=0,
        pacing_covers=9,
        pacing_parties=3,
        min_party=2,
        max_party=6,
        is_hidden=True,
        is_custom=True,
    )
    session.commit()

    copy = boss.get(f"{HERE}/new?copy={rule.id}").form("")
    shown = boss.follow(boss.post(f"{HERE}/new", copy))
    made = session.scalars(select(AvailabilityRule).where(AvailabilityRule.id > rule.id)).one()
    own = {"id", "created_at", "updated_at"}
    same = [column.key for column in AvailabilityRule.__table__.columns if column.key not in own]
    assert [getattr(made, name) for name in same] == [getattr(rule, name) for name in same]
    assert len([words for words in rows(shown) if "00:00 (next day) to 01:00 (next day), every 25 min" in words]) == 2
    assert f"Number {made.id}" in shown.text

    copied = made.id
    page = boss.get(f"{HERE}/{made.id}")
    # What is emptied is empty, whatever it was before.
    boss.post(f"{HERE}/{made.id}", {**page.form(""), "price": "١٥٠٫٥٠", "pacing_covers": "", "max_party": ""})
    late = boss.post(f"{HERE}/{made.id}", {**page.form(""), "price": "99"}, status=409)
    assert "Ngozi has changed this since you opened it." in late.text
    assert (made.price_minor, made.pacing_covers, made.max_party) == (15_050, None, None)
    assert "25 min" in boss.get(f"{HERE}/{copied}/remove").text
    assert "It is removed." in boss.follow(boss.post(f"{HERE}/{copied}/remove")).text
    assert session.scalars(select(AuditEntry.action).where(AuditEntry.entity_id == copied)).all() == [
        "rule_added",
        "rule_changed",
        "rule_removed",
    ]
    used = make_reservation(session, branch=branch, rule_id=rule.id)
    session.commit()
    assert "Switch it off instead." in boss.follow(boss.post(f"{HERE}/{used.rule_id}/remove")).text


def test_days_are_closed_after_a_word_about_who_has_booked(
    boss: PageClient, session: Session, branch: Branch, monday: date
) -> None:
    assert "19:30" in offered(boss, monday)
    for hour in (19, 20):
        make_reservation(session, branch=branch, starts_at=at(monday, hour), is_claiming=False)
    session.commit()
    form = {
        "first_date": str(monday),
        "last_date": str(monday + timedelta(1)),
        "whole": "y",
        "is_active": "y",
        "section": "",
    }

    warned = boss.post(f"{HERE}/close", {**form, "title_en": "Eid"}, status=200)
    assert "2 bookings stand then already." in warned.text
    assert warned.one(".office-coming a")["href"] == f"/staff/tables/MB01?day={monday}"
    shown = boss.follow(boss.post(f"{HERE}/close", warned.form("")))

    assert "2 bookings stand all the same:" in shown.text
    rule = session.scalars(select(AvailabilityRule).where(AvailabilityRule.kind == RuleKind.CLOSED)).one()
    assert (rule.first_date, rule.last_date, rule.ends_minute) == (monday, monday + timedelta(1), 1440)
    assert "19:30" not in offered(boss, monday)
    # Those who serve the evening read of it too.
    assert "Eid" in boss.get(f"/staff/tables/MB01/day?day={monday}").text
    page = boss.get(f"{HERE}/{rule.id}", status=303)
    hours = {**boss.follow(page).form(""), "starts": "12:00", "ends": "14:00"}
    del hours["whole"]
    boss.post(f"{HERE}/close/{rule.id}", hours)
    assert session.get_one(AvailabilityRule, rule.id).ends_minute == 14 * 60
    for wrong, field in (
        ({"section": ""}, "first_date"),
        ({"section": "", "first_date": str(monday), "starts": "14:00", "ends": "13:00"}, "ends"),
    ):
        assert boss.post(f"{HERE}/close", wrong, status=422).summary[0][1] == field


def test_the_pace_is_changed_line_by_line(boss: PageClient, session: Session, branch: Branch) -> None:
    given = boss.get(f"{HERE}/pace").form("")
    line = {"turns-1-party": "4", "turns-1-minutes": "105", "covers": "12"}

    half = boss.post(f"{HERE}/pace", {**given, **line, "turns-2-party": "6"}, status=422)
    twice = boss.post(f"{HERE}/pace", {**given, **line, "turns-2-party": "4", "turns-2-minutes": "90"}, status=422)
    boss.post(f"{HERE}/pace", {**given, **line})
    late = boss.post(f"{HERE}/pace", given, status=409)

    assert half.summary == [("Enter both the guests and the minutes, or neither.", "turns-2-minutes")]
    assert twice.summary == [("Enter each number of guests once.", "turns-0-party")]
    assert "Ngozi has changed this since you opened it." in late.text
    turns = session.execute(select(TurnTime.up_to_party, TurnTime.minutes).order_by(TurnTime.up_to_party))
    assert [tuple(row) for row in turns] == [(4, 105), (branch.max_party, 90)]
    assert session.get_one(Branch, branch.id).pacing_covers == 12


def test_thirty_rules_are_read_like_one(boss: PageClient, session: Session, branch: Branch, monday: date) -> None:
    make_rule(session, branch, kind=RuleKind.CLOSED, first_date=monday, last_date=monday)
    session.commit()
    boss.get(HERE)
    with count_statements() as few:
        boss.get(HERE)
    for number in range(30):
        make_rule(session, branch, kind=RuleKind.CLOSED, first_date=monday + timedelta(number))
        make_rule(session, branch, weekdays=[number % 7])
    session.commit()
    with count_statements() as many:
        boss.get(HERE)

    assert len(many) == len(few), many
