"""A delivery provider for tests: it says what it was told to say, and remembers what it was asked."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.address import Address
from app.services.provider_ports import ParcelAsk, ProviderError, RateSeen

EXPRESS = RateSeen(
    provider_rate_id="RT-1001",
    carrier_name="Terminal Express",
    carrier_slug="terminal-express",
    carrier_logo="https://example.com/logos/terminal-express.png",
    fee_minor=500_000,
    currency="NGN",
    eta_text="Within 3-5 days",
    eta_minutes=5 * 1440,
)
STANDARD = RateSeen(
    provider_rate_id="RT-1002",
    carrier_name="Terminal Standard",
    carrier_slug="terminal-standard",
    carrier_logo="https://example.com/logos/terminal-standard.png",
    fee_minor=350_000,
    currency="NGN",
    eta_text="Within 5-7 days",
    eta_minutes=7 * 1440,
)


@dataclass
class FakeCarriers:
    """`fails` is raised by every call until it is taken back."""

    name: str = "fake"
    title: str = "Fake carriers"
    rates: list[RateSeen] = field(default_factory=lambda: [EXPRESS, STANDARD])
    fails: ProviderError | None = None
    quoted: list[ParcelAsk] = field(default_factory=list)
    saved: dict[str, Address] = field(default_factory=dict)

    def quote(self, ask: ParcelAsk) -> list[RateSeen]:
        self._may_fail()
        self.quoted.append(ask)
        return self.rates

    def save_address(self, address: Address) -> str:
        self._may_fail()
        name = f"AD-{len(self.saved) + 1}"
        self.saved[name] = address
        return name

    def update_address(self, provider_address_id: str, address: Address) -> None:
        self._may_fail()
        self.saved[provider_address_id] = address

    def delete_address(self, provider_address_id: str) -> None:
        self._may_fail()
        self.saved.pop(provider_address_id, None)

    def _may_fail(self) -> None:
        if self.fails is not None:
            raise self.fails


@dataclass
class OnlyDelivery:
    """Providers of a storefront that is served by one delivery provider, or by none."""

    carriers: FakeCarriers | None

    def delivery(self, storefront: Any) -> Any:
        return self.carriers

    def delivery_named(self, name: str) -> Any:
        return self.carriers if self.carriers is not None and self.carriers.name == name else None
