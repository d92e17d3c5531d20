"""The wallet somebody spends at events."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from app.api._kit.fields import LARGEST_AMOUNT, LARGEST_ID, Id, Number, Text, json_amount, json_whole, without_noise
from app.api.dining.schemas.base import Instant, PageSize, Reply, Schema, major
from app.domain.money import Money
from app.services.events.wallet import WalletMove, WalletSummary

MOST_NOTE = 500

RowId = Annotated[int, BeforeValidator(json_whole), Field(ge=1, le=LARGEST_ID)]


class MoneyIn(Schema):
    customer_id: RowId
    wallet_id: RowId
    amount: Annotated[
        Decimal, BeforeValidator(json_amount), Field(gt=0, le=LARGEST_AMOUNT), AfterValidator(without_noise)
    ]
    transaction_type: Literal["CREDIT", "DEBIT"]
    payment_method: Annotated[Text, StringConstraints(max_length=40)] = ""
    note: Annotated[Text, StringConstraints(max_length=MOST_NOTE)] = ""
    event_booking_id: RowId | None = None


class WalletQuery(Schema):
    wallet_id: Id | None = None
    customer_wallet_id: Id | None = None
    limit: PageSize = 10
    skip: Annotated[int, Field(ge=0, le=LARGEST_ID)] = 0

    @property
    def wallet(self) -> int | None:
        """A wallet is one customer's, so that its link to the customer has the wallet's own number."""
        return self.wallet_id or self.customer_wallet_id


class MoneyOut(Schema):
    id: int
    reference: str
    customer_id: int
    wallet_id: int
    customer_wallet_id: int
    transaction_type: Annotated[str, Field(examples=["CREDIT"])]
    amount: Number
    balance_after: Number
    currency: str
    payment_method: str | None
    note: str | None
    event_booking_id: int | None
    created_at: Instant

    @classmethod
    def of(cls, move: WalletMove) -> Self:
        return cls(
            id=move.id,
            reference=move.reference,
            customer_id=move.customer_id,
            wallet_id=move.wallet_id,
            customer_wallet_id=move.wallet_id,
            transaction_type="CREDIT" if move.is_credit else "DEBIT",
            amount=major(move.amount_minor, move.currency),
            balance_after=major(move.balance_after_minor, move.currency),
            currency=move.currency,
            payment_method=move.payment_method or None,
            note=move.note or None,
            event_booking_id=move.event_booking_id,
            created_at=move.at,
        )


class OneMove(Reply):
    message: str
    data: MoneyOut


class ManyMoves(Reply):
    data: list[MoneyOut]
    total: int
    limit: int
    skip: int


class SummaryOut(Schema):
    total_credit: Number
    total_debit: Number
    balance: Number
    count: int
    currency: str

    @classmethod
    def of(cls, summary: WalletSummary) -> Self:
        currency = summary.currency
        return cls(
            total_credit=Money(summary.total_credit_minor, currency).major,
            total_debit=Money(summary.total_debit_minor, currency).major,
            balance=Money(summary.balance_minor, currency).major,
            count=summary.count,
            currency=currency,
        )


class OneSummary(Reply):
    data: SummaryOut
