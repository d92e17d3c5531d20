"""What customers and staff are shown of orders: frozen pages read by few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import OrderNotFound
from app.domain.money import Money
from app.domain.states import Fulfilment, OrderState, PaymentState
from app.models import (
    Customer,
    Order,
    OrderEvent,
    OrderLine,
    Payment,
    PaymentMethod,
    PickupLocation,
    Platform,
    Product,
    StaffMember,
)
from app.services.carts.views import AnyRow
from app.services.platforms import Storefront

# A customer may still change their mind in these; afterwards somebody is already working for them.
CANCELLABLE: Final = frozenset({OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED, OrderState.CONFIRMED})
# Nothing is prepared before these are paid.
PAYABLE: Final = frozenset({OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED})
# The pickup code is worth showing while the order can still be collected.
COLLECTABLE: Final = frozenset({OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY})
_SHOWN_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ChosenOption:
    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineView:
    """A line as it was bought. The slug is empty when the product is no longer sold."""

    product_uuid: UUID
    name: str
    sku: str
    image: str
    options: tuple[ChosenOption, ...]
    option_values: tuple[UUID, ...]
    unit: Money
    quantity: int
    total: Money
    slug: str


@dataclass(frozen=True, slots=True)
class EventView:
    """A step of the timeline; who took it is for staff to see."""

    state: OrderState
    at: datetime
    actor_kind: str
    actor_name: str
    note: str


@dataclass(frozen=True, slots=True)
class PaymentView:
    method: PaymentMethod
    reference: str
    amount: Money
    state: PaymentState
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where an order is picked up."""

    uuid: UUID
    name: str
    address: str
    state: str
    country: str
    hours: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A whole order as a page, a receipt or a counter shows it."""

    id: int
    uuid: UUID
    number: str
    state: OrderState
    fulfilment: Fulfilment
    placed_at: datetime
    updated_at: datetime
    locale: str
    contact_name: str
    contact_email: str
    contact_phone: str
    customer_id: int
    card_hint: str
    lines: tuple[OrderLineView, ...]
    subtotal: Money
    tax: Money
    delivery: Money
    discount: Money
    total: Money
    included_tax: Money
    tax_rate_bp: int
    coupon_code: str
    payments: tuple[PaymentView, ...]
    place: PlaceView | None
    # Where a delivery goes and who brings it; `place` is then the store it leaves from.
    ship_to: Address | None
    carrier_name: str
    # Until when the pieces of an unpaid order are held.
    pay_until: datetime | None
    events: tuple[EventView, ...]
    has_code: bool
    handed_over_at: datetime | None
    # Where a delivery goes, in one line; empty for what is collected.
    address: str
    platform_id: int
    storefront_name: str

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_delivery(self) -> bool:
        return self.fulfilment is Fulfilment.DELIVERY

    @property
    def can_be_cancelled(self) -> bool:
        return self.state in CANCELLABLE

    @property
    def is_payable(self) -> bool:
        """Whether it waits for its payment, the first or another try."""
        return self.state in PAYABLE

    @property
    def has_ended_unpaid(self) -> bool:
        """Whether it was given up before anybody paid."""
        return self.state is OrderState.CANCELLED and not self.is_paid and not self.is_refunded

    @property
    def is_held(self) -> bool:
        """Whether the pieces of an unpaid order are still kept for its buyer."""
        return self.is_payable and self.pay_until is not None

    @property
    def is_collectable(self) -> bool:
        """Whether the pickup code still opens this order."""
        return self.has_code and self.state in COLLECTABLE and not self.is_delivery

    @property
    def is_paid(self) -> bool:
        return any(payment.state is PaymentState.SUCCEEDED for payment in self.payments)

    @property
    def has_gone_online(self) -> bool:
        """Whether a payment page took some of its money."""
        paid = {PaymentState.SUCCEEDED, PaymentState.REVERSED}
        return any(p.method is PaymentMethod.GATEWAY and p.state in paid for p in self.payments)

    @property
    def is_in_review(self) -> bool:
        """Whether money came that is not what was asked for, and nobody has decided about it yet."""
        return not self.is_paid and any(payment.state is PaymentState.NEEDS_REVIEW for payment in self.payments)

    @property
    def is_refunded(self) -> bool:
        return any(payment.state is PaymentState.REVERSED for payment in self.payments)


def get_order(session: Session, *, storefront: Storefront, customer_id: int, number: str, locale: str) -> OrderView:
    """A customer's own order, in three statements. Raises OrderNotFound, also for somebody else's."""
    return load_order(session, owned_by(storefront, customer_id), Order.number == number, locale=locale)


def load_order(session: Session, *conditions: ColumnElement[bool], locale: str) -> OrderView:
    """The one order that meets the conditions, with everything around it. Raises OrderNotFound."""
    rows = session.execute(_head(locale).where(*conditions).order_by(Payment.id)).all()
    if not rows:
        raise OrderNotFound
    order: Order = rows[0][0]
    lines = session.execute(_lines(order.id)).all()
    events = session.execute(_events(order.id)).all()
    return _view(rows, lines, events, locale)


def owned_by(storefront: Storefront, customer_id: int) -> ColumnElement[bool]:
    """A customer's own orders at a storefront."""
    return (
        (Order.customer_id == customer_id)
        & (Order.platform_id == storefront.id)
        & (Order.environment == storefront.environment)
    )


