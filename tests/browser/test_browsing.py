"""Somebody looks around: a misspelt search, filters, a product with options, help; with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.journey import Journey, Shape

MISSPELT = {"en": "wirless hedphones", "ar": "سماعت لاسلكيه"}


def search(journey: Journey, text: str) -> None:
    journey.page.locator("#q").fill(text)
    journey.page.locator("#q").press("Enter")
    journey.page.wait_for_url("**/search?*")


def narrow(journey: Journey) -> None:
    """Choose a maker, then the cheapest first; on a small screen the filters wait in a drawer."""
    page = journey.page
    journey.goto("/c/electronics")
    journey.check()
    many = page.locator("#results .card").count()
    if journey.shape.width < 960:
        page.locator(".drawer > summary").click()
    page.locator("#f-m-zuriva").click()
    expect(page).to_have_url(re.compile(r"/c/electronics\?maker=zuriva$"))
    expect(page.locator("#f-m-zuriva")).to_have_attribute("aria-current", "true")
    assert page.locator("#results .card").count() < many
    journey.check()


def sort(journey: Journey) -> None:
    page = journey.page
    page.locator("#sort").select_option("price")
    if not journey.js:
        page.locator("#sort-form button").click()
    expect(page).to_have_url(re.compile(r"sort=price"))
    expect(page.locator("#sort")).to_have_value("price")


def choose_an_option(journey: Journey) -> None:
    """With script the address follows the choice; without, the choice is sent with the form."""
    page = journey.page
    journey.goto("/p/okunda-halo-wireless-headphones")
    journey.check()
    page.locator(".options label").nth(1).click()
    if journey.js:
        expect(page).to_have_url(re.compile(r"option-1="))
    page.locator("#buy button[type=submit]").click()
    expect(page.locator("#cart-count")).to_have_text("1")


def test_looking_around(journey: Journey) -> None:
    page = journey.page
    journey.goto("/")
    journey.check()
    search(journey, MISSPELT[journey.locale])
    expect(page.locator(".found")).to_be_visible()
    expect(page.locator("#results .card b").first).to_have_text(
        journey.say("Okunda Halo wireless headphones", "سماعات أوكوندا هالو اللاسلكية")
    )
    journey.check()
    search(journey, "qqqq zzzz")
    expect(page.locator("#results .card").first).to_be_visible()
    journey.check()
    narrow(journey)
    sort(journey)
    choose_an_option(journey)
    for path in ("/support", "/support/contact"):
        journey.goto(path)
        journey.check()


@pytest.fixture
def narrow_window(open_window: Callable[[Shape], Journey]) -> Journey:
    return open_window(Shape("en", 390, js=True))


def test_a_swap_keeps_the_drawer_open_the_focus_and_the_way_back(narrow_window: Journey) -> None:
    journey, page = narrow_window, narrow_window.page
    narrow(journey)
    assert page.evaluate("document.querySelector('.drawer').open")
    assert page.evaluate("document.activeElement.id") == "f-m-zuriva"
    expect(page.locator("#live")).to_have_text(re.compile(r"^\d+ products$"))
    page.locator(".listing-head .chips a").first.click()
    expect(page).to_have_url(re.compile(r"/c/electronics$"))
    expect(page.locator("#how-many")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"maker=zuriva$"))
    expect(page.locator("#f-m-zuriva")).to_have_attribute("aria-current", "true")
    expect(page.locator("header.top")).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(narrow_window: Journey) -> None:
    page = narrow_window.page
    narrow_window.goto("/")
    page.locator("#q").press_sequentially("hedpho")
    expect(page.locator("#suggestions [role=option]")).to_have_count(2)
    narrow_window.check()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/okunda-halo-wireless-headphones")
