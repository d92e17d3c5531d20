"""The same report many times at once, in any order."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.message_status import MessageStatus
from app.extensions import db, unit_of_work
from app.models import OutboxMessage
from app.services import outbox
from app.services.message_reports import note_report
from app.services.provider_ports import MessageReport
from tests.factories import NOW, make_platform
from tests.integration.services.people.kit import tenant_of
from tests.support.race import in_unit_of_work, outcomes, race

AT_ONCE = 8


def sent_whatsapp(app: Flask) -> int:
    with app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        message = outbox.enqueue(
            session,
            tenant=tenant_of(platform),
            platform_id=platform.id,
            channel="whatsapp",
            recipient="+96891234567",
            topic="sign_in",
            subject="",
            body="Your code is 123456",
            code="123456",
            locale="en",
            now=NOW,
            expires_at=NOW + timedelta(minutes=5),
        )
        assert message is not None
        message.provider, message.provider_message_id, message.sent_at = "fake", "F1", NOW
        return message.id


def tell(session: Session, status: MessageStatus) -> int | None:
    report = MessageReport(provider="fake", message_id="F1", uuid=None, status=status)
    return note_report(session, report=report, now=NOW).stand_in_id


def test_a_failure_told_many_times_at_once_sends_one_text_message(live_app: Flask) -> None:
    message_id = sent_whatsapp(live_app)
    results = race([in_unit_of_work(live_app, lambda session: tell(session, MessageStatus.FAILED))] * AT_ONCE)
    assert outcomes(results) == {"won": AT_ONCE}
    with live_app.app_context():
        made = db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.stands_in_for == message_id)).all()
    assert [result for result in results if result is not None] == made
    assert len(made) == 1


def test_reports_that_overtake_each_other_end_at_the_highest(live_app: Flask) -> None:
    message_id = sent_whatsapp(live_app)
    told = [MessageStatus.ACCEPTED, MessageStatus.SENT, MessageStatus.READ, MessageStatus.DELIVERED] * 2
    results = race(
        [in_unit_of_work(live_app, lambda session, status=status: tell(session, status)) for status in told]  # type: ignore[misc]  # a default binds the loop's value
    )
    assert outcomes(results) == {"won": len(told)}
    with live_app.app_context():
        assert db.session.get_one(OutboxMessage, message_id).delivery_status == "read"
