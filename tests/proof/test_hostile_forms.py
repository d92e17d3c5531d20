"""Whatever is typed into whichever field of whichever form: an answer in words, never a crash."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from tests.support.application import running_app
from tests.support.database import Databases
from tests.support.forms import walk
from tests.support.mortal.ground import say
from tests.support.pages import PageClient

pytestmark = pytest.mark.proof

VALUES = (
    "",
    "0",
    "-1",
    "nan",
    "1e99999999",
    "9" * 400,
    "١٢٣٤",
    "x" * 5_000,
    "a\x00b",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%s%(name)s{0}",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{UPSIDE-DOWN FACE}",
    "2026-02-30",
    "99:99",
    "../../etc/passwd",
)


@dataclass(frozen=True)
class Person:
    """Who types, where they sign in, and the pages they begin at."""

    name: str
    starts: tuple[str, ...]
    sign_in: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    # Fewer kinds of field than this would mean that the walk has lost its way.
    fields: int = 40


PEOPLE = (
    Person("a guest", ("/", "/c", "/cart", "/gift-cards", "/bills", "/club", "/club/b/DT01", "/club/b/SFH-DXB")),
    Person(
        "a shopper",
        ("/", "/account", "/account/orders", "/wallet", "/cart", "/checkout", "/wishlist", "/bills", "/club/b/DT01"),
        "/account/sign-in",
        {"login": "john.doe@example.com", "password": "SecurePass123"},
    ),
    Person(
        "an admin",
        ("/staff/orders", "/staff/money", "/staff/gift-cards", "/staff/tables/DT01", "/admin/restaurants"),
        "/staff/sign-in",
        {"email": "admin@example.com", "password": "Admin-pass-123"},
    ),
)


@pytest.fixture
def shop_app(databases: Databases, media_dir: Path, demo_database: str) -> Iterator[Flask]:
    with running_app(databases, "hostile", like=demo_database, media_dir=media_dir) as app:
        app.config["PROPAGATE_CRASHES"] = False
        yield app


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_no_form_falls_over_whatever_is_typed(
    shop_app: Flask, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = PageClient(shop_app)
    if person.sign_in:
        browser.post(person.sign_in, person.typed)
    forms = [form for form in walk(shop_app, browser.client, person.starts) if "sign_out" not in form.endpoint]
    tried: set[tuple[str, str, str]] = set()
    crashes = []
    for form in forms:
        for name in form.fields:
            kind = (form.method, form.endpoint, name)
            if name == "csrf_token" or kind in tried:
                continue
            tried.add(kind)
            crashes += [(*kind, value[:20]) for value in VALUES if form.send(browser.client, name, value) >= 500]

    with capsys.disabled():
        say(f"{person.name}: {len(tried)} kinds of field, {len(tried) * len(VALUES)} forms sent")
    assert crashes == []
    assert len(tried) >= person.fields
