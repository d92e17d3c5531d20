"""What can go wrong with bills, as facts."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class BillsUnavailable(DomainError):
    """The storefront takes no bills, or no provider is configured for it."""

    code = "bills_unavailable"
    kind = ErrorKind.UNAVAILABLE


@dataclass(eq=False)
class BillServiceNotFound(DomainError):
    code = "bill_service_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BillPlanNotFound(DomainError):
    code = "bill_plan_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BillerMismatch(DomainError):
    """The biller that was named is not that of the service or plan."""

    code = "biller_mismatch"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class BillAccountNotFound(DomainError):
    """No such meter or smart card; `service` is what people call the company."""

    code = "bill_account_not_found"
    kind = ErrorKind.NOT_FOUND
    service: str


@dataclass(eq=False)
class BillPhoneInvalid(DomainError):
    code = "bill_phone_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class BillAmountInvalid(DomainError):
    code = "bill_amount_invalid"
    kind = ErrorKind.INVALID
    minimum_minor: int
    maximum_minor: int
    currency: str


@dataclass(eq=False)
class BillPriceMismatch(DomainError):
    """The plan has a price of its own, and the amount is another."""

    code = "bill_price_mismatch"
    kind = ErrorKind.INVALID
    expected_minor: int
    currency: str


@dataclass(eq=False)
class BillNotFound(DomainError):
    code = "bill_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BillFailed(DomainError):
    """The provider did not deliver, and the money is back on the card."""

    code = "bill_failed"
    kind = ErrorKind.UPSTREAM
    reason: str
