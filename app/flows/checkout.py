"""Placing an order: paid with the shopping card and its PIN at once, or on the page of a payment gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, PaymentMethodUnavailable
from app.flows.guests import GuestBuyer
from app.flows.paying_again import start_again
from app.flows.pins import check_pin
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.models import PaymentMethod
from app.services import orders, payments
from app.services.orders import PlacedOrder
from app.services.placing import ByGateway, DeliverTo, PlaceOrder, Placing
from app.services.platforms import Storefront
from app.services.ports import Clock, KeyedHasher, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers

__all__ = [
    "Buyer",
    "DeliverTo",
    "PlaceOrder",
    "StartedOrder",
    "place_and_pay",
    "place_and_start",
    "place_by_gift_card",
    "start_again",
]


class Buyer(Protocol):
    """Who buys: whoever is signed in, by browser or by token, or a guest."""

    @property
    def customer_id(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedOrder:
    """An order and where it is paid. `pay_url` None: nothing waits for a payment, `placed.state` says how it stands.

    `payment_reference` None: the order was paid without a gateway, or cost nothing.
    """

    placed: PlacedOrder
    payment_reference: str | None
    pay_url: str | None


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
    card holds is looked at only after the PIN was right. A gift card of the command pays first.

    Raises PinWrong, PinLocked, PinNotSet; CartEmpty, ProductNotFound, OptionInvalid, QuantityInvalid,
    ProductNotForPickup, ProductNotForDelivery, OutOfStock; PickupLocationNotFound, RateInvalid; CouponInvalid,
    CouponUsedUp, CouponBelowMinimum; AmountMismatch with what it costs now; BalanceTooLow; PaymentMethodUnavailable
    for a guest, who has no card.
    """
    before = _find_placed(uow, storefront, customer.customer_id, command)
    if before is not None:
        return before
    if command.expected_total_minor > 0:
        _check_card(uow, keyed, customer, pin=pin, now=clock())
    placing = Placing(storefront, customer.customer_id, command, keyed.digest, texts)
    return _place(uow, placing, lambda session: placing.by_card(session, now=clock()))


def place_by_gift_card(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    command: PlaceOrder,
    *,
    storefront: Storefront,
    customer: Buyer,
    texts: MessageTexts,
) -> PlacedOrder:
    """Place an order that the command's gift card pays alone: no PIN is asked for, and a guest may.

    Raises GiftCardNotFound, GiftCardUnusable, also where it does not hold enough; else what `place_and_pay` raises.
    """
    before = _find_placed(uow, storefront, customer.customer_id, command)
    if before is not None:
        return before
    placing = Placing(storefront, customer.customer_id, command, keyed.digest, texts)
    return _place(uow, placing, lambda session: placing.by_gift_card(session, now=clock()))


def place_and_start(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    providers: Providers,
    command: PlaceOrder,
    *,
    storefront: Storefront,
    customer: Buyer,
    return_url: ReturnUrl,
    texts: MessageTexts,
    their_return_url: str | None = None,
    with_card: bool = False,
    pin: str = "",
) -> StartedOrder:
    """Place the order in one unit of work, its pieces held for half an hour; then open the gateway's payment page.

    `return_url` makes the address of our own page the gateway sends the customer back to; `their_return_url`, checked
    before, is where a third party's customer goes from there. `with_card` takes what the shopping card holds first,
    after the PIN; where that is enough, no gateway is asked. The same checkout key gets the same order and the same
    page, or the page that was not reached the first time.

    Raises PaymentMethodUnavailable where no gateway serves the storefront; what `place_and_pay` raises; ProviderFailed
    when the order stands but could not be registered for payment: nothing was charged, `start_again` tries again.
    """
    gateway = gateway_of(providers, storefront)
    placed = _find_placed(uow, storefront, customer.customer_id, command)
    if placed is None:
        with_card = with_card and command.expected_total_minor > 0
        if with_card:
            _check_card(uow, keyed, customer, pin=pin, now=clock())
        by = ByGateway(provider=gateway.name, their_return_url=their_return_url, with_card=with_card)
        placing = Placing(storefront, customer.customer_id, command, keyed.digest, texts)
        placed = _place(uow, placing, lambda session: placing.by_gateway(session, by, now=clock()))
    with uow() as session:
        reference = payments.find_reference(session, order_uuid=placed.uuid)
    if reference is None:
        return StartedOrder(placed=placed, payment_reference=None, pay_url=None)
    started = start(uow, clock, providers, reference=reference, return_url=return_url)
    return StartedOrder(placed=placed, payment_reference=started.reference, pay_url=payable_at(started))


def _place(uow: UnitOfWork, placing: Placing, carry_out: Callable[[Session], PlacedOrder]) -> PlacedOrder:
    try:
        with uow() as session:
            return carry_out(session)
    except (IntegrityError, DomainError):
        # The same checkout, sent twice at once, may have won: it has emptied the cart, taken the last piece or spent
        # the money that this one then missed.
        winner = _find_placed(uow, placing.storefront, placing.customer_id, placing.command)
        if winner is None:
            raise
        return winner


def _check_card(uow: UnitOfWork, keyed: KeyedHasher, customer: Buyer, *, pin: str, now: datetime) -> None:
    if isinstance(customer, GuestBuyer):
        raise PaymentMethodUnavailable(method=PaymentMethod.SHOPPING_CARD.value)
    check_pin(uow, keyed, customer_id=customer.customer_id, pin=pin, now=now)


def _find_placed(uow: UnitOfWork, storefront: Storefront, customer_id: int, command: PlaceOrder) -> PlacedOrder | None:
    with uow() as session:
        return orders.find_placed(session, storefront, customer_id=customer_id, checkout_key=command.checkout_key)
