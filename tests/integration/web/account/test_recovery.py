"""A forgotten password or PIN, in a browser."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Customer, OutboxMessage, Platform
from tests.factories import PIN
from tests.integration.web.account.conftest import last_code, sign_in
from tests.support.pages import PageClient


def test_from_forgotten_to_signed_in_with_a_new_password(pages: PageClient, session: Session, ada: Customer) -> None:
    answer = pages.post("/account/forgot", {"login": "ada@example.com", "next": "/account/profile"})
    page = pages.follow(answer)
    assert page.heading == "Enter the code"
    assert "ada@example.com" in page.text

    code = last_code(session, "ada@example.com")
    answer = pages.post("/account/forgot/code", {"code": code, "next": "/account/profile"})
    assert pages.follow(answer).heading == "Choose a new password"
    answer = pages.post("/account/forgot/new", {"password": "New-password-8", "next": "/account/profile"})

    page = pages.follow(answer)
    assert page.heading == "Your details"
    assert "Your new password is set, and you are signed in." in page.text
    pages.post("/account/sign-out")
    sign_in(pages, "ada@example.com", "New-password-8")


def test_by_phone(pages: PageClient, session: Session, ada: Customer) -> None:
    pages.post("/account/forgot", {"login": "0801 234 5678"})
    pages.post("/account/forgot/code", {"code": last_code(session, "+2348012345678")})
    assert pages.post("/account/forgot/new", {"password": "New-password-8"}).location == "/account/"


def test_who_is_unknown_sees_the_same_pages(pages: PageClient, session: Session, platform: Platform) -> None:
    answer = pages.post("/account/forgot", {"login": "nobody@example.com"})
    assert answer.location == "/account/forgot/code"
    assert pages.follow(answer).heading == "Enter the code"
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
    page = pages.post("/account/forgot/code", {"code": "123456"}, status=422)
    assert page.summary == [("This code is wrong or has expired. Check it, or ask for a new one.", "code")]


def test_what_is_no_login_is_refused(pages: PageClient, platform: Platform) -> None:
    page = pages.post("/account/forgot", {"login": "nonsense"}, status=422)
    assert page.summary == [("Enter an e-mail address, or a phone number with its country code.", "login")]
    assert page.value("login") == "nonsense"


def test_the_code_can_be_sent_again_five_times_an_hour(pages: PageClient, session: Session, ada: Customer) -> None:
    pages.post("/account/forgot", {"login": "ada@example.com"})
    for _time in range(3):
        pages.post("/account/forgot/code/send")
    answer = pages.post("/account/forgot/code/send")
    assert "A new code is on its way." in pages.follow(answer).text
    page = pages.post("/account/forgot/code/send", status=429)
    assert "Too many attempts." in page.text


def test_no_step_can_be_skipped(pages: PageClient, platform: Platform) -> None:
    assert pages.get("/account/forgot/code", status=303).location == "/account/forgot"
    assert pages.get("/account/forgot/new", status=303).location == "/account/forgot"


def test_a_short_password_comes_back(pages: PageClient, session: Session, ada: Customer) -> None:
    pages.post("/account/forgot", {"login": "ada@example.com"})
    pages.post("/account/forgot/code", {"code": last_code(session, "ada@example.com")})
    page = pages.post("/account/forgot/new", {"password": "short"}, status=422)
    assert page.summary == [("Use at least 8 characters for the password.", "password")]
    assert pages.post("/account/forgot/new", {"password": "New-password-8"}).location == "/account/"


def test_a_permission_used_elsewhere_leads_back_to_the_start(
    pages: PageClient, session: Session, ada: Customer
) -> None:
    pages.post("/account/forgot", {"login": "ada@example.com"})
    pages.post("/account/forgot/code", {"code": last_code(session, "ada@example.com")})
    other = PageClient(pages.app, session.expire_all)
    other.post("/account/forgot", {"login": "ada@example.com"})
    other.post("/account/forgot/code", {"code": last_code(session, "ada@example.com")})
    other.post("/account/forgot/new", {"password": "New-password-8"})

    answer = pages.post("/account/forgot/new", {"password": "Mine-instead-9"})

    assert answer.location == "/account/forgot"
    assert "This link has expired or was used already. Ask for a new code." in pages.follow(answer).text


def test_a_forgotten_pin_keeps_this_browser_signed_in(signed_in: PageClient, session: Session, ada: Customer) -> None:
    answer = signed_in.post("/account/pin/forgot", {"next": "/account/profile"})
    assert "ada@example.com" in signed_in.follow(answer).text
    code = last_code(session, "ada@example.com")
    answer = signed_in.post("/account/pin/forgot/code", {"code": code, "next": "/account/profile"})
    assert signed_in.follow(answer).heading == "Choose a new PIN"
    page = signed_in.post("/account/pin/forgot/new", {"pin": "12"}, status=422)
    assert page.summary == [("The PIN has exactly four digits.", "pin")]
    answer = signed_in.post("/account/pin/forgot/new", {"pin": "1357", "next": "/account/profile"})

    assert "Your new PIN is set." in signed_in.follow(answer).text
    signed_in.post("/account/pin", {"current": PIN, "pin": "9999"}, status=422)
    signed_in.post("/account/pin", {"current": "1357", "pin": "9999"})


def test_a_wrong_code_for_the_pin(signed_in: PageClient, session: Session) -> None:
    signed_in.post("/account/pin/forgot")
    wrong = f"{(int(last_code(session, 'ada@example.com')) + 1) % 1_000_000:06d}"
    page = signed_in.post("/account/pin/forgot/code", {"code": wrong}, status=422)
    assert page.summary == [("This code is wrong or has expired. Check it, or ask for a new one.", "code")]
    assert signed_in.get("/account/pin/forgot/new", status=303).location == "/account/pin"


def test_too_many_codes_for_the_pin_are_said(signed_in: PageClient) -> None:
    for _time in range(5):
        signed_in.post("/account/pin/forgot")
    answer = signed_in.post("/account/pin/forgot")
    assert answer.location == "/account/pin"
    assert "Too many attempts." in signed_in.follow(answer).text


def test_a_permission_for_the_pin_used_elsewhere_leads_back(
    signed_in: PageClient, session: Session, ada: Customer
) -> None:
    signed_in.post("/account/pin/forgot")
    signed_in.post("/account/pin/forgot/code", {"code": last_code(session, "ada@example.com")})
    other = PageClient(signed_in.app, session.expire_all)
    sign_in(other, "ada@example.com")
    other.post("/account/pin/forgot")
    other.post("/account/pin/forgot/code", {"code": last_code(session, "ada@example.com")})

    answer = signed_in.post("/account/pin/forgot/new", {"pin": "1357"})

    assert answer.location == "/account/pin"
    assert "Ask for a new code." in signed_in.follow(answer).text


def test_a_code_sent_to_an_address_one_has_left_recovers_nothing(
    pages: PageClient, session: Session, ada: Customer
) -> None:
    pages.post("/account/forgot", {"login": "ada@example.com"})
    code = last_code(session, "ada@example.com")
    ada.email = "ada.new@example.com"
    session.commit()

    page = pages.post("/account/forgot/code", {"code": code}, status=422)

    assert page.summary == [("This code is wrong or has expired. Check it, or ask for a new one.", "code")]
