"""Messages in the sandbox go nowhere: they stay readable at /sandbox/messages."""

from __future__ import annotations

import structlog

from app.services.provider_ports import MessageAsk, MessageTaken

log = structlog.get_logger()


class SandboxSender:
    """Accepts everything; the outbox row itself is what the sandbox shows."""

    def send(self, message: MessageAsk) -> MessageTaken:
        log.info("message_sent", channel=message.channel, length=len(message.body), has_subject=bool(message.subject))
        return MessageTaken(provider="sandbox")
