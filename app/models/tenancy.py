"""Business → platform → API key: who runs which storefront, and who may call it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.pricing import TaxMode
from app.domain.states import Environment
from app.models.base import Base, BigKey, CurrencyCode, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class KeyKind(StrEnum):
    PUBLISHABLE = "publishable"
    SECRET = "secret"
    MERCHANT = "merchant"


class Business(Base):
    """The company that owns storefronts, customers and brands."""

    __tablename__ = "business"

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    name: Mapped[str]
    created_at: Mapped[datetime]


class Platform(Base):
    """One storefront."""

    __tablename__ = "platform"
    __table_args__ = (CheckConstraint("tax_rate_bp >= 0", name="tax_rate_not_negative"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name_en: Mapped[str]
    name_ar: Mapped[str]
    tagline_en: Mapped[str] = mapped_column(default="")
    tagline_ar: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[CurrencyCode]
    tax_mode: Mapped[TaxMode] = mapped_column(enum_of(TaxMode, "tax_mode_known"))
    tax_rate_bp: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(64))
    default_locale: Mapped[str] = mapped_column(String(5), default="en")
    hero_image: Mapped[str] = mapped_column(default="")
    support_email: Mapped[str] = mapped_column(default="")
    support_phone: Mapped[str] = mapped_column(String(32), default="")
    features: Mapped[list[Any]] = mapped_column(default=list)
    default_for: Mapped[list[Any]] = mapped_column(default=list)
    return_hosts: Mapped[list[Any]] = mapped_column(default=list)
    # {"payments": "paystack", …}: which adapter serves it where the environment's choice is not its own.
    providers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_default: Mapped[bool] = mapped_column(default=False)
    # Grows with every change to this row or to the catalogue; whatever is derived from either is cached under it.
    catalog_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class PlatformHost(Base):
    """A host name that leads to a storefront."""

    __tablename__ = "platform_host"

    host: Mapped[str] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)


class ApiKey(Base):
    """A third party's credential, stored as a hash."""

    __tablename__ = "api_key"

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    kind: Mapped[KeyKind] = mapped_column(enum_of(KeyKind, "kind_known"))
    name: Mapped[str]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(8))
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    origins: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what to which thing, before and after. Never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_entity", "entity", "entity_id"),)

    id: Mapped[PrimaryKey]
    at: Mapped[datetime]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(BigKey)
    action: Mapped[str] = mapped_column(String(60))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int | None] = mapped_column(BigKey)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    request_id: Mapped[str] = mapped_column(String(40), default="")


class IdempotencyRecord(Base):
    """A reply kept so that a repeated request is answered, not carried out again."""

    __tablename__ = "idempotency_record"
    __table_args__ = (Index("uq_idempotency_record_scope_key", "scope", "key", unique=True),)

    id: Mapped[PrimaryKey]
    scope: Mapped[str] = mapped_column(String(120))
    key: Mapped[str]
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    content_type: Mapped[str | None]
    # The kept reply may hold tokens, so it is encrypted like any personal field.
    body: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AttemptCounter(Base):
    """How often something was tried in a window of time; limits survive restarts and hold across processes."""

    __tablename__ = "attempt_counter"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int]
