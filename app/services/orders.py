"""Orders come into being: a basket is frozen, priced, numbered and paid for."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.coupons import normalised
from app.domain.errors import OrderNotFound
from app.domain.pickup_code import Digest, new_pickup_token
from app.domain.pricing import Pricing
from app.domain.states import Fulfilment, OrderState, PaymentPurpose, PaymentState, check_order_move
from app.domain.tenant import SYSTEM, Actor
from app.models import (
    Account,
    AccountKind,
    Entry,
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    PaymentMethod,
    PickupLocation,
    Transfer,
)
from app.services import ledger, shipments
from app.services.baskets import Basket
from app.services.order_views import owned_by
from app.services.pickup import PickupPlace, place_of
from app.services.platforms import Storefront

_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HALF: Final = 4
_GUEST_TOKEN_LENGTH: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to tell about the order."""

    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """Everything an order is made of."""

    customer_id: int
    checkout_key: str
    basket: Basket
    pricing: Pricing
    fulfilment: Fulfilment
    # Where it is picked up, or the store a delivery leaves from.
    pickup_location_id: int
    ship_to: Address | None
    carrier_name: str | None
    contact: Contact
    coupon_code: str | None
    locale: str
    # Where the buyer reads it, with {number}, {uuid} and {token} still to be filled in.
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedOrder:
    """What a buyer is told once the order stands. `is_repeat` when this checkout had placed it before."""

    uuid: UUID
    number: str
    state: OrderState
    currency: str
    total_minor: int
    method: PaymentMethod
    # The ledger transfer that paid for it and what it left on the card; None where nothing was to be paid.
    transfer_uuid: UUID | None
    card_left_minor: int | None
    placed_at: datetime
    is_repeat: bool = False

    @property
    def is_unpaid(self) -> bool:
        """Whether it still waits for its payment, the first or another try."""
        return self.state in {OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED}


def new_number() -> str:
    """Eight characters in two groups; random, so that it does not tell how many orders there are."""
    first, second = ("".join(secrets.choice(_ALPHABET) for _ in range(_HALF)) for _ in range(2))
    return f"{first}-{second}"


def stored_key(customer_id: int, checkout_key: str) -> str:
    """How a checkout's key is kept: whatever its length, and never another customer's."""
    return hashlib.sha256(f"{customer_id}:{checkout_key}".encode()).hexdigest()


def place_order(session: Session, storefront: Storefront, new: NewOrder, *, digest: Digest, now: datetime) -> Order:
    """Freeze a basket into an order that waits for its payment.

    Raises IntegrityError when this checkout key has placed an order already.
    """
    totals = new.pricing.totals
    uuid, number = uuid4(), new_number()
    token_hash = new_pickup_token(digest, uuid)[1] if new.ship_to is None else None
    order = Order(
        uuid=uuid,
        number=number,
        platform_id=storefront.id,
        environment=storefront.environment,
        customer_id=new.customer_id,
        checkout_key=stored_key(new.customer_id, new.checkout_key),
        state=OrderState.PENDING_PAYMENT,
        fulfilment=new.fulfilment,
        pickup_location_id=new.pickup_location_id,
        **_delivery(new),
        contact_name=new.contact.name,
        contact_email=new.contact.email,
        contact_phone=new.contact.phone,
        locale=new.locale,
        link=None if new.link is None else new.link.format(number=number, uuid=uuid, token=guest_token(digest, uuid)),
        currency=storefront.currency,
        subtotal_minor=totals.subtotal,
        tax_minor=totals.tax,
        delivery_minor=totals.delivery,
        discount_minor=totals.discount,
        total_minor=totals.total,
        included_tax_minor=totals.included_tax,
        tax_rate_bp=storefront.tax_rate_bp,
        coupon_code=None if new.coupon_code is None else normalised(new.coupon_code),
        pickup_token_hash=token_hash,
        placed_at=now,
        updated_at=now,
    )
    session.add(order)
    session.flush()
    session.add_all(_lines(order.id, new))
    _note(session, order, Actor("customer", new.customer_id), now)
    session.flush()
    return order


def add_payment(
    session: Session,
    order: Order,
    *,
    method: PaymentMethod,
    transfer: Transfer | None,
    now: datetime,
    amount_minor: int | None = None,
) -> Payment:
    """Note what was paid, the order's total or the rest of it, and confirm the order. Raises TransitionRefused."""
    payment = Payment(
        purpose=PaymentPurpose.ORDER,
        platform_id=order.platform_id,
        environment=order.environment,
        customer_id=order.customer_id,
        order_id=order.id,
        method=method,
        reference=ledger.new_reference("PAY"),
        currency=order.currency,
        amount_minor=order.total_minor if amount_minor is None else amount_minor,
        state=PaymentState.SUCCEEDED,
        transfer_id=None if transfer is None else transfer.id,
        created_at=now,
        updated_at=now,
    )
    session.add(payment)
    confirm(session, order, now=now)
    return payment


def confirm(session: Session, order: Order, *, now: datetime) -> None:
    """The order is paid in full and goes ahead; every paid order passes here once. Raises TransitionRefused.

    A delivery gets its parcel, which the worker books. The caller holds the order's row.
    """
    check_order_move(order.state, OrderState.CONFIRMED)
    order.state, order.pay_until, order.updated_at = OrderState.CONFIRMED, None, now
    _note(session, order, SYSTEM, now)
    session.flush()
    shipments.open_for(session, order, now)


