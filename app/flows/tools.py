"""What the flows about people work with, and on whose visit they do it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.tenant import Tenant
from app.services.ports import (
    Clock,
    KeyedHasher,
    MessageTexts,
    PasswordHasher,
    TokenSigner,
    UnitOfWork,
)
from app.services.provider_ports import MessageSender


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Everything from outside, handed in by the edge."""

    uow: UnitOfWork
    clock: Clock
    passwords: PasswordHasher
    keyed: KeyedHasher
    signer: TokenSigner
    sender: MessageSender
    texts: MessageTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Where somebody came in and how they read; no secret and no person is in it.

    `region` reads national phone numbers. `address` is what limits count, None where they do not. `shop` is the
    storefront's name in the visitor's language, for messages.
    """

    tenant: Tenant
    platform_id: int
    shop: str
    region: str
    locale: str
    address: str | None
    user_agent: str
