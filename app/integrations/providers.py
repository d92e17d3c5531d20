"""The adapters this installation has, by kind and name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.config import SANDBOX, Settings
from app.integrations.bills.coralpay import CoralPay
from app.integrations.bills.coralpay_signing import read_key
from app.integrations.bills.sandbox import SandboxBills
from app.integrations.delivery.sandbox import SandboxDelivery
from app.integrations.delivery.terminal_africa import TerminalAfrica
from app.integrations.http import ProviderHttp
from app.integrations.payments.geidea import REGIONS, Geidea
from app.integrations.payments.geidea_wire import Account
from app.integrations.payments.paystack import Paystack
from app.integrations.payments.sandbox import SandboxPayments
from app.services.ports import UnitOfWork
from app.services.provider_ports import BillProvider, DeliveryProvider, PaymentProvider, Served


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRegistry:
    """Every adapter with credentials, and which one serves where a storefront does not choose."""

    by_payments: Mapping[str, PaymentProvider] = field(default_factory=dict)
    by_delivery: Mapping[str, DeliveryProvider] = field(default_factory=dict)
    by_bills: Mapping[str, BillProvider] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def build(cls, settings: Settings, outside: UnitOfWork) -> ProviderRegistry:
        """`outside` is the sandbox providers' own unit of work: they keep their books apart from the shop's."""
        return cls(
            by_payments=_payments(settings, outside),
            by_delivery=_delivery(settings, outside),
            by_bills=_bills(settings, outside),
            defaults={"payments": settings.payments, "delivery": settings.delivery, "bills": settings.bills},
        )

    def payments(self, storefront: Served) -> PaymentProvider | None:
        return self.by_payments.get(self._name("payments", storefront))

    def delivery(self, storefront: Served) -> DeliveryProvider | None:
        return self.by_delivery.get(self._name("delivery", storefront))

    def bills(self, storefront: Served) -> BillProvider | None:
        return self.by_bills.get(self._name("bills", storefront))

    @property
    def payment_pages(self) -> frozenset[str]:
        return frozenset().union(*(one.page_hosts for one in self.by_payments.values()))

    def payment_named(self, name: str) -> PaymentProvider | None:
        return self.by_payments.get(name)

    def delivery_named(self, name: str) -> DeliveryProvider | None:
        return self.by_delivery.get(name)

    def bills_named(self, name: str) -> BillProvider | None:
        return self.by_bills.get(name)

    def _name(self, kind: str, storefront: Served) -> str:
        return storefront.providers.get(kind, self.defaults.get(kind, ""))


def _payments(settings: Settings, outside: UnitOfWork) -> dict[str, PaymentProvider]:
    found: dict[str, PaymentProvider] = {}
    if settings.is_sandbox:
        found[SANDBOX] = SandboxPayments(outside, secret=settings.secret_key)
    if settings.paystack_secret_key:
        found[Paystack.name] = Paystack.connect(
            settings.paystack_url, secret_key=settings.paystack_secret_key, page_hosts=settings.paystack_pages
        )
    if settings.geidea_public_key and settings.geidea_api_password:
        found[Geidea.name] = _geidea(settings)
    return found


def _geidea(settings: Settings) -> Geidea:
    url, script_url = REGIONS[settings.geidea_region]
    return Geidea.connect(
        Account(
            public_key=settings.geidea_public_key,
            password=settings.geidea_api_password,
            order=settings.geidea_signature,
        ),
        url=settings.geidea_url or url,
        script_url=settings.geidea_script_url or script_url,
        public_url=settings.public_url,
    )


def _delivery(settings: Settings, outside: UnitOfWork) -> dict[str, DeliveryProvider]:
    found: dict[str, DeliveryProvider] = {}
    if settings.is_sandbox:
        found[SANDBOX] = SandboxDelivery(outside, secret=settings.secret_key)
    if settings.terminal_secret_key:
        terminal = TerminalAfrica.connect(settings.terminal_url, secret_key=settings.terminal_secret_key)
        found[terminal.name] = terminal
    return found


def _bills(settings: Settings, outside: UnitOfWork) -> dict[str, BillProvider]:
    found: dict[str, BillProvider] = {}
    if settings.is_sandbox:
        found[SANDBOX] = SandboxBills(outside)
    if settings.coralpay_user and settings.coralpay_password and settings.coralpay_url:
        key = settings.coralpay_signing_key
        found[CoralPay.name] = CoralPay(
            ProviderHttp(CoralPay.name, settings.coralpay_url),
            user=settings.coralpay_user,
            password=settings.coralpay_password,
            signing_key=read_key(key) if key else None,
            institution_id=settings.coralpay_institution_id,
        )
    return found
