"""How an order can be paid for and reach its buyer at a storefront: what its providers allow."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import DeliveryUnavailable, PaymentMethodUnavailable
from app.domain.states import Fulfilment
from app.models import PaymentMethod
from app.services.platforms import Storefront
from app.services.provider_ports import Providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """`gateway` is the name people know, such as Paystack; None where no gateway takes the storefront's currency."""

    gateway: str | None
    delivers: bool


def offers_of(providers: Providers, storefront: Storefront) -> Offers:
    """What the storefront can do with the providers it has."""
    gateway = providers.payments(storefront)
    takes = gateway is not None and storefront.currency in gateway.currencies
    return Offers(
        gateway=gateway.title if gateway is not None and takes else None,
        delivers=providers.delivery(storefront) is not None,
    )


def check_offered(
    providers: Providers, storefront: Storefront, *, method: PaymentMethod, fulfilment: Fulfilment
) -> None:
    """Raises DeliveryUnavailable, PaymentMethodUnavailable where that needs a provider the storefront has not."""
    offers = offers_of(providers, storefront)
    if fulfilment is Fulfilment.DELIVERY and not offers.delivers:
        raise DeliveryUnavailable
    if method is PaymentMethod.GATEWAY and offers.gateway is None:
        raise PaymentMethodUnavailable(method=method.value)
