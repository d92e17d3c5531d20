"""The customer's cart."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator, Field

from app.api._kit.fields import Instant, Number, Text, json_whole
from app.api.commerce.schemas.base import Schema, example, major, picture
from app.services.carts import CartLineView, CartView

LARGEST_QUANTITY = 1_000_000
Quantity = Annotated[int, Field(ge=1, le=LARGEST_QUANTITY), BeforeValidator(json_whole)]
SessionId = Annotated[Text, Field(min_length=1, max_length=255)]


class AddToCartIn(Schema):
    model_config = example(
        {
            "productId": "550e8400-e29b-41d4-a716-446655440000",
            "quantity": 2,
        }
    )

    product_id: UUID
    quantity: Quantity
    session_id: SessionId | None = None


class UpdateCartIn(Schema):
    model_config = example(
        {
            "cartItemId": "660e8400-e29b-41d4-a716-446655440000",
            "quantity": 5,
        }
    )

    cart_item_id: UUID
    quantity: Quantity


class RemoveFromCartIn(Schema):
    model_config = example(
        {
            "cartItemId": "660e8400-e29b-41d4-a716-446655440000",
        }
    )

    cart_item_id: UUID


class SyncQuery(Schema):
    session_id: SessionId | None = None


class TransferQuery(Schema):
    session_id: SessionId


class CartItemOut(Schema):
    id: UUID
    product_id: UUID
    product_name: str
    product_image: str
    unit_price: Number
    quantity: int
    total_price: Number
    is_in_stock: bool
    stock_quantity: int
    date_added: Instant

    @classmethod
    def of(cls, line: CartLineView, currency: str) -> Self:
        return cls(
            id=line.uuid,
            product_id=line.product_uuid,
            product_name=line.name,
            product_image=picture(line.image),
            unit_price=major(line.unit_minor, currency),
            quantity=line.quantity,
            total_price=major(line.line_minor, currency),
            is_in_stock=line.is_in_stock,
            stock_quantity=line.stock,
            date_added=line.added_at,
        )


class ChangedItemOut(Schema):
    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    total_price: Number

    @classmethod
    def of(cls, line: CartLineView, currency: str) -> Self:
        return cls(
            id=line.uuid,
            product_id=line.product_uuid,
            product_name=line.name,
            quantity=line.quantity,
            total_price=major(line.line_minor, currency),
        )


class SummaryItemOut(Schema):
    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: Number
    total_price: Number

    @classmethod
    def of(cls, line: CartLineView, currency: str) -> Self:
        return cls(
            id=line.uuid,
            product_id=line.product_uuid,
            product_name=line.name,
            quantity=line.quantity,
            unit_price=major(line.unit_minor, currency),
            total_price=major(line.line_minor, currency),
        )


class CartSummaryOut(Schema):
    items: list[SummaryItemOut]
    total_items: int
    sub_total: Number
    tax_amount: Number
    shipping_amount: Number
    total_amount: Number
    has_out_of_stock_items: bool
    last_updated: Instant

    @classmethod
    def of(cls, cart: CartView, *, now: datetime) -> Self:
        """A cart that was never filled was last updated now."""
        totals, currency = cart.totals, cart.currency
        return cls(
            items=[SummaryItemOut.of(line, currency) for line in cart.lines],
            total_items=cart.count,
            sub_total=major(totals.subtotal, currency),
            tax_amount=major(totals.tax, currency),
            shipping_amount=major(totals.delivery, currency),
            total_amount=major(totals.total, currency),
            has_out_of_stock_items=cart.has_out_of_stock,
            last_updated=cart.updated_at or now,
        )
