"""Buying with the shopping card: the PIN first, then everything else at once or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.coupons import discount_of
from app.domain.errors import AmountMismatch, CustomerNotFound, DomainError
from app.domain.pricing import Pricing, price_lines
from app.domain.topics import Topic
from app.flows.pins import check_pin
from app.models import AccountKind, Customer, Order, PaymentMethod, Transfer, TransferKind
from app.services import baskets, carts, coupons, ledger, order_notices, orders, pickup, shopping_card, stock
from app.services.baskets import Basket, WantedLine
from app.services.carts import CartOwner
from app.services.orders import Contact, NewOrder, PlacedOrder
from app.services.platforms import Storefront
from app.services.ports import Clock, KeyedHasher, MessageTexts, UnitOfWork


class Buyer(Protocol):
    """Who buys: whoever is signed in, by browser or by token."""

    @property
    def customer_id(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOrder:
    """A pickup order to be paid with the shopping card.

    `checkout_key` is the form's or request's own: whatever is sent under it a second time gets the first order.
    `lines` None buys the customer's cart as it stands. `contact` None takes the customer's own name and addresses.
    """

    checkout_key: str
    expected_total_minor: int
    pickup_location_uuid: UUID
    lines: Sequence[WantedLine] | None = None
    coupon_code: str | None = None
    contact: Contact | None = None
    locale: str = "en"


def place_and_pay(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    command: PlaceOrder,
    *,
    storefront: Storefront,
    customer: Buyer,
    pin: str,
    texts: MessageTexts,
) -> PlacedOrder:
    """Check the PIN, then in one unit of work take the pieces, use the coupon, freeze the order and move the money.

    Once per checkout key, also when sent twice at the same moment. An order that costs nothing needs no PIN. What the
    card holds is looked at only after the PIN was right.

    Raises PinWrong, PinLocked, PinNotSet; CartEmpty, ProductNotFound, OptionInvalid, QuantityInvalid,
    ProductNotForPickup, OutOfStock; PickupLocationNotFound; CouponInvalid, CouponUsedUp, CouponBelowMinimum;
    AmountMismatch with what it costs now; BalanceTooLow.
    """
    customer_id = customer.customer_id
    before = _find_placed(uow, storefront, customer_id, command)
    if before is not None:
        return before
    if command.expected_total_minor > 0:
        check_pin(uow, keyed, customer_id=customer_id, pin=pin, now=clock())
    placing = _Placing(storefront, customer_id, command, keyed, texts)
    try:
        with uow() as session:
            return placing.carry_out(session, now=clock())
    except (IntegrityError, DomainError):
        # The same checkout, sent twice at once, may have won: it has emptied the cart, taken the last piece or spent
        # the money that this one then missed.
        winner = _find_placed(uow, storefront, customer_id, command)
        if winner is None:
            raise
        return winner


def _find_placed(uow: UnitOfWork, storefront: Storefront, customer_id: int, command: PlaceOrder) -> PlacedOrder | None:
    with uow() as session:
        return orders.find_placed(session, storefront, customer_id=customer_id, checkout_key=command.checkout_key)


@dataclass(frozen=True, slots=True)
class _Placing:
    """One checkout at work. Rows are always locked in the same order: products, coupon, accounts, cart."""

    storefront: Storefront
    customer_id: int
    command: PlaceOrder
    keyed: KeyedHasher
    texts: MessageTexts

    def carry_out(self, session: Session, *, now: datetime) -> PlacedOrder:
        command, storefront = self.command, self.storefront
        place = pickup.get_place(session, storefront, uuid=command.pickup_location_uuid, locale=command.locale)
        basket = self._basket(session, now)
        pricing = self._price(session, basket, now)
        new = NewOrder(
            customer_id=self.customer_id,
            checkout_key=command.checkout_key,
            basket=basket,
            pricing=pricing,
            pickup_location_id=place.id,
            contact=command.contact or self._own_contact(session),
            coupon_code=command.coupon_code,
            locale=command.locale,
        )
        order = orders.place_order(session, storefront, new, digest=self.keyed.digest, now=now)
        stock.take(session, quantities=basket.pieces, order_id=order.id, locale=command.locale, now=now)
        if command.coupon_code is not None:
            coupons.redeem(session, storefront, code=command.coupon_code, subtotal_minor=basket.subtotal_minor, now=now)
        placed = self._pay(session, order, now)
        carts.take_out(session, storefront, customer_id=self.customer_id, bought=basket.by_key, now=now)
        order_notices.tell_customer(
            session,
            texts=self.texts,
            tenant=storefront.tenant,
            order_id=order.id,
            topic=Topic.ORDER_CONFIRMED,
            now=now,
        )
        return placed

    def _basket(self, session: Session, now: datetime) -> Basket:
        command, storefront = self.command, self.storefront
        if command.lines is not None:
            return baskets.basket_of_products(
                session, storefront, command.lines, for_pickup=True, locale=command.locale
            )
        owner = CartOwner(customer_id=self.customer_id)
        cart = carts.read_cart(session, storefront, owner, locale=command.locale, now=now)
        return baskets.basket_of_cart(cart, for_pickup=True)

    def _price(self, session: Session, basket: Basket, now: datetime) -> Pricing:
        """Today's price, which must be what the buyer was shown. Raises AmountMismatch."""
        storefront, command = self.storefront, self.command
        discount = 0
        if command.coupon_code is not None:
            terms = coupons.get_terms(
                session, storefront, code=command.coupon_code, subtotal_minor=basket.subtotal_minor, now=now
            )
            discount = discount_of(terms, basket.subtotal_minor)
        pricing = price_lines(
            [line.price for line in basket.lines],
            tax_mode=storefront.tax_mode,
            tax_rate_bp=storefront.tax_rate_bp,
            discount_minor=discount,
        )
        if pricing.totals.total != command.expected_total_minor:
            raise AmountMismatch(expected_minor=pricing.totals.total, currency=storefront.currency)
        return pricing

    def _own_contact(self, session: Session) -> Contact:
        customer = session.get(Customer, self.customer_id)
        if customer is None:
            raise CustomerNotFound
        return Contact(
            name=f"{customer.first_name} {customer.last_name}".strip(),
            email=customer.email,
            phone=customer.phone,
        )

    def _pay(self, session: Session, order: Order, now: datetime) -> PlacedOrder:
        transfer, left = self._charge(session, order, now) if order.total_minor > 0 else (None, None)
        method = PaymentMethod.NOTHING_TO_PAY if transfer is None else PaymentMethod.SHOPPING_CARD
        orders.add_payment(session, order, method=method, transfer=transfer, now=now)
        return PlacedOrder(
            uuid=order.uuid,
            number=order.number,
            state=order.state,
            currency=order.currency,
            total_minor=order.total_minor,
            method=method,
            transfer_uuid=None if transfer is None else transfer.uuid,
            card_left_minor=left,
            placed_at=order.placed_at,
        )

    def _charge(self, session: Session, order: Order, now: datetime) -> tuple[Transfer, int]:
        """Move the order's total from the card to the platform's sales, and say what is left. Raises BalanceTooLow."""
        tenant, currency = self.storefront.tenant, self.storefront.currency
        card = shopping_card.open_card(session, tenant=tenant, customer_id=self.customer_id, currency=currency, now=now)
        sales = ledger.get_or_open_account(
            session,
            tenant=tenant,
            kind=AccountKind.SALES,
            currency=currency,
            platform_id=self.storefront.id,
            now=now,
        )
        transfer = ledger.transfer(
            session,
            tenant=tenant,
            key=f"order:{order.uuid}",
            kind=TransferKind.PAYMENT,
            legs=[(card, -order.total_minor), (sales, order.total_minor)],
            description=f"Order {order.number}",
            platform_id=self.storefront.id,
            customer_id=self.customer_id,
            order_id=order.id,
            now=now,
        )
        return transfer, card.balance_minor
