"""The account at a glance, details, password, PIN, wishes and sign-ins."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEntry, Business, Customer, OutboxMessage, Platform, SignIn
from tests.factories import PASSWORD, PIN, fund_card, make_customer
from tests.integration.web.account.conftest import last_code, sign_in
from tests.support.pages import PageClient
from tests.support.statements import count_statements

PAGES = ["", "profile", "password", "pin", "notifications", "sign-ins"]


def test_the_overview_shows_who_one_is_and_what_is_on_the_card(
    signed_in: PageClient, session: Session, ada: Customer
) -> None:
    fund_card(session, ada, 500_000)
    session.commit()

    page = signed_in.get("/account/")

    assert page.heading == "Hello, Ada"
    assert page.texts(".wallet b") == ["₦5,000.00"]
    assert page.texts(".wallet .mono") == [ada.card_number]
    assert page.texts(".facts .badge") == ["Confirmed", "Confirmed"]


def test_the_audit_trail_names_the_request_of_a_change(signed_in: PageClient, session: Session, ada: Customer) -> None:
    form = {"first_name": "Ada", "last_name": "Obi", "email": "ada.obi@example.com", "phone": ada.phone}

    answer = signed_in.post("/account/profile", form)

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.request_id) == ("contact_changed", answer.headers["X-Request-Id"])


def test_what_is_not_confirmed_says_so_and_leads_there(session: Session, pages: PageClient, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="new@example.com", email_verified_at=None, pin=None)
    session.commit()
    sign_in(pages, "new@example.com")

    page = pages.get("/account/")

    assert page.texts(".facts .badge") == ["Not confirmed", "Confirmed"]
    assert page.select("a[href='/account/verify/email']")
    assert "Your shopping card has no PIN yet" in page.text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_ones_own_asks_to_sign_in(pages: PageClient, platform: Platform, name: str) -> None:
    answer = pages.get(f"/account/{name}", status=303)
    assert answer.location == f"/account/sign-in?next=/account/{name}"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_arabic(signed_in: PageClient, name: str) -> None:
    assert signed_in.get(f"/ar/account/{name}").one("html")["dir"] == "rtl"


def test_the_overview_is_few_statements(signed_in: PageClient) -> None:
    signed_in.get("/account/")
    with count_statements() as sent:
        signed_in.get("/account/")
    # The session, the profile, the card and the cart's count; the storefronts are kept in memory.
    asked = [statement for statement in sent if "FROM platform" not in statement]
    assert len(asked) <= 4, str(sent)


def test_new_details_are_saved_and_a_new_address_is_asked_to_prove_itself(
    signed_in: PageClient, session: Session
) -> None:
    form = signed_in.get("/account/profile").form("/account/profile")
    assert form == {
        "first_name": "Ada",
        "last_name": form["last_name"],
        "email": "ada@example.com",
        "phone": "+2348012345678",
    }

    answer = signed_in.post("/account/profile", {**form, "first_name": "Adaeze", "email": "adaeze@example.com"})

    page = signed_in.follow(answer)
    assert page.heading == "Hello, Adaeze"
    assert page.texts(".facts .badge") == ["Not confirmed", "Confirmed"]
    assert "Confirm the new address or number with the code we sent." in page.text
    told = session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()
    assert told == ["ada@example.com", "adaeze@example.com"]
    signed_in.post("/account/verify/email", {"code": last_code(session, "adaeze@example.com")})


def test_an_address_of_somebody_else_comes_back(signed_in: PageClient, session: Session, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="bola@example.com", phone="+2348099999999")
    session.commit()
    form = signed_in.get("/account/profile").form("/account/profile")

    page = signed_in.post("/account/profile", {**form, "email": "bola@example.com"}, status=422)
    assert page.summary == [("An account with this e-mail address already exists. Sign in instead.", "email")]
    assert page.value("email") == "bola@example.com"

    page = signed_in.post("/account/profile", {**form, "phone": "+2348099999999"}, status=422)
    assert page.summary == [("An account with this phone number already exists. Sign in instead.", "phone")]


def test_the_password_is_changed_and_other_browsers_are_signed_out(
    signed_in: PageClient, session: Session, ada: Customer
) -> None:
    other = PageClient(signed_in.app, session.expire_all)
    sign_in(other, "ada@example.com")

    page = signed_in.post("/account/password", {"current": "wrong", "password": "New-password-8"}, status=422)
    assert page.summary == [("This is not your current password.", "current")]
    signed_in.post("/account/password", {"current": PASSWORD, "password": "New-password-8"})

    signed_in.get("/account/")
    other.get("/account/", status=303)


def test_the_pin_is_changed_with_the_current_one(signed_in: PageClient) -> None:
    page = signed_in.post("/account/pin", {"current": "0000", "pin": "1357"}, status=422)
    assert page.summary == [("That PIN is not right. You can try 4 more times.", "current")]
    answer = signed_in.post("/account/pin", {"current": PIN, "pin": "1357"})
    assert "Your new PIN is set." in signed_in.follow(answer).text


def test_five_wrong_pins_lock_it_and_say_so(signed_in: PageClient) -> None:
    for _time in range(4):
        signed_in.post("/account/pin", {"current": "0000", "pin": "1357"}, status=422)
    page = signed_in.post("/account/pin", {"current": "0000", "pin": "1357"}, status=429)
    assert page.summary == [("The PIN was wrong too many times. Try again in 15 minutes, or reset it.", "current")]


def test_a_first_pin_needs_the_password(session: Session, pages: PageClient, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="new@example.com", pin=None)
    session.commit()
    sign_in(pages, "new@example.com")

    page = pages.post("/account/pin", {"password": "wrong", "pin": "1357"}, status=422)
    assert page.summary == [("This is not your password.", "password")]
    pages.post("/account/pin", {"password": PASSWORD, "pin": "1357"})
    assert pages.get("/account/pin").heading == "Change the PIN"


def test_wishes_are_kept(signed_in: PageClient) -> None:
    ticked = {"orders_email": "y", "orders_sms": "y", "offers_email": "y", "offers_sms": "y"}
    assert signed_in.get("/account/notifications").form("/account/notifications") == ticked

    signed_in.post("/account/notifications", {"orders_email": "y"})

    assert signed_in.get("/account/notifications").form("/account/notifications") == {"orders_email": "y"}


def test_a_sign_in_elsewhere_can_be_ended(signed_in: PageClient, session: Session) -> None:
    other = PageClient(signed_in.app, session.expire_all)
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
    other.client.environ_base["HTTP_USER_AGENT"] = agent
    sign_in(other, "ada@example.com")

    page = signed_in.get("/account/sign-ins")
    assert "Firefox on Android" in page.text
    assert page.texts(".panel .badge") == ["This browser"]
    action = str(page.select("form[action$='/end']")[0]["action"])
    answer = signed_in.post(action)

    assert "That sign-in has ended." in signed_in.follow(answer).text
    other.get("/account/", status=303)


def test_all_others_can_be_ended_at_once(signed_in: PageClient, session: Session) -> None:
    others = [PageClient(signed_in.app, session.expire_all) for _number in range(2)]
    for other in others:
        sign_in(other, "ada@example.com")
    answer = signed_in.post("/account/sign-ins/end-others")
    assert "2 other sign-ins have ended." in signed_in.follow(answer).text
    for other in others:
        other.get("/account/", status=303)


def test_nobody_ends_a_strangers_sign_in(signed_in: PageClient, session: Session, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="bola@example.com")
    session.commit()
    other = PageClient(signed_in.app, session.expire_all)
    sign_in(other, "bola@example.com")
    theirs = session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    signed_in.post(f"/account/sign-ins/{theirs}/end")
    other.get("/account/")


def test_too_many_wrong_passwords_are_said_on_each_page(
    signed_in: PageClient, session: Session, platform: Platform
) -> None:
    wrong = {"current": "wrong", "password": "New-password-8"}
    for _time in range(5):
        signed_in.post("/account/password", wrong, status=422)
    assert "Too many attempts." in signed_in.post("/account/password", wrong, status=429).text


def test_too_many_changes_of_address_are_said(signed_in: PageClient) -> None:
    form = signed_in.get("/account/profile").form("/account/profile")
    for number in range(5):
        signed_in.post("/account/profile", {**form, "phone": f"+23480555500{number:02d}"})
        signed_in.post("/account/profile", {**form, "phone": "+2348055559999"})
    page = signed_in.post("/account/profile", {**form, "phone": "+2348055550009"})
    assert page.location == "/account/"
    page = signed_in.post("/account/profile", {**form, "phone": "+2348055559999"}, status=429)
    assert "Too many attempts." in page.text
    assert page.value("phone") == "+2348055559999"


def test_a_first_pin_meets_the_limit_of_passwords(session: Session, pages: PageClient, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="new@example.com", pin=None)
    session.commit()
    sign_in(pages, "new@example.com")
    for _time in range(5):
        pages.post("/account/pin", {"password": "wrong", "pin": "1357"}, status=422)
    pages.post("/account/pin", {"password": PASSWORD, "pin": "1357"}, status=429)


def test_a_browser_in_words_runs_in_the_direction_of_the_page(signed_in: PageClient) -> None:
    words = signed_in.get("/ar/account/sign-ins").one(".panel b")

    assert words.select("bdi, [dir]") == []
