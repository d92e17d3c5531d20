"""Messages on their way out: written with what they tell of, delivered after the commit, tried again on failure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Channel, OutboxMessage
from app.services import notifications

# While one worker has a message, no other takes it; should that worker die, it is due again after this.
LEASE: Final = timedelta(minutes=2)
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
MOST_ATTEMPTS: Final = 8
KEPT_FOR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message taken by a worker, to be sent outside the transaction."""

    id: int
    uuid: UUID
    channel: Channel
    recipient: str
    subject: str
    body: str
    html: str
    code: str | None
    locale: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxMessage:
    """A message as the sandbox shows it."""

    channel: Channel
    recipient: str
    subject: str
    body: str
    code: str | None
    created_at: datetime


def enqueue(
    session: Session,
    *,
    tenant: Tenant,
    platform_id: int | None,
    channel: str,
    recipient: str,
    topic: str,
    subject: str,
    body: str,
    locale: str,
    now: datetime,
    html: str = "",
    code: str | None = None,
    customer_id: int | None = None,
    expires_at: datetime | None = None,
) -> OutboxMessage | None:
    """Write a message down for delivery; None when the customer does not want to be told.

    After `expires_at` it is pointless and is not sent any more.
    """
    way = Channel(channel)
    if customer_id is not None and not notifications.is_wanted(
        session, customer_id=customer_id, topic=topic, channel=way
    ):
        return None
    message = OutboxMessage(
        business_id=tenant.business_id,
        environment=tenant.environment,
        platform_id=platform_id,
        channel=way,
        recipient=recipient,
        topic=topic,
        subject=subject,
        body=body,
        html=html or None,
        code=code,
        locale=locale,
        created_at=now,
        due_at=now,
        expires_at=expires_at,
        attempts=0,
    )
    session.add(message)
    session.flush()
    return message


def take_due(session: Session, *, now: datetime, limit: int) -> list[Outgoing]:
    """Take messages that are due, the longest waiting first; several workers never take the same one."""
    _give_up_expired(session, now=now)
    due = (
        select(OutboxMessage.id)
        .where(*_sendable(now))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        # PostgreSQL skips what another worker holds; SQLite's immediate transaction lets one in at a time.
        .with_for_update(skip_locked=True)
    )
    ids = list(session.scalars(due))
    return [taken for message_id in ids if (taken := take(session, message_id=message_id, now=now))]


def take(session: Session, *, message_id: int, now: datetime) -> Outgoing | None:
    """Take one message unless it is gone, given up, pointless by now, or in somebody's hands."""
    taken = session.scalar(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, *_sendable(now))
        .values(attempts=OutboxMessage.attempts + 1, due_at=now + LEASE)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        return None
    message = session.get_one(OutboxMessage, message_id, populate_existing=True)
    return Outgoing(
        id=message.id,
        uuid=message.uuid,
        channel=message.channel,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        html=message.html or "",
        code=message.code,
        locale=message.locale,
        attempts=message.attempts,
    )


def note_failure(session: Session, *, message_id: int, reason: str, now: datetime) -> None:
    """It did not go: try again after a wait that doubles, give up after the last attempt."""
    message = session.get_one(OutboxMessage, message_id)
    message.last_error = reason
    if message.attempts >= MOST_ATTEMPTS:
        message.failed_at = now
    else:
        message.due_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (message.attempts - 1))
    session.flush()


def purge(session: Session, *, now: datetime, limit: int = 1000) -> int:
    """Forget messages, and whom they were sent to, long after they were written; how many.

    What one of them still stands in for is kept as long as it.
    """
    old = OutboxMessage.created_at <= now - KEPT_FOR
    needed = select(OutboxMessage.stands_in_for).where(OutboxMessage.stands_in_for.is_not(None))
    gone = session.scalars(
        delete(OutboxMessage)
        .where(OutboxMessage.id.in_(select(OutboxMessage.id).where(old, OutboxMessage.id.not_in(needed)).limit(limit)))
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def forget_codes(session: Session, *, now: datetime) -> None:
    """In the live environment codes and the words that hold them are not kept once they have run out."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.environment == Environment.LIVE,
            OutboxMessage.code.is_not(None),
            OutboxMessage.expires_at <= now,
        )
        .values(code=None, body="", html=None)
        .execution_options(synchronize_session=False)
    )


def list_recent(
    session: Session, *, environment: Environment, recipient: str | None = None, limit: int = 50
) -> list[SandboxMessage]:
    """The newest messages of an environment, to one recipient or to all: what the sandbox shows."""
    question = select(OutboxMessage).where(OutboxMessage.environment == environment)
    if recipient is not None:
        question = question.where(OutboxMessage.recipient == recipient)
    rows = session.scalars(question.order_by(OutboxMessage.id.desc()).limit(limit))
    return [
        SandboxMessage(
            channel=row.channel,
            recipient=row.recipient,
            subject=row.subject,
            body=row.body,
            code=row.code,
            created_at=row.created_at,
        )
        for row in rows
    ]


def count_waiting(session: Session, *, now: datetime) -> int:
    """How many messages are due and not yet gone: for people who watch the worker."""
    question = select(func.count()).select_from(OutboxMessage).where(*_unsent(), OutboxMessage.due_at <= now)
    return session.scalar(question) or 0


def _give_up_expired(session: Session, *, now: datetime) -> None:
    session.execute(
        update(OutboxMessage)
        .where(*_unsent(), OutboxMessage.due_at <= now, OutboxMessage.expires_at <= now)
        .values(failed_at=now, last_error="pointless by now")
        .execution_options(synchronize_session=False)
    )


def _sendable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    expiry = OutboxMessage.expires_at
    return (*_unsent(), OutboxMessage.due_at <= now, or_(expiry.is_(None), expiry > now))


def _unsent() -> tuple[ColumnElement[bool], ...]:
    return (OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None))
