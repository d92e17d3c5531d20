"""What services and flows need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy.orm import Session

UnitOfWork: TypeAlias = Callable[[], AbstractContextManager[Session]]
Clock: TypeAlias = Callable[[], datetime]


class PasswordHasher(Protocol):
    """A slow, salted password hash; never called while a transaction is open."""

    def hash(self, password: str) -> str: ...

    def verify(self, password_hash: str, password: str) -> bool: ...


class KeyedHasher(Protocol):
    """A fast hash keyed by a server secret, for high-entropy tokens and for short codes and PINs."""

    def digest(self, purpose: str, text: str) -> str:
        """64 hex digits; the purpose keeps hashes of different things apart."""
        ...


class FileStore(Protocol):
    """Where pictures and documents are kept."""

    def put(self, key: str, content: bytes) -> None: ...

    def get(self, key: str) -> bytes | None: ...


class MessageSender(Protocol):
    """Delivers one message. Raises MessageNotSent when it could not."""

    def send(self, *, channel: str, recipient: str, subject: str, body: str) -> None: ...


class MessageNotSent(Exception):
    """The provider refused or did not answer."""
