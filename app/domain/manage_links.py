"""The links by which people without an account manage what is theirs: a token derived from the row's random uuid.

Nothing of it needs to be kept: under the server's secret the same uuid always yields the same token.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Final, TypeAlias
from uuid import UUID

# A keyed hash: (purpose, text) to 64 hex digits, such as the digest of services.ports.KeyedHasher.
Digest: TypeAlias = Callable[[str, str], str]

# 128 bits.
_LENGTH: Final = 32


def manage_token(digest: Digest, uuid: UUID) -> str:
    """The token in the manage link of a reservation or an entry of the waiting list."""
    return digest("manage link", str(uuid))[:_LENGTH]


def opens(digest: Digest, uuid: UUID, token: str) -> bool:
    """Whether the token is the one of this uuid."""
    return hmac.compare_digest(manage_token(digest, uuid).encode(), token.encode())
