"""Creating an account in a browser, and confirming the e-mail address."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer, OneTimeCode, OutboxMessage, Platform
from tests.integration.web.account.conftest import last_code
from tests.support.pages import PageClient

ADA = {
    "first_name": "Ada",
    "last_name": "Obi",
    "email": "Ada.Obi@example.com",
    "phone": "0801 234 5678",
    "password": "Correct-horse-7",
    "pin": "2468",
}


def test_from_sign_up_to_a_confirmed_address(pages: PageClient, session: Session, platform: Platform) -> None:
    answer = pages.post("/account/sign-up", {**ADA, "next": "/cart"})
    assert answer.location == "/account/verify/email?next=/cart"

    page = pages.follow(answer)
    assert page.heading == "Confirm your e-mail"
    assert "ada.obi@example.com" in page.text
    assert page.one("#code")["autocomplete"] == "one-time-code"

    answer = pages.post("/account/verify/email", {"code": last_code(session, "ada.obi@example.com"), "next": "/cart"})
    assert answer.location == "/cart"
    assert "Your e-mail address is confirmed." in pages.get("/account/").text
    customer = session.scalars(select(Customer)).one()
    assert customer.email_verified_at is not None
    assert customer.phone == "+2348012345678"


def test_everything_missing_is_named_in_order(pages: PageClient, platform: Platform) -> None:
    page = pages.post("/account/sign-up", {}, status=422)
    assert page.summary == [
        ("Enter your first name.", "first_name"),
        ("Enter your last name.", "last_name"),
        ("Enter your e-mail address.", "email"),
        ("Enter your phone number.", "phone"),
        ("Choose a password.", "password"),
        ("Choose a PIN of four digits.", "pin"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "ada@", "Enter an e-mail address like name@example.com."),
        ("phone", "12", "Enter a phone number with its country code, such as +234 801 234 5678."),
        ("password", "short", "Use at least 8 characters for the password."),
        ("pin", "12345", "The PIN has exactly four digits."),
        ("pin", "12a4", "The PIN has exactly four digits."),
        ("pin", "١٢٣٤", "The PIN has exactly four digits."),
        ("first_name", "   ", "Enter your first name."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    pages: PageClient, platform: Platform, field: str, value: str, words: str
) -> None:
    page = pages.post("/account/sign-up", {**ADA, field: value}, status=422)

    assert page.summary == [(words, field)]
    kept = {name: page.value(name) for name in ("first_name", "last_name", "email", "phone")}
    assert kept == {name: {**ADA, field: value}[name] for name in kept}


def test_a_bad_phone_number_is_named_together_with_what_else_is_wrong(pages: PageClient, platform: Platform) -> None:
    page = pages.post("/account/sign-up", {**ADA, "phone": "12", "pin": "1"}, status=422)
    assert [field for _words, field in page.summary] == ["phone", "pin"]


def test_a_form_sent_twice_makes_one_account_and_signs_in_both_times(
    app: Flask, pages: PageClient, session: Session, platform: Platform
) -> None:
    """The second click is on its way before the first one's cookie arrives, so it comes as a stranger's."""
    second = PageClient(app)
    answers = [browser.post("/account/sign-up", ADA).location for browser in (pages, second)]

    assert answers == ["/account/verify/email"] * 2
    assert len(session.scalars(select(Customer)).all()) == 1
    assert second.get("/account/").heading == "Hello, Ada"


def test_who_has_an_account_already_is_told_so(pages: PageClient, platform: Platform, ada: Customer) -> None:
    stranger = {**ADA, "password": "Another-horse-8"}
    page = pages.post("/account/sign-up", {**stranger, "email": "ada@example.com"}, status=422)
    assert page.summary == [("An account with this e-mail address already exists. Sign in instead.", "email")]
    page = pages.post("/account/sign-up", stranger, status=422)
    assert page.summary == [("An account with this phone number already exists. Sign in instead.", "phone")]


def test_a_wrong_code_is_refused_and_a_new_one_can_be_had(
    pages: PageClient, session: Session, platform: Platform
) -> None:
    pages.post("/account/sign-up", ADA)
    first = last_code(session, "ada.obi@example.com")
    wrong = f"{(int(first) + 1) % 1_000_000:06d}"

    page = pages.post("/account/verify/email", {"code": wrong}, status=422)
    assert page.summary == [("This code is wrong or has expired. Check it, or ask for a new one.", "code")]

    answer = pages.post("/account/verify/email/send")
    assert "A new code is on its way." in pages.follow(answer).text
    pages.post("/account/verify/email", {"code": first}, status=422)
    pages.post("/account/verify/email", {"code": f" {last_code(session, 'ada.obi@example.com')} "})


def test_after_five_wrong_codes_the_page_offers_a_new_one(
    pages: PageClient, session: Session, platform: Platform
) -> None:
    pages.post("/account/sign-up", ADA)
    right = last_code(session, "ada.obi@example.com")
    for _time in range(5):
        pages.post("/account/verify/email", {"code": f"{(int(right) + 1) % 1_000_000:06d}"}, status=422)

    pages.post("/account/verify/email", {"code": right}, status=422)
    page = pages.get("/account/verify/email")

    assert page.select("#code") == []
    assert "Send the code" in page.text
    assert session.scalars(select(OneTimeCode.tries)).all() == [5]


def test_too_many_codes_are_refused_on_the_page(pages: PageClient, session: Session, platform: Platform) -> None:
    pages.post("/account/sign-up", ADA)
    for _time in range(4):
        pages.post("/account/verify/email/send")
    page = pages.post("/account/verify/email/send", status=429)
    assert "Too many attempts. Try again in 60 minutes." in page.text


def test_the_phone_is_confirmed_the_same_way(pages: PageClient, session: Session, platform: Platform) -> None:
    pages.post("/account/sign-up", ADA)
    pages.post("/account/verify/phone/send")
    pages.post("/account/verify/phone", {"code": last_code(session, "+2348012345678")})
    assert session.scalars(select(Customer.phone_verified_at)).one() is not None


def test_what_is_confirmed_needs_no_code(signed_in: PageClient) -> None:
    assert signed_in.get("/account/verify/email?next=/cart", status=303).location == "/cart"


def test_in_arabic_the_message_is_arabic(pages: PageClient, session: Session, platform: Platform) -> None:
    pages.post("/ar/account/sign-up", ADA)
    message = session.scalars(select(OutboxMessage)).one()
    assert message.locale == "ar"
    assert "هذا الرمز يؤكد بريدك الإلكتروني" in message.body
    assert session.scalars(select(Customer.locale)).one() == "ar"


def test_an_address_that_asks_for_too_much_may_not_sign_up(pages: PageClient, platform: Platform) -> None:
    pages.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    for number in range(20):
        pages.post("/account/forgot", {"login": f"nobody{number}@example.com"})
    page = pages.post("/account/sign-up", ADA, status=429)
    assert "Too many attempts." in page.text
    assert page.value("email") == ADA["email"]
