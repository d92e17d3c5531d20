"""What can go wrong in the business, as facts. Words and status codes belong to each surface."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import ClassVar
from uuid import UUID

from typing_extensions import override


class ErrorKind(Enum):
    """What sort of refusal it is; each surface gives it its own status."""

    INVALID = auto()
    UNAUTHENTICATED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    CONFLICT = auto()
    LIMITED = auto()
    UNAVAILABLE = auto()
    # A provider outside failed; nothing was done.
    UPSTREAM = auto()


class DomainError(Exception):
    """A business rule said no. Subclasses are dataclasses whose fields are the details."""

    code: ClassVar[str]
    kind: ClassVar[ErrorKind]

    def details(self) -> dict[str, object]:
        """The facts by name."""
        if not hasattr(self, "__dataclass_fields__"):
            return {}
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]  # checked above

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.details()}"


# --- people and sign-in


@dataclass(eq=False)
class EmailTaken(DomainError):
    code = "email_taken"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class PhoneTaken(DomainError):
    code = "phone_taken"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class PhoneInvalid(DomainError):
    code = "phone_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class PasswordTooWeak(DomainError):
    code = "password_too_weak"
    kind = ErrorKind.INVALID
    min_length: int


@dataclass(eq=False)
class BadCredentials(DomainError):
    code = "bad_credentials"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class NotSignedIn(DomainError):
    code = "not_signed_in"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class NotAllowed(DomainError):
    code = "not_allowed"
    kind = ErrorKind.FORBIDDEN


@dataclass(eq=False)
class ApiKeyInvalid(DomainError):
    code = "api_key_invalid"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class CustomerNotFound(DomainError):
    code = "customer_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class CodeInvalid(DomainError):
    """A one-time code that is wrong, used, expired or void after five wrong tries."""

    code = "code_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class ResetTokenInvalid(DomainError):
    code = "reset_token_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class TooManyAttempts(DomainError):
    code = "too_many_attempts"
    kind = ErrorKind.LIMITED
    retry_at: datetime


@dataclass(eq=False)
class PinWrong(DomainError):
    code = "pin_wrong"
    kind = ErrorKind.INVALID
    tries_left: int


@dataclass(eq=False)
class PinLocked(DomainError):
    code = "pin_locked"
    kind = ErrorKind.LIMITED
    retry_at: datetime


@dataclass(eq=False)
class PinNotSet(DomainError):
    code = "pin_not_set"
    kind = ErrorKind.INVALID


# --- catalogue and cart


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
class CartEmpty(DomainError):
    code = "cart_empty"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class CartLineNotFound(DomainError):
    code = "cart_line_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class WishNotFound(DomainError):
    """No such line on this person's wishlist; somebody else's is none."""

    code = "wish_not_found"
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


# --- checkout, orders, ledger


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
class BalanceTooLow(DomainError):
    code = "balance_too_low"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class PaymentMethodUnavailable(DomainError):
    code = "payment_method_unavailable"
    kind = ErrorKind.UNAVAILABLE
    method: str


@dataclass(eq=False)
class DeliveryUnavailable(DomainError):
    code = "delivery_unavailable"
    kind = ErrorKind.UNAVAILABLE


class AddressProblem(StrEnum):
    """What is wrong with a field of an address, or with all of it where no field is named."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    # No such state, emirate or governorate.
    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    # No carrier brings anything there.
    NOT_SERVED = "not_served"


@dataclass(eq=False)
class AddressRefused(DomainError):
    """`field` is a field of domain/address.py; empty where the address as a whole is refused."""

    code = "address_refused"
    kind = ErrorKind.INVALID
    field: str
    problem: AddressProblem


@dataclass(eq=False)
class AddressNotFound(DomainError):
    code = "address_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class AddressKnown(DomainError):
    """The same address is in the book already."""

    code = "address_known"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class AddressBookFull(DomainError):
    code = "address_book_full"
    kind = ErrorKind.INVALID
    limit: int


class RateProblem(StrEnum):
    """Why a carrier's price does not count for an order; a new quote is needed."""

    # Never given, or given to somebody else: which of the two is nobody's business.
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    # Quoted for another store or another address.
    ALTERED = "altered"
    # Quoted for less weight than the order has.
    TOO_LIGHT = "too_light"
    USED = "used"


@dataclass(eq=False)
class RateInvalid(DomainError):
    code = "rate_invalid"
    kind = ErrorKind.INVALID
    reason: RateProblem


@dataclass(eq=False)
class ProviderFailed(DomainError):
    """A provider could not be reached or did not answer; `service` is payments, delivery or bills."""

    code = "provider_failed"
    kind = ErrorKind.UPSTREAM
    service: str


@dataclass(eq=False)
class PaymentNotFound(DomainError):
    """No such payment, or somebody else's."""

    code = "payment_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class ReturnUrlNotAllowed(DomainError):
    """A third party's page to which this storefront sends nobody."""

    code = "return_url_not_allowed"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class AmountTooSmall(DomainError):
    code = "amount_too_small"
    kind = ErrorKind.INVALID
    minimum_minor: int
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


# --- idempotency


@dataclass(eq=False)
class IdempotencyKeyReused(DomainError):
    """The same key came with another request."""

    code = "idempotency_key_reused"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class RequestInProgress(DomainError):
    code = "request_in_progress"
    kind = ErrorKind.CONFLICT
