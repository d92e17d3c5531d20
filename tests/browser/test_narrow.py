"""The narrowest screens we promise to serve: 320 px, with nothing to scroll sideways."""

from collections.abc import Callable

import pytest

from app.demo.data.people import SHOPPER_PASSWORD
from tests.browser import people
from tests.support.journey import Journey, Shape


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_error_pages_and_the_account_fit(open_window: Callable[[Shape], Journey], locale: str) -> None:
    window = open_window(Shape(locale, 320, js=True))
    window.goto("/nothing-here")
    window.check()

    window.goto("/account/sign-in")
    window.page.fill("#login", "john.doe@example.com")
    window.page.fill("#password", SHOPPER_PASSWORD)
    window.page.press("#password", "Enter")
    window.page.wait_for_selector(".wallet")
    window.check()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_bills_fit(open_window: Callable[[Shape], Journey], locale: str) -> None:
    window = open_window(Shape(locale, 320, js=True))
    window.goto("/bills")
    people.sign_in(window)
    window.check()
    meter = "service=ekedc&plan=ekedc-prepaid&number=12345678901"
    for path in (
        "airtime",
        "data?service=mtndata",
        f"electricity?{meter}",
        f"electricity?{meter}&amount=5000",
        "history",
    ):
        window.goto(f"/bills/{path}")
        window.check()
    people.visit(window, window.page.locator(".bill-row a[href*='/bills/']", has_text="EKEDC").first)
