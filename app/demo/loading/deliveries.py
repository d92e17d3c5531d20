"""Deliveries, quoted, paid, booked and carried by the same code as any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NoReturn

from sqlalchemy import select, update

from app.config import SANDBOX
from app.demo.data.deliveries import DELIVERIES, DeliveryData
from app.demo.data.kinds import fixed_uuid
from app.demo.data.locations import LOCATIONS
from app.demo.data.people import CUSTOMERS, CustomerData
from app.demo.loading.tools import ENVIRONMENT, Loader, Places, within
from app.domain.address import Address
from app.domain.pricing import price_lines
from app.flows import checkout, shipments
from app.integrations.delivery.sandbox import PARCEL, SandboxDelivery
from app.integrations.providers import ProviderRegistry
from app.models import Order, PickupLocation, Platform, Product, SandboxRecord, Shipment
from app.services import baskets, delivery_rates, platforms, shopping_card
from app.services.baskets import Basket, WantedLine
from app.services.carts import CartOwner
from app.services.delivery_rates import RateScope, ValidRate
from app.services.orders import Contact
from app.services.parcels import sender_of
from app.services.placing import DeliverTo
from app.services.platforms import Storefront
from app.services.provider_ports import ParcelAsk

# Parcels of the demo rest where they are, until somebody moves them on by hand.
_RESTS: Final = timedelta(days=365)
_BOOKED_AFTER: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Buyer:
    customer_id: int


class Silence:
    """Nobody is told again of what happened days ago: the orders are placed without addresses to write to."""

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> NoReturn:
        raise AssertionError(f"the demo data would send {topic} by {channel} in {locale}: {dict(values)}")


class _Hands:
    """A clock of the past."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> int:
    """Place, pay, book and carry the deliveries; returns how many."""
    people = {person.email: person for person in CUSTOMERS}
    for data in DELIVERIES:
        person = people[data.email]
        clock = _Hands(loader.days_ago(data.days_ago))
        carriers = SandboxDelivery(within(loader.session), secret="", clock=clock)
        order = _Placing(loader, data, person, _Buyer(customers[person.email]), carriers, clock).order(places)
        _carry(loader, data, order, carriers, clock)
        order.contact_email, order.contact_phone = person.email, person.phone
    rest = update(SandboxRecord).where(SandboxRecord.kind == PARCEL, SandboxRecord.due_at.is_not(None))
    loader.session.execute(rest.values(due_at=loader.now + _RESTS))
    return len(DELIVERIES)


@dataclass(frozen=True, slots=True)
class _Placing:
    loader: Loader
    data: DeliveryData
    person: CustomerData
    buyer: _Buyer
    carriers: SandboxDelivery
    clock: _Hands

    def order(self, places: Places) -> Order:
        """As at the checkout: quoted, then paid with the shopping card."""
        session, data, person = self.loader.session, self.data, self.person
        shop = platforms.find_storefront(session, places.platforms[person.platform], ENVIRONMENT)
        if shop is None:
            raise LookupError(person.platform)
        lines = [WantedLine(product_uuid=self._product(shop, sku).uuid, quantity=count) for sku, count in data.goods]
        basket = baskets.basket_of_products(session, shop, lines, for_pickup=False, locale="en")
        store, address = self._store(), self._address()
        rate = self._rate(shop, basket, store, address)
        total = _total(shop, basket, rate)
        self._fund(places, total)
        placed = checkout.place_and_pay(
            within(session),
            self.clock,
            self.loader.keyed,
            checkout.PlaceOrder(
                checkout_key=f"demo delivery {data.days_ago} days ago",
                expected_total_minor=total,
                pickup_location_uuid=store.uuid,
                lines=lines,
                delivery=DeliverTo(address=address, rate_id=rate.rate_id),
                contact=Contact(name=f"{person.first_name} {person.last_name}", email=None, phone=None),
                locale=person.locale,
            ),
            storefront=shop,
            customer=self.buyer,
            pin=person.pin,
            texts=Silence(),
        )
        return session.scalars(select(Order).where(Order.uuid == placed.uuid)).one()

    def _rate(self, shop: Storefront, basket: Basket, store: PickupLocation, address: Address) -> ValidRate:
        session = self.loader.session
        parcel = ParcelAsk(
            sender=sender_of(store, session.get_one(Platform, shop.id)),
            recipient=address,
            items=(),
            weight_grams=basket.weight_grams,
            currency=shop.currency,
            value_minor=basket.subtotal_minor,
        )
        asked = [rate for rate in self.carriers.quote(parcel) if rate.carrier_slug == self.data.carrier]
        scope = RateScope(
            caller=CartOwner(customer_id=self.buyer.customer_id),
            pickup_location_id=store.id,
            address=address,
            weight_grams=basket.weight_grams,
        )
        return delivery_rates.keep(session, shop, scope, asked, provider=SANDBOX, now=self.clock())[0]

    def _product(self, shop: Storefront, sku: str) -> Product:
        wanted = select(Product).where(Product.platform_id == shop.id, Product.sku == sku)
        return self.loader.session.scalars(wanted).one()

    def _store(self) -> PickupLocation:
        place = next(one for some in LOCATIONS.values() for one in some if one.slug == self.data.location)
        uuid = place.uuid or fixed_uuid("location", place.slug)
        return self.loader.session.scalars(select(PickupLocation).where(PickupLocation.uuid == uuid)).one()

    def _address(self) -> Address:
        data, person = self.data, self.person
        return Address(
            line1=data.line1,
            city=data.city,
            state=data.state,
            country=data.country,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            phone=person.phone,
        )

    def _fund(self, places: Places, total: int) -> None:
        shopping_card.fund(
            self.loader.session,
            tenant=places.tenants[self.person.business],
            customer_id=self.buyer.customer_id,
            platform_id=places.platforms[self.person.platform],
            amount_minor=total,
            currency=places.currencies[self.person.platform],
            key=f"demo delivery {self.data.days_ago}",
            now=self.clock(),
        )


def _total(shop: Storefront, basket: Basket, rate: ValidRate) -> int:
    pricing = price_lines(
        [line.price for line in basket.lines],
        tax_mode=shop.tax_mode,
        tax_rate_bp=shop.tax_rate_bp,
        discount_minor=0,
        delivery_minor=rate.fee_minor,
    )
    return pricing.totals.total


def _carry(loader: Loader, data: DeliveryData, order: Order, carriers: SandboxDelivery, clock: _Hands) -> None:
    """Have it booked, then let it take its steps, spread over the time since."""
    uow, session = within(loader.session), loader.session
    providers = ProviderRegistry(by_delivery={SANDBOX: carriers})
    shipment = session.scalars(select(Shipment).where(Shipment.order_id == order.id)).one()
    clock.now += _BOOKED_AFTER
    shipments.carry_on_with(uow, clock, providers, Silence(), shipment_id=shipment.id)
    pause = min((loader.now - clock.now) / (data.steps + 1), timedelta(days=1))
    for _ in range(data.steps):
        clock.now += pause
        carriers.move_now(shipment.tracking_number or "")
        found = shipment.provider_shipment_id or ""
        shipments.refresh(uow, clock, providers, Silence(), provider=SANDBOX, provider_shipment_id=found)
