"""Every adapter to the outside, built once from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from app.config import Settings
from app.integrations.files import FolderStore
from app.integrations.hashing import Argon2Hasher, HmacHasher
from app.integrations.messages.sandbox import SandboxSender
from app.services.ports import FileStore, KeyedHasher, MessageSender, PasswordHasher


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    """What the edges hand to services and flows."""

    passwords: PasswordHasher
    keyed: KeyedHasher
    files: FileStore
    messages: MessageSender

    @classmethod
    def build(cls, settings: Settings) -> Gateways:
        return cls(
            passwords=Argon2Hasher(settings),
            keyed=HmacHasher(settings.pepper),
            files=FolderStore(settings.media_dir),
            messages=SandboxSender(),
        )
