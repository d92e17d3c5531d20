"""A shop to buy in, for tests of the checkout."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import gateways
from app.flows.checkout import PlaceOrder, place_and_pay
from app.integrations.gateways import Gateways
from app.models import (
    Business,
    Customer,
    PickupLocation,
    Platform,
    Product,
)
from app.services import carts, shopping_card
from app.services.carts import CartOwner
from app.services.orders import PlacedOrder
from app.services.platforms import Storefront
from tests.factories import (
    NOW,
    PIN,
    fund_card,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
    storefront_of,
)

Uow = Callable[[], AbstractContextManager[Session]]


@dataclass
class Buyer:
    customer_id: int


@dataclass
class Shop:
    """A storefront that adds 7.5 % tax, a store, and a customer with 10,000.00 on the card."""

    session: Session
    uow: Uow
    outside: Gateways
    platform: Platform
    storefront: Storefront
    customer: Customer
    store: PickupLocation

    def product(self, **given: Any) -> Product:
        return make_product(self.session, platform=self.platform, **given)

    def put_in_cart(self, product: Product, quantity: int = 1) -> None:
        owner = CartOwner(customer_id=self.customer.id)
        carts.add_line(self.session, self.storefront, owner, product_uuid=product.uuid, quantity=quantity, now=NOW)
        self.session.commit()

    def buy(self, total: int, *, pin: str = PIN, **given: Any) -> PlacedOrder:
        command = PlaceOrder(
            **{
                "checkout_key": "key-1",
                "expected_total_minor": total,
                "pickup_location_uuid": self.store.uuid,
                **given,
            }
        )
        self.session.commit()
        return place_and_pay(
            self.uow,
            lambda: NOW,
            self.outside.keyed,
            command,
            storefront=self.storefront,
            customer=Buyer(self.customer.id),
            pin=pin,
            texts=self.outside.texts,
        )

    def balance(self) -> int:
        return shopping_card.balance(self.session, customer_id=self.customer.id, currency="NGN").current_minor

    def count(self, column: Any) -> int:
        return self.session.scalar(select(func.count(column))) or 0


def open_shop(app: Flask, session: Session, uow: Uow) -> Shop:
    platform = make_platform(session)
    customer = make_customer(session, business=session.get_one(Business, platform.business_id))
    fund_card(session, customer, 1_000_000)
    with app.app_context():
        outside = gateways()
    return Shop(
        session,
        uow,
        outside,
        platform,
        storefront_of(session, platform),
        customer,
        make_pickup_location(session, platform=platform, name_en="Ikeja", address_en="1 Allen Avenue"),
    )
