"""A checkout at work: in one unit of work it takes pieces, uses the coupon, freezes the order and asks for money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.allocation import LEAST_BY_GATEWAY, Instrument, NotCovered, allocate
from app.domain.checking import PAY_WINDOW
from app.domain.coupons import discount_of
from app.domain.errors import (
    AmountMismatch,
    BalanceTooLow,
    CustomerNotFound,
    GiftCardNotFound,
    GiftCardProblem,
    GiftCardUnusable,
)
from app.domain.pickup_code import Digest
from app.domain.pricing import Pricing, price_lines
from app.domain.states import Fulfilment
from app.domain.topics import Topic
from app.models import Customer, Order, Payment, PaymentMethod, Transfer
from app.services import (
    baskets,
    carts,
    coupons,
    delivery_rates,
    gift_cards,
    order_notices,
    order_payments,
    orders,
    payment_opening,
    pickup,
    shopping_card,
    stock,
)
from app.services.baskets import Basket, WantedLine
from app.services.carts import CartOwner
from app.services.delivery_rates import ValidRate
from app.services.orders import Contact, NewOrder, PlacedOrder
from app.services.pickup import PickupPlace
from app.services.platforms import Storefront
from app.services.ports import MessageTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverTo:
    """Where an order goes, and the carrier's rate chosen for it."""

    address: Address
    rate_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOrder:
    """An order as its buyer confirmed it.

    `checkout_key` is the form's or request's own: whatever is sent under it a second time gets the first order.
    `lines` None buys the cart as it stands. `owner` says whose cart and whose delivery rate; None is the customer.
    `delivery` None picks the order up at `pickup_location_uuid`; otherwise that is the store it leaves from.
    `gift_card_id` pays first what it can. `contact` None takes the customer's own name and addresses. `link` is where
    the buyer reads the order, told in messages, with {number}, {uuid} and {token} where the order's own go; None tells
    no address.
    """

    checkout_key: str
    expected_total_minor: int
    pickup_location_uuid: UUID
    lines: Sequence[WantedLine] | None = None
    owner: CartOwner | None = None
    delivery: DeliverTo | None = None
    coupon_code: str | None = None
    gift_card_id: int | None = None
    contact: Contact | None = None
    locale: str = "en"
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByGateway:
    """A payment page to send the buyer to. `with_card` pays first with what the shopping card holds."""

    provider: str
    their_return_url: str | None = None
    with_card: bool = False


@dataclass(frozen=True, slots=True)
class _Shares:
    """What each instrument pays of an order."""

    gift: int = 0
    card: int = 0
    gateway: int = 0


