"""What services and flows need from outside, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy.orm import Session

UnitOfWork: TypeAlias = Callable[[], AbstractContextManager[Session]]
Clock: TypeAlias = Callable[[], datetime]


class PasswordHasher(Protocol):
    """A slow, salted password hash; never called while a transaction is open."""

    def hash(self, password: str) -> str: ...

    def verify(self, password_hash: str, password: str) -> bool: ...

    @property
    def decoy(self) -> str:
        """A hash no password fits: compared for unknown people, so that they take as long to refuse."""
        ...


class KeyedHasher(Protocol):
    """A fast hash keyed by a server secret, for high-entropy tokens and for short codes and PINs."""

    def digest(self, purpose: str, text: str) -> str:
        """64 hex digits; the purpose keeps hashes of different things apart."""
        ...


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a genuine bearer token says; whether it is still good, the database knows."""

    token_id: str
    subject: str


class TokenSigner(Protocol):
    """Makes and reads signed bearer tokens."""

    def sign(self, *, token_id: str, subject: str, issued_at: datetime, expires_at: datetime) -> str: ...

    def read(self, token: str) -> TokenClaims | None:
        """The claims of a token we signed ourselves, else None."""
        ...


class FileStore(Protocol):
    """Where pictures and documents are kept."""

    def put(self, key: str, content: bytes) -> None: ...

    def get(self, key: str) -> bytes | None: ...

    def delete(self, key: str) -> None:
        """Let a file go; nothing happens where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class MessageText:
    """A message in words; text messages leave the subject out. `html` is a designed e-mail's second form."""

    subject: str
    body: str
    html: str = ""


class MessageTexts(Protocol):
    """The words of each message in both languages."""

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> MessageText: ...


class PdfMaker(Protocol):
    """Makes a document of a page. Raises PdfUnavailable where this machine cannot."""

    def make(self, html: str) -> bytes: ...


class PdfUnavailable(Exception):
    """A system library that makes PDFs is missing."""
