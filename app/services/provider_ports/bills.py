"""Bills: what billers sell, whose meter it is, and buying."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.models import BillKind
from app.services.provider_ports.base import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something a biller sells. `amount_minor` None: the customer says how much."""

    id: int
    slug: str
    name: str
    amount_minor: int | None
    biller_id: int
    biller_slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillAccount:
    """Whose meter or smart card a number is."""

    name: str
    number: str
    min_amount_minor: int
    message: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillAsk:
    """`reference` is ours and the idempotency key."""

    reference: str
    kind: BillKind
    biller_slug: str
    package_slug: str
    account_number: str
    account_name: str
    amount_minor: int
    phone: str
    email: str


class BillOutcome(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    # The provider does not know the reference.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BillSeen:
    """A purchase as its provider knows it now."""

    outcome: BillOutcome
    provider_reference: str = ""
    token: str = ""
    # What the token is worth, as the company writes it: 45.2 kWh. Empty where it does not say.
    units: str = ""
    message: str = ""
    raw: str = ""


class BillProvider(Provider, Protocol):
    """Sells airtime, data, electricity and cable TV."""

    def plans(self, biller_slug: str) -> list[Plan]:
        """What a biller sells now. Raises ProviderDown, ProviderMisconfigured."""
        ...

    def find_account(self, biller_slug: str, package_slug: str, number: str) -> BillAccount:
        """Raises ProviderRefused (`account_not_found`), ProviderDown, ProviderMisconfigured."""
        ...

    def pay(self, ask: BillAsk) -> BillSeen:
        """Buy. Raises ProviderRefused, ProviderUnclear, ProviderMisconfigured; an unclear answer is to be looked up."""
        ...

    def look_up(self, reference: str) -> BillSeen:
        """Raises ProviderDown, ProviderMisconfigured."""
        ...
