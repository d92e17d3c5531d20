"""Somebody becomes a customer, looks after the account, leaves, and finds a way back in."""

import json
import re

from playwright.sync_api import Page, expect

from tests.support.journey import Journey

EMAIL = "amina.bello@example.com"
PASSWORD = "Correct-horse-7"


def code_for(journey: Journey, recipient: str) -> str:
    """The newest code that arrived, asked for as a third party's test would."""
    answer = journey.page.request.get(f"{journey.host}/sandbox/messages", params={"to": recipient})
    return str(json.loads(answer.text())["messages"][0]["code"])


def send(page: Page) -> None:
    """Send the first form of the page's main part."""
    page.locator("main form button[type=submit]").first.click()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def sign_up(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/sign-up?next=/cart")
    journey.check()
    send(page)
    expect(page.locator(".summary a")).to_have_count(6)
    journey.check()
    fill(page, first_name="Amina", last_name="Bello", email=EMAIL, phone="0803 555 0199")
    fill(page, password=PASSWORD, pin="2468")
    send(page)


def confirm(journey: Journey) -> None:
    page = journey.page
    expect(page.locator("#code")).to_be_visible()
    journey.check()
    right = code_for(journey, EMAIL)
    page.locator("#code").fill("000000" if right != "000000" else "000001")
    send(page)
    expect(page.locator(".summary a")).to_have_count(1)
    page.locator("#code").fill(right)
    send(page)
    page.wait_for_url("**/cart")


def leave(journey: Journey) -> None:
    page = journey.page
    page.locator("header summary", has_text="Amina").click()
    page.locator("form[action$='/account/sign-out'] button").click()
    expect(page.locator("header a[href*='/account/sign-in']")).to_be_visible()
    journey.goto("/account/")
    expect(page).to_have_url(re.compile(r"/account/sign-in\?next=.*/account/$"))


def test_from_signing_up_to_signing_out(journey: Journey) -> None:
    page = journey.page
    sign_up(journey)
    confirm(journey)
    journey.goto("/account/")
    expect(page.locator(".facts .tone-good")).to_have_count(1)
    expect(page.locator(".facts .tone-warn")).to_have_count(1)
    journey.check()
    for path in ("/account/profile", "/account/pin", "/account/notifications", "/account/sign-ins", "/sandbox/inbox"):
        journey.goto(path)
        journey.check()
    leave(journey)


def test_a_forgotten_password(journey: Journey) -> None:
    page = journey.page
    journey.goto("/account/sign-in")
    journey.check()
    page.locator("main a[href*='/account/forgot']").click()
    fill(page, login="john.doe@example.com")
    send(page)
    expect(page.locator("#code")).to_be_visible()
    journey.check()
    page.locator("#code").fill(code_for(journey, "john.doe@example.com"))
    send(page)
    fill(page, password="Something-new-9")
    journey.check()
    send(page)
    page.wait_for_url("**/account/")
    expect(page.locator(".wallet")).to_contain_text("ARK12345")
