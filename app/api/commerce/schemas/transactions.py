"""Putting money on the card, and asking what became of a payment."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from app.api._kit.fields import LARGEST_AMOUNT, Instant, Number, Text, json_amount, sentence, without_noise
from app.api.commerce.schemas.base import Schema, example, major
from app.api.commerce.schemas.checkout import WebAddress
from app.flows.top_up import StartedTopUp
from app.models import PaymentMethod
from app.services.payment_views import Settled

_METHODS: Final = {PaymentMethod.GATEWAY: "PaymentGateway", PaymentMethod.SHOPPING_CARD: "ShoppingCard"}
_MESSAGES: Final = {
    "success": "Transaction completed successfully",
    "pending": "Transaction is still pending",
    "failed": "Transaction failed",
}
Amount = Annotated[
    Decimal,
    Field(le=LARGEST_AMOUNT),
    BeforeValidator(json_amount),
    AfterValidator(without_noise),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": LARGEST_AMOUNT}),
]
Reference = Annotated[Text, Field(max_length=100)]


class TopUpIn(Schema):
    model_config = example({"amount": 5000.0, "callbackUrl": "https://yourapp.com/payment/callback"})

    amount: Amount
    callback_url: WebAddress


class TopUpOut(Schema):
    success: bool
    message: str
    authorization_url: str
    access_code: str
    reference: str
    checkout_url: str
    transaction_reference: str
    payment_reference: str
    gateway: str

    @classmethod
    def of(cls, started: StartedTopUp, *, otherwise: str) -> Self:
        """One payment under the document's many names; `otherwise` is where it shows how an ended one went."""
        page = started.pay_url or otherwise
        return cls(
            success=True,
            message="Payment URL generated successfully",
            authorization_url=page,
            access_code=started.access_code,
            reference=started.reference,
            checkout_url=page,
            transaction_reference=started.reference,
            payment_reference=started.reference,
            gateway=started.gateway,
        )


class VerifyIn(Schema):
    model_config = example({"transactionReference": "TXN123456789"})

    transaction_reference: Reference | None = None
    reference: Reference | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if not self.wanted:
            raise sentence("transactionReference is required")
        return self

    @property
    def wanted(self) -> str:
        return self.transaction_reference or self.reference or ""


class VerifyOut(Schema):
    is_successful: bool
    transaction_reference: str
    status: str
    amount: Number
    currency: str
    completed_at: Instant | None
    payment_method: str
    message: str

    @classmethod
    def of(cls, settled: Settled) -> Self:
        return cls(
            is_successful=settled.is_paid,
            transaction_reference=settled.reference,
            status=settled.word,
            amount=major(settled.amount.minor, settled.amount.currency),
            currency=settled.amount.currency,
            completed_at=settled.paid_at if settled.is_paid else None,
            payment_method=_METHODS.get(settled.method, "PaymentGateway"),
            message=_MESSAGES[settled.word],
        )
