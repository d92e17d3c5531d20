"""An evening at a restaurant: diners book while the host seats who comes in, and each sees what the other did."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from app.extensions import unit_of_work
from app.models import Brand, Platform
from tests.browser import people
from tests.factories.restaurants import make_restaurant
from tests.support.journey import Journey, Shape

OpenWindow = Callable[[Shape], Journey]

CODE = "ROUND"
HOUSE, DESK = f"/club/b/{CODE}", f"/staff/tables/{CODE}"
# Whatever the hour of the test, there is a next time; what is after midnight belongs to the evening before.
ROUND_THE_CLOCK = {"starts_minute": 5 * 60, "ends_minute": 48 * 60, "interval_minutes": 15}
# What is shown without a reload comes within this many milliseconds.
SOON = 5_000


@pytest.fixture
def house(shop: Flask) -> None:
    """A restaurant that is open at any hour: two tables for two, one for six."""
    with shop.app_context(), unit_of_work() as session:
        make_restaurant(
            session,
            platform=session.scalars(select(Platform).where(Platform.slug == "club")).one(),
            brand=session.scalars(select(Brand).where(Brand.code == "PKR02501")).one(),
            code=CODE,
            tables=(2, 2, 6),
            rule=ROUND_THE_CLOCK,
            name_en="The Corner",
            name_ar="الركن",
        )


def test_a_walk_in_is_seated_while_diners_book(journey: Journey, open_window: OpenWindow, house: None) -> None:
    people.staff_signs_in(journey)
    journey.goto(DESK)
    expect(journey.page.locator(".empty")).to_be_visible()
    journey.check()

    diner = open_window(people.other_width(journey.shape))
    books_for_two(diner)
    sees_the_booking(journey)
    diner.goto(f"{HOUSE}?party=6")
    seats_a_party_of_six(journey)
    is_told_that_the_table_is_gone(diner)
    looks_round_the_room(journey)


def test_a_booking_by_phone_and_hours_that_are_closed(journey: Journey, house: None) -> None:
    page = journey.page
    people.staff_signs_in(journey)
    takes_a_booking_by_phone(journey)
    people.visit(journey, page.locator("a[href*='/cancel']"))
    people.send(journey, ".desk-one form")
    journey.check()
    closes_the_day(journey)


def books_for_two(diner: Journey) -> None:
    page = diner.page
    diner.goto(f"{HOUSE}?party=2")
    people.press(diner, ".board button[name=slot] >> nth=2")
    people.fill_in(diner, first_name="Layla", last_name="Haddad", phone="+971507654321")
    people.send(diner, "#details")
    expect(page.locator(".voucher .badge")).to_have_class("badge tone-good")


def sees_the_booking(host: Journey) -> None:
    """By itself with script; then its own page, a note, and the guest at the table."""
    page = host.page
    if not host.js:
        page.reload()
    expect(page.locator(".visit h2")).to_have_text("Layla Haddad", timeout=SOON)
    host.check()
    people.visit(host, page.locator(".visit h2 a"))
    people.fill_in(host, text="By the window, if it can be had.")
    people.send(host, "form[action$='/change/note']")
    host.check()
    people.visit(host, page.locator(".breadcrumb a, nav a[href*='/staff/tables/']").first)


def seats_a_party_of_six(host: Journey) -> None:
    """Into the line, and to the best table, which is the only one that is large enough."""
    page = host.page
    people.visit(host, page.locator(".tabs a[href*='/door']"))
    page.goto(host.url(f"{DESK}/door?party=6"))
    people.fill_in(host, name="Sami Nasser")
    people.send(host, f"form[action$='{CODE}/door'][method=post]")
    expect(page.locator("#line .visit")).to_have_count(1)
    host.check()
    people.visit(host, page.locator("#line a[href$='/seat']"))
    people.send(host, "form[action$='/seat']")
    host.check()


def is_told_that_the_table_is_gone(diner: Journey) -> None:
    """The time on the page is pressed in good faith; whoever looks again is not offered it."""
    page = diner.page
    pressed = page.locator(".board button[name=slot]").first.get_attribute("value")
    people.press(diner, ".board button[name=slot] >> nth=0")
    expect(page.locator(".refused")).to_be_visible()
    expect(page.locator(f".board button[value='{pressed}']")).to_have_count(0)
    diner.check()


def looks_round_the_room(host: Journey) -> None:
    page = host.page
    people.visit(host, page.locator(".tabs a[href*='/floor']"))
    expect(page.locator(".floor-seated")).to_contain_text("Sami Nasser")
    people.visit(host, page.locator(".tabs a[href*='/day']"))
    expect(page.locator("td.held")).to_have_count(2)
    if host.js:
        expect(page.locator("th[aria-current=time]")).to_be_in_viewport()
    people.visit(host, page.locator(f".tabs a[href$='{DESK}']"))
    expect(page.locator(".visit")).to_have_count(2)


def takes_a_booking_by_phone(host: Journey) -> None:
    """Sent without a number it comes back as it was."""
    page = host.page
    host.goto(f"{DESK}/book?party=4")
    host.check()
    page.locator("input[name=slot]:enabled").last.check()
    people.fill_in(host, name="Grace Adeyemi", phone="12", request="A high chair")
    people.send(host, "form[action$='/book'][method=post]")
    expect(page.locator("#name")).to_have_value("Grace Adeyemi")
    host.check()
    people.fill_in(host, phone="+971507654322")
    people.send(host, "form[action$='/book'][method=post]")
    expect(page.locator("h1")).to_have_text("Grace Adeyemi")
    host.check()


def closes_the_day(host: Journey) -> None:
    page = host.page
    host.goto(f"{DESK}/day")
    today = page.locator("#day").input_value()
    page.locator("[name=tables]").first.check()
    people.fill_in(host, **{"block-from": "12:00", "block-until": "14:00", "note": "Painters"})
    people.send(host, "form[action$='/day/block']")
    page.locator("[name=whole]").check()
    people.send(host, "form[action$='/day/close']")
    expect(page.locator("#closed li")).to_have_count(1)
    host.check()
    host.goto(f"{HOUSE}?party=2&day={today}")
    expect(page.locator(".refused")).to_be_visible()
