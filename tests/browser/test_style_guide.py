"""The design system in a browser: nothing for axe to find in any state, and the small script's good manners."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.journey import Journey, Shape

GUIDE = "/developers/style-guide"
SUGGESTIONS = """<ul role="listbox" aria-label="Suggestions"><li role="option"><a href="/healthz?first">Dates</a></li>
<li role="option"><a href="/healthz?second">Date syrup</a></li></ul>"""


@pytest.fixture
def guide(open_window: Callable[[Shape], Journey]) -> Page:
    window = open_window(Shape("en", 1280, js=True))
    window.goto(GUIDE)
    return window.page


def test_every_state_is_accessible_in_both_themes(journey: Journey) -> None:
    """Each side keeps its own theme, so that only what stands between them changes with the system's."""
    journey.page.emulate_media(color_scheme="light")
    journey.goto(GUIDE)
    journey.check()

    journey.page.emulate_media(color_scheme="dark")
    journey.check(within=".palette-asked")


def test_the_quantity_steps_within_its_bounds(guide: Page) -> None:
    stepper = guide.locator("[data-qty]").nth(1)
    less, more = stepper.locator("[data-step='-1']"), stepper.locator("[data-step='1']")

    expect(less).to_be_disabled()
    more.click()

    expect(stepper.locator("input")).to_have_value("2")
    expect(less).to_be_enabled()


def test_a_password_can_be_shown_and_hidden(guide: Page) -> None:
    button, field = guide.locator("[data-reveal]").first, guide.locator("#light-fresh-password")

    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_text("Hide")

    button.click()
    expect(field).to_have_attribute("type", "password")


def test_suggestions_are_walked_by_arrow_keys_and_left_by_escape(guide: Page) -> None:
    guide.route("**/search/suggest*", lambda route: route.fulfill(body=SUGGESTIONS, content_type="text/html"))
    box = guide.get_by_role("combobox", name="Search the shop")

    box.press_sequentially("dat")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowUp")
    expect(guide.locator("#suggestions [aria-selected=true]")).to_have_text("Date syrup")
    box.press("ArrowDown")
    expect(guide.locator("#suggestions [aria-selected=true]")).to_have_text("Dates")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")

    box.press("Escape")
    expect(guide.locator("#suggestions")).to_be_empty()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("dat")


def test_enter_opens_the_chosen_suggestion(guide: Page) -> None:
    guide.route("**/search/suggest*", lambda route: route.fulfill(body=SUGGESTIONS, content_type="text/html"))
    box = guide.get_by_role("combobox", name="Search the shop")

    box.press_sequentially("dat")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")

    guide.wait_for_url("**/healthz?first")


def test_a_form_is_sent_once_however_often_it_is_pressed(guide: Page) -> None:
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=204)

    guide.route("**/sent-once", answer)
    guide.evaluate(
        """() => {
            const form = document.createElement("form");
            form.method = "post"; form.action = "/sent-once";
            form.innerHTML = '<button id="once" data-busy="Sending">Send</button>';
            document.querySelector("main").append(form);
            const button = document.getElementById("once");
            button.click(); button.click(); button.click();
        }"""
    )

    expect(guide.locator("#once")).to_have_text("Sending")
    expect(guide.locator("#once")).to_have_attribute("aria-busy", "true")
    assert len(sent) == 1


def test_menus_close_by_escape_and_give_the_focus_back(guide: Page) -> None:
    menu = guide.locator("details.pop").first

    menu.locator("summary").click()
    menu.locator("a").first.focus()
    guide.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_light_or_dark_is_chosen_and_kept_for_the_next_page(guide: Page) -> None:
    guide.emulate_media(color_scheme="light")

    guide.get_by_role("button", name="Switch between light and dark").click()
    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")

    guide.goto(guide.url)
    expect(guide.locator("html")).to_have_attribute("data-theme", "dark")
