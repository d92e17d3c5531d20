"""Signing in and out in a browser."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Business, Customer, Platform, SignIn, SignInKind
from tests.factories import PASSWORD, make_business, make_customer
from tests.integration.web.account.conftest import sign_in
from tests.support.pages import PageClient


@pytest.mark.parametrize("login", ["ada@example.com", "ADA@Example.com ", "+2348012345678", "0801 234 5678"])
def test_by_e_mail_or_phone_however_written(pages: PageClient, ada: Customer, login: str) -> None:
    answer = pages.post("/account/sign-in", {"login": login, "password": PASSWORD})

    assert answer.location == "/account/"
    assert pages.follow(answer).heading == "Hello, Ada"


def test_a_wrong_password_keeps_the_login_and_says_why(pages: PageClient, ada: Customer) -> None:
    page = pages.post("/account/sign-in", {"login": "ada@example.com", "password": "wrong"}, status=422)

    assert page.summary == [("The e-mail, phone number or password is not right.", "password")]
    assert page.value("login") == "ada@example.com"
    assert page.value("password") == ""


def test_an_unknown_person_is_told_the_same(pages: PageClient, platform: Platform) -> None:
    page = pages.post("/account/sign-in", {"login": "nobody@example.com", "password": "wrong"}, status=422)
    assert page.summary == [("The e-mail, phone number or password is not right.", "password")]


def test_empty_fields_are_named(pages: PageClient, platform: Platform) -> None:
    page = pages.post("/account/sign-in", {}, status=422)
    assert page.summary == [
        ("Enter your e-mail address or phone number.", "login"),
        ("Enter your password.", "password"),
    ]


def test_five_wrong_passwords_close_the_account_for_a_while(pages: PageClient, ada: Customer) -> None:
    for _time in range(5):
        pages.post("/account/sign-in", {"login": "ada@example.com", "password": "wrong"}, status=422)

    page = pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD}, status=429)

    assert "Too many attempts. Try again in 15 minutes." in page.text


def test_one_comes_back_to_where_one_was(pages: PageClient, ada: Customer) -> None:
    page = pages.get("/account/sign-in?next=/account/profile")
    assert page.value("next") == "/account/profile"
    answer = pages.post(
        "/account/sign-in", {"login": "ada@example.com", "password": PASSWORD, "next": "/account/profile"}
    )
    assert answer.location == "/account/profile"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "http:evil.example",
        "account",
        "////evil.example",
    ],
)
def test_no_address_leads_out_of_the_shop(pages: PageClient, ada: Customer, url: str) -> None:
    answer = pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD, "next": url})
    assert answer.location == "/account/"


def test_a_page_of_ones_own_asks_to_sign_in_and_leads_back(pages: PageClient, platform: Platform) -> None:
    answer = pages.get("/account/sign-ins", status=303)
    assert answer.location == "/account/sign-in?next=/account/sign-ins"


def test_the_way_back_keeps_language_and_storefront(pages: PageClient, platform: Platform) -> None:
    answer = pages.get(f"/ar/{platform.slug}/account/profile", status=303)
    assert answer.location == f"/ar/{platform.slug}/account/sign-in?next=/ar/{platform.slug}/account/profile"


def test_a_swap_is_sent_to_sign_in_by_header(pages: PageClient, platform: Platform) -> None:
    answer = pages.get("/account/", htmx=True, headers={"HX-Current-URL": "http://localhost/cart?x=1"})
    assert answer.headers["HX-Redirect"] == "/account/sign-in?next=http://localhost/cart?x%3D1"


def test_signing_out_ends_the_session_for_the_cookie_too(
    signed_in: PageClient, session: Session, ada: Customer
) -> None:
    cookie = signed_in.cookie("souk_session")
    assert cookie is not None
    signed_in.post("/account/sign-out")
    signed_in.get("/account/", status=303)

    signed_in.client.set_cookie("souk_session", cookie)

    signed_in.get("/account/", status=303)
    assert session.scalars(select(SignIn.ended_at)).one() is not None


def test_the_cookie_holds_a_token_whose_hash_alone_is_kept(
    signed_in: PageClient, session: Session, ada: Customer
) -> None:
    row = session.scalars(select(SignIn)).one()
    with signed_in.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert (row.kind, row.customer_id) == (SignInKind.WEB, ada.id)
    assert token not in row.token_hash
    assert (row.expires_at - row.created_at).days == 30


def test_a_customer_of_another_business_is_nobody_here(session: Session, pages: PageClient, platform: Platform) -> None:
    make_customer(session, business=make_business(session), email="else@example.com")
    session.commit()
    page = pages.post("/account/sign-in", {"login": "else@example.com", "password": PASSWORD}, status=422)
    assert page.summary == [("The e-mail, phone number or password is not right.", "password")]


def test_who_is_signed_in_goes_straight_on(signed_in: PageClient) -> None:
    assert signed_in.get("/account/sign-in?next=/account/pin", status=303).location == "/account/pin"
    assert signed_in.get("/account/sign-up", status=303).location == "/account/"


def test_signing_in_drops_what_the_session_held_before(pages: PageClient, ada: Customer) -> None:
    with pages.client.session_transaction() as cookie:
        cookie["planted"] = "x"
    sign_in(pages, "ada@example.com")
    with pages.client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_a_form_without_its_token_is_refused(pages: PageClient, ada: Customer) -> None:
    pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD, "csrf_token": ""}, status=400)


def test_an_unclaimed_customer_cannot_sign_in(session: Session, pages: PageClient, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="guest@example.com", claimed_at=None)
    session.commit()
    pages.post("/account/sign-in", {"login": "guest@example.com", "password": PASSWORD}, status=422)
    assert session.scalar(select(func.count()).select_from(SignIn)) == 0
