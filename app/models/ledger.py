"""Double entry: accounts, transfers between them, and the entries that move balances."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment
from app.models.base import Base, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of


class AccountKind(StrEnum):
    SHOPPING_CARD = "shopping_card"
    SALES = "sales"
    FUNDING = "funding"
    ADJUSTMENTS = "adjustments"
    # What payment gateways hold for the platform: falls as customers pay in, rises as they are paid back.
    GATEWAY = "gateway"
    # Promised back to customers, not yet paid out by the gateway.
    REFUNDS_DUE = "refunds_due"
    # A customer's money set aside for a purchase that is not decided yet.
    HOLD = "hold"
    # What customers have paid for bills, owed to the bill provider.
    BILLS = "bills"
    # What a gift card is still worth.
    GIFT_CARD = "gift_card"
    # What a diner has to spend at events.
    EVENT_WALLET = "event_wallet"
    # A member's loyalty cash, and points in the currency of points (domain/points.py).
    LOYALTY_CASH = "loyalty_cash"
    POINTS = "points"


class TransferKind(StrEnum):
    """What a movement is called in a statement, in the words third parties use."""

    PAYMENT = "Payment"
    REFUND = "Refund"
    CARD_FUNDING = "Card Funding"
    BILLS_PAYMENT = "Bills Payment"
    WALLET_CREDIT = "Wallet Credit"
    WALLET_DEBIT = "Wallet Debit"
    # Between the business's own accounts, or out of a hold: in no customer's statement.
    SETTLEMENT = "Settlement"
    GIFT_CARD_ISSUED = "Gift Card"
    DEPOSIT = "Deposit"
    EVENT = "Event"
    POINTS = "Points"


class Account(Base):
    """A pot of money. Customers' accounts may not fall below zero; the business's own may."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "kind", "owner", "currency"),
        CheckConstraint("may_go_negative OR balance_minor >= 0", name="balance_not_negative"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    kind: Mapped[AccountKind] = mapped_column(enum_of(AccountKind, "kind_known"))
    # "customer:<id>", "gift_card:<id>", "platform:<id>" or "business:<id>": a key without nulls, so that the unique
    # constraint holds.
    owner: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    currency: Mapped[CurrencyCode]
    balance_minor: Mapped[Minor] = mapped_column(default=0)
    may_go_negative: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Transfer(Base):
    """One movement of money between accounts, done once per key."""

    __tablename__ = "ledger_transfer"
    __table_args__ = (
        UniqueConstraint("business_id", "environment", "key"),
        Index("ix_ledger_transfer_customer", "customer_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    business_id: Mapped[int] = mapped_column(ForeignKey("business.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("platform.id"))
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[TransferKind] = mapped_column(enum_of(TransferKind, "kind_known"))
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    currency: Mapped[CurrencyCode]
    amount_minor: Mapped[Minor]
    created_at: Mapped[datetime]


class Entry(Base):
    """What a transfer did to one account: positive adds, negative takes."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("transfer_id", "account_id"),
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
    )

    id: Mapped[PrimaryKey]
    transfer_id: Mapped[int] = mapped_column(ForeignKey("ledger_transfer.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), index=True)
    amount_minor: Mapped[Minor]
    balance_after_minor: Mapped[Minor]
