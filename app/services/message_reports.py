"""What became of messages after they were handed over; a WhatsApp that failed is sent once more as a text message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.domain.message_status import MessageStatus, below
from app.domain.states import Environment
from app.models import Channel, OutboxMessage
from app.models.upsert import insert_into
from app.services.provider_ports import MessageReport, MessageTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report did: whether it named a message of ours, and the message that now goes instead."""

    is_known: bool
    stand_in_id: int | None = None


def note_taken(session: Session, *, message_id: int, taken: MessageTaken, now: datetime) -> None:
    """It was handed over; a report may have come before the answer did.

    In the live environment the code and the words that hold it are not kept any longer, unless they may yet have to
    go by text message.
    """
    message = session.get_one(OutboxMessage, message_id, with_for_update=True)
    message.sent_at = now
    message.last_error = None
    message.provider = taken.provider
    message.provider_message_id = taken.message_id or None
    if message.channel is not Channel.WHATSAPP:
        _forget_code(message)
    session.flush()
    _raise_to(session, message_id, MessageStatus.ACCEPTED)


def note_unclear(session: Session, *, message_id: int, reason: str, now: datetime) -> None:
    """Nobody knows whether it went. It is not sent again: a report may still tell, and people can ask again."""
    message = session.get_one(OutboxMessage, message_id)
    message.failed_at = now
    message.last_error = reason
    session.flush()
    _raise_to(session, message_id, MessageStatus.UNCLEAR)


def note_refused(session: Session, *, message_id: int, reason: str, now: datetime) -> int | None:
    """It will never go this way. The id of the text message that goes instead, if any."""
    message = session.get_one(OutboxMessage, message_id, with_for_update=True)
    message.failed_at = now
    message.last_error = reason
    session.flush()
    _raise_to(session, message_id, MessageStatus.FAILED)
    return _stand_in(session, message, now=now)


def note_report(session: Session, *, report: MessageReport, now: datetime) -> Reported:
    """Take down how far a message came. A report that comes late, twice or out of order changes nothing."""
    message = _find(session, report)
    if message is None:
        return Reported(is_known=False)
    if message.provider_message_id is None:
        message.provider = report.provider
        message.provider_message_id = report.message_id or None
        session.flush()
    if report.status is None or not _raise_to(session, message.id, report.status):
        return Reported(is_known=True)
    if report.status is MessageStatus.FAILED:
        message.failed_at = now
        message.last_error = report.error or "not delivered"
        session.flush()
        return Reported(is_known=True, stand_in_id=_stand_in(session, message, now=now))
    # Whatever was believed before: it did go.
    message.sent_at = message.sent_at or now
    message.failed_at = None
    if report.status in {MessageStatus.DELIVERED, MessageStatus.READ}:
        _forget_code(message)
    session.flush()
    return Reported(is_known=True)


def _find(session: Session, report: MessageReport) -> OutboxMessage | None:
    """The message by the carrier's id, or by ours where the carrier's has not reached us yet."""
    named = OutboxMessage.provider_message_id == report.message_id
    ways = [named & (OutboxMessage.provider == report.provider)] if report.message_id else []
    if report.uuid is not None:
        ways.append((OutboxMessage.uuid == report.uuid) & OutboxMessage.provider_message_id.is_(None))
    if not ways:
        return None
    return session.scalars(select(OutboxMessage).where(or_(*ways)).limit(1).with_for_update()).one_or_none()


def _raise_to(session: Session, message_id: int, status: MessageStatus) -> bool:
    """Move the status up; False when it is there already or higher."""
    raised = session.scalar(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == message_id,
            or_(OutboxMessage.delivery_status.is_(None), OutboxMessage.delivery_status.in_(below(status))),
        )
        .values(delivery_status=status)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    )
    return raised is not None


def _stand_in(session: Session, message: OutboxMessage, *, now: datetime) -> int | None:
    """Send the same words by text message, once, unless they are pointless by now or not kept any longer."""
    is_over = message.expires_at is not None and message.expires_at <= now
    if message.channel is not Channel.WHATSAPP or is_over or not message.body:
        return None
    made: int | None = session.scalar(
        insert_into(session, OutboxMessage)
        .values(
            uuid=uuid4(),
            business_id=message.business_id,
            platform_id=message.platform_id,
            environment=message.environment,
            channel=Channel.SMS,
            recipient=message.recipient,
            topic=message.topic,
            subject=message.subject,
            body=message.body,
            code=message.code,
            locale=message.locale,
            created_at=now,
            due_at=now,
            expires_at=message.expires_at,
            attempts=0,
            stands_in_for=message.id,
        )
        .on_conflict_do_nothing(index_elements=["stands_in_for"])
        .returning(OutboxMessage.id)
    )
    _forget_code(message)
    session.flush()
    return made


def _forget_code(message: OutboxMessage) -> None:
    if message.environment is Environment.LIVE and message.code is not None:
        message.code = None
        message.body = ""
