"""What carriers ask for a cart: weighed here, asked of the provider outside of any transaction, kept for the caller.

Carriers that do not answer leave pickup as it is. Prices they gave the same caller for the same parcel within the
last half hour still hold, and are shown again; a price nobody gave is never made up.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.address_fields import checked
from app.domain.errors import (
    AddressProblem,
    AddressRefused,
    CartEmpty,
    DeliveryUnavailable,
    ProviderFailed,
)
from app.flows import addresses
from app.models import Customer, PickupLocation, Platform
from app.services import carts, delivery_rates, pickup
from app.services.carts import CartOwner
from app.services.delivery_rates import LIFETIME, RateScope, ValidRate
from app.services.parcels import sender_of
from app.services.platforms import Storefront
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import (
    DeliveryProvider,
    ParcelAsk,
    ParcelItem,
    ProviderError,
    ProviderRefused,
    Providers,
    RateSeen,
)

FEATURE: Final = "delivery"
# A question asked again within this time gets the same answer, without asking carriers again.
REUSED: Final = timedelta(minutes=3)
# A price that is shown again must leave time to agree to it.
TIME_TO_AGREE: Final = timedelta(minutes=2)
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFor:
    """A parcel of the caller's cart. `asked_grams` may raise the weight that is computed, never lower it.

    `value_minor` is what the goods are worth where the caller says so; else the cart's worth is told to carriers.
    """

    storefront: Storefront
    caller: CartOwner
    pickup_location_uuid: UUID
    address: Address
    asked_grams: int = 0
    value_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Carriers' prices, the cheapest first; never empty."""

    address: Address
    rates: tuple[ValidRate, ...]
    cheapest: ValidRate
    # None where no carrier says when it arrives.
    fastest: ValidRate | None
    # Carriers did not answer: these are the prices they gave before.
    is_from_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    scope: RateScope
    parcel: ParcelAsk
    recent: list[ValidRate]


def quote(uow: UnitOfWork, clock: Clock, providers: Providers, ask: QuoteFor) -> Quotes:
    """Ask carriers, keep what they say for half an hour, and remember a signed-in customer's address.

    Raises DeliveryUnavailable, AddressRefused, PickupLocationNotFound, ProviderFailed; CartEmpty for nobody's cart.
    """
    provider = providers.delivery(ask.storefront)
    if provider is None or FEATURE not in ask.storefront.features:
        raise DeliveryUnavailable
    if ask.caller.is_nobody:
        raise CartEmpty
    ask = replace(ask, address=checked(ask.address))
    with uow() as session:
        ready = _prepare(session, ask, provider, now=clock())
    if ready.recent:
        return _quotes(ready, ready.recent)
    try:
        seen = _ask(provider, ready.parcel)
    except ProviderFailed:
        return _from_before(uow, clock, ask, ready, provider)
    with uow() as session:
        rates = delivery_rates.keep(session, ask.storefront, ready.scope, seen, provider=provider.name, now=clock())
    _remember(uow, clock, providers, ask, ready.scope.address)
    return _quotes(ready, rates)


def _prepare(session: Session, ask: QuoteFor, provider: DeliveryProvider, *, now: datetime) -> _Prepared:
    """Everything there is to read: the store, the cart, the customer, and what was answered just now."""
    place = pickup.get_place(session, ask.storefront, uuid=ask.pickup_location_uuid, locale="en")
    cart = carts.read_cart(session, ask.storefront, ask.caller, locale="en", now=now, with_coupon=False)
    items = tuple(
        ParcelItem(
            name=line.name_en, quantity=line.quantity, weight_grams=line.weight_grams, value_minor=line.unit_minor
        )
        for line in cart.lines
    )
    scope = RateScope(
        caller=ask.caller,
        pickup_location_id=place.id,
        address=_with_contact(session, ask),
        weight_grams=max(ask.asked_grams, sum(item.weight_grams * item.quantity for item in items)),
    )
    store, platform = session.get_one(PickupLocation, place.id), session.get_one(Platform, ask.storefront.id)
    parcel = ParcelAsk(
        sender=sender_of(store, platform),
        recipient=scope.address,
        items=items,
        weight_grams=scope.weight_grams,
        currency=ask.storefront.currency,
        value_minor=cart.totals.subtotal if ask.value_minor is None else ask.value_minor,
    )
    recent = delivery_rates.list_recent(
        session, ask.storefront, scope, provider=provider.name, since=now - REUSED, now=now
    )
    return _Prepared(scope=scope, parcel=parcel, recent=recent)


def _with_contact(session: Session, ask: QuoteFor) -> Address:
    """The address with the customer's own name and numbers where it has none."""
    if ask.caller.customer_id is None or ask.address.first_name:
        return ask.address
    customer = session.get_one(Customer, ask.caller.customer_id)
    return replace(
        ask.address,
        first_name=customer.first_name,
        last_name=customer.last_name,
        email=ask.address.email or customer.email or "",
        phone=ask.address.phone or customer.phone or "",
    )


def _ask(provider: DeliveryProvider, parcel: ParcelAsk) -> Sequence[RateSeen]:
    """What carriers ask in the storefront's own currency. Raises AddressRefused, ProviderFailed."""
    try:
        seen = provider.quote(parcel)
    except ProviderRefused as error:
        if error.code == "address_refused":
            raise AddressRefused(field="", problem=AddressProblem.NOT_SERVED) from error
        _log.warning("carriers were asked in vain: %s", error.code)
        raise ProviderFailed(service="delivery") from error
    except ProviderError as error:
        _log.warning("carriers were asked in vain: %s", type(error).__name__)
        raise ProviderFailed(service="delivery") from error
    usable = [rate for rate in seen if rate.currency == parcel.currency and rate.fee_minor >= 0]
    if not usable:
        raise AddressRefused(field="", problem=AddressProblem.NOT_SERVED)
    return usable


def _from_before(uow: UnitOfWork, clock: Clock, ask: QuoteFor, ready: _Prepared, provider: DeliveryProvider) -> Quotes:
    """What carriers said before about the same parcel, while that holds. Raises ProviderFailed."""
    now = clock()
    with uow() as session:
        rates = delivery_rates.list_recent(
            session,
            ask.storefront,
            ready.scope,
            provider=provider.name,
            since=now - LIFETIME + TIME_TO_AGREE,
            now=now,
        )
    if not rates:
        raise ProviderFailed(service="delivery")
    return replace(_quotes(ready, rates), is_from_before=True)


def _remember(uow: UnitOfWork, clock: Clock, providers: Providers, ask: QuoteFor, address: Address) -> None:
    if ask.caller.customer_id is None:
        return
    book = addresses.Book(
        uow=uow,
        clock=clock,
        providers=providers,
        storefront=ask.storefront,
        customer_id=ask.caller.customer_id,
    )
    addresses.remember(book, address)


def _quotes(ready: _Prepared, rates: Sequence[ValidRate]) -> Quotes:
    ordered = sorted(rates, key=lambda rate: (rate.fee_minor, rate.carrier_name))
    cheapest = delivery_rates.cheapest(ordered)
    assert cheapest is not None  # noqa: S101  # there is at least one
    return Quotes(
        address=ready.scope.address,
        rates=tuple(ordered),
        cheapest=cheapest,
        fastest=delivery_rates.fastest(ordered),
    )
