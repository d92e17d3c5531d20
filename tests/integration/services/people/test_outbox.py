"""Messages: written with the change, sent after it, tried again, and only where they are wanted."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.domain.topics import Topic, TopicGroup, group_of
from app.flows.messages import deliver_due, deliver_one
from app.flows.tools import Tools
from app.models import Channel, Customer, OutboxMessage, Platform
from app.services import notifications, outbox
from tests.factories import NOW
from tests.integration.services.people.kit import FakeClock, FakeSender, tenant_of


def enqueue(session: Session, platform: Platform, **given: Any) -> OutboxMessage | None:
    defaults: dict[str, Any] = {
        "tenant": tenant_of(platform),
        "platform_id": platform.id,
        "channel": "email",
        "recipient": "ada@example.com",
        "topic": "order_confirmed",
        "subject": "Your order",
        "body": "Thank you",
        "locale": "en",
        "now": NOW,
    }
    message = outbox.enqueue(session, **{**defaults, **given})
    session.commit()
    return message


def deliver(tools: Tools) -> int:
    return deliver_due(tools.uow, tools.clock, tools.sender)


def test_the_body_and_code_are_unreadable_in_the_database(session: Session, platform: Platform) -> None:
    enqueue(session, platform, body="Your code is 123456", code="123456")
    raw = session.execute(text("SELECT body, code FROM outbox_message")).one()
    assert "123456" not in raw.body + raw.code


def test_what_is_due_goes_once(session: Session, platform: Platform, tools: Tools, sender: FakeSender) -> None:
    enqueue(session, platform)
    assert [deliver(tools), deliver(tools)] == [1, 0]
    assert sender.sent == [("email", "ada@example.com", "Your order", "Thank you")]
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.sent_at, message.attempts, message.last_error) == (NOW, 1, None)


def test_waits_double_up_to_an_hour_and_then_it_is_given_up(
    session: Session, platform: Platform, tools: Tools, sender: FakeSender, clock: FakeClock
) -> None:
    sender.is_down = True
    enqueue(session, platform)
    message = session.scalars(select(OutboxMessage)).one()
    waits = []
    for _attempt in range(7):
        assert deliver(tools) == 1
        waits.append((message.due_at - clock()).total_seconds())
        clock.now = message.due_at

    assert waits == [30, 60, 120, 240, 480, 960, 1920]
    assert deliver(tools) == 1
    assert message.failed_at == clock()
    clock.forward(days=1)
    sender.is_down = False
    assert deliver(tools) == 0


def test_after_a_failure_the_next_try_succeeds(
    session: Session, platform: Platform, tools: Tools, sender: FakeSender, clock: FakeClock
) -> None:
    enqueue(session, platform)
    sender.is_down = True
    deliver(tools)
    sender.is_down = False
    assert deliver(tools) == 0
    clock.forward(seconds=30)
    assert deliver(tools) == 1
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.sent_at, message.attempts, message.last_error) == (clock(), 2, None)


def test_what_a_dying_worker_held_is_due_again(
    session: Session, platform: Platform, tools: Tools, sender: FakeSender, clock: FakeClock
) -> None:
    enqueue(session, platform)
    assert len(outbox.take_due(session, now=NOW, limit=10)) == 1
    session.commit()
    assert deliver(tools) == 0
    clock.forward(minutes=2)
    assert deliver(tools) == 1


def test_in_the_live_world_a_sent_code_is_not_kept(session: Session, platform: Platform, tools: Tools) -> None:
    live = Tenant(platform.business_id, Environment.LIVE)
    enqueue(session, platform, tenant=live, body="Your code is 123456", code="123456", topic="verify_email")
    enqueue(session, platform, tenant=live)
    deliver(tools)
    kept = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(message.body, message.code) for message in kept] == [("", None), ("Thank you", None)]


def test_by_default_everything_goes(session: Session, platform: Platform, ada: Customer) -> None:
    assert enqueue(session, platform, customer_id=ada.id) is not None
    assert set(notifications.list_wishes(session, customer_id=ada.id).values()) == {True}


def test_what_is_switched_off_stays_home_on_that_channel_only(
    session: Session, platform: Platform, ada: Customer
) -> None:
    for allowed in (False, True, False):
        notifications.set_wishes(
            session, customer_id=ada.id, wishes={(TopicGroup.ORDERS, Channel.EMAIL): allowed}, now=NOW
        )

    assert enqueue(session, platform, customer_id=ada.id) is None
    assert enqueue(session, platform, customer_id=ada.id, channel="sms") is not None
    assert enqueue(session, platform, customer_id=ada.id, topic="new_offer") is not None


def test_what_protects_the_account_always_goes(session: Session, platform: Platform, ada: Customer) -> None:
    wishes = dict.fromkeys(notifications.CHOICES, False)
    notifications.set_wishes(session, customer_id=ada.id, wishes=wishes, now=NOW)
    went = {topic: enqueue(session, platform, customer_id=ada.id, topic=topic.value) is not None for topic in Topic}
    assert went == {topic: group_of(topic) is None for topic in Topic}
    assert not went[Topic.ORDER_READY]
    assert went[Topic.CONTACT_CHANGED]


@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_each_topic_has_words_in_both_languages(tools: Tools, topic: Topic, locale: str, channel: str) -> None:
    values = {
        "code": "123456",
        "shop": "Souk",
        "minutes": "5",
        "name": "Ada",
        "number": "S-1",
        "total": "₦100.00",
        "amount": "₦50.00",
        "place": "Lekki",
        "address": "14 Allen Avenue, Ikeja, Lagos",
        "carrier": "Dhow Express",
        "tracking_number": "DHW0123456789",
        "tracking_url": "",
        "link": "",
        "what": "EKEDC electricity",
        "token": "12345678901234567890",
        "reference": "PAY23456789ABC",
        "product": "Ajwa dates, 1 kg",
        "price": "₦40.00",
        "before": "₦50.00",
        "brand": "Saffron House",
        "branch": "Downtown Dubai",
        "section": "Courtyard",
        "phone": "+97144452210",
        "when": "Saturday 21 November, 19:30",
        "day": "Saturday 21 November",
        "until": "19:45",
        "free_until": "Friday 20 November, 19:30",
        "guests": "4",
        "deposit": "AED 200.00",
        "fee": "AED 100.00",
        "back": "AED 100.00",
        "kept": "AED 100.00",
        "sender": "Layla",
        "recipient": "Omar",
        "message": "Enjoy",
        "card_link": "",
        "good_through": "21 November 2027",
        "recipient_email": "omar@example.com",
        "send_on": "21 November",
        "deep": "#102030",
        "gold": "#d0a040",
        "ground": "#f6f1ea",
        "ink": "#1b1b1b",
    }
    worded = tools.texts.render(topic.value, channel=channel, locale=locale, values=values)
    assert worded.subject
    assert "\n" not in worded.subject
    is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in worded.body)
    assert is_arabic is (locale == "ar")
    if channel == "sms":
        assert len(worded.body) <= 160


def test_messages_wait_in_line(session: Session, platform: Platform) -> None:
    enqueue(session, platform)
    enqueue(session, platform, now=NOW + timedelta(minutes=1))
    assert outbox.count_waiting(session, now=NOW) == 1


def test_a_message_in_somebodys_hands_is_not_taken_again(session: Session, platform: Platform, tools: Tools) -> None:
    message = enqueue(session, platform)
    assert message is not None
    assert outbox.take(session, message_id=message.id, now=NOW) is not None
    session.commit()
    assert deliver_one(tools, message.id)
    assert message.sent_at is None
