"""What can go wrong with paying, as facts."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors.base import DomainError, ErrorKind


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
class ProviderFailed(DomainError):
    """A provider could not be reached or did not answer; `service` is payments, delivery or bills."""

    code = "provider_failed"
    kind = ErrorKind.UPSTREAM
    service: str