def placed_of(
    order: Order, *, method: PaymentMethod, transfer: Transfer | None = None, card_left_minor: int | None = None
) -> PlacedOrder:
    """What the buyer is told of an order that stands."""
    return PlacedOrder(
        uuid=order.uuid,
        number=order.number,
        state=order.state,
        currency=order.currency,
        total_minor=order.total_minor,
        method=method,
        transfer_uuid=None if transfer is None else transfer.uuid,
        card_left_minor=card_left_minor,
        placed_at=order.placed_at,
    )


def guest_token(digest: Digest, order_uuid: UUID) -> str:
    """What opens an order's page without signing in: whoever holds the link may read it."""
    return digest("guest-order", str(order_uuid))[:_GUEST_TOKEN_LENGTH]


def is_guest_token(digest: Digest, order_uuid: UUID, token: str) -> bool:
    """Whether a link's token was made for this order."""
    return secrets.compare_digest(guest_token(digest, order_uuid).encode(), token.encode())


def find_placed(session: Session, storefront: Storefront, *, customer_id: int, checkout_key: str) -> PlacedOrder | None:
    """The order this checkout has placed before, if any; one statement."""
    row = session.execute(
        select(Order, Payment.method, Transfer.uuid, Entry.balance_after_minor)
        .outerjoin(Payment, Payment.order_id == Order.id)
        .outerjoin(Transfer, Transfer.id == Payment.transfer_id)
        .outerjoin(Account, and_(Account.customer_id == Order.customer_id, Account.kind == AccountKind.SHOPPING_CARD))
        .outerjoin(Entry, and_(Entry.transfer_id == Transfer.id, Entry.account_id == Account.id))
        .where(
            Order.platform_id == storefront.id,
            Order.customer_id == customer_id,
            Order.checkout_key == stored_key(customer_id, checkout_key),
        )
        .order_by(Entry.id.is_(None), Payment.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    order, method, transfer_uuid, left = row
    return PlacedOrder(
        uuid=order.uuid,
        number=order.number,
        state=order.state,
        currency=order.currency,
        total_minor=order.total_minor,
        method=method or PaymentMethod.NOTHING_TO_PAY,
        transfer_uuid=transfer_uuid,
        card_left_minor=left,
        placed_at=order.placed_at,
        is_repeat=True,
    )


def get_own(session: Session, storefront: Storefront, *, customer_id: int, number: str) -> Order:
    """A customer's own order. Raises OrderNotFound, also for somebody else's."""
    order = session.scalars(
        select(Order).where(Order.number == number, owned_by(storefront, customer_id))
    ).one_or_none()
    if order is None:
        raise OrderNotFound
    return order


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What the page after the purchase says."""

    number: str
    state: OrderState
    currency: str
    total_minor: int
    contact_name: str
    contact_email: str | None
    contact_phone: str | None
    place: PickupPlace | None
    placed_at: datetime


def get_confirmation(
    session: Session, storefront: Storefront, *, customer_id: int, order_uuid: UUID, locale: str
) -> Confirmation:
    """A customer's own order, just placed; one statement. Raises OrderNotFound, also for somebody else's."""
    row = session.execute(
        select(Order, PickupLocation)
        .outerjoin(PickupLocation, PickupLocation.id == Order.pickup_location_id)
        .where(Order.uuid == order_uuid, owned_by(storefront, customer_id))
    ).one_or_none()
    if row is None:
        raise OrderNotFound
    order, location = row
    return Confirmation(
        number=order.number,
        state=order.state,
        currency=order.currency,
        total_minor=order.total_minor,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        contact_phone=order.contact_phone,
        place=_place(location, locale),
        placed_at=order.placed_at,
    )


def _place(location: PickupLocation | None, locale: str) -> PickupPlace | None:
    return None if location is None else place_of(location, locale)


def _delivery(new: NewOrder) -> dict[str, Any]:
    """Where it goes and who brings it, frozen; nothing for an order that is picked up."""
    if new.ship_to is None:
        return {}
    return {
        "ship_to": new.ship_to.kept(),
        "address": new.ship_to.one_line,
        "carrier_name": new.carrier_name,
        "weight_grams": new.basket.weight_grams,
    }


def _lines(order_id: int, new: NewOrder) -> list[OrderLine]:
    return [
        OrderLine(
            order_id=order_id,
            position=position,
            product_id=line.product_id,
            product_uuid=line.product_uuid,
            name_en=line.name_en,
            name_ar=line.name_ar,
            sku=line.sku,
            image=line.image,
            options=list(line.options),
            unit_minor=line.unit_minor,
            quantity=line.quantity,
            line_minor=priced.line_minor,
            discount_minor=priced.discount_minor,
            tax_minor=priced.tax_minor,
            tax_rate_bp=priced.tax_rate_bp,
        )
        for position, (line, priced) in enumerate(zip(new.basket.lines, new.pricing.lines, strict=True))
    ]


def _note(session: Session, order: Order, actor: Actor, now: datetime) -> None:
    session.add(OrderEvent(order_id=order.id, state=order.state, actor_kind=actor.kind, actor_id=actor.id, at=now))
