"""From a misspelt search to the counter: a guest finds, fills a cart, signs in, pays, and collects."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey, Shape

OpenWindow = Callable[[Shape], Journey]


def test_a_guest_buys_and_collects(journey: Journey, open_window: OpenWindow) -> None:
    finds_the_drink(journey)
    people.put_in_cart(journey)
    checks_out_after_signing_in(journey)
    number = pays_at_the_second_try(journey)
    receipt = people.download(journey, journey.page.locator(f"a[href$='{number}/receipt.pdf']").first)
    assert receipt.startswith(b"%PDF")
    code = reads_the_code(journey, number)

    staff = open_window(people.other_width(journey.shape))
    people.staff_signs_in(staff)
    prepares(staff, number)
    hands_over(staff, number, code)

    journey.goto(f"/account/orders/{number}")
    journey.check()
    expect(journey.page.locator(".trail .now-at")).to_have_count(1)
    expect(journey.page.locator(f"a[href$='{number}/pickup']")).to_have_count(0)


def finds_the_drink(guest: Journey) -> None:
    """Search with a typo, filter, open the product."""
    page = guest.page
    guest.goto("/")
    guest.check()
    if guest.js:
        page.locator("#q").press_sequentially(people.TYPO[guest.locale], delay=10)
        expect(page.locator("#suggestions [role=option]").first).to_be_visible()
        guest.check(within="form.find")
        page.locator("#q").press("Enter")
    else:
        page.fill("#q", people.TYPO[guest.locale])
        page.locator("#q").press("Enter")
    expect(page.locator(".found")).to_be_visible()
    guest.check()
    if guest.shape.width == 390:
        open_filters(guest)
    page.locator("#f-c-drinks").click()
    expect(page.locator("#f-c-drinks, .chips").first).to_be_attached()
    page.wait_for_url("**drinks**")
    guest.check()
    people.visit(guest, page.locator(f"#results a[href$='/p/{people.DRINK}']"))


def open_filters(guest: Journey) -> None:
    """On a narrow screen the filters wait behind a summary, if they are not shown at once."""
    if not guest.page.locator("#f-c-drinks").is_visible():
        guest.page.locator("summary").filter(has=guest.page.locator("xpath=..//*[@id='facets']")).first.click()


def checks_out_after_signing_in(guest: Journey) -> None:
    """The cart comes along through the sign-in page."""
    page = guest.page
    expect(page.locator("#cart .line")).to_have_count(1)
    people.visit(guest, page.locator("a[href$='/checkout']").first)
    people.visit(guest, page.locator(".part-head a"))
    assert "/account/sign-in" in page.url
    people.sign_in(guest)
    guest.check()
    expect(page.locator(".till .line")).to_have_count(1)


def pays_at_the_second_try(shopper: Journey) -> str:
    """Without a PIN and with a wrong one the form comes back with what was typed; then it works."""
    page = shopper.page
    people.pay(shopper, pin="")
    expect(page.locator("[role=alert]")).to_be_visible()
    shopper.check()
    people.choose_store(shopper)
    shopper.check()
    people.pay(shopper, pin="9999")
    expect(page.locator("#pin-error")).to_be_visible()
    shopper.check()
    people.pay(shopper)
    assert "/checkout/done/" in page.url
    shopper.check()
    return page.locator(".done-head .copy bdi").inner_text()


def reads_the_code(shopper: Journey, number: str) -> str:
    page = shopper.page
    people.visit(shopper, page.locator(f"a[href$='/account/orders/{number}']").first)
    people.visit(shopper, page.locator(f"a[href$='{number}/pickup']"))
    expect(page.locator(".qr svg")).to_be_visible()
    return page.locator(".pass-code").inner_text()


def prepares(staff: Journey, number: str) -> None:
    page = staff.page
    people.send(staff, f"#ticket-{number}")
    staff.check()
    people.visit(staff, page.locator(".tabs a[href*='tab=preparing']"))
    people.visit(staff, page.locator(f"#ticket-{number} h2 a"))
    people.send(staff, f"form[action$='{number}/ready']")
    staff.check()


def hands_over(staff: Journey, number: str, code: str) -> None:
    """A mistyped code is refused in words; the right one shows the order, then hands it over."""
    page = staff.page
    people.visit(staff, page.locator("main a[href$='/staff/handover']").first)
    people.fill_in(staff, code="ABCD-2345")
    people.send(staff, "main form")
    expect(page.locator("[role=alert]")).to_be_visible()
    staff.check()
    people.fill_in(staff, code=code.lower())
    people.send(staff, "main form")
    staff.check()
    people.send(staff, "form[action$='/handover/done']")
    staff.check()
    assert page.url.endswith(f"/staff/orders/{number}")
