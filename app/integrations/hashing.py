"""Password and keyed hashing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cached_property

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from app.config import Settings


class Argon2Hasher:
    """Argon2id at the cost the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = argon2.PasswordHasher(
            time_cost=settings.argon2_time_cost,
            memory_cost=settings.argon2_memory_kib,
            parallelism=1,
        )

    def hash(self, password: str) -> str:
        return self._hasher.hash(password)

    def verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def decoy(self) -> str:
        return self._hasher.hash(secrets.token_hex())


class HmacHasher:
    """HMAC-SHA256 under the server's pepper."""

    def __init__(self, pepper: str) -> None:
        self._key = pepper.encode()

    def digest(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()
