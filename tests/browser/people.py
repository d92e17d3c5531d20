"""What people of the demo do in their windows. Things are found by what they are, so that both languages are alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Response, expect

from tests.support.journey import NARROW, WIDE, Journey, Shape

SHOPPER = ("john.doe@example.com", "SecurePass123")
STAFF = ("staff@example.com", "Staff-pass-123")
PIN = "1234"
DRINK = "zobo-hibiscus-drink-twelve-bottles"
# Misspelt, each in its own alphabet.
TYPO = {"en": "hibisus drink", "ar": "مشرب الكركديه"}


def other_width(shape: Shape) -> Shape:
    """The window of somebody else on the same journey: the other theme too."""
    return Shape(shape.locale, WIDE if shape.width == NARROW else NARROW, js=shape.js)


def send(window: Journey, form: str) -> None:
    """Press the form's button, and wait for the page it leads to."""
    with window.page.expect_navigation():
        window.page.locator(f"{form} button[type=submit]:visible").last.click()


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


def staff_signs_in(window: Journey, who: tuple[str, str] = STAFF) -> None:
    window.goto("/staff/orders")
    window.check()
    fill_in(window, email=who[0], password=who[1])
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
    if window.js:
        with window.page.expect_response("**/checkout/update"):
            states.select_option(key)
    else:
        states.select_option(key)
        press(window, ".state-pick button")
    window.page.locator("input#place-0").check()


def press(window: Journey, button: str) -> None:
    """A button that sends the form, and the page it leads to."""
    with window.page.expect_navigation():
        window.page.locator(button).click()


def choose_delivery(window: Journey, line1: str, city: str, state: str, *, shows: str = "#rate-0") -> None:
    """A new address in the shop's country; carriers' prices come by themselves, or at the press of a button."""
    page = window.page
    page.locator("#way-0").check()
    another = page.locator("input[name=address][value=new]")
    if another.get_attribute("type") == "radio":
        another.check()
    with _prices_for(window, {"to-line1": line1, "to-city": city, "to-state": state}):
        fill_in(window, **{"to-line1": line1, "to-city": city})
        page.select_option("#to-state", state)
        if not window.js:
            press(window, "#ask-prices")
    expect(page.locator(shows)).to_be_visible()


@contextmanager
def _prices_for(window: Journey, address: dict[str, str]) -> Iterator[None]:
    """What is done meanwhile leads to the prices for this address: those for another may be on the page already."""

    def for_it(answer: Response) -> bool:
        asked = dict(parse_qsl(answer.request.post_data or ""))
        return urlsplit(answer.url).path.endswith("/checkout/prices") and address.items() <= asked.items()

    with window.page.expect_response(for_it):
        yield
    expect(window.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def choose_carrier(window: Journey) -> str:
    """The dearest, which is never the one chosen at first; the total that follows."""
    page = window.page
    picked = page.locator(".pick", has=page.locator("input[name=rate]")).last
    price = picked.locator(".pick-price bdi").inner_text().strip("\u2068\u2069")
    picked.locator("input").check()
    if not window.js:
        press(window, ".quotes button[formaction$='/update']")
    expect(page.locator(".sums")).to_contain_text(price)
    return page.locator(".sums .total dd").inner_text()


def pay_online(window: Journey) -> None:
    """On to the gateway's page."""
    window.page.locator("input[name=pay][value=gateway]").check()
    send(window, "#checkout")
    expect(window.page.locator("button[name=outcome][value=success]")).to_be_visible()


def at_the_gateway(window: Journey, outcome: str) -> None:
    """Press one of its buttons; it leads back to the shop."""
    with window.page.expect_navigation():
        window.page.locator(f"button[name=outcome][value={outcome}]").click()


def pay(window: Journey, pin: str = PIN) -> None:
    window.page.fill("#pin", pin)
    send(window, "#checkout")


def download(window: Journey, link: Locator) -> bytes:
    with window.page.expect_download(timeout=30_000) as begun:
        link.click(timeout=30_000)
    return Path(begun.value.path()).read_bytes()
