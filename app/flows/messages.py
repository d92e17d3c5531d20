"""Messages: put into words, written to the outbox, delivered outside of any transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.flows.tools import Tools
from app.services import message_reports, outbox
from app.services.outbox import Outgoing
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import (
    MessageAsk,
    MessageSender,
    MessageTaken,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)

log = structlog.get_logger()


def enqueue_text(
    session: Session,
    texts: MessageTexts,
    *,
    tenant: Tenant,
    platform_id: int,
    locale: str,
    topic: str,
    to: Login,
    values: Mapping[str, str],
    now: datetime,
    code: str | None = None,
    customer_id: int | None = None,
    expires_at: datetime | None = None,
    by_whatsapp: bool = False,
) -> int | None:
    """Word a message and put it into the outbox; None when the customer does not want to be told.

    To a number it goes as a text message, or `by_whatsapp`: then a text message follows should WhatsApp fail.
    """
    channel = "whatsapp" if by_whatsapp and to.phone is not None else to.channel
    text = texts.render(topic, channel=channel, locale=locale, values=values)
    message = outbox.enqueue(
        session,
        tenant=tenant,
        platform_id=platform_id,
        channel=channel,
        recipient=to.text,
        topic=topic,
        subject=text.subject if to.email is not None else "",
        body=text.body,
        html=text.html,
        code=code,
        locale=locale,
        customer_id=customer_id,
        expires_at=expires_at,
        now=now,
    )
    return None if message is None else message.id


def deliver_one(tools: Tools, message_id: int | None) -> bool:
    """Try a message once, right after its commit. False when it could not be sent; the worker goes on from there."""
    if message_id is None:
        return True
    with tools.uow() as session:
        taken = outbox.take(session, message_id=message_id, now=tools.clock())
    if taken is None:
        return True
    tried = _send(tools.uow, tools.clock, tools.sender, taken)
    return tried.went or (tried.stand_in_id is not None and deliver_one(tools, tried.stand_in_id))


def deliver_due(uow: UnitOfWork, clock: Clock, sender: MessageSender, *, limit: int = 20) -> int:
    """Send what is due and note the outcome of each; returns how many were tried."""
    with uow() as session:
        taken = outbox.take_due(session, now=clock(), limit=limit)
    for message in taken:
        _send(uow, clock, sender, message)
    return len(taken)


@dataclass(frozen=True, slots=True)
class _Tried:
    went: bool
    # A text message that goes instead.
    stand_in_id: int | None = None


def _send(uow: UnitOfWork, clock: Clock, sender: MessageSender, message: Outgoing) -> _Tried:
    """Hand one over outside any transaction, then write down what came of it."""
    outcome = _hand_over(sender, message)
    with uow() as session:
        now = clock()
        match outcome:
            case MessageTaken():
                message_reports.note_taken(session, message_id=message.id, taken=outcome, now=now)
                return _Tried(went=True)
            case ProviderRefused():
                stand_in = message_reports.note_refused(session, message_id=message.id, reason=str(outcome), now=now)
                return _Tried(went=False, stand_in_id=stand_in)
            case ProviderUnclear():
                message_reports.note_unclear(session, message_id=message.id, reason=str(outcome), now=now)
            case _:
                outbox.note_failure(session, message_id=message.id, reason=str(outcome), now=now)
    return _Tried(went=False)


def _hand_over(sender: MessageSender, message: Outgoing) -> MessageTaken | ProviderError:
    ask = MessageAsk(
        uuid=message.uuid,
        channel=message.channel.value,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        html=message.html,
        locale=message.locale,
        code=message.code,
    )
    try:
        return sender.send(ask)
    except ProviderMisconfigured as error:
        log.error("messages_misconfigured", channel=ask.channel, why=str(error))  # noqa: TRY400  # a setting, not a bug
        return error
    except ProviderError as error:
        return error
    except Exception as error:  # one message must not hold up the others
        log.exception("message_failed", channel=ask.channel)
        return ProviderDown(type(error).__name__)
