"""The narrowest screens we promise to serve: 320 px, with nothing to scroll sideways."""

from collections.abc import Callable

import pytest

from app.demo.data.people import SHOPPER_PASSWORD
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
