"""A column whose text is encrypted with rotating keys: the first key writes, every key reads."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override


class Keyring:
    """The encryption keys in force; installed once at start-up from the settings."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None

    def install(self, keys: tuple[str, ...]) -> None:
        """Take url-safe base64 keys of 32 bytes, the newest first."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        return self._ready().encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        return self._ready().decrypt(token.encode()).decode()

    def rotate(self, token: str) -> str:
        """The same text under the newest key."""
        return self._ready().rotate(token.encode()).decode()

    def _ready(self) -> MultiFernet:
        if self._fernet is None:
            raise RuntimeError("encryption keys are not installed")
        return self._fernet


keyring = Keyring()


class EncryptedText(TypeDecorator[str]):
    """Text that is readable only through the keyring."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring.encrypt(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else keyring.decrypt(value)
