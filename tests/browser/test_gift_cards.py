"""A gift card: bought for somebody, opened from its message, and spent on an order first and a table then."""

import re
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey

RECIPIENT = "noura@example.com"
SWEETS = "/club/p/assorted-baklava-tray"
# Asks a deposit of fifty dirhams a guest from parties of four on, and new diners for no code.
HOUSE = "/club/b/SFH-DXB?party=4"


def test_a_gift_card_is_given_and_spent_on_an_order_and_a_table(journey: Journey) -> None:
    buys_a_card(journey)
    number = opens_it(journey)
    assert left_on(journey, number) == 1000
    price = spends_it_on_sweets(journey, number)
    spends_it_on_a_deposit(journey, number)
    assert left_on(journey, number) == 1000 - price - 200


def buys_a_card(giver: Journey) -> None:
    """Of an amount of one's own, after a try with nothing filled in; the gateway declines at first."""
    page = giver.page
    giver.goto("/club/gift-cards")
    giver.check()
    people.visit(giver, page.locator(".gifts a").first)
    people.send(giver, "#gift")
    expect(page.locator("[role=alert]").first).to_be_visible()
    giver.check()
    page.locator("#choice-other").check()
    people.fill_in(giver, amount="1000", recipient_name="Noura", recipient_email=RECIPIENT, message="Mabrouk!\n❤")
    people.fill_in(giver, sender_name="Omar", email="omar@example.com")
    if giver.js:
        expect(page.locator("#preview .gcard-sum")).to_contain_text("1,000.00")
    people.send(giver, "#gift")
    people.at_the_gateway(giver, "failed")
    giver.check()
    people.send(giver, "form[action$='/pay']")
    people.at_the_gateway(giver, "success")
    expect(page.locator(".gcard-number")).to_be_visible()
    giver.check()


def opens_it(recipient: Journey) -> str:
    """By the link of the message; the number of the card."""
    page = recipient.page
    told = page.request.get(f"{recipient.host}/sandbox/messages?to={quote(RECIPIENT)}").json()
    link = re.search(r"http\S+/for-you/\S+", told["messages"][0]["body"])
    assert link is not None
    page.goto(link.group())
    recipient.check()
    number = page.locator(".gift-number bdi").inner_text()
    assert number in told["messages"][0]["body"]
    return number


def left_on(window: Journey, number: str) -> int:
    """What the page of balances says, in whole dirhams."""
    window.goto("/club/gift-cards/balance")
    people.fill_in(window, number=number)
    people.send(window, "main form.form")
    window.check()
    return round(float(_figures(window.page.locator(".gift-left bdi").inner_text())))


def spends_it_on_sweets(recipient: Journey, number: str) -> int:
    """At the checkout, as a guest who collects; what it came to, in whole dirhams."""
    page = recipient.page
    recipient.goto(SWEETS)
    people.put_in_cart(recipient)
    people.visit(recipient, page.locator("#cart a[href$='/checkout']"))
    people.fill_in(recipient, name="Noura", email=RECIPIENT, phone="+971501112233")
    _collects(recipient)
    page.locator("details.gift-off summary").click()
    page.fill("#gift_number", number)
    if recipient.js:
        page.click("#gift-on")
    else:
        people.press(recipient, "#gift-on")
    expect(page.locator(".gift-on")).to_be_visible()
    recipient.check()
    total = _figures(page.locator(".sums .total dd").text_content() or "")
    people.send(recipient, "#checkout")
    expect(page.locator(".done-head")).to_be_visible()
    recipient.check()
    return round(float(total))


def _collects(recipient: Journey) -> None:
    """At the club's only counter."""
    pickup = recipient.page.locator("#way-1")
    if recipient.js:
        with recipient.page.expect_response("**/checkout/update"):
            pickup.check()
    else:
        pickup.check()
        people.press(recipient, "fieldset:has(#way-1) > button")
    recipient.page.locator("input#place-0").check()


def spends_it_on_a_deposit(recipient: Journey, number: str) -> None:
    page = recipient.page
    recipient.goto(HOUSE)
    # A later day: the next time of today may be over while this is read.
    day = page.locator(".days a.day-open").last
    date = day.locator("b").inner_text()
    day.click()
    expect(page.locator(".day[aria-current] b")).to_have_text(date)
    people.press(recipient, ".board button[name=slot] >> nth=0")
    people.fill_in(recipient, first_name="Noura", phone="+971501112233")
    people.send(recipient, "#details")
    page.locator("summary", has=page.locator("xpath=../form[@id='pay-gift']")).click()
    page.fill("#pay-gift #number", "0000")
    people.send(recipient, "#pay-gift")
    expect(page.locator("#pay-gift [role=alert], #pay-gift .error").first).to_be_visible()
    recipient.check()
    page.fill("#pay-gift #number", number)
    people.send(recipient, "#pay-gift")
    expect(page.locator(".voucher .badge")).to_have_class("badge tone-good")
    recipient.check()


def _figures(text: str) -> str:
    return re.sub(r"[^0-9.]", "", text).strip(".")
