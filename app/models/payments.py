"""Money asked of customers and given back, and what providers have told about it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment, PaymentPurpose, PaymentState, RefundReason, RefundState
from app.models.base import Base, BigKey, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class PaymentMethod(StrEnum):
    SHOPPING_CARD = "shopping_card"
    GATEWAY = "gateway"
    NOTHING_TO_PAY = "nothing_to_pay"
    GIFT_CARD = "gift_card"


# Cards of ours: what they pay is taken, held and given back in our own books.
OWN_CARDS: Final = (PaymentMethod.SHOPPING_CARD, PaymentMethod.GIFT_CARD)


class Payment(Base):
    """Money asked of a customer by one instrument: for an order, or to put on the shopping card.

    A gateway payment is written down and committed before its provider hears of it, under a reference of ours that
    is the provider's idempotency key; whatever happens afterwards can be looked up by it.
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        CheckConstraint("(purpose = 'order') = (order_id IS NOT NULL)", name="order_where_it_pays_one"),
        CheckConstraint("(purpose = 'deposit') = (reservation_id IS NOT NULL)", name="reservation_where_it_pays_one"),
        CheckConstraint("seating_id IS NULL OR purpose = 'deposit'", name="seating_where_it_moves_a_booking"),
        CheckConstraint("(purpose = 'event') = (event_booking_id IS NOT NULL)", name="event_where_it_pays_one"),
        CheckConstraint(
            "(purpose = 'gift_card') = (gift_card_purchase_id IS NOT NULL)", name="gift_card_where_it_pays_one"
        ),
        CheckConstraint("(method = 'gift_card') = (gift_card_id IS NOT NULL)", name="gift_card_where_by_one"),
        CheckConstraint("(method = 'gateway') = (provider IS NOT NULL)", name="provider_where_by_gateway"),
        # One form or request asks for money once.
        UniqueConstraint("customer_id", "request_key"),
        Index("ix_payment_due", "state", "next_check_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    purpose: Mapped[PaymentPurpose] = mapped_column(enum_of(PaymentPurpose, "purpose_known"))
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("reservation.id"), index=True)
    # The tables a booking moves to once this is paid; None for a deposit as it was first asked.
    seating_id: Mapped[int | None] = mapped_column(ForeignKey("seating.id"), index=True)
    event_booking_id: Mapped[int | None] = mapped_column(ForeignKey("event_booking.id"), index=True)
    gift_card_purchase_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card_purchase.id"), index=True)
    # The card it is paid with.
    gift_card_id: Mapped[int | None] = mapped_column(ForeignKey("gift_card.id"), index=True)
    method: Mapped[PaymentMethod] = mapped_column(enum_of(PaymentMethod, "method_known"))
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    request_key: Mapped[str | None] = mapped_column(String(64))
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    state: Mapped[PaymentState] = mapped_column(enum_of(PaymentState, "state_known"))
    transfer_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_transfer.id"))

    provider: Mapped[str | None] = mapped_column(String(20))
    provider_reference: Mapped[str | None] = mapped_column(String(80))
    access_code: Mapped[str | None] = mapped_column(String(80))
    pay_url: Mapped[str | None] = mapped_column(Text)
    # Where a third party's customer goes afterwards; None on our own pages.
    return_url: Mapped[str | None] = mapped_column(Text)
    # What the provider says it took, where that is not what was asked: such a payment needs review.
    seen_minor: Mapped[int | None] = mapped_column(BigKey)
    seen_currency: Mapped[str | None] = mapped_column(String(3))
    # Why it failed or needs review, as a short word.
    reason: Mapped[str | None] = mapped_column(String(60))
    checks: Mapped[int] = mapped_column(default=0)
    next_check_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    # When staff took note of a charge-back.
    acknowledged_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def is_held(self) -> bool:
        """Whether it is set aside on a card of ours until something else is paid too."""
        return self.method in OWN_CARDS and self.state is PaymentState.PENDING


class Refund(Base):
    """Money given back on a payment, by the instrument that took it."""

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        UniqueConstraint("payment_id", "key"),
        Index("ix_refund_due", "state", "next_try_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    # Why this much is given back, once: a cancellation, a return's uuid, …
    key: Mapped[str] = mapped_column(String(80))
    reason: Mapped[RefundReason] = mapped_column(enum_of(RefundReason, "reason_known"))
    state: Mapped[RefundState] = mapped_column(enum_of(RefundState, "state_known"))
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    transfer_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_transfer.id"))
    provider_reference: Mapped[str | None] = mapped_column(String(80))
    # Set and committed before the provider is asked: once asked for, it is looked up, never asked for again blindly.
    asked_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
    # Set where staff paid it out another way, because its provider would not: how, in their words.
    by_hand: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ProviderEvent(Base):
    """A webhook as it came in, once per event, whatever became of it."""

    __tablename__ = "provider_event"
    __table_args__ = (
        UniqueConstraint("provider", "event_key"),
        Index("ix_provider_event_due", "handled_at", "next_try_at"),
    )

    id: Mapped[PrimaryKey]
    provider: Mapped[str] = mapped_column(String(20))
    # Made of the event's kind, subject and state: providers give events no id of their own.
    event_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(80), index=True)
    body: Mapped[str] = mapped_column(EncryptedText)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(40), default="")


class SandboxRecord(Base):
    """What the sandbox's own providers remember: payments, parcels and bills of a make-believe outside."""

    __tablename__ = "sandbox_record"
    __table_args__ = (UniqueConstraint("kind", "reference"), Index("ix_sandbox_record_due", "kind", "due_at"))

    id: Mapped[PrimaryKey]
    kind: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(80))
    data: Mapped[dict[str, Any]]
    # When the sandbox does the next thing by itself: sends a webhook, moves a parcel, delivers a bill.
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
