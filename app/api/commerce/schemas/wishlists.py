"""The customer's wishlist."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from app.api._kit.fields import Instant, Number, Text, json_whole, sentence
from app.api.commerce.schemas.base import MOST_PER_PAGE, Page, PageSize, Schema, example, major, picture
from app.api.commerce.schemas.carts import Quantity
from app.domain.money import round_half_up
from app.domain.states import Environment
from app.services.platforms import Storefront
from app.services.wishlists import HIGHEST, LOWEST, Wish, WishChange, WishSummary

MAX_NOTES = 500
_ITEM = "a1b2c3d4-e5f6-7890-1234-567890abcdef"
_ITEMS = [_ITEM, "b2c3d4e5-f6a7-8901-2345-678901bcdefg"]

Notes = Annotated[Text, Field(max_length=MAX_NOTES)]
Priority = Annotated[int, Field(ge=HIGHEST, le=LOWEST), BeforeValidator(json_whole)]
# The document's second sample is no UUID; what cannot be an id is one that is not on the list.
ItemId = Annotated[str, Field(min_length=1, max_length=64)]


class AddWishIn(Schema):
    model_config = example(
        {
            "productId": "550e8400-e29b-41d4-a716-446655440000",
            "notes": "Need this for birthday gift",
            "priority": 1,
        }
    )

    product_id: UUID
    notes: Notes | None = None
    priority: Priority = HIGHEST

    @property
    def says_more(self) -> bool:
        """Whether notes or a priority came with the product."""
        return bool(self.notes) or "priority" in self.model_fields_set

    @property
    def change(self) -> WishChange:
        """What a product that is on the list already takes over."""
        given = self.priority if "priority" in self.model_fields_set else None
        return WishChange(notes=self.notes or None, priority=given)


class RemoveWishIn(Schema):
    model_config = example({"wishListItemId": _ITEM})

    # The document writes the list's name with a capital L.
    wish_list_item_id: UUID


class UpdateWishIn(Schema):
    model_config = example({"wishListItemId": _ITEM, "notes": "Updated: Buy this next month", "priority": 2})

    wish_list_item_id: UUID
    notes: Annotated[Notes | None, Field(description="Empty removes the notes; null or left out keeps them.")] = None
    priority: Priority | None = None


class MoveWishIn(Schema):
    model_config = example({"wishListItemId": _ITEM, "quantity": 2})

    wish_list_item_id: UUID
    quantity: Annotated[
        Quantity | None, Field(description="1 when left out, or the least that may be bought of the product.")
    ] = None


class BulkIn(Schema):
    model_config = example({"wishListItemIds": _ITEMS, "operation": "update_priority", "newPriority": 1})

    wish_list_item_ids: Annotated[list[ItemId], Field(min_length=1, max_length=MOST_PER_PAGE)]
    operation: Literal["remove", "update_priority", "move_to_cart"]
    new_priority: Annotated[Priority | None, Field(description="Required for update_priority.")] = None
    quantity: Annotated[Quantity | None, Field(description="For move_to_cart: of each product.")] = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.operation == "update_priority" and self.new_priority is None:
            raise sentence("newPriority is required")
        return self

    @property
    def items(self) -> list[UUID]:
        """The ids that can be ids, each once."""
        found = (_uuid(text) for text in dict.fromkeys(self.wish_list_item_ids))
        return [uuid for uuid in dict.fromkeys(found) if uuid is not None]


class WishPath(Schema):
    wish_list_item_id: Annotated[UUID, Field(examples=[_ITEM])]


class ProductPath(Schema):
    product_id: Annotated[UUID, Field(examples=["550e8400-e29b-41d4-a716-446655440000"])]


class WishesQuery(Schema):
    page: Page = 1
    page_size: PageSize = 20


class WishOut(Schema):
    id: UUID
    product_id: UUID
    customer_id: UUID
    product_name: str
    product_description: str
    product_image: str
    product_price: Number
    compare_at_price: Number | None
    discount_percentage: Number | None
    is_in_stock: bool
    stock_quantity: int
    product_slug: str
    product_sku: str
    notes: str | None
    priority: int
    date_added: Instant
    date_updated: Instant | None
    platform_id: UUID
    business_id: UUID
    environment_type: Literal["Test", "Live"]
    category_name: str
    brand_name: str | None

    @classmethod
    def of(cls, wish: Wish, storefront: Storefront, customer_uuid: UUID) -> Self:
        compare = wish.compare
        return cls(
            id=wish.uuid,
            product_id=wish.product_uuid,
            customer_id=customer_uuid,
            product_name=wish.name,
            product_description=wish.description,
            product_image=picture(wish.image),
            product_price=major(wish.price_minor, wish.currency),
            compare_at_price=None if compare is None else compare.major,
            discount_percentage=None if compare is None else _saving(compare.minor, wish.price_minor),
            is_in_stock=wish.in_stock,
            stock_quantity=wish.stock if wish.is_sold else 0,
            product_slug=wish.slug,
            product_sku=wish.sku,
            notes=wish.notes or None,
            priority=wish.priority,
            date_added=wish.added_at,
            date_updated=wish.updated_at,
            platform_id=storefront.uuid,
            business_id=storefront.business_uuid,
            environment_type="Live" if storefront.environment is Environment.LIVE else "Test",
            category_name=wish.category,
            brand_name=wish.maker or None,
        )


class ChangedWishOut(Schema):
    id: UUID
    product_id: UUID
    customer_id: UUID
    product_name: str
    notes: str | None
    priority: int
    date_updated: Instant | None

    @classmethod
    def of(cls, wish: Wish, customer_uuid: UUID) -> Self:
        return cls(
            id=wish.uuid,
            product_id=wish.product_uuid,
            customer_id=customer_uuid,
            product_name=wish.name,
            notes=wish.notes or None,
            priority=wish.priority,
            date_updated=wish.updated_at,
        )


class WishSummaryOut(Schema):
    total_items: int
    total_value: Number
    average_item_price: Number
    in_stock_items: int
    out_of_stock_items: int
    high_priority_items: Annotated[int, Field(description="Priorities 1 and 2.")]
    medium_priority_items: Annotated[int, Field(description="Priority 3.")]
    low_priority_items: Annotated[int, Field(description="Priorities 4 and 5.")]
    last_updated: Instant | None
    date_range_start: Annotated[Instant | None, Field(description="The first second of the day of the oldest item.")]
    date_range_end: Annotated[Instant | None, Field(description="The last second of the day of the newest item.")]

    @classmethod
    def of(cls, summary: WishSummary, currency: str) -> Self:
        first, last = summary.first_added_at, summary.last_added_at
        return cls(
            total_items=summary.items,
            total_value=major(summary.value_minor, currency),
            average_item_price=major(summary.average_minor, currency),
            in_stock_items=summary.in_stock,
            out_of_stock_items=summary.out_of_stock,
            high_priority_items=summary.high,
            medium_priority_items=summary.medium,
            low_priority_items=summary.low,
            last_updated=summary.updated_at,
            date_range_start=None if first is None else _at(first, time.min),
            date_range_end=None if last is None else _at(last, time.max),
        )


def _at(moment: datetime, hour: time) -> datetime:
    """That hour of the moment's day, in UTC as all times of the document."""
    return datetime.combine(moment.astimezone(UTC).date(), hour, tzinfo=UTC)


def _saving(before: int, now: int) -> Decimal:
    """What is off, in per cent with two decimals."""
    return Decimal(round_half_up((before - now) * 10_000, before)) / 100


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
