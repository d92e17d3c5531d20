"""A restaurant's start page: its switches, and what it costs to show."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models import AvailabilityRule, Branch, Section
from tests.factories.dining import make_rule, make_section, make_table
from tests.integration.web.booking.guest import TOMORROW, Guest, at
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements


def shown(pages: PageClient, session: Session, party: int = 2, **switches: object) -> Page:
    if switches:
        session.execute(update(Branch).values(**switches))
    session.commit()
    return pages.get(f"/b/DT01?party={party}&day={TOMORROW}")


def test_the_page_takes_as_many_statements_for_ten_tables_as_for_sixty(
    pages: PageClient, session: Session, house: Branch
) -> None:
    pages.get("/b/DT01")
    # For another party, whose days nobody has looked at yet.
    with count_statements() as few:
        pages.get("/b/DT01?party=3")
    terrace = make_section(session, house, name_en="Terrace")
    for _ in range(55):
        make_table(session, terrace)
    session.commit()
    with count_statements() as many:
        pages.get(f"/b/DT01?month={TOMORROW:%Y-%m}")

    assert len(few.served) == len(many.served) <= 8, many.served


def test_periods_are_told_apart_and_ends_shown_where_the_branch_wants_it(
    pages: PageClient, session: Session, house: Branch
) -> None:
    make_rule(session, house, title_en="Lunch", title_ar="الغداء", starts_minute=12 * 60, ends_minute=13 * 60)

    plain = shown(pages, session, show_period_headers=False)
    told = shown(pages, session, show_period_headers=True, show_time_range=True)

    assert plain.select(".period h3") == []
    assert told.texts(".period h3") == ["Lunch", "Dinner"]
    assert told.texts(".slot-time")[0] == "12:00 – 13:30"


def test_sections_are_told_apart_and_one_that_never_seats_the_party_says_so_once(
    pages: PageClient, session: Session, house: Branch
) -> None:
    cabin = make_section(session, house, name_en="Cabin", display_order=9)
    make_table(session, cabin, capacity=8, min_party=6)

    page = shown(pages, session, section_wise_time_slots=True)
    section = session.query(Section).filter_by(name_en="Main hall").one()

    assert page.texts(".period h4") == ["Main hall", "Cabin for larger parties"]
    assert page.select(".slot")[0]["value"] == f"{at('18:00'):%Y%m%dT%H%MZ}.{section.id}"


def test_what_is_taken_is_explained_or_left_out(guest: Guest, session: Session, house: Branch) -> None:
    house.pacing_parties = 1
    session.commit()
    guest.book("19:00")

    page = shown(guest.pages, session)
    taken = page.one("a.slot-full")
    explained = guest.pages.get(str(taken["href"]))
    hidden = shown(guest.pages, session, time_slot_hide=True)

    assert "Kitchen full" in taken.get_text()
    assert "19:00 is not free" in explained.texts(".refused h3")
    assert explained.texts(".refused .slot-time") == ["18:00", "18:30", "19:30"]
    assert hidden.select(".slot-full") == []
    assert "19:00" not in " ".join(hidden.texts(".slot-time"))


def test_seats_left_are_told_unless_the_branch_hides_them(pages: PageClient, session: Session, house: Branch) -> None:
    session.execute(update(Section).values(capacity=5))

    assert "5 seats left" in shown(pages, session).text
    assert "left" not in shown(pages, session, remaining_capacity_hide=True).one(".board").get_text()


def test_words_of_the_venue_and_its_deposit(pages: PageClient, session: Session, house: Branch) -> None:
    words = {"availability_title": "Come in", "availability_subtitle": "<b>Soon</b>"}
    page = shown(pages, session, party=4, venue_details=words)

    assert page.heading == "Come in"
    assert page.texts(".avail-sub") == ["<b>Soon</b>"]
    assert "A deposit of AED 50.00 per guest" in page.text
    assert page.select(".finder-head")
    assert shown(pages, session, show_slots_header=False).texts(".finder-times h2") == []


def test_child_seats_are_asked_for_where_there_are_any(guest: Guest, session: Session, house: Branch) -> None:
    without = guest.pages.follow(guest.choose())
    house.child_seats = True
    session.commit()
    having = guest.pages.follow(guest.choose("20:00"))

    assert (len(without.select("#child_seats")), len(having.select("#child_seats"))) == (0, 1)


def test_a_house_that_books_elsewhere_leads_there(pages: PageClient, session: Session, house: Branch) -> None:
    page = shown(pages, session, reservation_link="https://tables.example/dt01")

    assert page.one("main .btn")["href"] == "https://tables.example/dt01"
    assert page.select(".finder") == []


def test_a_house_that_is_closed_for_good_says_so(pages: PageClient, session: Session, house: Branch) -> None:
    assert "takes no bookings online" in shown(pages, session, is_active=False).text


def test_the_month_and_the_later_days(pages: PageClient, session: Session, house: Branch) -> None:
    session.execute(update(AvailabilityRule).values(weekdays=[TOMORROW.weekday()]))
    session.commit()
    month = pages.get(f"/b/DT01?month={TOMORROW:%Y-%m}")
    week = pages.get("/b/DT01")
    later = pages.get(str(week.one(".days-on")["href"]))

    assert len(month.select(".month tbody tr")) in {4, 5, 6}
    assert week.texts(".day[aria-current] b") == [str(TOMORROW.day)]
    assert str((TOMORROW + timedelta(days=13)).day) in later.texts(".day b")


@pytest.mark.parametrize("query", ["party=x&day=y&month=z&from=1&at=q", "party=999&day=1999-01-01", "day=2999-01-01"])
def test_odd_addresses_are_as_if_they_said_nothing(pages: PageClient, house: Branch, query: str) -> None:
    assert pages.get(f"/b/DT01?{query}").select(".finder")


def test_a_swap_is_the_finder_alone(pages: PageClient, house: Branch) -> None:
    part = pages.get(f"/b/DT01?party=3&day={TOMORROW}", htmx=True)

    assert part.one("#party")["value"] == "3"
    assert part.select("html") == []


def test_no_such_house(pages: PageClient, house: Branch) -> None:
    pages.get("/b/NONE", status=404)
    pages.get("/brands/NONE", status=404)


def test_brands_and_a_brands_branches(pages: PageClient, session: Session, house: Branch) -> None:
    index = pages.get("/brands")
    page = pages.get(str(index.one(".house-card a")["href"]))

    assert page.texts(".branch h3") == [house.name_en]
    assert page.texts(".branch .badge")[0].startswith("Open")
