"""Sections and tables in the back office: seen, added, changed, refused in words, removed after a question."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import AuditEntry, Branch, DiningTable, Platform, Section, StaffRole
from tests.factories.bookings import make_reservation, make_restaurant, tables_of
from tests.factories.dining import make_section, make_table
from tests.support.pages import PageClient
from tests.support.statements import count_statements

HERE = "/admin/restaurants/MB01/tables"


@pytest.fixture
def evening() -> datetime:
    """Half past seven in Dubai, in five days."""
    return datetime.combine(utc_now().date() + timedelta(days=5), time(15, 30), UTC)


def test_a_section_is_added_filled_with_tables_and_shown(boss: PageClient, session: Session, branch: Branch) -> None:
    form = {"name_en": "Terrace", "name_ar": "الشرفة", "capacity": "40", "display_order": "2", "is_active": "y"}
    wrong = boss.post(f"{HERE}/sections/new", {**form, "capacity": "many", "name_ar": " "}, status=422)
    assert wrong.value("name_en") == "Terrace"
    assert {field for _words, field in wrong.summary} == {"name_ar", "capacity"}
    boss.post(f"{HERE}/sections/new", form)
    terrace = session.scalars(select(Section).where(Section.name_en == "Terrace")).one()

    page = boss.get(f"{HERE}/new?section={terrace.id}")
    assert page.one("#section_id option[selected]")["value"] == str(terrace.id)
    given = {**page.form(""), "numbers": "B1 to B12", "capacity": "4", "shape": "round"}
    for numbers in ("B12 to B1", "B1 to B900", tables_of(session, branch)[0].number):
        assert boss.post(f"{HERE}/new", {**given, "numbers": numbers}, status=422).summary[0][1] == "numbers"
    assert boss.post(f"{HERE}/new", {**given, "min_party": "5"}, status=422).summary[0][1] == "min_party"
    shown = boss.follow(boss.post(f"{HERE}/new", given))

    assert "12 tables are added." in shown.text
    assert len(shown.select(f"section[aria-labelledby=section-{terrace.id}] tbody tr")) == 12
    assert "12 tables · 48 seats · at most 40 guests at once" in shown.text
    assert len(shown.select(".plan circle")) == 12
    arabic = boss.get(f"/ar{HERE}")
    assert "الشرفة" in arabic.text


def test_a_table_is_edited_and_pushed_together(boss: PageClient, session: Session, branch: Branch) -> None:
    first, second, *_others = tables_of(session, branch)
    page = boss.get(f"{HERE}/{first.id}")
    given = {**page.form(""), "number": "Window", "x": "55", "links": [str(second.id)], "shape": "round"}
    assert boss.post(f"{HERE}/{first.id}", {**given, "x": "101"}, status=422).value("number") == "Window"

    shown = boss.follow(boss.post(f"{HERE}/{first.id}", given))
    assert len(shown.select(".plan-link")) == 1
    # Whoever opened it before sees that it is another now, and loses nothing of what was typed.
    late = boss.post(f"{HERE}/{first.id}", {**given, "number": "Door"}, status=409)
    assert "Ngozi has changed this since you opened it." in late.text
    assert late.value("number") == "Door"
    # Saved again, it stands over what was there, knowingly.
    boss.post(f"{HERE}/{first.id}", {**late.form(""), "number": "Window", "x": "60"})
    taken = boss.post(
        f"{HERE}/{second.id}", {**boss.get(f"{HERE}/{second.id}").form(""), "number": "Window"}, status=422
    )
    assert taken.summary == [("There is a table Window already. Choose another number.", "number")]
    off = {name: value for name, value in boss.get(f"{HERE}/{first.id}").form("").items() if name != "is_active"}
    assert "Switched off" in boss.follow(boss.post(f"{HERE}/{first.id}", {**off, "links": []})).text
    assert (
        session.scalars(select(AuditEntry.action).where(AuditEntry.entity == "dining_table")).all()
        == ["table_changed"] * 3
    )


def test_who_is_coming_is_named_with_a_way_to_them(
    boss: PageClient, session: Session, branch: Branch, evening: datetime
) -> None:
    table, spare = tables_of(session, branch)[:2]
    booked = make_reservation(session, branch=branch, starts_at=evening, tables=[table])
    session.commit()

    page = boss.get(f"{HERE}/{table.id}")
    off = {name: value for name, value in page.form("").items() if name != "is_active"}
    refused = boss.post(f"{HERE}/{table.id}", off, status=422)
    asked = boss.get(f"{HERE}/{table.id}/remove")
    boss.post(f"{HERE}/{table.id}/remove")

    assert f"Guests are coming to this table: {booked.reference}. Move them first." in refused.text
    assert refused.one(".office-coming a")["href"] == f"/staff/tables/MB01/r/{booked.uuid}"
    assert asked.select("form[action$='/remove']") == []
    assert session.get(DiningTable, table.id) is not None
    boss.get(str(refused.one(".office-coming a")["href"]))
    # Nobody has ever sat at the other one.
    assert boss.get(f"{HERE}/{spare.id}/remove").select("form[action$='/remove']")
    assert "The table is removed." in boss.follow(boss.post(f"{HERE}/{spare.id}/remove")).text


def test_a_section_with_tables_is_not_removed(boss: PageClient, session: Session, branch: Branch) -> None:
    hall = session.scalars(select(Section).where(Section.branch_id == branch.id)).one()
    empty = make_section(session, branch, name_en="Bar")
    session.commit()

    assert boss.get(f"{HERE}/sections/{hall.id}/remove").select("form[action$='/remove']") == []
    told = boss.follow(boss.post(f"{HERE}/sections/{hall.id}/remove"))
    page = boss.get(f"{HERE}/sections/{empty.id}")
    boss.post(f"{HERE}/sections/{empty.id}", {**page.form(""), "name_en": "Long bar"})
    gone = boss.follow(boss.post(f"{HERE}/sections/{empty.id}/remove"))

    assert "5 tables stand in this section." in told.text
    assert "The section is removed." in gone.text
    assert session.scalars(select(Section.name_en).where(Section.branch_id == branch.id)).all() == ["Main hall"]


def test_the_room_is_for_who_runs_the_business_and_their_own(
    boss: PageClient, enter: Callable[..., PageClient], session: Session, platform: Platform, branch: Branch
) -> None:
    stranger = make_restaurant(session, code="XX01")
    table = tables_of(session, stranger)[0]
    session.commit()
    host = enter(StaffRole.HOST, branch)

    for path in ("tables", "tables/new", "tables/sections/new", "hours", "hours/new", "hours/close", "hours/pace"):
        host.get(f"/admin/restaurants/MB01/{path}", status=403)
        boss.get(f"/admin/restaurants/XX01/{path}", status=404)
    # A foreign table under one's own branch is nobody's.
    boss.get(f"{HERE}/{table.id}", status=404)
    boss.post(f"{HERE}/{table.id}/remove", status=404)
    host.post(f"{HERE}/new", {}, status=403)
    assert session.get(DiningTable, table.id) is not None


def test_thirty_tables_are_read_like_one(boss: PageClient, session: Session, branch: Branch) -> None:
    boss.get(HERE)
    with count_statements() as few:
        boss.get(HERE)
    hall = session.scalars(select(Section).where(Section.branch_id == branch.id)).one()
    for _number in range(30):
        make_table(session, hall)
    make_section(session, branch)
    session.commit()
    with count_statements() as many:
        boss.get(HERE)

    assert len(many) == len(few), many
