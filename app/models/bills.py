"""Bills paid with the shopping card: airtime, data, electricity, cable TV."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.bills import BillKind, BillReason, Sign
from app.domain.states import BillState, Environment
from app.models.base import Base, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of
from app.models.encrypted import EncryptedText


class BillService(Base):
    """A company whose bills a storefront takes: MTN, EKEDC, DSTV. Its plans are read from the provider."""

    __tablename__ = "bill_service"
    __table_args__ = (UniqueConstraint("platform_id", "kind", "slug"),)

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    kind: Mapped[BillKind] = mapped_column(enum_of(BillKind, "kind_known"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    # How the provider calls it.
    biller_slug: Mapped[str] = mapped_column(String(80))
    display_order: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)


class Bill(Base):
    """One purchase. The money is held when it is asked for, posted when it is delivered, given back when it failed."""

    __tablename__ = "bill"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        # A form or request buys once.
        UniqueConstraint("customer_id", "request_key"),
        Index("ix_bill_due", "next_check_at"),
        Index("ix_bill_customer", "customer_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[BillKind] = mapped_column(enum_of(BillKind, "kind_known"))
    service_id: Mapped[int] = mapped_column(ForeignKey("bill_service.id"))
    service_name: Mapped[str] = mapped_column(String(80))
    biller_slug: Mapped[str] = mapped_column(String(80))
    biller_id: Mapped[int | None]
    package_slug: Mapped[str] = mapped_column(String(100))
    package_name: Mapped[str] = mapped_column(String(160), default="")
    # The phone, meter or smart card number the value goes to.
    account_number: Mapped[str] = mapped_column(String(50))
    account_name: Mapped[str] = mapped_column(String(160), default="")
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    state: Mapped[BillState] = mapped_column(enum_of(BillState, "state_known"))
    provider: Mapped[str] = mapped_column(String(20))
    # Ours, unique, and the provider's idempotency key.
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    provider_reference: Mapped[str | None] = mapped_column(String(80))
    token: Mapped[str | None] = mapped_column(EncryptedText)
    # What the token is worth, where the company says so: 45.2 kWh.
    units: Mapped[str] = mapped_column(String(40), default="")
    # What the provider answered besides, kept as it came.
    provider_data: Mapped[str | None] = mapped_column(EncryptedText)
    message: Mapped[str] = mapped_column(Text, default="")
    # Why it failed or still waits, as a short word.
    reason: Mapped[BillReason | None] = mapped_column(enum_of(BillReason, "reason_known"))
    hold_transfer_id: Mapped[int] = mapped_column(ForeignKey("ledger_transfer.id"))
    end_transfer_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_transfer.id"))
    # Set and committed before the provider is asked: from then on it is looked up first.
    asked_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    checks: Mapped[int] = mapped_column(default=0)
    # The provider has owned to the purchase once: from then on "not found" proves nothing.
    is_known: Mapped[bool] = mapped_column(default=False)
    # A failure or a not-found that was seen once; money moves when it is seen again after a while.
    suspicion: Mapped[Sign | None] = mapped_column(enum_of(Sign, "suspicion_known"))
    suspected_at: Mapped[datetime | None]
    # Since when a person should look at it.
    review_since: Mapped[datetime | None]
    next_check_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(String(5), default="en")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
