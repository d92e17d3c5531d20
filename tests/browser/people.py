"""What people of the demo do in their windows. Things are found by what they are, so that both languages are alike."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.support.journey import Journey, Shape

SHOPPER = ("john.doe@example.com", "SecurePass123")
STAFF = ("staff@example.com", "Staff-pass-123")
PIN = "1234"
DRINK = "zobo-hibiscus-drink-twelve-bottles"
# Misspelt, each in its own alphabet.
TYPO = {"en": "hibisus drink", "ar": "مشرب الكركديه"}


def other_width(shape: Shape) -> Shape:
    """The window of somebody else on the same journey."""
    return Shape(shape.locale, 1280 if shape.width == 390 else 390, js=shape.js)


def send(window: Journey, form: str) -> None:
    """Press the form's button, and wait for the page it leads to."""
    with window.page.expect_navigation():
        window.page.locator(f"{form} button[type=submit]").last.click()


def visit(window: Journey, link: Locator) -> None:
    """Follow a link to another page, which must be in order."""
    with window.page.expect_navigation():
        link.click()
    window.check()


def fill_in(window: Journey, **fields: str) -> None:
    for name, value in fields.items():
        window.page.fill(f"#{name}", value)


def sign_in(window: Journey, who: tuple[str, str] = SHOPPER) -> None:
    """On the sign-in page, wherever it leads afterwards."""
    fill_in(window, login=who[0], password=who[1])
    send(window, "main form.form")


def staff_signs_in(window: Journey) -> None:
    window.goto("/staff/orders")
    window.check()
    fill_in(window, email=STAFF[0], password=STAFF[1])
    send(window, "main form.form")
    window.check()


def put_in_cart(window: Journey) -> None:
    """On a product's page: with script nothing is loaded but the count changes, without it the cart opens."""
    if window.js:
        window.page.click("#buy button[type=submit]")
        expect(window.page.locator("#cart-count")).to_have_text("1")
        expect(window.page.locator("#toast a")).to_be_visible()
        window.check()
        visit(window, window.page.locator("#toast a"))
    else:
        send(window, "#buy")
        window.check()


def choose_store(window: Journey) -> None:
    """The first state, its first store; with script the stores come without a page load."""
    states = window.page.locator("#choose-state")
    key = states.locator("option:not([value=''])").first.get_attribute("value")
    states.select_option(key)
    if window.js:
        expect(window.page.locator("#stores[data-announce]")).to_be_attached()
    else:
        send(window, "form.state-form")
    window.page.locator("input#place-0").check()


def pay(window: Journey, pin: str = PIN) -> None:
    window.page.fill("#pin", pin)
    send(window, "#checkout")


def download(window: Journey, link: Locator) -> bytes:
    with window.page.expect_download() as begun:
        link.click()
    return Path(begun.value.path()).read_bytes()
