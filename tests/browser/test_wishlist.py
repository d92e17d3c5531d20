"""Hearts and the wishlist: kept as a guest, at home after signing in, moved to the cart many at once."""

from playwright.sync_api import expect

from tests.browser import people
from tests.browser.test_cart import press
from tests.support.journey import Journey

# The demo customer's list holds something sold out and something that comes in different kinds.
ON_IT = 6


def press_a_heart(window: Journey) -> None:
    """With script the heart keeps the focus and is announced; without, one is back on the same page."""
    page = window.page
    window.goto("/search?q=book")
    address = page.url
    press(window, ".card .heart[aria-pressed=false]")
    expect(page.locator(".card .heart[aria-pressed=true]")).to_have_count(1)
    expect(page.locator("#wish-count")).to_have_text("1")
    assert page.url == address
    if window.js:
        expect(page.locator(".card .heart[aria-pressed=true]")).to_be_focused()
        expect(page.locator("#live")).not_to_be_empty()
    window.check()


def edit_a_note(window: Journey) -> None:
    page = window.page
    line = page.locator(".wish").first
    line.locator("summary").click()
    window.check()
    line.locator("textarea").fill("For Friday")
    press(window, ".wish:first-child .wish-edit button[type=submit]")
    expect(page.locator(".wish-notes").first).to_have_text("For Friday")


def remove_and_undo(window: Journey, count: int) -> None:
    page = window.page
    press(window, ".wish:last-child .wish-acts form:last-child button")
    expect(page.locator(".wish")).to_have_count(count - 1)
    undo = "form[action*='/wishlist/restore'] button"
    if window.js:
        expect(page.locator(undo)).to_be_focused()
    window.check()
    press(window, undo)
    expect(page.locator(".wish")).to_have_count(count)


def move_all(window: Journey) -> None:
    """What can go goes, and of the rest each line says why it stays."""
    page = window.page
    if window.js:
        with page.expect_response(lambda answer: "tick=all" in answer.url):
            page.click("#tick")
    else:
        people.visit(window, page.locator("#tick"))
    expect(page.locator(".wish-tick input:checked").nth(1)).to_be_visible()
    press(window, "#bulk button[value=cart]")
    expect(page.locator(".results .error").first).to_be_visible()
    expect(page.locator(".results .went").first).to_be_visible()
    if window.js:
        expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#cart-count")).not_to_be_empty()
    window.check()


def test_a_wishlist_from_the_first_heart_to_the_cart(journey: Journey) -> None:
    page = journey.page
    press_a_heart(journey)
    journey.goto("/wishlist")
    expect(page.locator(".wish")).to_have_count(1)
    journey.check()
    people.visit(journey, page.locator("#wishlist a[href*='/account/sign-in']").first)
    people.sign_in(journey)
    expect(page.locator(".wish")).to_have_count(ON_IT + 1)
    journey.check()
    edit_a_note(journey)
    remove_and_undo(journey, ON_IT + 1)
    move_all(journey)
    left = page.locator(".wish").count()
    journey.goto("/cart")
    press(journey, ".line:first-child form[action$='/save'] button")
    expect(page.locator("#wish-count")).to_have_text(str(left + 1))
    journey.check()


def test_told_when_a_sold_out_product_is_back(journey: Journey) -> None:
    page = journey.page
    journey.goto("/p/first-words-in-yoruba-hausa-and-igbo")
    journey.check()
    people.visit(journey, page.locator("#buy a.btn"))
    people.sign_in(journey)
    people.send(journey, "#buy")
    expect(page.locator(".notices")).to_be_visible()
    expect(page.locator("#buy button[formaction]")).to_have_count(0)
    journey.check()
