"""What a customer does with orders they have, and what staff see when there is nothing to do."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey, Shape

OpenWindow = Callable[[Shape], Journey]
STATES = """rows => Object.fromEntries(
  rows.map(row => [row.querySelector('.badge').textContent, row.querySelector('a').href])
)"""


def test_an_order_is_cancelled_and_bought_again(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/orders")
    people.sign_in(journey)
    journey.check()
    people.visit(journey, page.locator("#order-list .tone-info").first.locator("xpath=ancestor::article//h2/a"))
    path = page.url

    people.visit(journey, page.locator("a[href$='/cancel']"))
    people.send(journey, "main form[action$='/cancel']")
    journey.check()
    assert page.url == path
    expect(page.locator("a[href$='/cancel']")).to_have_count(0)
    people.send(journey, "form[action$='/buy-again']")
    journey.check()
    expect(page.locator("#cart .line").first).to_be_visible()


def test_every_state_of_an_order_can_be_looked_at(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/orders")
    people.sign_in(journey)
    rows = page.locator("#order-list article")
    states = rows.evaluate_all(STATES)
    assert len(states) >= 4, states
    for address in states.values():
        page.goto(address)
        journey.check()


def test_staff_find_nothing_and_are_told(journey: Journey) -> None:
    page = journey.page
    people.staff_signs_in(journey)
    for query in ("tab=preparing", "tab=ready", "tab=handed_over", "q=nobody-of-this-name"):
        journey.goto(f"/staff/orders?{query}")
        journey.check()
    expect(page.locator(".empty")).to_be_visible()


def test_the_queue_shows_a_new_state_by_itself(open_window: OpenWindow) -> None:
    """Two people look at the queue: what one does, the other sees without touching anything."""
    mine, other = (open_window(Shape("en", width, js=True)) for width in (1280, 390))
    other.page.clock.install()
    for window in (mine, other):
        people.staff_signs_in(window)
    number = mine.page.locator(".ticket h2 bdi").first.inner_text()

    people.send(mine, f"#ticket-{number}")
    other.page.clock.fast_forward(11_000)

    expect(other.page.locator(f"#ticket-{number}")).to_have_count(0)
    other.check()


def ask_again(window: Journey) -> None:
    """Ten seconds pass, and the page has its answer."""
    with window.page.expect_response(lambda response: "/staff/orders" in response.url):
        window.page.clock.fast_forward(11_000)
