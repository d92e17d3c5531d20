"""Messages: put into words, written to the outbox, delivered outside of any transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.flows.tools import Tools
from app.services import outbox
from app.services.outbox import Outgoing
from app.services.ports import Clock, MessageNotSent, MessageSender, MessageTexts, UnitOfWork


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
) -> int | None:
    """Word a message and put it into the outbox; None when the customer does not want to be told."""
    text = texts.render(topic, channel=to.channel, locale=locale, values=values)
    message = outbox.enqueue(
        session,
        tenant=tenant,
        platform_id=platform_id,
        channel=to.channel,
        recipient=to.text,
        topic=topic,
        subject=text.subject if to.email is not None else "",
        body=text.body,
        code=code,
        locale=locale,
        customer_id=customer_id,
        now=now,
    )
    return None if message is None else message.id


def deliver_one(tools: Tools, message_id: int | None) -> bool:
    """Try a message once, right after its commit. False when it could not be sent; the worker goes on from there."""
    if message_id is None:
        return True
    with tools.uow() as session:
        taken = outbox.take(session, message_id=message_id, now=tools.clock())
    return taken is None or _send(tools.uow, tools.clock, tools.sender, taken)


def deliver_due(uow: UnitOfWork, clock: Clock, sender: MessageSender, *, limit: int = 20) -> int:
    """Send what is due and note the outcome of each; returns how many were tried."""
    with uow() as session:
        taken = outbox.take_due(session, now=clock(), limit=limit)
    for message in taken:
        _send(uow, clock, sender, message)
    return len(taken)


def _send(uow: UnitOfWork, clock: Clock, sender: MessageSender, message: Outgoing) -> bool:
    failure: str | None = None
    try:
        sender.send(
            channel=message.channel.value,
            recipient=message.recipient,
            subject=message.subject,
            body=message.body,
        )
    except MessageNotSent as error:
        failure = str(error) or "the provider did not take it"
    with uow() as session:
        if failure is None:
            outbox.note_sent(session, message_id=message.id, now=clock())
        else:
            outbox.note_failure(session, message_id=message.id, reason=failure, now=clock())
    return failure is None
