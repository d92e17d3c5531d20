"""A branch's details in the back office: what is typed, what is refused, and what is asked twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import AuditEntry, Branch, Brand, StaffRole
from tests.factories.bookings import make_reservation, tables_of
from tests.support.pages import Page, PageClient

HERE = "/admin/restaurants/MB01"


def _open(boss: PageClient, **changes: Any) -> dict[str, str]:
    """The form as a browser would send it after these changes; None unticks."""
    form: dict[str, Any] = {**boss.get(HERE).form(HERE), **changes}
    return {name: value for name, value in form.items() if value is not None}


def _save(boss: PageClient, **changes: Any) -> Page:
    return boss.follow(boss.post(HERE, _open(boss, **changes)))


def _book(session: Session, branch: Branch) -> None:
    table = tables_of(session, branch)[0]
    make_reservation(session, branch=branch, starts_at=utc_now() + timedelta(days=3), tables=[table])
    session.commit()


def test_details_are_read_as_people_write_them(session: Session, boss: PageClient, branch: Branch) -> None:
    version = session.get_one(Brand, branch.brand_id).version

    page = _save(
        boss,
        city_en=" Dubai ",
        phone="04 123 4567",
        latitude="25.0772",
        longitude="55.1399",
        deposit="1,050.5",
        deposit_from_party="6",
        free_hours="1.5",
        fee_percent="١٢٫٥",
        max_party="12",
        horizon_days="90",
        buffer_minutes="15",
        reservation_link="https://bookings.example/marina",
        allowed_hosts="restaurant.example/\nhttps://shop.example:8443\nrestaurant.example",
    )

    assert "Saved." in page.text
    assert (branch.city_en, branch.phone) == ("Dubai", "+97141234567")
    assert (branch.horizon_days, branch.buffer_minutes) == (90, 15)
    assert (branch.latitude, branch.longitude) == (25.0772, 55.1399)
    assert (branch.deposit_minor, branch.deposit_from_party) == (105_050, 6)
    assert (branch.cancel_free_minutes, branch.cancel_fee_bp) == (90, 1_250)
    assert branch.allowed_hosts == ["https://restaurant.example", "https://shop.example:8443"]
    assert (page.value("deposit"), page.value("free_hours"), page.value("fee_percent")) == ("1050.5", "1.5", "12.5")
    assert session.get_one(Brand, branch.brand_id).version == version + 1
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "branch_changed")).one()
    assert (entry.before or {})["max_party"] == 10
    assert (entry.after or {})["max_party"] == 12
    assert "name_en" not in (entry.after or {})
    assert (
        "frame-ancestors https://restaurant.example https://shop.example:8443"
        in boss.get("/b/MB01").headers["Content-Security-Policy"]
    )
    assert boss.get("/b/MB01").one("main a.btn")["href"] == "https://bookings.example/marina"
    assert "Nothing was different." in _save(boss).text


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"phone": "12"}, "Enter a phone number with its country code", "phone"),
        ({"latitude": "25"}, "Enter both latitude and longitude", "longitude"),
        ({"latitude": "nan", "longitude": "1"}, "Enter a number from -90 to 90.", "latitude"),
        ({"min_party": "8", "max_party": "4"}, "The largest party cannot be smaller", "max_party"),
        ({"max_party": ""}, "Enter a number from 1 to 100.", "max_party"),
        ({"min_party": "nan"}, "Enter a number from 1 to 100.", "min_party"),
        ({"min_party": "1e99999999"}, "Enter a number from 1 to 100.", "min_party"),
        ({"lead_minutes": "7.5"}, "Enter a whole number.", "lead_minutes"),
        ({"deposit": "1.005"}, "Enter at most 2 decimals.", "deposit"),
        ({"fee_percent": "101"}, "Enter a number from 0 to 100.", "fee_percent"),
        ({"zone": "Mars/Base"}, "Not a valid choice", "zone"),
        ({"reservation_link": "javascript:alert(1)"}, "Enter a web address that begins", "reservation_link"),
        ({"allowed_hosts": "https://a.example/page"}, "“https://a.example/page” is no site.", "allowed_hosts"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    boss: PageClient, branch: Branch, changes: dict[str, str], said: str, field: str
) -> None:
    page = boss.post(HERE, _open(boss, **changes), status=422)

    assert [(words.startswith(said), at) for words, at in page.summary] == [(True, field)], page.summary
    assert field == "zone" or page.value(field) == changes.get(field, "")


def test_a_branch_with_bookings_is_switched_off_only_by_who_is_sure(
    session: Session, boss: PageClient, pages: PageClient, branch: Branch
) -> None:
    _book(session, branch)

    asked = boss.post(HERE, _open(boss, is_active=None, name_en="Harbour"), status=422)

    assert asked.summary == [("1 booking is still to come, and it stays. Tick below that you are sure.", "sure")]
    assert asked.value("name_en") == "Harbour"
    session.refresh(branch)
    assert branch.is_active
    boss.post(HERE, {**asked.form(HERE), "sure": "y"})
    assert "Takes no bookings" in boss.get(HERE).text
    assert pages.get("/b/MB01").select("[name=slot], .slots") == []
    assert "Takes no bookings" not in _save(boss, is_active="y").text


def test_the_clock_stays_while_tables_are_booked_by_it(session: Session, boss: PageClient, branch: Branch) -> None:
    _save(boss, zone="Asia/Riyadh")
    assert branch.zone == "Asia/Riyadh"
    _book(session, branch)

    refused = boss.post(HERE, _open(boss, zone="Asia/Dubai"), status=422)

    assert refused.summary[0][1] == "zone"
    assert "1 booking or kept table is still to come on the clock it was made by." in refused.text
    session.refresh(branch)
    assert branch.zone == "Asia/Riyadh"


def test_switches_of_the_page_and_details_are_in_nobodys_way(
    session: Session, boss: PageClient, branch: Branch, enter: Callable[..., PageClient]
) -> None:
    mine = _open(boss, name_en="Mine")
    colleague = enter(StaffRole.ADMIN, name="Ada")
    display = f"{HERE}/display"
    form = colleague.get(display).form(display)
    colleague.post(display, {**form, "child_seats": "y"})
    boss.post(HERE, mine)
    assert (branch.name_en, branch.child_seats) == ("Mine", True)

    late = colleague.post(display, {**form, "title": "When?"}, status=409)

    assert "Ada has changed this since you opened it." in late.text
    assert late.value("title") == "When?"
    assert late.texts(".facts dt") == ["Child seats", "Title above the choice"]


def test_the_diners_page_follows_the_switches(
    session: Session, boss: PageClient, pages: PageClient, branch: Branch
) -> None:
    display = f"{HERE}/display"
    branch.waiting_list_config = {"of_another": 1}
    session.commit()
    form = {
        **boss.get(display).form(display),
        "is_active_waitinglist": "y",
        "wait_max_party": "4",
        "wait_message_en": "Dates while you wait.",
        "title": "When would you like to come?",
        "title_ar": "متى تود أن تأتي؟",
        "title_size": "30",
    }

    boss.post(display, {name: value for name, value in form.items() if name != "show_slots_header"})

    shown = pages.get("/b/MB01")
    assert "When would you like to come?" in shown.text
    arabic = pages.get("/ar/b/MB01").text
    assert "متى تود أن تأتي؟" in arabic
    assert "When would you like to come?" not in arabic
    assert "Choose a time" not in shown.texts(".finder-head")
    assert "--avail-title: 1.875rem" in pages.client.get("/b/MB01/theme.css").text
    assert "Dates while you wait." in pages.get("/b/MB01/waiting").text
    assert branch.waiting_list_config == {"of_another": 1, "max_party": 4, "message_en": "Dates while you wait."}
    assert branch.venue_details == {
        "availability_title": "When would you like to come?",
        "availability_title_ar": "متى تود أن تأتي؟",
        "availability_title_font_size": 30,
    }
    wrong = boss.post(display, {**form, "title_size": "99"}, status=422)
    assert wrong.summary == [("Enter a number from 13 to 64.", "title_size")]
