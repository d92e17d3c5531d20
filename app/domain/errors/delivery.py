"""What can go wrong with addresses and carriers' prices, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors.base import DomainError, ErrorKind


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
