"""Who runs the business changes a restaurant: with script on a large screen, without on the smallest in Arabic."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.browser import people
from tests.support.journey import Journey, Shape

ADMIN = ("admin@example.com", "Admin-pass-123")
SHAPES = (Shape("en", 1280, js=True), Shape("ar", 320, js=False))
BRAND = "/admin/brands/SFH03001"
BRANCH = "/admin/restaurants/DT01"


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_restaurant_is_changed(open_window: Callable[[Shape], Journey], shape: Shape) -> None:
    window = open_window(shape)
    page = window.page
    people.staff_signs_in(window, ADMIN)
    window.goto("/admin/restaurants")
    window.check()

    window.goto(BRAND)
    page.locator("#font_color").fill("#ffe97a")
    if shape.js:
        page.locator("#font_color").blur()
        page.locator("#main_color-pick").fill("#ffd400")
        expect(page.locator("#main_color")).to_have_value("#ffd400")
    else:
        page.locator("#main_color").fill("#ffd400")
        page.locator("[name=preview]").click()
    expect(page.locator(".palette-ffd400-ffe97a-c97f00-6b0f1a")).to_have_count(2)
    window.check()

    window.goto(BRANCH)
    people.fill_in(window, phone="12", max_party="0")
    people.send(window, ".office-form")
    expect(page.locator(".summary a")).to_have_count(2)
    window.check()
    window.goto(f"{BRANCH}/display")
    window.check()

    # A place that is empty: the files are there for every test.
    window.goto(f"{BRAND}/pictures")
    window.check()
    drawn = io.BytesIO()
    Image.new("RGB", (1600, 900), "#0a3d62").save(drawn, "JPEG")
    photograph: FilePayload = {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    page.locator("#slider_image_3-picture").set_input_files(photograph)
    people.send(window, "form[action$='/slider_image_3']")
    expect(page.locator(".office-picture img[src*='slider_image_3']")).to_have_attribute("width", "1600")
    people.visit(window, page.locator("a[href$='/slider_image_3/remove']"))
