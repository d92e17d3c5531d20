"""What can go wrong with products, pages and wishlists, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class ProductNotFound(DomainError):
    code = "product_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class CategoryNotFound(DomainError):
    code = "category_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class PageNotFound(DomainError):
    code = "page_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class OptionInvalid(DomainError):
    """An option was left out or does not belong to the product."""

    code = "option_invalid"
    kind = ErrorKind.INVALID
    option: str


@dataclass(eq=False)
class OutOfStock(DomainError):
    """Fewer pieces are left than were asked for."""

    code = "out_of_stock"
    kind = ErrorKind.CONFLICT
    product_uuid: UUID
    name: str
    left: int


@dataclass(eq=False)
class QuantityInvalid(DomainError):
    code = "quantity_invalid"
    kind = ErrorKind.INVALID
    minimum: int
    maximum: int


@dataclass(eq=False)
class ProductNotForPickup(DomainError):
    code = "product_not_for_pickup"
    kind = ErrorKind.INVALID
    name: str


@dataclass(eq=False)
class ProductNotForDelivery(DomainError):
    code = "product_not_for_delivery"
    kind = ErrorKind.INVALID
    name: str


@dataclass(eq=False)
class WishNotFound(DomainError):
    """No such line on this person's wishlist; somebody else's is none."""

    code = "wish_not_found"
    kind = ErrorKind.NOT_FOUND
