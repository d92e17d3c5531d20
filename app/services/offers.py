"""How an order can be paid for and reach its buyer at a storefront."""

from __future__ import annotations

from app.domain.errors import DeliveryUnavailable, PaymentMethodUnavailable
from app.domain.states import Fulfilment
from app.models import PaymentMethod


def check_offered(*, method: PaymentMethod, fulfilment: Fulfilment) -> None:
    """Refuse what needs a provider: a payment gateway or a carrier; none is configured for any storefront.

    Raises DeliveryUnavailable, PaymentMethodUnavailable.
    """
    if fulfilment is Fulfilment.DELIVERY:
        raise DeliveryUnavailable
    if method is PaymentMethod.GATEWAY:
        raise PaymentMethodUnavailable(method=method.value)
