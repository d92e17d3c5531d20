"""What carriers tell of messages: up and never down, and one text message for a WhatsApp that failed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.logins import Login
from app.domain.message_status import MessageStatus, below
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.domain.topics import TopicGroup
from app.flows.messages import deliver_due, deliver_one
from app.flows.one_time_codes import send_code
from app.flows.tools import Tools
from app.models import Channel, CodePurpose, Customer, OutboxMessage, Platform
from app.services import notifications, outbox
from app.services.message_reports import note_report
from app.services.provider_ports import (
    MessageAsk,
    MessageReport,
    MessageTaken,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.factories import NOW
from tests.integration.services.people.kit import FakeClock, make_tools, make_visit, tenant_of

TO = "+96891234567"


@dataclass
class Carrier:
    """Answers each channel as the test wants."""

    trouble: dict[str, Exception] = field(default_factory=dict)
    sent: list[MessageAsk] = field(default_factory=list)

    def send(self, message: MessageAsk) -> MessageTaken:
        self.sent.append(message)
        if message.channel in self.trouble:
            raise self.trouble[message.channel]
        return MessageTaken(provider="fake", message_id=f"F{len(self.sent)}")

    @property
    def channels(self) -> list[str]:
        return [message.channel for message in self.sent]


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


@pytest.fixture
def line(uow: Callable[..., Any], clock: FakeClock, carrier: Carrier) -> Tools:
    return make_tools(uow, clock, carrier)  # type: ignore[arg-type]  # sends as the other fake does


def written(session: Session, platform: Platform, **given: Any) -> OutboxMessage:
    defaults: dict[str, Any] = {
        "tenant": tenant_of(platform),
        "platform_id": platform.id,
        "channel": "whatsapp",
        "recipient": TO,
        "topic": "sign_in",
        "subject": "",
        "body": "Your code is 123456",
        "code": "123456",
        "locale": "en",
        "now": NOW,
        "expires_at": NOW + timedelta(minutes=5),
    }
    message = outbox.enqueue(session, **{**defaults, **given})
    assert message is not None
    session.commit()
    return message


def deliver(line: Tools) -> int:
    return deliver_due(line.uow, line.clock, line.sender)


def report(status: MessageStatus | None, **given: Any) -> MessageReport:
    return MessageReport(**{"provider": "fake", "message_id": "F1", "uuid": None, "status": status, **given})


def stand_ins(session: Session) -> list[OutboxMessage]:
    session.expire_all()
    return list(session.scalars(select(OutboxMessage).where(OutboxMessage.stands_in_for.is_not(None))))


def test_who_took_it_is_kept(session: Session, platform: Platform, line: Tools) -> None:
    message = written(session, platform, channel="sms")
    assert deliver(line) == 1
    assert (message.provider, message.provider_message_id, message.delivery_status) == ("fake", "F1", "accepted")


def test_reports_in_any_order_end_at_the_highest(session: Session, platform: Platform, line: Tools) -> None:
    message = written(session, platform)
    deliver(line)
    for status in (MessageStatus.DELIVERED, MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.ACCEPTED):
        assert note_report(session, report=report(status), now=NOW).stand_in_id is None
    session.expire_all()
    assert (message.delivery_status, message.failed_at) == ("delivered", None)
    assert stand_ins(session) == []


def test_a_whatsapp_that_did_not_arrive_goes_once_as_a_text_message(
    session: Session, platform: Platform, line: Tools, carrier: Carrier
) -> None:
    message = written(session, platform)
    deliver(line)
    first = note_report(session, report=report(MessageStatus.FAILED, error="twilio 63024"), now=NOW)
    again = note_report(session, report=report(MessageStatus.FAILED), now=NOW)
    session.commit()

    (instead,) = stand_ins(session)
    assert (first.stand_in_id, again.stand_in_id) == (instead.id, None)
    assert (message.last_error, message.failed_at) == ("twilio 63024", NOW)
    assert (instead.channel, instead.recipient, instead.body, instead.code, instead.expires_at) == (
        Channel.SMS,
        TO,
        "Your code is 123456",
        "123456",
        message.expires_at,
    )
    assert deliver(line) == 1
    assert carrier.channels == ["whatsapp", "sms"]


def test_a_text_message_that_failed_has_nobody_to_stand_in(session: Session, platform: Platform, line: Tools) -> None:
    message = written(session, platform, channel="sms")
    deliver(line)
    assert note_report(session, report=report(MessageStatus.FAILED), now=NOW).stand_in_id is None
    assert message.failed_at == NOW


def test_a_code_that_has_run_out_is_sent_by_no_way(
    session: Session, platform: Platform, line: Tools, carrier: Carrier, clock: FakeClock
) -> None:
    written(session, platform)
    deliver(line)
    late = NOW + timedelta(minutes=5)
    assert note_report(session, report=report(MessageStatus.FAILED), now=late).stand_in_id is None

    waiting = written(session, platform, channel="sms")
    clock.now = late
    assert deliver(line) == 0
    assert deliver_one(line, waiting.id)
    session.expire_all()
    assert (waiting.failed_at, waiting.last_error, waiting.attempts) == (late, "pointless by now", 0)
    assert carrier.channels == ["whatsapp"]


def test_a_whatsapp_refused_at_once_goes_as_a_text_message_within_the_same_request(
    session: Session, platform: Platform, line: Tools, carrier: Carrier
) -> None:
    carrier.trouble["whatsapp"] = ProviderRefused("not_on_whatsapp")
    sent = send_code(
        line,
        make_visit(platform),
        purpose=CodePurpose.SIGN_IN,
        to=Login(phone=TO),
        customer_id=None,
        by_whatsapp=True,
    )
    assert sent.was_delivered
    assert carrier.channels == ["whatsapp", "sms"]
    assert carrier.sent[0].code == carrier.sent[1].code
    assert carrier.sent[0].body == carrier.sent[1].body
    (instead,) = stand_ins(session)
    assert instead.expires_at == sent.expires_at


def test_an_email_never_goes_by_whatsapp(platform: Platform, line: Tools, carrier: Carrier) -> None:
    send_code(
        line,
        make_visit(platform),
        purpose=CodePurpose.SIGN_IN,
        to=Login(email="ada@example.com"),
        customer_id=None,
        by_whatsapp=True,
    )
    assert carrier.channels == ["email"]


def test_a_refusal_is_for_good(session: Session, platform: Platform, line: Tools, carrier: Carrier) -> None:
    carrier.trouble["sms"] = ProviderRefused("bad_number", "twilio: refused with 21211")
    message = written(session, platform, channel="sms")
    assert [deliver(line), deliver(line)] == [1, 0]
    assert (message.failed_at, message.delivery_status, message.last_error) == (
        NOW,
        "failed",
        "twilio: refused with 21211",
    )


def test_what_may_have_gone_is_not_sent_again_and_a_report_clears_it_up(
    session: Session, platform: Platform, line: Tools, carrier: Carrier, clock: FakeClock
) -> None:
    carrier.trouble["sms"] = ProviderUnclear("twilio: ReadTimeout")
    message = written(session, platform, channel="sms")
    assert not deliver_one(line, message.id)
    clock.forward(minutes=4)
    assert deliver(line) == 0
    assert (message.delivery_status, message.failed_at) == ("unclear", NOW)

    told = note_report(
        session, report=report(MessageStatus.DELIVERED, message_id="F9", uuid=message.uuid), now=clock.now
    )
    session.expire_all()
    assert told.is_known
    assert (message.delivery_status, message.failed_at, message.sent_at) == ("delivered", None, clock.now)
    assert message.provider_message_id == "F9"


def test_a_report_may_overtake_the_answer(session: Session, platform: Platform, line: Tools, clock: FakeClock) -> None:
    message = written(session, platform, channel="sms")
    note_report(session, report=report(MessageStatus.SENT, uuid=message.uuid), now=NOW)
    session.commit()
    assert message.sent_at == NOW
    assert deliver(line) == 0


def test_wrong_credentials_are_waited_out(
    session: Session, platform: Platform, line: Tools, carrier: Carrier, clock: FakeClock
) -> None:
    carrier.trouble["sms"] = ProviderMisconfigured("not our account")
    message = written(session, platform, channel="sms")
    assert not deliver_one(line, message.id)
    carrier.trouble.clear()
    clock.forward(seconds=30)
    assert deliver(line) == 1
    assert message.sent_at == clock.now


def test_a_fault_of_our_own_holds_up_no_other_message(
    session: Session, platform: Platform, line: Tools, carrier: Carrier
) -> None:
    carrier.trouble["whatsapp"] = KeyError("sid")
    broken = written(session, platform)
    fine = written(session, platform, channel="sms")
    assert deliver(line) == 2
    assert (broken.last_error, broken.sent_at) == ("KeyError", None)
    assert fine.sent_at == NOW


@pytest.mark.parametrize(
    "about", [{"message_id": "F2"}, {"message_id": ""}, {"provider": "other"}, {"message_id": "F2", "uuid": "own"}]
)
def test_a_report_of_nothing_of_ours_changes_nothing(
    session: Session, platform: Platform, line: Tools, about: dict[str, Any]
) -> None:
    message = written(session, platform)
    deliver(line)
    if about.get("uuid") == "own":
        # Of an earlier try, while another id is known by now.
        about = {**about, "uuid": message.uuid}
    assert not note_report(session, report=report(MessageStatus.FAILED, **about), now=NOW).is_known
    assert note_report(session, report=report(None), now=NOW).is_known
    assert message.delivery_status == "accepted"


def test_live_codes_are_kept_only_while_they_may_be_needed(
    session: Session, platform: Platform, line: Tools, clock: FakeClock
) -> None:
    live = Tenant(platform.business_id, Environment.LIVE)
    sms = written(session, platform, tenant=live, channel="sms")
    whatsapp = written(session, platform, tenant=live)
    other = written(session, platform, tenant=live)
    deliver(line)
    assert [message.code for message in (sms, whatsapp, other)] == [None, "123456", "123456"]

    note_report(session, report=report(MessageStatus.DELIVERED, message_id="F2"), now=NOW)
    assert (whatsapp.code, whatsapp.body) == (None, "")

    clock.forward(minutes=5)
    outbox.forget_codes(session, now=clock.now)
    session.expire_all()
    assert (other.code, other.body) == (None, "")


def test_whoever_wants_no_text_messages_wants_none_by_whatsapp(
    session: Session, platform: Platform, ada: Customer
) -> None:
    notifications.set_wishes(session, customer_id=ada.id, wishes={(TopicGroup.ORDERS, Channel.SMS): False}, now=NOW)
    assert not notifications.is_wanted(session, customer_id=ada.id, topic="order_ready", channel=Channel.WHATSAPP)


def test_old_messages_are_forgotten_but_not_what_another_still_stands_in_for(
    session: Session, platform: Platform, line: Tools
) -> None:
    written(session, platform)
    deliver(line)
    note_report(session, report=report(MessageStatus.FAILED), now=NOW + timedelta(minutes=1))
    session.commit()
    young_id = written(session, platform, now=NOW + timedelta(days=60)).id
    assert outbox.purge(session, now=NOW + timedelta(days=90)) == 0
    assert outbox.purge(session, now=NOW + timedelta(days=90, minutes=1)) == 1
    assert outbox.purge(session, now=NOW + timedelta(days=90, minutes=1)) == 1
    assert list(session.scalars(select(OutboxMessage.id))) == [young_id]


@pytest.mark.parametrize("status", list(MessageStatus))
def test_no_status_gives_way_to_itself_or_lower(status: MessageStatus) -> None:
    assert status not in below(status)
    assert all(status not in below(other) for other in below(status))
