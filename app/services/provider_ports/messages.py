"""Messages: handed to whoever carries them, and what they report afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.domain.message_status import MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAsk:
    """A message in words. `uuid` stays the same when it is tried again; `code` is the one-time code in it, if any."""

    uuid: UUID
    channel: str
    recipient: str
    subject: str
    body: str
    locale: str
    # An e-mail's body as a page, where it is designed.
    html: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTaken:
    """Who took it, and under which id of theirs."""

    provider: str
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReport:
    """A genuine report. `uuid` is ours where it came back to us; no status where theirs says nothing new."""

    provider: str
    message_id: str
    uuid: UUID | None
    status: MessageStatus | None
    error: str = ""


class MessageSender(Protocol):
    """Hands a message over, once."""

    def send(self, message: MessageAsk) -> MessageTaken:
        """Raises ProviderRefused for good, ProviderDown for now, ProviderUnclear, ProviderMisconfigured."""
        ...


class MessageReports(Protocol):
    """Reads what a carrier reports."""

    def read(self, *, url: str, form: Iterable[tuple[str, str]], signature: str) -> MessageReport:
        """`url` is the address as the carrier called it, query included. Raises BadSignature."""
        ...
