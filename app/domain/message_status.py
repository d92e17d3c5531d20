"""How far a message came, by the word of whoever carries it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class MessageStatus(StrEnum):
    """Reports overtake each other on their way, so a status only ever moves up this list."""

    # Handed over, but the answer was lost: nobody knows whether it went.
    UNCLEAR = "unclear"
    ACCEPTED = "accepted"
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"


_RANK: Final = {status: rank for rank, status in enumerate(MessageStatus)}


def below(status: MessageStatus) -> tuple[MessageStatus, ...]:
    """The statuses that give way to this one."""
    return tuple(other for other in MessageStatus if _RANK[other] < _RANK[status])