def named(kind: type[Any], field: str, locale: str) -> Any:
    """A bilingual column in the page's language."""
    return getattr(kind, f"{field}_{'ar' if locale == 'ar' else 'en'}")


def _head(locale: str) -> Select[Any]:
    """The order with its place, owner and storefront; a row for each payment, which are one or two."""
    return (
        select(
            Order,
            PickupLocation,
            Payment,
            Customer.card_number,
            named(Platform, "name", locale).label("storefront_name"),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(Platform, Platform.id == Order.platform_id)
        .outerjoin(PickupLocation, PickupLocation.id == Order.pickup_location_id)
        .outerjoin(Payment, Payment.order_id == Order.id)
    )


def _lines(order_id: int) -> Select[OrderLine, str, bool]:
    return (
        select(OrderLine, Product.slug, Product.is_active)
        .join(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.order_id == order_id)
        .order_by(OrderLine.position)
    )


def _events(order_id: int) -> Select[OrderState, datetime, str, str, str]:
    by_staff = (OrderEvent.actor_kind == "staff") & (StaffMember.id == OrderEvent.actor_id)
    return (
        select(
            *(OrderEvent.state, OrderEvent.at, OrderEvent.actor_kind, OrderEvent.note),
            StaffMember.name.label("actor_name"),
        )
        .outerjoin(StaffMember, by_staff)
        .where(OrderEvent.order_id == order_id)
        .order_by(OrderEvent.id)
    )


def _view(rows: Sequence[AnyRow], lines: Sequence[AnyRow], events: Sequence[AnyRow], locale: str) -> OrderView:
    order, place, _payment, card_number, storefront_name = rows[0]
    currency = order.currency
    return OrderView(
        id=order.id,
        uuid=order.uuid,
        number=order.number,
        state=order.state,
        fulfilment=order.fulfilment,
        placed_at=order.placed_at,
        updated_at=order.updated_at,
        locale=order.locale,
        contact_name=order.contact_name,
        contact_email=order.contact_email or "",
        contact_phone=order.contact_phone or "",
        customer_id=order.customer_id,
        card_hint=mask_card(card_number or ""),
        lines=tuple(_line(line, slug if is_active else "", currency, locale) for line, slug, is_active in lines),
        subtotal=Money(order.subtotal_minor, currency),
        tax=Money(order.tax_minor, currency),
        delivery=Money(order.delivery_minor, currency),
        discount=Money(order.discount_minor, currency),
        total=Money(order.total_minor, currency),
        included_tax=Money(order.included_tax_minor, currency),
        tax_rate_bp=order.tax_rate_bp,
        coupon_code=order.coupon_code or "",
        payments=tuple(_payment_view(row[2]) for row in rows if row[2] is not None),
        place=None if place is None else _place(place, locale),
        ship_to=None if order.ship_to is None else Address.of(order.ship_to),
        carrier_name=order.carrier_name or "",
        pay_until=order.pay_until,
        events=tuple(EventView(e.state, e.at, e.actor_kind, e.actor_name or "", e.note) for e in events),
        has_code=order.pickup_token_hash is not None,
        handed_over_at=order.handed_over_at,
        address=order.address or "",
        platform_id=order.platform_id,
        storefront_name=storefront_name,
    )


def mask_card(card_number: str) -> str:
    """A shopping card's number as it is shown outside the wallet: the last four signs."""
    return f"•••• {card_number[-_SHOWN_DIGITS:]}" if card_number else ""


def _line(line: OrderLine, slug: str, currency: str, locale: str) -> OrderLineView:
    ending = "ar" if locale == "ar" else "en"
    return OrderLineView(
        product_uuid=line.product_uuid,
        name=line.name_ar if locale == "ar" else line.name_en,
        sku=line.sku,
        image=line.image,
        options=tuple(ChosenOption(chosen[f"name_{ending}"], chosen[f"label_{ending}"]) for chosen in line.options),
        option_values=tuple(UUID(chosen["value_uuid"]) for chosen in line.options),
        unit=Money(line.unit_minor, currency),
        quantity=line.quantity,
        total=Money(line.line_minor, currency),
        slug=slug,
    )


def _payment_view(payment: Payment) -> PaymentView:
    amount = Money(payment.amount_minor, payment.currency)
    return PaymentView(payment.method, payment.reference, amount, payment.state, payment.created_at)


def _place(place: PickupLocation, locale: str) -> PlaceView:
    ending = "ar" if locale == "ar" else "en"
    words = {name: getattr(place, f"{name}_{ending}") for name in ("name", "address", "state", "country", "hours")}
    return PlaceView(uuid=place.uuid, phone=place.phone, **words)
