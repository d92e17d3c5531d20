"""Every adapter to the outside, built once from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from app.config import ROOT, Settings
from app.integrations.files import FolderStore
from app.integrations.hashing import Argon2Hasher, HmacHasher
from app.integrations.messages.router import build_messages
from app.integrations.messages.texts import TemplateTexts
from app.integrations.pdf import WeasyPrintMaker
from app.integrations.providers import ProviderRegistry
from app.integrations.tokens import JwtSigner
from app.services.ports import (
    FileStore,
    KeyedHasher,
    MessageTexts,
    PasswordHasher,
    PdfMaker,
    TokenSigner,
    UnitOfWork,
)
from app.services.provider_ports import MessageReports, MessageSender, Providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateways:
    """What the edges hand to services and flows."""

    passwords: PasswordHasher
    keyed: KeyedHasher
    files: FileStore
    messages: MessageSender
    # None where nobody reports what becomes of messages.
    message_reports: MessageReports | None
    texts: MessageTexts
    tokens: TokenSigner
    pdf: PdfMaker
    providers: Providers

    @classmethod
    def build(cls, settings: Settings, outside: UnitOfWork) -> Gateways:
        """`outside` is the sandbox providers' own unit of work."""
        messages, message_reports = build_messages(settings)
        return cls(
            passwords=Argon2Hasher(settings),
            keyed=HmacHasher(settings.pepper),
            files=FolderStore(settings.media_dir),
            messages=messages,
            message_reports=message_reports,
            texts=TemplateTexts(ROOT / "templates" / "email"),
            tokens=JwtSigner(settings.secret_key),
            pdf=WeasyPrintMaker(ROOT / "static"),
            providers=ProviderRegistry.build(settings, outside),
        )
