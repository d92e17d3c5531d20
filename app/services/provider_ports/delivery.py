"""Delivery: carriers, their prices, and parcels on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.address import Address
from app.domain.states import ShipmentState
from app.services.provider_ports.base import Provider, WebhookNote


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
