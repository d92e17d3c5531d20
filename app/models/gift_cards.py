"""Gift cards: what they are made from, the cards themselves, and people who buy one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, BigKey, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class GiftCardAmount(StrEnum):
    FIXED = "FIXED"
    VARIABLE = "VARIABLE"


class GiftCardTemplate(Base):
    """A gift card that anybody may buy. Amounts in minor units."""

    __tablename__ = "gift_card_template"
    __table_args__ = (
        CheckConstraint(
            "(amount_type = 'FIXED' AND amount_minor > 0)"
            " OR (amount_type = 'VARIABLE' AND min_minor > 0 AND max_minor >= min_minor)",
            name="amounts",
        ),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    # Through which it is paid, and where its page is.
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    name_en: Mapped[str] = mapped_column(String(120))
    name_ar: Mapped[str] = mapped_column(String(120))
    description_en: Mapped[str] = mapped_column(Text, default="")
    description_ar: Mapped[str] = mapped_column(Text, default="")
    # One of the designs of the card's picture.
    design: Mapped[str] = mapped_column(String(40))
    currency: Mapped[CurrencyCode]
    amount_type: Mapped[GiftCardAmount] = mapped_column(enum_of(GiftCardAmount, "amount_type_known"))
    amount_minor: Mapped[int | None] = mapped_column(BigKey)
    min_minor: Mapped[int | None] = mapped_column(BigKey)
    max_minor: Mapped[int | None] = mapped_column(BigKey)
    # Good for so many days after it was bought.
    duration_days: Mapped[int] = mapped_column(default=365)
    is_active: Mapped[bool] = mapped_column(default=True)
    display_order: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class GiftCardBatch(Base):
    """Many cards made at once, for a company that gives them away."""

    __tablename__ = "gift_card_batch"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "batch_id"),
        CheckConstraint("cards_count >= 0", name="count_not_negative"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    # "BATCH-001".
    batch_id: Mapped[str] = mapped_column(String(40))
    card_name: Mapped[str] = mapped_column(String(120))
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    cards_count: Mapped[int]
    expires_on: Mapped[date | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    created_at: Mapped[datetime]


class GiftCardVendor(Base):
    """A third party that issues cards of its own which the business takes."""

    __tablename__ = "gift_card_vendor"

    id: Mapped[PrimaryKey]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class GiftCard(Base):
    """A card. Its number is a bearer's secret: encrypted, found by a keyed hash. Its balance is a ledger account."""

    __tablename__ = "gift_card"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "number_hash"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index("ix_gift_card_created", "business_id", "environment", "created_at"),
        Index("ix_gift_card_batch", "batch_id"),
        Index("ix_gift_card_template", "template_id"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    number: Mapped[str] = mapped_column(EncryptedText)
    number_hash: Mapped[str] = mapped_column(String(64))
    last4: Mapped[str] = mapped_column(String(4))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card_template.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card_batch.id"))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card_vendor.id"))
    # AccountKind.GIFT_CARD, owner "gift_card:<id>".
    account_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_account.id"), unique=True)
    amount_type: Mapped[GiftCardAmount] = mapped_column(enum_of(GiftCardAmount, "amount_type_known"))
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    min_minor: Mapped[int | None] = mapped_column(BigKey)
    max_minor: Mapped[int | None] = mapped_column(BigKey)
    is_active: Mapped[bool] = mapped_column(default=True)
    purchased_at: Mapped[datetime | None]
    # The first instant at which it is no longer good.
    expires_at: Mapped[datetime | None]
    duration_days: Mapped[int | None]
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("brand.id"), index=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    # What the buyer filled in, as JSON; personal.
    form_details: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]


class GiftCardPurchase(Base):
    """Somebody buys a card, for somebody: its number is drawn at once, and it is worth something once it is paid.

    Until then the card has no account, so nobody finds it by its number and it is on no list.
    """

    __tablename__ = "gift_card_purchase"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index("ix_gift_card_purchase_send", "sent_at", "send_at"),
        Index("ix_gift_card_purchase_customer", "customer_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    template_id: Mapped[int] = mapped_column(ForeignKey("gift_card_template.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    request_key: Mapped[str] = mapped_column(String(64), unique=True)
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    recipient_name: Mapped[str] = mapped_column(String(120))
    recipient_email: Mapped[str]
    sender_name: Mapped[str] = mapped_column(String(120))
    message: Mapped[str] = mapped_column(EncryptedText, default="")
    locale: Mapped[str] = mapped_column(String(5), default="en")
    # Where its buyer and its recipient see it, told in messages; each opens the card to whoever holds it.
    link: Mapped[str | None] = mapped_column(EncryptedText)
    card_link: Mapped[str | None] = mapped_column(EncryptedText)
    # When the recipient is written to.
    send_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    gift_card_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card.id"), unique=True)
    paid_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
