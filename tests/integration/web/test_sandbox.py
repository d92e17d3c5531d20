"""Where the sandbox's messages arrive, and that production has no such place."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Platform
from app.services import outbox
from tests.factories import NOW, make_platform
from tests.integration.services.people.kit import tenant_of
from tests.support.pages import PageClient


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session)
    write(session, made, "+2348012345678", "sms", "123456")
    write(session, made, "+2348012345678", "sms", "654321")
    write(session, made, "ada@example.com", "email", None)
    session.commit()
    return made


@pytest.fixture
def production(app: Flask) -> Iterator[None]:
    """The same application, told that it is in production."""
    before = app.extensions["souk_settings"]
    app.extensions["souk_settings"] = replace(before, env="production")
    yield
    app.extensions["souk_settings"] = before


def write(session: Session, platform: Platform, recipient: str, channel: str, code: str | None) -> None:
    outbox.enqueue(
        session,
        tenant=tenant_of(platform),
        platform_id=platform.id,
        channel=channel,
        recipient=recipient,
        topic="sign_in",
        subject="Hello" if channel == "email" else "",
        body=f"Your code is {code}" if code else "Good day",
        code=code,
        locale="en",
        now=NOW,
    )


def shown(code: str) -> dict[str, str]:
    return {
        "channel": "sms",
        "to": "+2348012345678",
        "body": f"Your code is {code}",
        "code": code,
        "created_at": "2026-03-02T09:30:00.000000Z",
    }


@pytest.mark.parametrize("to", ["%2B2348012345678", "+2348012345678", "08012345678"])
def test_messages_to_a_number_newest_first(client: FlaskClient, platform: Platform, to: str) -> None:
    answer = client.get(f"/sandbox/messages?to={to}")
    assert answer.json == {"messages": [shown("654321"), shown("123456")]}


def test_messages_to_an_address(client: FlaskClient, platform: Platform) -> None:
    answer = client.get("/sandbox/messages?to=ADA@example.com")
    assert answer.json is not None
    assert [(m["to"], m["body"], m["code"]) for m in answer.json["messages"]] == [("ada@example.com", "Good day", None)]


@pytest.mark.parametrize("query", ["", "?to=", "?to=nobody@example.com"])
def test_nobody_has_no_messages(client: FlaskClient, platform: Platform, query: str) -> None:
    assert client.get(f"/sandbox/messages{query}").json == {"messages": []}


def test_people_read_them_on_a_page(pages: PageClient, platform: Platform) -> None:
    page = pages.get("/sandbox/inbox")
    assert page.texts(".copy bdi") == ["654321", "123456"]
    assert "Hello" in page.text
    assert pages.get("/sandbox/inbox?to=ada@example.com").texts(".copy bdi") == []
    assert "No messages yet" in pages.get("/sandbox/inbox?to=nobody@example.com").text
    assert page.select(".strip a[href='/sandbox/inbox']")


@pytest.mark.parametrize("path", ["/sandbox/messages?to=ada@example.com", "/sandbox/inbox"])
def test_production_has_none(client: FlaskClient, platform: Platform, production: None, path: str) -> None:
    assert client.get(path).status_code == 404
