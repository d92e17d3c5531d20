"""Twilio's reports over the web: believed when signed over the address it called, taken down once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.integrations.messages.twilio import STATUS_PATH, TwilioAccount, TwilioSender, sign
from app.jobs.queue import queue_of
from app.models import OutboxMessage
from app.services import outbox
from tests.factories import NOW, make_platform
from tests.integration.services.people.kit import tenant_of

TOKEN = "standin_token"
SID = "SM1"


@pytest.fixture
def twilio(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application sends by Twilio; how it is reached is as the request came in."""
    sender = TwilioSender(TwilioAccount(sid="AC1", token=TOKEN, url="http://127.0.0.1:1", sms_from="+15005550006"))
    given = replace(app.extensions["souk_gateways"], message_reports=sender)
    monkeypatch.setitem(app.extensions, "souk_gateways", given)


@pytest.fixture
def empty_queue(app: Flask) -> Iterator[Callable[[], list[str]]]:
    queue_of(app).huey.flush()
    yield queue_of(app).waiting
    queue_of(app).huey.flush()


@pytest.fixture
def message(session: Session) -> OutboxMessage:
    platform = make_platform(session)
    made = outbox.enqueue(
        session,
        tenant=tenant_of(platform),
        platform_id=platform.id,
        channel="whatsapp",
        recipient="+96891234567",
        topic="order_ready",
        subject="",
        body="Ready",
        locale="en",
        now=NOW,
    )
    assert made is not None
    made.provider, made.provider_message_id, made.sent_at = "twilio", SID, NOW
    session.commit()
    return made


def tell(app: Flask, status: str, *, base: str = "http://localhost", query: str = "", token: str = TOKEN) -> int:
    fields: dict[str, Any] = {"MessageSid": SID, "MessageStatus": status, "To": "whatsapp:+96891234567"}
    signature = sign(token, f"{base}{STATUS_PATH}{query}", fields.items())
    return (
        app.test_client()
        .post(f"{STATUS_PATH}{query}", data=fields, headers={"X-Twilio-Signature": signature})
        .status_code
    )


def test_without_twilio_there_is_nothing_to_report_to(app: Flask, session: Session) -> None:
    assert tell(app, "delivered") == 404


@pytest.mark.usefixtures("twilio")
def test_a_signed_report_is_taken_down(app: Flask, session: Session, message: OutboxMessage) -> None:
    assert [tell(app, "delivered"), tell(app, "delivered", query=f"?message={message.uuid}"), tell(app, "sent")] == [
        204
    ] * 3
    session.expire_all()
    assert message.delivery_status == "delivered"


@pytest.mark.usefixtures("twilio")
def test_any_other_is_refused_and_changes_nothing(app: Flask, session: Session, message: OutboxMessage) -> None:
    assert tell(app, "failed", token="guessed") == 401
    assert tell(app, "failed", base="https://elsewhere.example") == 401
    assert app.test_client().post(STATUS_PATH, data={"MessageSid": SID, "MessageStatus": "failed"}).status_code == 401
    session.expire_all()
    assert message.delivery_status is None


@pytest.mark.usefixtures("twilio")
def test_behind_a_proxy_the_public_address_counts(
    app: Flask, session: Session, message: OutboxMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = replace(app.extensions["souk_settings"], public_url="https://shop.example/")
    monkeypatch.setitem(app.extensions, "souk_settings", public)
    assert tell(app, "delivered", base="https://shop.example") == 204
    assert tell(app, "delivered") == 401


@pytest.mark.usefixtures("twilio")
def test_a_whatsapp_that_failed_has_its_text_message_sent_soon(
    app: Flask, session: Session, message: OutboxMessage, empty_queue: Callable[[], list[str]]
) -> None:
    assert [tell(app, "undelivered"), tell(app, "failed")] == [204, 204]
    (instead,) = session.scalars(select(OutboxMessage).where(OutboxMessage.stands_in_for == message.id))
    assert (instead.channel, instead.body) == ("sms", "Ready")
    assert empty_queue() == ["messages"]


@pytest.mark.usefixtures("twilio")
def test_a_report_of_a_message_nobody_knows_is_taken_all_the_same(app: Flask, session: Session) -> None:
    assert tell(app, "failed") == 204
