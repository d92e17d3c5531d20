"""A table for many: a code, a deposit, the calendar, another time, and no table after all."""

from urllib.parse import quote

from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import update

from app.extensions import unit_of_work
from app.models import Branch
from tests.browser import people
from tests.support.journey import Journey

# Three palettes: white on saffron, which cannot be read as it was chosen, deep blue, and pink. Parties of eight pay a
# deposit at each; sections are told apart at the first two, and the third has room for no more than eight.
HOUSES = ("SFH-AUH", "BHR-MUT", "LOU-KWT")
PHONE = "+971507654321"


def choose_a_day(window: Journey) -> None:
    """With script only the finder is swapped, without it the page is another."""
    page = window.page
    day = page.locator(".days a.day-open").last
    number = day.locator("b").inner_text()
    if window.js:
        with page.expect_response(lambda answer: "day=" in answer.url):
            day.click()
    else:
        with page.expect_navigation():
            day.click()
    expect(page.locator(".day[aria-current] b")).to_have_text(number)
    window.check()


def choose_a_time(window: Journey) -> None:
    people.press(window, ".board .slot-free >> nth=0")
    window.check()


def fill_in_details(window: Journey) -> None:
    """The countdown runs with script; without it the page says until when."""
    page = window.page
    if window.js:
        expect(page.locator("[data-left]")).to_be_visible()
    people.fill_in(window, first_name="Layla", phone=PHONE, email="layla@example.com")
    page.locator("details summary").click()
    page.locator("#allergy-sesame").check()
    window.check()
    people.send(window, "#details")
    window.check()


def enter_the_code(window: Journey) -> None:
    found = window.page.request.get(f"{window.host}/sandbox/messages?to={quote(PHONE)}").json()
    people.fill_in(window, code=found["messages"][0]["code"])
    people.press(window, ".btn-primary[name=step][value=code]")
    window.check()


def pay_the_deposit(window: Journey) -> None:
    people.send(window, "#pay-gateway")
    people.at_the_gateway(window, "success")
    expect(window.page.locator(".voucher .badge")).to_have_class("badge tone-good")
    window.check()


def test_a_table_booked_with_code_and_deposit_moved_and_cancelled(journey: Journey, shop: Flask) -> None:
    page, house = journey.page, journey.shape.one_of(HOUSES)
    with shop.app_context(), unit_of_work() as session:
        session.execute(update(Branch).where(Branch.code == house).values(new_customer_reservation_otp=True))
    journey.goto(f"/b/{house}?party=8")
    journey.check()
    choose_a_day(journey)
    choose_a_time(journey)
    fill_in_details(journey)
    enter_the_code(journey)
    pay_the_deposit(journey)

    entry = people.download(journey, page.locator("a[href$='booking.ics']"))
    assert b"BEGIN:VEVENT" in entry

    people.visit(journey, page.locator("a[href*='/move']"))
    people.press(journey, ".board .slot-free >> nth=1")
    journey.check()
    people.visit(journey, page.locator("a[href*='/cancel']"))
    people.press(journey, ".btn-bad")
    expect(page.locator(".voucher-void")).to_be_visible()
    journey.check()


def test_pages_of_restaurants(journey: Journey) -> None:
    """All houses, one brand's, two more palettes, a month far away, and the line that is left in a frame."""
    for path in ("/brands", "/brands/PKR02501", "/b/DT01?party=5", "/b/BHR-MUT?month=2099-01", "/b/SFH-DXB?embed=1"):
        journey.goto(path)
        journey.check()
