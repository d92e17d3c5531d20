"""Past orders, placed, paid and moved on by the same code as any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.data.kinds import fixed_uuid
from app.demo.data.locations import LOCATIONS
from app.demo.data.orders import ORDERS, OrderData
from app.demo.data.people import CUSTOMERS, STAFF, CustomerData
from app.demo.loading import bills, deliveries
from app.demo.loading.tools import ENVIRONMENT, Loader, Places, within
from app.domain.coupons import discount_of
from app.domain.pricing import price_lines
from app.domain.states import OrderState
from app.domain.tenant import Actor
from app.flows import checkout
from app.models import Order, Product
from app.services import baskets, coupons, order_moves, platforms, shopping_card, staff_accounts
from app.services.baskets import WantedLine
from app.services.orders import Contact
from app.services.platforms import Storefront

# How long after it was placed an order came to each state.
_STEPS = {
    OrderState.PREPARING: timedelta(minutes=40),
    OrderState.READY: timedelta(hours=2),
    OrderState.COMPLETED: timedelta(hours=23),
}
_CANCELLED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Buyer:
    customer_id: int


class Silence:
    """Nobody is told again of what happened weeks ago: the orders are placed without addresses."""

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> NoReturn:
        raise AssertionError(f"the demo data would send {topic} by {channel} in {locale}: {dict(values)}")


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> int:
    """Place the past orders, pay the past bills, bring the cards back to their balances; returns how many orders."""
    by_email = {person.email: person for person in CUSTOMERS}
    staff_id = staff_accounts.find_id(loader.session, email=STAFF[0].email)
    for data in ORDERS:
        person = by_email[data.email]
        shop = _storefront(loader, places, person)
        placed_at = loader.days_ago(data.days_ago)
        order = _place(loader, shop, data, person, _Buyer(customers[person.email]))
        if data.state == OrderState.CANCELLED:
            _cancel(loader, shop, order, placed_at + _CANCELLED_AFTER)
        else:
            _advance(loader, shop, order, OrderState(data.state), staff_id)
        order.contact_email, order.contact_phone = person.email, person.phone
    sent = deliveries.fill(loader, places, customers)
    loader.session.flush()
    bills.buy_past(loader, places, customers)
    for person in CUSTOMERS:
        _top_up(loader, places, person, customers[person.email])
    return len(ORDERS) + sent


def _storefront(loader: Loader, places: Places, person: CustomerData) -> Storefront:
    shop = platforms.find_storefront(loader.session, places.platforms[person.platform], ENVIRONMENT)
    if shop is None:
        raise LookupError(person.platform)
    return shop


def _place(loader: Loader, shop: Storefront, data: OrderData, person: CustomerData, buyer: _Buyer) -> Order:
    session = loader.session
    lines = [WantedLine(product_uuid=_product(session, shop, sku).uuid, quantity=n) for sku, n in data.goods]
    at = loader.days_ago(data.days_ago)
    placed = checkout.place_and_pay(
        within(session),
        lambda: at,
        loader.keyed,
        checkout.PlaceOrder(
            checkout_key=f"demo order {data.days_ago} days ago",
            expected_total_minor=_total(session, shop, lines, data.coupon, at),
            pickup_location_uuid=_location_uuid(data.location),
            lines=lines,
            coupon_code=data.coupon,
            contact=Contact(name=f"{person.first_name} {person.last_name}", email=None, phone=None),
            locale=person.locale,
        ),
        storefront=shop,
        customer=buyer,
        pin=person.pin,
        texts=Silence(),
    )
    return session.scalars(select(Order).where(Order.uuid == placed.uuid)).one()


def _total(session: Session, shop: Storefront, lines: list[WantedLine], coupon: str | None, at: datetime) -> int:
    """What the buyer is shown before paying."""
    basket = baskets.basket_of_products(session, shop, lines, for_pickup=True, locale="en")
    discount = 0
    if coupon is not None:
        terms = coupons.get_terms(session, shop, code=coupon, subtotal_minor=basket.subtotal_minor, now=at)
        discount = discount_of(terms, basket.subtotal_minor)
    pricing = price_lines(
        [line.price for line in basket.lines],
        tax_mode=shop.tax_mode,
        tax_rate_bp=shop.tax_rate_bp,
        discount_minor=discount,
    )
    return pricing.totals.total


def _product(session: Session, shop: Storefront, sku: str) -> Product:
    return session.scalars(select(Product).where(Product.platform_id == shop.id, Product.sku == sku)).one()


def _location_uuid(slug: str) -> UUID:
    place = next(place for places in LOCATIONS.values() for place in places if place.slug == slug)
    return place.uuid or fixed_uuid("location", slug)


def _advance(loader: Loader, shop: Storefront, order: Order, wanted: OrderState, staff_id: int | None) -> None:
    """Move an order along the path of a pickup as far as it has come."""
    for state, after in _STEPS.items():
        if wanted is OrderState.CONFIRMED or order.state is wanted:
            return
        at = order.placed_at + after
        handed_over = {"handed_over_at": at, "handed_over_by": staff_id} if state is OrderState.COMPLETED else None
        order_moves.change_state(
            loader.session,
            order=order,
            allowed={order.state},
            wanted=state,
            actor=Actor("staff", staff_id),
            tenant=shop.tenant,
            now=at,
            values=handed_over,
        )


def _cancel(loader: Loader, shop: Storefront, order: Order, at: datetime) -> None:
    order_moves.cancel_own(
        loader.session,
        storefront=shop,
        customer_id=order.customer_id,
        number=order.number,
        texts=Silence(),
        now=at,
    )


def _top_up(loader: Loader, places: Places, person: CustomerData, customer_id: int) -> None:
    """Put back what the orders took, so that the card holds what the documents say."""
    currency = places.currencies[person.platform]
    left = shopping_card.balance(loader.session, customer_id=customer_id, currency=currency).current_minor
    if left < person.balance:
        shopping_card.fund(
            loader.session,
            tenant=places.tenants[person.business],
            customer_id=customer_id,
            platform_id=places.platforms[person.platform],
            amount_minor=person.balance - left,
            currency=currency,
            key=f"demo top-up {person.card}",
            now=loader.days_ago(0.01),
        )
