"""The cart and the last click: quantities, undo, coupons, where the focus goes, and paying twice by mistake."""

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey

# Two of the demo's products without choices, and its coupon.
GOODS = ("premium-product", "zobo-hibiscus-drink-twelve-bottles")
COUPON = "SAVE10"
PIN = "1234"


def press(window: Journey, selector: str) -> None:
    """Press a button of the cart and wait until the answer is there: a swap with script, a page without."""
    button = window.page.locator(selector).first
    if window.js:
        with window.page.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()
    else:
        with window.page.expect_navigation():
            button.click()


def fill_cart(window: Journey) -> None:
    for slug in GOODS:
        window.goto(f"/p/{slug}")
        press(window, "#buy button[type=submit]")
    window.goto("/cart")
    expect(window.page.locator("#cart .line")).to_have_count(2)


def change_quantity(window: Journey) -> None:
    page = window.page
    if window.js:
        press(window, "[data-step='1']")
        expect(page.locator(".line input[name=quantity]").first).to_have_value("2")
        expect(page.locator("#cart-count")).to_have_text("3")
        # The button that was pressed came back with the swap, and the focus with it.
        expect(page.locator("[data-step='1']").first).to_be_focused()
        expect(page.locator("#live")).not_to_be_empty()
    else:
        page.locator(".line input[name=quantity]").first.fill("2")
        press(window, ".line-qty button[type=submit]")
        expect(page.locator("#cart-count")).to_have_text("3")
    window.check()


def refuse_quantity(window: Journey) -> None:
    """Too many: the reason is linked to the field, which keeps what was typed."""
    field = window.page.locator(".line input[name=quantity]").first
    field.fill("500")
    if window.js:
        with window.page.expect_response(lambda answer: answer.request.method == "POST"):
            field.blur()
    else:
        press(window, ".line-qty button[type=submit]")
    expect(window.page.locator(".summary a")).to_have_count(1)
    expect(window.page.locator(".line.wrong input[name=quantity]")).to_have_value("500")
    window.check()


def remove_and_undo(window: Journey) -> None:
    page = window.page
    press(window, ".line:nth-child(2) .remove")
    expect(page.locator("#cart .line")).to_have_count(1)
    if window.js:
        expect(page.locator("form[action$='/cart/restore'] button")).to_be_focused()
    window.check()
    press(window, "form[action$='/cart/restore'] button")
    expect(page.locator("#cart .line")).to_have_count(2)


def try_coupons(window: Journey) -> None:
    page = window.page
    page.locator(".till summary").click()
    page.fill("#coupon", "NOPE")
    press(window, ".coupon button")
    expect(page.locator("#coupon-error")).to_be_visible()
    expect(page.locator("#coupon")).to_have_value("NOPE")
    window.check()
    page.fill("#coupon", COUPON.lower())
    press(window, ".coupon button")
    expect(page.locator(".coupon-on")).to_have_text(COUPON)
    expect(page.locator(".sums .less")).to_have_count(1)
    window.check()


def test_a_cart_is_changed_without_losing_ones_place(journey: Journey) -> None:
    journey.goto("/cart")
    journey.check()
    fill_cart(journey)
    journey.check()
    change_quantity(journey)
    refuse_quantity(journey)
    remove_and_undo(journey)
    try_coupons(journey)


def test_paying_twice_by_mistake_pays_once(journey: Journey) -> None:
    """An impatient second click, then back and another try: one order."""
    page = journey.page
    journey.goto("/account/sign-in")
    people.sign_in(journey)
    fill_cart(journey)
    journey.goto("/checkout")
    page.locator("input[name=way][value=pickup]").check()
    page.fill("#pin", PIN)
    page.locator(".pay-row button:visible").first.dblclick()
    page.wait_for_url("**/checkout/done/**")
    journey.check()
    first = page.url

    page.go_back()
    if "/checkout" in page.url and page.locator("#pin").count():
        page.fill("#pin", PIN)
        with page.expect_navigation():
            page.locator(".pay-row button:visible").first.click()
        assert page.url == first
    else:
        expect(page.locator("#cart .empty")).to_be_visible()
    journey.goto("/account/orders")
    expect(page.locator(f"a[href*='{number_of(journey, first)}']").first).to_be_visible()
    expect(page.locator("#cart-count")).to_be_empty()


def number_of(window: Journey, done: str) -> str:
    answer = window.page.request.get(done).text()
    return answer.split('data-copy="')[1].split('"')[0]
