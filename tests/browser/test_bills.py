"""Bills from the first choice to the token, and what the pages say while nothing is known."""

import re

from playwright.sync_api import expect

from tests.browser import people
from tests.support.journey import Journey

JANE, JANES_PIN = ("jane.roe@example.com", "SecurePass123"), "4321"
METER = "62345678902"
# The sandbox's provider never decides about these.
STUCK = "08030001111"


def go(window: Journey, selector: str) -> None:
    """Press what leads to the next step: with script only the step changes, without it a page is loaded."""
    page = window.page
    if window.js:
        with page.expect_response(re.compile("/bills/")):
            page.locator(selector).first.click()
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    else:
        with page.expect_navigation():
            page.locator(selector).first.click()


def at(window: Journey, step: int) -> None:
    """The step that is due, counted from one; its page is in order, and its address can be come back to."""
    page = window.page
    expect(page.locator(f".steps li:nth-child({step})")).to_have_attribute("aria-current", "step")
    window.check()
    page.reload()
    expect(page.locator(f".steps li:nth-child({step})")).to_have_attribute("aria-current", "step")


def begin(window: Journey, kind: str, who: tuple[str, str] = people.SHOPPER) -> None:
    window.goto("/bills")
    people.sign_in(window, who)
    window.check()
    people.visit(window, window.page.locator(f".kind a[href*='/bills/{kind}']"))


def test_a_top_up_then_a_token(journey: Journey) -> None:
    """Jane has 50,000 on her card and wants electricity for 60,000."""
    page = journey.page
    begin(journey, "electricity", JANE)
    go(journey, ".tile[href*='service=ekedc']")
    at(journey, 2)
    # Prepaid comes first, whatever the provider calls it.
    go(journey, ".tile")
    at(journey, 3)
    checks_the_meter(journey)
    page.fill("#amount", "60000")
    go(journey, "main form.form button[type=submit]")
    at(journey, 5)
    expect(page.locator("#pay")).to_have_count(0)
    tops_up(journey)
    expect(page.locator(".steps li:nth-child(5)")).to_have_attribute("aria-current", "step")
    expect(page.locator(".notice.tone-good")).to_be_visible()
    journey.check()
    form = page.url
    people.fill_in(journey, pin="0000")
    people.send(journey, "#pay")
    expect(page.locator("#pin-error")).to_be_visible()
    journey.check()
    people.fill_in(journey, pin=JANES_PIN)
    people.send(journey, "#pay")
    reads_the_token(journey, form)


def checks_the_meter(window: Journey) -> None:
    """A wrong number first; then whose meter it is."""
    page = window.page
    page.fill("#number", "62345670000")
    go(window, "main form.form button[type=submit]")
    expect(page.locator("#number-error")).to_be_visible()
    expect(page.locator("#number")).to_have_value("62345670000")
    window.check()
    page.fill("#number", METER)
    go(window, "main form.form button[type=submit]")
    expect(page.locator(".owner b")).not_to_be_empty()
    at(window, 4)


def tops_up(window: Journey) -> None:
    page = window.page
    people.visit(window, page.locator("main .btn-primary[href*='/wallet']"))
    expect(page.locator("#amount")).to_have_value("10000")
    people.send(window, "main form[action*='/wallet/top-up']")
    expect(page.locator("button[value=success]")).to_be_visible()
    page.locator("button[value=success]").click()
    page.wait_for_url("**/bills/electricity?**")


def reads_the_token(window: Journey, form: str) -> None:
    """Twenty digits in fours, again later, and on paper; the form's address sells nothing twice."""
    page = window.page
    expect(page.locator(".token-digits span")).to_have_count(5)
    token = page.locator(".token-digits").inner_text()
    assert re.fullmatch(r"\d{4}( \d{4}){4}", " ".join(token.split())), token
    window.check()
    bought = page.url
    page.goto(form)
    expect(page.locator("#pay")).to_have_count(0)
    window.check()
    window.goto("/bills/history")
    window.check()
    people.visit(window, page.locator(".bill-row :is(h2, h3) a").first)
    assert page.url == bought
    expect(page.locator(".token-digits")).to_have_text(token)
    people.visit(window, page.locator("a[href$='/receipt']"))
    expect(page.locator(".token-digits")).to_have_text(token)
    page.emulate_media(media="print")
    expect(page.locator(".token-digits")).to_be_visible()
    expect(page.locator("button")).to_have_count(1 + page.locator(".token button").count())
    expect(page.locator("button").first).not_to_be_visible()
    page.emulate_media(media="screen")


def test_airtime_for_ones_own_phone_and_again(journey: Journey) -> None:
    page = journey.page
    begin(journey, "airtime")
    go(journey, ".tile[href*='service=mtn']")
    at(journey, 2)
    go(journey, ".usual a")
    at(journey, 3)
    go(journey, ".usual a[href*='amount=500&']")
    at(journey, 4)
    people.fill_in(journey, pin=people.PIN)
    people.send(journey, "#pay")
    expect(page.locator(".told.tone-good")).to_be_visible()
    expect(page.locator(".token")).to_have_count(0)
    journey.check()
    page.go_back()
    expect(page.locator("#pay")).to_have_count(0)
    journey.check()
    page.go_forward()
    people.visit(journey, page.locator("main a.btn[href*='/bills/airtime']"))
    expect(page.locator(".steps li:nth-child(4)")).to_have_attribute("aria-current", "step")
    expect(page.locator("#pay")).to_be_visible()


def test_what_is_not_known_yet_and_what_came_back(journey: Journey) -> None:
    page = journey.page
    journey.goto(f"/bills/airtime?service=mtn&number={STUCK}&amount=100")
    people.sign_in(journey)
    people.fill_in(journey, pin=people.PIN)
    people.send(journey, "#pay")
    expect(page.locator(".told.tone-warn")).to_be_visible()
    # Without script the page is loaded again by its head, which axe would have nobody do: only the body is looked at.
    journey.check(within=None if journey.js else "body")
    if journey.js:
        with page.expect_response(re.compile(r"/bills/[0-9a-f-]{36}$"), timeout=70_000):
            pass
        expect(page.locator(".told.tone-warn")).to_be_visible()
    journey.goto("/bills/history?kind=data")
    people.visit(journey, page.locator(".bill-row :is(h2, h3) a").first)
    expect(page.locator(".told.tone-info")).to_be_visible()
