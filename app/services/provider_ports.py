"""What the shop needs of outside providers, as protocols: payments, delivery, bills.

Amounts are integers of minor units with an ISO 4217 currency, whatever a provider speaks on the wire. A call is made
outside of any transaction, after its intent was committed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.domain.address import Address
from app.domain.states import ShipmentState
from app.models import BillKind


class ProviderError(Exception):
    """A provider could not be asked, or said no."""


class ProviderRefused(ProviderError):
    """A definite no: nothing was done. `code` is a short word of ours, the text the provider's own."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


class ProviderUnclear(ProviderError):
    """No usable answer to something that may have been done: look it up, never ask again blindly."""


class ProviderDown(ProviderError):
    """No usable answer to a question, or the call was not even tried: nothing was done, ask later."""


class ProviderMisconfigured(ProviderError):
    """The provider does not accept our credentials."""


class BadSignature(ProviderError):
    """A webhook that the provider did not sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookNote:
    """What a genuine webhook hints at; the truth is read from the provider itself."""

    # The same for the same event, sent again: made of its kind, subject and state.
    event_key: str
    kind: str
    # Our reference of the payment, or the provider's id of the shipment; empty where it names nothing of ours.
    reference: str


class Provider(Protocol):
    """What every adapter is."""

    @property
    def name(self) -> str:
        """The word used in settings, such as paystack."""
        ...

    @property
    def title(self) -> str:
        """The name people know, such as Paystack."""
        ...

    def check(self) -> None:
        """Ask one harmless question with our credentials. Raises ProviderMisconfigured, ProviderDown."""
        ...


# --- payments


class Outcome(StrEnum):
    """What became of a payment at its provider."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    # The customer went away; may still come back and pay.
    ABANDONED = "abandoned"
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
    """`reference` is our refund's; `payment_reference` our payment's."""

    reference: str
    payment_reference: str
    amount_minor: int
    currency: str
    note: str


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
        """Register a payment. Asking again with the same reference is safe.

        Raises ProviderRefused, ProviderUnclear, ProviderMisconfigured.
        """
        ...

    def look_up(self, reference: str) -> PaymentSeen:
        """The truth about a payment. Raises ProviderDown, ProviderMisconfigured."""
        ...

    def refund(self, ask: RefundAsk) -> RefundSeen:
        """Give money back. Raises ProviderRefused, ProviderUnclear, ProviderMisconfigured."""
        ...

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        """Whether a refund asked for before was made. Raises ProviderDown, ProviderMisconfigured."""
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        """Check the signature over the raw bytes. Header names are lower case. Raises BadSignature."""
        ...


# --- delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelItem:
    name: str
    quantity: int
    weight_grams: int
    value_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelAsk:
    """A parcel from a store to an address."""

    sender: Address
    recipient: Address
    items: Sequence[ParcelItem]
    weight_grams: int
    currency: str
    value_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSeen:
    """What a carrier asks for a parcel."""

    provider_rate_id: str
    carrier_name: str
    carrier_slug: str
    carrier_logo: str
    fee_minor: int
    currency: str
    eta_text: str
    eta_minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedStep:
    state: ShipmentState
    raw_status: str
    description: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelSeen:
    """A booked parcel as its carrier knows it now. A status we do not know counts as in transit."""

    provider_shipment_id: str
    state: ShipmentState
    raw_status: str
    tracking_number: str = ""
    tracking_url: str = ""
    label_url: str = ""
    cost_minor: int | None = None
    steps: Sequence[TrackedStep] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAsk:
    """`reference` is our shipment's uuid, kept in the provider's metadata so that it can be found again."""

    reference: str
    provider_rate_id: str
    parcel: ParcelAsk


class DeliveryProvider(Provider, Protocol):
    """Knows carriers and their prices, and has parcels collected."""

    def quote(self, ask: ParcelAsk) -> list[RateSeen]:
        """What carriers ask now. Raises ProviderRefused (`address_refused`), ProviderDown, ProviderMisconfigured."""
        ...

    def save_address(self, address: Address) -> str:
        """Its id of an address. Raises ProviderRefused, ProviderDown, ProviderMisconfigured."""
        ...

    def update_address(self, provider_address_id: str, address: Address) -> None:
        """Raises as save_address does."""
        ...

    def delete_address(self, provider_address_id: str) -> None:
        """An address it does not know, or cannot delete, is no error. Raises ProviderDown."""
        ...

    def book(self, ask: BookAsk) -> ParcelSeen:
        """Have a parcel collected at a quoted rate; it costs us money.

        Raises ProviderRefused (`wallet_empty`, `address_refused`, `rate_gone`, `refused`), ProviderUnclear,
        ProviderMisconfigured.
        """
        ...

    def find_booking(self, reference: str) -> ParcelSeen | None:
        """A booking made before under our reference, if any. Raises ProviderDown."""
        ...

    def track(self, provider_shipment_id: str) -> ParcelSeen:
        """Raises ProviderRefused (`not_found`), ProviderDown, ProviderMisconfigured."""
        ...

    def cancel(self, provider_shipment_id: str) -> None:
        """Raises ProviderRefused, ProviderUnclear."""
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        """As for payments."""
        ...


# --- bills


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


# --- which serves whom


class Served(Protocol):
    """A storefront, as far as choosing a provider goes."""

    @property
    def providers(self) -> Mapping[str, str]:
        """Its own choices by kind: payments, delivery, bills."""
        ...


class Providers(Protocol):
    """Finds the adapter that serves a storefront: its own choice, else the installation's, else none."""

    def payments(self, storefront: Served) -> PaymentProvider | None: ...

    def delivery(self, storefront: Served) -> DeliveryProvider | None: ...

    def bills(self, storefront: Served) -> BillProvider | None: ...

    def payment_named(self, name: str) -> PaymentProvider | None:
        """The adapter that took a payment or sent a webhook, whoever serves the storefront by now."""
        ...

    def delivery_named(self, name: str) -> DeliveryProvider | None: ...

    def bills_named(self, name: str) -> BillProvider | None: ...
