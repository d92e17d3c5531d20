"""Messages in the sandbox go nowhere: they stay readable at /sandbox/messages."""

from __future__ import annotations

import structlog

log = structlog.get_logger()


class SandboxSender:
    """Accepts everything; the outbox row itself is what the sandbox shows."""

    def send(self, *, channel: str, recipient: str, subject: str, body: str) -> None:
        log.info(
            "message_sent",
            channel=channel,
            length=len(body),
            has_subject=bool(subject),
            known=bool(recipient),
        )
