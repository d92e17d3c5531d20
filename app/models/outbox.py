"""Messages to be sent, written in the same transaction as what they tell of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    WHATSAPP = "whatsapp"


class OutboxMessage(Base):
    """One message on its way out; the body and any code in it are encrypted at rest."""

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "sent_at", "failed_at", "due_at"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    channel: Mapped[Channel] = mapped_column(enum_of(Channel, "channel_known"))
    recipient: Mapped[str] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(EncryptedText)
    # The same words as a page, for e-mail that is designed.
    html: Mapped[str | None] = mapped_column(EncryptedText)
    code: Mapped[str | None] = mapped_column(EncryptedText)
    locale: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    # What is pointless afterwards, such as a code, is not sent any more.
    expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    # Who carried it, under which id of theirs, and how far it came by their word; a rank never goes down.
    provider: Mapped[str | None] = mapped_column(String(20))
    provider_message_id: Mapped[str | None] = mapped_column(String(80), index=True)
    delivery_status: Mapped[str | None] = mapped_column(String(20))
    # The message this one stands in for: a WhatsApp that did not arrive is sent once more as SMS.
    stands_in_for: Mapped[int | None] = mapped_column(ForeignKey("outbox_message.id"), unique=True)
