"""Checkout: the products named in the body, not the cart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from app.api._kit.fields import LARGEST_AMOUNT, Instant, Number, Text, json_amount, sentence, without_noise
from app.api.commerce.schemas.base import GivenPin, Schema, example, major
from app.api.commerce.schemas.carts import Quantity
from app.flows.checkout import StartedOrder
from app.services.orders import PlacedOrder

MOST_PRODUCTS = 200


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid:
        raise ValueError("Input should be a valid URL")
    return value


Fee = Annotated[
    Decimal,
    Field(ge=0, le=LARGEST_AMOUNT),
    BeforeValidator(json_amount),
    AfterValidator(without_noise),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": LARGEST_AMOUNT}),
]
Total = Annotated[
    Decimal,
    Field(ge=Decimal("0.01"), le=LARGEST_AMOUNT),
    BeforeValidator(json_amount),
    AfterValidator(without_noise),
    WithJsonSchema({"type": "number", "minimum": 0.01, "maximum": LARGEST_AMOUNT}),
]
WebAddress = Annotated[Text, Field(max_length=2048), AfterValidator(_web_address)]


class CheckoutProductIn(Schema):
    product_id: UUID
    quantity: Quantity


class CheckoutIn(Schema):
    model_config = example(
        {
            "totalAmount": 199.98,
            "paymentMethod": "ShoppingCard",
            "products": [{"productId": "550e8400-e29b-41d4-a716-446655440000", "quantity": 2}],
            "storeLocationId": "770e8400-e29b-41d4-a716-446655440000",
            "transactionPin": "1234",
        }
    )

    total_amount: Total
    payment_method: Literal["ShoppingCard", "PaymentGateway"]
    products: Annotated[list[CheckoutProductIn], Field(min_length=1, max_length=MOST_PRODUCTS)]
    store_location_id: UUID
    address: Annotated[Text, Field(max_length=500)] | None = None
    redirect_url: WebAddress | None = None
    transaction_pin: GivenPin | None = None
    delivery_option: Literal["Pickup", "Delivery"] | None = None
    delivery_fee: Fee | None = None
    delivery_company_name: Annotated[Text, Field(max_length=100)] | None = None
    selected_rate_id: Annotated[Text, Field(max_length=255)] | None = None
    carrier_logo: WebAddress | None = None

    @model_validator(mode="after")
    def _what_the_method_needs(self) -> Self:
        if self.payment_method == "ShoppingCard" and self.transaction_pin is None:
            raise sentence("transactionPin is required")
        if self.payment_method == "PaymentGateway" and self.redirect_url is None:
            raise sentence("redirectUrl is required")
        if self.is_delivery and self.delivery_fee is None:
            raise sentence("deliveryFee is required")
        if self.is_delivery and self.selected_rate_id is None and self.delivery_company_name is None:
            raise sentence("deliveryCompanyName is required")
        return self

    @property
    def is_delivery(self) -> bool:
        return self.delivery_option == "Delivery"


class CardCheckoutIn(CheckoutIn):
    payment_method: Literal["ShoppingCard"]


class GatewayCheckoutIn(CheckoutIn):
    model_config = example(
        {
            "totalAmount": 199.98,
            "paymentMethod": "PaymentGateway",
            "products": [{"productId": "550e8400-e29b-41d4-a716-446655440000", "quantity": 2}],
            "storeLocationId": "770e8400-e29b-41d4-a716-446655440000",
            "redirectUrl": "https://yourapp.com/payment/callback",
        }
    )

    payment_method: Literal["PaymentGateway"]


class CardCheckoutOut(Schema):
    order_id: UUID
    transaction_id: UUID
    remaining_balance: Number
    amount_deducted: Number
    order_status: str
    message: str

    @classmethod
    def of(cls, placed: PlacedOrder) -> Self:
        """An order paid by the card; the document calls it completed as soon as it is paid."""
        if placed.transfer_uuid is None or placed.card_left_minor is None:
            raise ValueError(f"order {placed.number} was not paid with the shopping card")
        return cls(
            order_id=placed.uuid,
            transaction_id=placed.transfer_uuid,
            remaining_balance=major(placed.card_left_minor, placed.currency),
            amount_deducted=major(placed.total_minor, placed.currency),
            order_status="Completed",
            message="Order placed successfully",
        )


class GatewayCheckoutOut(Schema):
    order_id: UUID
    transaction_reference: str
    payment_url: str
    order_status: str
    payment_method: str
    total_amount: Number
    currency: str
    created_at: Instant
    message: str

    @classmethod
    def of(cls, started: StartedOrder, *, otherwise: Callable[[str], str]) -> Self:
        """An order that waits to be paid; `otherwise` makes the page that shows how an ended payment went."""
        placed, reference = started.placed, started.payment_reference
        if reference is None:
            raise ValueError(f"order {placed.number} was not asked for on a gateway's page")
        return cls(
            order_id=placed.uuid,
            transaction_reference=reference,
            payment_url=started.pay_url or otherwise(reference),
            order_status="Pending",
            payment_method="PaymentGateway",
            total_amount=major(placed.total_minor, placed.currency),
            currency=placed.currency,
            created_at=placed.placed_at,
            message="Payment URL generated successfully",
        )
