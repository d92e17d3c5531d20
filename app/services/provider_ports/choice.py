"""Which adapter serves whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.services.provider_ports.bills import BillProvider
from app.services.provider_ports.delivery import DeliveryProvider
from app.services.provider_ports.payments import PaymentProvider


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

    @property
    def payment_pages(self) -> frozenset[str]:
        """Origins that any gateway's pay page is served from."""
        ...

    def payment_named(self, name: str) -> PaymentProvider | None:
        """The adapter that took a payment or sent a webhook, whoever serves the storefront by now."""
        ...

    def delivery_named(self, name: str) -> DeliveryProvider | None: ...

    def bills_named(self, name: str) -> BillProvider | None: ...
