"""An event's place after midnight, a place in the line that becomes a table, and a room that stays true."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from playwright.sync_api import expect

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows import waiting
from tests.browser import people
from tests.support.journey import Journey, Shape

OpenWindow = Callable[[Shape], Journey]

EVENT = "/events/salt-al-bahar"
# Keeps a waiting list, and asks new diners for no code.
HOUSE = "/b/DT01"


def test_places_after_midnight_are_booked_paid_moved_and_given_up(journey: Journey) -> None:
    page = journey.page
    day = (utc_now() + timedelta(days=1)).date()
    journey.goto(f"{EVENT}?day={day}&quantity=2")
    journey.check()
    # The last group of the board is the night's.
    people.press(journey, ".board .period:last-child .slot-free >> nth=0")
    people.fill_in(journey, first_name="Layla", phone="+971507654321")
    journey.check()
    people.send(journey, "form.form")
    people.at_the_gateway(journey, "success")
    expect(page.locator(".voucher .badge")).to_have_class("badge tone-good")
    journey.check()
    entry = people.download(journey, page.locator("a[href$='places.ics']"))
    assert b"BEGIN:VEVENT" in entry

    people.visit(journey, page.locator("a[href*='/move']"))
    people.press(journey, ".board .slot-free >> nth=0")
    journey.check()
    page.locator("details.more summary").click()
    people.press(journey, ".btn-bad")
    expect(page.locator(".voucher-void")).to_be_visible()
    journey.check()


def test_a_place_in_the_line_becomes_a_table(journey: Journey, shop: Flask) -> None:
    page = journey.page
    day = (utc_now() + timedelta(days=3)).date()
    journey.goto(f"{HOUSE}/waiting?party=2&day={day}")
    people.fill_in(journey, first_name="Omar", phone="+971507654321")
    journey.check()
    people.send(journey, "form.form")
    expect(page.locator(".place-card")).to_be_visible()
    journey.check()

    with shop.app_context():
        waiting.serve_due(unit_of_work, utc_now, gateways().texts)
    page.reload()
    expect(page.locator(".place-ready")).to_be_visible()
    journey.check()
    people.press(journey, ".place-ready .btn-primary")
    expect(page.locator(".voucher")).to_be_visible()
    journey.check()


def test_the_room_stays_true_by_itself_and_says_when_it_cannot(open_window: OpenWindow) -> None:
    """Two of the staff at one restaurant: one types while the other closes the evening, and loses the connection."""
    host, other = open_window(Shape("en", 390, js=True)), open_window(Shape("ar", 1280, js=False))
    for window in (host, other):
        people.staff_signs_in(window)
        window.goto("/staff/tables/DT01/day")
    page = host.page
    page.locator("#note").fill("Half typed")
    page.locator(".grid-day").evaluate("grid => { grid.scrollLeft = 300 }")

    other.page.locator("[name=whole]").check()
    people.send(other, "form[action$='/day/close']")

    expect(page.locator("#closed li")).to_have_count(1, timeout=5_000)
    expect(page.locator("#note")).to_be_focused()
    assert page.locator("#note").input_value() == "Half typed"
    assert page.locator(".grid-day").evaluate("grid => grid.scrollLeft") == 300
    host.check()

    page.context.set_offline(True)
    expect(page.locator(".adrift p")).to_have_count(1)
    expect(page.locator("#toast")).to_be_empty()
    people.send(other, "#closed form")
    page.context.set_offline(False)
    expect(page.locator("#closed li")).to_have_count(0, timeout=5_000)
    expect(page.locator(".adrift")).to_be_empty()
    # The library says to the console what the page says to people.
    host.notes = [note for note in host.notes if "htmx:sendError" not in note and "htmx:afterRequest" not in note]