@dataclass(frozen=True, slots=True)
class Placing:
    """One checkout. An order of its own is locked by nobody else; then come products, coupon, accounts, cart."""

    storefront: Storefront
    customer_id: int
    command: PlaceOrder
    digest: Digest
    texts: MessageTexts

    @property
    def owner(self) -> CartOwner:
        return self.command.owner or CartOwner(customer_id=self.customer_id)

    def by_card(self, session: Session, *, now: datetime) -> PlacedOrder:
        """Place the order and pay it at once, by gift card and shopping card.

        Raises what `PlaceOrder` may be refused for, and BalanceTooLow.
        """
        return self._at_once(session, now, by_shopping_card=True)

    def by_gift_card(self, session: Session, *, now: datetime) -> PlacedOrder:
        """Place the order and pay it with the gift card alone. Raises GiftCardUnusable where that is not enough."""
        return self._at_once(session, now, by_shopping_card=False)

    def by_gateway(self, session: Session, by: ByGateway, *, now: datetime) -> PlacedOrder:
        """Place the order and ask for its money on a payment page; one that costs nothing there is paid at once."""
        order, basket = self._freeze(session, now)
        shares = self._shares(session, order, by_shopping_card=by.with_card, by_gateway=True, now=now)
        if shares.gateway == 0:
            placed = self._pay_at_once(session, order, shares, now)
        else:
            order.pay_until = now + PAY_WINDOW
            tenant = self.storefront.tenant
            self._pay_by_gift_card(session, order, shares, now, is_held=True)
            if shares.card:
                order_payments.hold_on_card(session, order, amount_minor=shares.card, tenant=tenant, now=now)
            self._ask_gateway(session, order, by, shares.gateway, now)
            placed = orders.placed_of(order, method=PaymentMethod.GATEWAY)
        self._take_out(session, basket, now)
        return placed

    def _at_once(self, session: Session, now: datetime, *, by_shopping_card: bool) -> PlacedOrder:
        order, basket = self._freeze(session, now)
        shares = self._shares(session, order, by_shopping_card=by_shopping_card, by_gateway=False, now=now)
        placed = self._pay_at_once(session, order, shares, now)
        self._take_out(session, basket, now)
        return placed

    def _freeze(self, session: Session, now: datetime) -> tuple[Order, Basket]:
        command, storefront = self.command, self.storefront
        place = pickup.get_place(session, storefront, uuid=command.pickup_location_uuid, locale=command.locale)
        basket = self._basket(session, now)
        rate = self._rate(session, place, basket, now)
        new = NewOrder(
            customer_id=self.customer_id,
            checkout_key=command.checkout_key,
            basket=basket,
            pricing=self._price(session, basket, 0 if rate is None else rate.fee_minor, now),
            fulfilment=Fulfilment.PICKUP if rate is None else Fulfilment.DELIVERY,
            pickup_location_id=place.id,
            ship_to=None if command.delivery is None else command.delivery.address,
            carrier_name=None if rate is None else rate.carrier_name,
            contact=command.contact or self._own_contact(session),
            coupon_code=command.coupon_code,
            locale=command.locale,
            link=command.link,
        )
        order = orders.place_order(session, storefront, new, digest=self.digest, now=now)
        stock.take(session, quantities=basket.pieces, order_id=order.id, locale=command.locale, now=now)
        if command.coupon_code is not None:
            coupons.redeem(session, storefront, code=command.coupon_code, subtotal_minor=basket.subtotal_minor, now=now)
        if command.delivery is not None:
            delivery_rates.bind(session, rate_id=command.delivery.rate_id, order_id=order.id, now=now)
        return order, basket

    def _basket(self, session: Session, now: datetime) -> Basket:
        command, storefront = self.command, self.storefront
        for_pickup = command.delivery is None
        if command.lines is not None:
            return baskets.basket_of_products(
                session, storefront, command.lines, for_pickup=for_pickup, locale=command.locale
            )
        cart = carts.read_cart(session, storefront, self.owner, locale=command.locale, now=now)
        return baskets.basket_of_cart(cart, for_pickup=for_pickup)

    def _rate(self, session: Session, place: PickupPlace, basket: Basket, now: datetime) -> ValidRate | None:
        delivery = self.command.delivery
        if delivery is None:
            return None
        return delivery_rates.get_valid(
            session,
            self.storefront,
            rate_id=delivery.rate_id,
            caller=self.owner,
            pickup_location_id=place.id,
            address=delivery.address,
            weight_grams=basket.weight_grams,
            now=now,
        )

    def _price(self, session: Session, basket: Basket, delivery_minor: int, now: datetime) -> Pricing:
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
            delivery_minor=delivery_minor,
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

    def _pay_at_once(self, session: Session, order: Order, shares: _Shares, now: datetime) -> PlacedOrder:
        """By cards of ours, or not at all where nothing is to be paid."""
        transfer, left, method = None, None, PaymentMethod.NOTHING_TO_PAY
        gift = self._pay_by_gift_card(session, order, shares, now, is_held=False)
        if shares.card:
            method = PaymentMethod.SHOPPING_CARD
            transfer, left = order_payments.charge_card(
                session, order, amount_minor=shares.card, tenant=self.storefront.tenant, now=now
            )
        if gift is None or shares.card:
            orders.add_payment(session, order, method=method, transfer=transfer, amount_minor=shares.card, now=now)
        else:
            method, transfer = PaymentMethod.GIFT_CARD, session.get(Transfer, gift.transfer_id)
            orders.confirm(session, order, now=now)
        order_notices.tell_customer(
            session,
            texts=self.texts,
            tenant=self.storefront.tenant,
            order_id=order.id,
            topic=Topic.ORDER_CONFIRMED,
            now=now,
        )
        return orders.placed_of(order, method=method, transfer=transfer, card_left_minor=left)

    def _pay_by_gift_card(
        self, session: Session, order: Order, shares: _Shares, now: datetime, *, is_held: bool
    ) -> Payment | None:
        if not shares.gift or self.command.gift_card_id is None:
            return None
        return order_payments.pay_by_gift_card(
            session,
            order,
            card_id=self.command.gift_card_id,
            amount_minor=shares.gift,
            is_held=is_held,
            tenant=self.storefront.tenant,
            now=now,
        )

    def _shares(
        self, session: Session, order: Order, *, by_shopping_card: bool, by_gateway: bool, now: datetime
    ) -> _Shares:
        """What each pays, so that the payment page is left with nothing or with enough.

        Raises GiftCardNotFound, GiftCardUnusable; BalanceTooLow where all of it is not enough.
        """
        total = order.total_minor
        if total == 0:
            return _Shares()
        gift = self._on_gift_card(session, order, now)
        if not gift and by_shopping_card is not by_gateway:
            # One instrument alone: the statement that takes the money knows best whether there is enough.
            return _Shares(gateway=total) if by_gateway else _Shares(card=total)
        card = 0
        if by_shopping_card:
            card = shopping_card.balance(session, customer_id=self.customer_id, currency=order.currency).current_minor
        least = LEAST_BY_GATEWAY.get(order.currency, 1)
        gateway = Instrument(minimum=least) if by_gateway else Instrument(available=0)
        try:
            shares = allocate(total, [Instrument(available=gift), Instrument(available=card), gateway])
        except NotCovered as error:
            if self.command.gift_card_id is not None and not by_shopping_card:
                raise GiftCardUnusable(reason=GiftCardProblem.EMPTY) from error
            raise BalanceTooLow from error
        return _Shares(*shares)

    def _on_gift_card(self, session: Session, order: Order, now: datetime) -> int:
        if self.command.gift_card_id is None:
            return 0
        tenant = self.storefront.tenant
        card = gift_cards.find_by_id(session, tenant=tenant, card_id=self.command.gift_card_id, now=now)
        if card is None:
            raise GiftCardNotFound
        problem = gift_cards.problem_of(card, currency=order.currency)
        if problem is not None:
            raise GiftCardUnusable(reason=problem)
        return card.balance.minor

    def _ask_gateway(self, session: Session, order: Order, by: ByGateway, amount_minor: int, now: datetime) -> Payment:
        return payment_opening.open_for_order(
            session,
            order,
            provider=by.provider,
            amount_minor=amount_minor,
            their_return_url=by.their_return_url,
            now=now,
        )

    def _take_out(self, session: Session, basket: Basket, now: datetime) -> None:
        carts.take_out(session, self.storefront, self.owner, bought=basket.by_key, now=now)
