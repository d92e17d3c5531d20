"""Every purpose a payment without an order can have."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from app.domain.states import PaymentPurpose
from app.models import Order, Payment
from app.services.paying_for.card_funding import CardFunding
from app.services.paying_for.deposits import TableDeposit
from app.services.paying_for.events import EventPlaces
from app.services.paying_for.gift_cards import GiftCardSale
from app.services.paying_for.purpose import Purpose

PURPOSES: Final[dict[PaymentPurpose, Purpose]] = {
    PaymentPurpose.CARD_FUNDING: CardFunding(),
    PaymentPurpose.DEPOSIT: TableDeposit(),
    PaymentPurpose.EVENT: EventPlaces(),
    PaymentPurpose.GIFT_CARD: GiftCardSale(),
}


def purpose_of(payment: Payment) -> Purpose:
    """What a payment is for that pays no order. Raises KeyError for one that does."""
    return PURPOSES[payment.purpose]


def name_of(session: Session, payment: Payment, order: Order | None) -> str:
    """What was paid, for statements and the gateway's notes: "order 1234", "card top-up", "reservation RES123"."""
    if order is not None:
        return f"order {order.number}"
    if payment.purpose is PaymentPurpose.CARD_FUNDING:
        return "a card top-up"
    return purpose_of(payment).subject(session, payment).name
