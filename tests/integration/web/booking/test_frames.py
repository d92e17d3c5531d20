"""Booking pages in other sites' frames: who may show them, and that they know nobody there."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import Branch, Business, Platform
from app.web.booking import tokens
from tests.factories import PASSWORD, make_customer
from tests.support.pages import Page, PageClient

PAGE = "/b/DT01/specimen"
SEND = "/b/DT01/specimen/send"


@pytest.fixture
def app(specimen_app: Flask) -> Flask:
    return specimen_app


@pytest.fixture
def ada(session: Session, platform: Platform, branch: Branch, pages: PageClient) -> None:
    """Signed in in this browser."""
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, first_name="Ada", email="ada@example.com")
    session.commit()
    pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD})


def ancestors(page: Page) -> set[str]:
    found = re.search(r"frame-ancestors ([^;]+)", page.headers["Content-Security-Policy"])
    return set(found.group(1).split()) if found else set()


def token(page: Page) -> str:
    return page.form(SEND)["form_token"]


def test_the_branchs_hosts_may_show_its_pages_and_nobody_may_show_others(pages: PageClient, branch: Branch) -> None:
    assert ancestors(pages.get(PAGE)) == {"https://saffron.example", "https://menu.saffron.example"}
    assert ancestors(pages.get("/")) == {"'none'"}
    assert ancestors(pages.get("/account/sign-in")) == {"'none'"}


def test_a_branch_that_names_no_host_is_shown_by_nobody(pages: PageClient, session: Session, branch: Branch) -> None:
    branch.allowed_hosts = []
    session.commit()

    assert ancestors(pages.get(PAGE)) == {"'none'"}


def test_an_error_in_the_house_may_be_framed_too_and_stays_embedded(pages: PageClient, branch: Branch) -> None:
    page = pages.post(f"{SEND}?embed=1", {"guest": "Ada"}, status=400)

    assert "https://saffron.example" in ancestors(page)
    assert page.one(".lost a")["href"] == "/b/DT01?embed=1"
    assert page.select(".framed-name")
    assert page.select("link[href*='css/brand.css']")
    assert page.select("link[href*='css/lost.css']")
    assert page.select("link[href*='css/forms.css']") == []


@pytest.mark.parametrize("way", [{"path": f"{PAGE}?embed=1"}, {"path": PAGE, "headers": {"Sec-Fetch-Dest": "iframe"}}])
def test_a_signed_in_person_is_a_stranger_in_a_frame(pages: PageClient, ada: None, way: dict[str, object]) -> None:
    framed = pages.get(**way)  # type: ignore[arg-type]  # the same two keywords each time

    assert pages.get(PAGE).heading == "Welcome, Ada"
    assert framed.heading == "Welcome, stranger"
    assert framed.select(".house") == []
    assert framed.headers.getlist("Set-Cookie") == []


def test_links_redirects_and_forms_stay_embedded(pages: PageClient, branch: Branch) -> None:
    page = pages.get(f"/ar{PAGE}?embed=1")
    hrefs = [str(a["href"]) for a in page.select("main a, .framed-name a")]
    answer = pages.post(f"/ar{SEND}?embed=1", {"guest": "Ada", "form_token": token_at(page, f"/ar{SEND}")})

    assert [parse_qs(urlsplit(href).query).get("embed") for href in hrefs] == [["1"]] * len(hrefs)
    assert {str(field["value"]) for field in page.select("input[name=embed]")} == {"1"}
    assert "embed=1" in answer.location
    assert answer.headers.getlist("Set-Cookie") == []
    assert "embed" not in pages.get(PAGE).html


def token_at(page: Page, action: str) -> str:
    return page.form(action)["form_token"]


def test_a_form_is_taken_without_any_cookie(pages: PageClient, app: Flask, branch: Branch) -> None:
    given = token(pages.get(PAGE))
    stranger = app.test_client(use_cookies=False)

    answer = stranger.post(SEND, data={"guest": "Ada", "form_token": given})

    assert answer.status_code == 303
    assert f"form {given.split('.')[0]}" in parse_qs(urlsplit(answer.headers["Location"]).query)["said"][0]


@pytest.mark.parametrize("bad", ["", "nonsense", "a.b.c", "\x00"])
def test_a_form_without_a_genuine_token_is_refused(pages: PageClient, branch: Branch, bad: str) -> None:
    pages.post(SEND, {"guest": "Ada", "form_token": bad}, status=400)


def test_a_token_is_good_for_its_own_form_only(pages: PageClient, session: Session, branch: Branch) -> None:
    given = token(pages.get(PAGE))
    branch.code = "DT02"
    session.commit()

    pages.post("/b/DT02/specimen/send", {"guest": "Ada", "form_token": given}, status=400)


def test_a_strangers_token_is_not_good_for_who_is_signed_in(pages: PageClient, app: Flask, ada: None) -> None:
    strange = token(Page(app.test_client(use_cookies=False).get(PAGE)))

    pages.post(SEND, {"guest": "Ada", "form_token": strange}, status=400)
    pages.post(SEND, {"guest": "Ada", "form_token": token(pages.get(PAGE))})


@pytest.mark.parametrize(
    ("origin", "status"), [("http://localhost", 303), ("https://evil.example", 400), ("null", 400)]
)
def test_other_sites_cannot_send_a_form(pages: PageClient, branch: Branch, origin: str, status: int) -> None:
    given = token(pages.get(PAGE))

    pages.post(SEND, {"guest": "Ada", "form_token": given}, status=status, headers={"Origin": origin})


def test_a_sandboxed_frame_has_no_origin_and_may_book(pages: PageClient, branch: Branch) -> None:
    given = token(pages.get(f"{PAGE}?embed=1"))

    pages.post(f"{SEND}?embed=1", {"guest": "Ada", "form_token": given}, headers={"Origin": "null"})


def test_a_form_lives_for_six_hours(pages: PageClient, branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    given = token(pages.get(PAGE))
    pages.post(SEND, {"guest": "Ada", "form_token": given})
    monkeypatch.setattr(tokens, "utc_now", lambda: utc_now() + timedelta(hours=6, seconds=9))

    page = pages.post(SEND, {"guest": "Ada", "form_token": given}, status=400)

    assert "load the page again" in page.text
    assert page.select(".house")


def test_a_branch_that_does_not_exist_is_told_in_the_shops_frame(pages: PageClient, platform: Platform) -> None:
    page = pages.get("/b/NONE/theme.css", status=404)

    assert page.select(".top")
