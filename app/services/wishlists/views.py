"""What a wishlist looks like to whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.domain.errors import DomainError
from app.domain.money import Money, round_half_up
from app.services.carts import CartOwner

# A wishlist belongs to whom a cart would belong: a customer, or the guest whose browser holds the token.
WishOwner = CartOwner

HIGHEST: Final = 1
LOWEST: Final = 5
USUAL: Final = 3
# From the highest down: 1 and 2 are high, 3 is medium, 4 and 5 are low.
HIGH: Final = 2


class WishSort(StrEnum):
    PRIORITY = "priority"
    NEWEST = "newest"
    PRICE_UP = "price"
    PRICE_DOWN = "price-down"


class WishFilter(StrEnum):
    """Which part of the list is shown."""

    ALL = "all"
    IN_STOCK = "in-stock"
    CHEAPER = "cheaper"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A line of a wishlist with today's price and stock.

    `is_sold` is False for what left the shop; `added_minor` is what it cost when it was put here.
    """

    uuid: UUID
    product_uuid: UUID
    slug: str
    sku: str
    name: str
    description: str
    image: str
    currency: str
    price_minor: int
    compare_at_minor: int | None
    stock: int
    has_options: bool
    is_sold: bool
    in_stock: bool
    category: str
    maker: str
    notes: str
    priority: int
    tell_in_stock: bool
    tell_price_drop: bool
    added_minor: int
    added_at: datetime
    updated_at: datetime | None

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def compare(self) -> Money | None:
        """The price before an offer."""
        before = self.compare_at_minor
        return Money(before, self.currency) if before is not None and before > self.price_minor else None

    @property
    def change(self) -> Money | None:
        """By how much it costs more, or less, than when it was put here."""
        difference = self.price_minor - self.added_minor
        return Money(difference, self.currency) if difference else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSummary:
    """A wishlist in figures; the value is the sum of today's prices in minor units."""

    items: int
    value_minor: int
    in_stock: int
    high: int
    medium: int
    low: int
    first_added_at: datetime | None
    last_added_at: datetime | None
    updated_at: datetime | None

    @property
    def out_of_stock(self) -> int:
        return self.items - self.in_stock

    @property
    def average_minor(self) -> int:
        return round_half_up(self.value_minor, self.items) if self.items else 0


EMPTY_SUMMARY: Final = WishSummary(
    items=0,
    value_minor=0,
    in_stock=0,
    high=0,
    medium=0,
    low=0,
    first_added_at=None,
    last_added_at=None,
    updated_at=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishChange:
    """What to change; None leaves a thing as it is, and empty notes are no notes."""

    notes: str | None = None
    priority: int | None = None
    tell_in_stock: bool | None = None
    tell_price_drop: bool | None = None

    @property
    def asks_to_be_told(self) -> bool:
        return bool(self.tell_in_stock or self.tell_price_drop)


@dataclass(frozen=True, slots=True)
class RemovedWish:
    """What was taken off the list, so that it can be put back."""

    product_uuid: UUID
    name: str
    notes: str
    priority: int


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of one line of a bulk operation: done, or why not."""

    name: str
    slug: str
    refused: DomainError | None = None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of each line that was on the list; lines that are not on it any more are left out."""

    lines: tuple[LineResult, ...]
    removed: tuple[RemovedWish, ...] = ()

    @property
    def done(self) -> int:
        return sum(line.refused is None for line in self.lines)

    @property
    def refused(self) -> tuple[LineResult, ...]:
        return tuple(line for line in self.lines if line.refused is not None)
