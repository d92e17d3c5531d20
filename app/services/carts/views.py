"""What a cart looks like to whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row

from app.domain.bilingual import Named
from app.domain.errors import DomainError
from app.domain.pricing import Totals

# A row of some columns, read by name.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class CartOwner:
    """Whose cart: a customer's, or a guest's by the hash of the token in the browser; with neither, nobody's."""

    customer_id: int | None = None
    guest_token_hash: str | None = None

    @property
    def is_nobody(self) -> bool:
        return self.customer_id is None and self.guest_token_hash is None


class LineProblem(StrEnum):
    """Why a line cannot be bought as it stands."""

    GONE = "gone"
    SOLD_OUT = "sold_out"
    TOO_FEW = "too_few"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class ChosenOption(Named):
    """An answer the buyer gave, in both languages, such as Size: Large."""

    option_uuid: UUID
    value_uuid: UUID
    name_en: str
    name_ar: str
    label_en: str
    label_ar: str

    def label(self, locale: str) -> str:
        return self.label_ar if locale == "ar" else self.label_en

    def kept(self) -> dict[str, str]:
        """As cart and order lines keep it."""
        return {
            "option_uuid": str(self.option_uuid),
            "value_uuid": str(self.value_uuid),
            "name_en": self.name_en,
            "name_ar": self.name_ar,
            "label_en": self.label_en,
            "label_ar": self.label_ar,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLineView:
    """A line with today's price and stock, and what changed since it was last seen."""

    uuid: UUID
    product_id: int
    product_uuid: UUID
    slug: str
    sku: str
    name: str
    name_en: str
    name_ar: str
    image: str
    options: tuple[ChosenOption, ...]
    options_key: str
    quantity: int
    unit_minor: int
    # The unit price when it was last shown, where that differs.
    was_unit_minor: int | None
    tax_rate_bp: int | None
    stock: int
    min_quantity: int
    max_quantity: int
    weight_grams: int
    available_for_pickup: bool
    available_for_delivery: bool
    problem: LineProblem | None
    added_at: datetime

    @property
    def line_minor(self) -> int:
        return self.unit_minor * self.quantity

    @property
    def is_in_stock(self) -> bool:
        return self.problem not in {LineProblem.GONE, LineProblem.SOLD_OUT, LineProblem.TOO_FEW}

    @property
    def most(self) -> int:
        """The greatest quantity the buyer may choose now."""
        return max(1, min(self.max_quantity, self.stock))


@dataclass(frozen=True, slots=True)
class CartCoupon:
    """The coupon kept on a cart: what it takes off, or why it does not count."""

    code: str
    discount_minor: int
    refused: DomainError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CartView:
    lines: tuple[CartLineView, ...]
    totals: Totals
    currency: str
    coupon: CartCoupon | None
    updated_at: datetime | None

    @property
    def count(self) -> int:
        """How many pieces are in the cart."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def has_problems(self) -> bool:
        return any(line.problem is not None for line in self.lines)

    @property
    def has_out_of_stock(self) -> bool:
        return any(not line.is_in_stock for line in self.lines)

    @property
    def has_price_changes(self) -> bool:
        return any(line.was_unit_minor is not None for line in self.lines)
