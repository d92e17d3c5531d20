"""Orders that are delivered and paid for online: chosen carrier, declined and tried again, guests, card and PIN."""

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey

PATH = f"/p/{people.DRINK}"


def to_checkout(window: Journey) -> None:
    window.goto(PATH)
    people.put_in_cart(window)
    people.visit(window, window.page.locator("#cart a[href$='/checkout']"))


def unfolds_the_order(window: Journey) -> None:
    """Closed it shows the total; far down the page it opens where it is, and closes, by key and by tap."""
    page = window.page
    fold, first = page.locator("#review > summary"), page.locator("#review .line").first
    expect(first).to_be_hidden()
    expect(fold).to_contain_text(page.locator(".sums .total dd").inner_text().strip())
    page.locator("#pay-row").scroll_into_view_if_needed()
    fold.press("Enter")
    expect(first).to_be_in_viewport()
    window.check(within="#review")
    fold.click()
    expect(first).to_be_hidden()


def test_a_guest_has_it_delivered_is_declined_pays_and_makes_an_account(journey: Journey) -> None:
    page = journey.page
    to_checkout(journey)
    people.fill_in(journey, name="Bisi Ade", email="bisi.ade@example.com", phone="+2348030000001")
    people.choose_delivery(journey, "1 Silent Street", "Ikeja", "Lagos", shows="#quotes .notice")
    journey.check()
    people.choose_delivery(journey, "12 Allen Avenue", "Ikeja", "Lagos")
    people.choose_carrier(journey)
    journey.check()
    if journey.js and journey.shape.width == 390:
        unfolds_the_order(journey)

    people.pay_online(journey)
    people.at_the_gateway(journey, "failed")
    expect(page.locator(".order-next form[action$='/pay'] button")).to_be_visible()
    journey.check()
    people.press(journey, ".order-next form[action$='/pay'] button")
    people.at_the_gateway(journey, "success")

    expect(page.locator(".done-head")).to_be_visible()
    assert "12 Allen Avenue" in page.locator("main").inner_text()
    journey.check()
    people.send(journey, "main form.form")
    expect(page.locator("[role=alert]")).to_be_visible()
    journey.check()
    people.fill_in(journey, password="a-long-enough-one")
    people.send(journey, "main form.form")
    assert "/account/verify/email" in page.url
    journey.check()


def test_a_customer_has_it_delivered_and_pays_with_the_card(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/sign-in")
    people.sign_in(journey)
    to_checkout(journey)
    people.choose_delivery(journey, "12 Allen Avenue", "Ikeja", "Lagos")
    total = people.choose_carrier(journey)
    journey.check()
    people.pay(journey)

    assert "/checkout/done/" in page.url
    assert total in page.locator(".done-head").inner_text()
    journey.check()
    people.visit(journey, page.locator("main a.btn[href*='/account/orders/']").first)
    assert total in page.locator(".sums .total").inner_text()


def test_what_was_abandoned_is_paid_with_the_card_from_the_list_of_orders(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/sign-in")
    people.sign_in(journey)
    to_checkout(journey)
    people.pay_online(journey)
    people.at_the_gateway(journey, "abandoned")
    journey.goto("/account/orders")
    journey.check()
    people.visit(journey, page.locator("#order-list article", has=page.locator(".order-pay")).first.locator("h2 a"))
    people.visit(journey, page.locator(".order-next a[href$='/pay-by-card']"))
    people.fill_in(journey, pin=people.PIN)
    people.send(journey, "main form.form")
    expect(page.locator(".done-head")).to_be_visible()
    journey.check()
