"""A brand's theme as a sheet: what it says, who may keep it, and when it changes."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Branch, Brand
from tests.factories import make_business, make_platform
from tests.factories.dining import make_branch
from tests.support.statements import count_statements

RULE = re.compile(r"(?:@supports [^{]+\{ )?:root \{ (?:--[\w-]+: [^;{}]+; )+\}(?: \})?")


def test_the_sheet_says_custom_properties_and_nothing_else(client: FlaskClient, branch: Branch) -> None:
    answer = client.get("/b/DT01/theme.css")

    assert answer.mimetype == "text/css"
    assert [line for line in answer.text.splitlines() if not RULE.fullmatch(line)] == []
    # A deep red as it was chosen, in both schemes.
    assert "--band: #7a1f2b; " in answer.text
    assert "light-dark(" in answer.text
    assert answer.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("path", ["/b/DT01/theme.css", "/brands/SAF001/theme.css"])
def test_it_is_kept_until_the_brand_changes(client: FlaskClient, session: Session, branch: Branch, path: str) -> None:
    first = client.get(path)
    unchanged = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    brand = session.get_one(Brand, branch.brand_id)
    brand.secondary_color = "#00aa55"
    session.commit()
    changed = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, unchanged.status_code, changed.status_code) == (200, 304, 200)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "--accent: #00aa55; " in changed.text


def test_an_address_with_the_fingerprint_is_kept_for_ever(client: FlaskClient, branch: Branch) -> None:
    tag = client.get("/b/DT01/theme.css").headers["ETag"].strip('"')

    assert "immutable" in client.get(f"/b/DT01/theme.css?v={tag}").headers["Cache-Control"]
    assert "immutable" not in client.get("/b/DT01/theme.css?v=another").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("24px", "1.5rem"), (24, "1.5rem"), ("900px", "4rem"), ("1", "0.8rem"), ("2em", "2rem"), ("1;} x", None)],
)
def test_the_branchs_title_has_its_own_size_within_reason(
    client: FlaskClient, session: Session, branch: Branch, given: object, shown: str | None
) -> None:
    branch.venue_details = {"availability_title_font_size": given}
    session.commit()

    found = re.findall(r"--avail-title: ([^;]+);", client.get("/b/DT01/theme.css").text)

    assert found == ([shown] if shown else [])


def test_nobody_elses_and_unknown_houses_have_none(client: FlaskClient, session: Session, branch: Branch) -> None:
    theirs = make_platform(session, business=make_business(session), is_default=False)
    make_branch(session, platform=theirs, code="THEIRS")
    session.commit()

    assert [client.get(f"/b/{code}/theme.css").status_code for code in ("THEIRS", "NONE", "dt01")] == [404, 404, 404]


def test_a_theme_costs_the_storefront_and_one_statement_more(client: FlaskClient, branch: Branch) -> None:
    with count_statements() as sent:
        client.get("/b/DT01/theme.css")

    assert len(sent.served) <= 2, sent
