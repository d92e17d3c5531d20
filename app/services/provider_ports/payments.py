"""Payments: money taken on a page of the provider's, and given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.services.provider_ports.base import Provider, WebhookNote


class Outcome(StrEnum):
    """What became of a payment at its provider."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    # The customer went away; may still come back and pay.
    ABANDONED = "abandoned"
    # Taken back: by the bank, or all of it by refunds of our own.
    REVERSED = "reversed"
    # The provider does not know the reference.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAsk:
    """`reference` is ours and the idempotency key; letters and digits only. `return_url` is a page of ours."""

    reference: str
    amount_minor: int
    currency: str
    email: str
    name: str
    phone: str
    description: str
    return_url: str
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStarted:
    """Where the customer goes to pay."""

    pay_url: str
    access_code: str = ""
    provider_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSeen:
    """A payment as its provider knows it now."""

    outcome: Outcome
    amount_minor: int = 0
    currency: str = ""
    provider_reference: str = ""
    paid_at: datetime | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsk:
    """`reference` is our refund's; `payment_reference` our payment's.

    `others` are the provider's own numbers of the payment's other refunds, for providers that keep no reference of
    ours with a refund.
    """

    reference: str
    payment_reference: str
    amount_minor: int
    currency: str
    note: str
    others: frozenset[str] = frozenset()


class RefundOutcome(StrEnum):
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSeen:
    outcome: RefundOutcome
    provider_reference: str = ""
    message: str = ""


class PaymentProvider(Provider, Protocol):
    """Takes money on a page of its own."""

    @property
    def currencies(self) -> frozenset[str]:
        """What it can settle."""
        ...

    @property
    def page_hosts(self) -> frozenset[str]:
        """Origins its pay page is served from, for the content policy; empty when it is our own."""
        ...

    def start(self, ask: PaymentAsk) -> PaymentStarted:
        """Register a payment. Asking again with the same reference never makes a second one.

        A provider that will not tell the page's address again raises ProviderRefused(`duplicate`): look the payment
        up, and unless it was paid go on under a fresh reference. Other refusals: `currency`, `amount_too_small`,
        `refused`. Raises ProviderUnclear, ProviderMisconfigured; ProviderDown when nothing was sent.
        """
        ...

    def look_up(self, reference: str) -> PaymentSeen:
        """The truth about a payment. Raises ProviderDown, ProviderMisconfigured."""
        ...

    def refund(self, ask: RefundAsk) -> RefundSeen:
        """Give money back.

        Raises ProviderRefused, ProviderUnclear, ProviderMisconfigured; ProviderDown when nothing was sent.
        """
        ...

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        """Whether a refund asked for before was made. Raises ProviderDown, ProviderMisconfigured."""
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        """Check the signature over the raw bytes. Header names are lower case. Raises BadSignature."""
        ...
