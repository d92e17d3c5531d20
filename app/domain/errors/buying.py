"""What can go wrong with carts, coupons, orders and collecting them, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class CartEmpty(DomainError):
    code = "cart_empty"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class CartLineNotFound(DomainError):
    code = "cart_line_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class CouponInvalid(DomainError):
    """No such coupon, disabled, or not for this storefront."""

    code = "coupon_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class CouponUsedUp(DomainError):
    """The coupon has expired or was used as often as it may be."""

    code = "coupon_used_up"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class CouponBelowMinimum(DomainError):
    code = "coupon_below_minimum"
    kind = ErrorKind.INVALID
    minimum_minor: int
    currency: str


@dataclass(eq=False)
class PickupLocationNotFound(DomainError):
    code = "pickup_location_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class AmountMismatch(DomainError):
    code = "amount_mismatch"
    kind = ErrorKind.INVALID
    expected_minor: int
    currency: str


@dataclass(eq=False)
class OrderNotFound(DomainError):
    code = "order_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class TransitionRefused(DomainError):
    """The thing is in a state from which this move is not allowed."""

    code = "transition_refused"
    kind = ErrorKind.CONFLICT
    entity: str
    state: str
    wanted: str


class PickupCodeProblem(StrEnum):
    """Why a pickup code does not open an order."""

    UNKNOWN = "unknown"
    USED = "used"
    CANCELLED = "cancelled"
    OTHER_STORE = "other_store"


@dataclass(eq=False)
class PickupCodeInvalid(DomainError):
    """A hand-over code that is forged, used, for a cancelled order or for another place."""

    code = "pickup_code_invalid"
    kind = ErrorKind.INVALID
    problem: PickupCodeProblem = PickupCodeProblem.UNKNOWN
