"""Orders with their frozen lines, what happened to them, and their payments."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.states import Environment, Fulfilment, OrderState
from app.models.base import (
    Base,
    BigKey,
    CurrencyCode,
    Minor,
    PrimaryKey,
    PublicId,
    enum_of,
)
from app.models.catalog import PickupLocation
from app.models.encrypted import EncryptedText
from app.models.payments import Payment


class Order(Base):
    """A purchase. total = subtotal + tax + delivery - discount, to the minor unit; the database insists."""

    __tablename__ = "order"
    __table_args__ = (
        UniqueConstraint("platform_id", "checkout_key"),
        CheckConstraint(
            "total_minor = subtotal_minor + tax_minor + delivery_minor - discount_minor",
            name="total_adds_up",
        ),
        CheckConstraint(
            "subtotal_minor >= 0 AND tax_minor >= 0 AND delivery_minor >= 0 AND discount_minor >= 0"
            " AND total_minor >= 0",
            name="amounts_not_negative",
        ),
        CheckConstraint(
            "fulfilment <> 'delivery' OR (ship_to IS NOT NULL AND carrier_name IS NOT NULL)",
            name="delivery_has_address",
        ),
        Index("ix_order_unpaid", "state", "pay_until"),
        Index("ix_order_customer_placed", "customer_id", "placed_at"),
        Index("ix_order_location_state", "pickup_location_id", "state", "placed_at"),
        Index(
            "ix_order_platform_state",
            "platform_id",
            "environment",
            "state",
            "placed_at",
        ),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    # One per checkout form or request: a second submission finds the first one's order.
    checkout_key: Mapped[str] = mapped_column(String(120))
    state: Mapped[OrderState] = mapped_column(enum_of(OrderState, "state_known"))
    fulfilment: Mapped[Fulfilment] = mapped_column(enum_of(Fulfilment, "fulfilment_known"))
    pickup_location_id: Mapped[int | None] = mapped_column(ForeignKey("pickup_location.id"))
    # Where a delivery goes, in one line for people and in parts for carriers: the fields of domain/address.py.
    address: Mapped[str | None]
    ship_to: Mapped[dict[str, Any] | None]
    carrier_name: Mapped[str | None]
    # The weight the carrier was asked for.
    weight_grams: Mapped[int | None]
    # Until when the pieces are held for a gateway payment; None once it is paid, or where nothing waits.
    pay_until: Mapped[datetime | None]
    contact_name: Mapped[str]
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5))
    # Where its buyer reads it, told in messages; a guest's opens the order to whoever holds it.
    link: Mapped[str | None] = mapped_column(EncryptedText)
    currency: Mapped[CurrencyCode]
    subtotal_minor: Mapped[Minor]
    tax_minor: Mapped[Minor]
    delivery_minor: Mapped[Minor]
    discount_minor: Mapped[Minor]
    total_minor: Mapped[Minor]
    # Tax already inside the prices of an inclusive storefront; told on receipts, not added.
    included_tax_minor: Mapped[Minor]
    tax_rate_bp: Mapped[int]
    coupon_code: Mapped[str | None] = mapped_column(String(40))
    # The one-time hand-over token's hash (see domain/pickup_code.py); emptied when it was used.
    pickup_token_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    placed_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    handed_over_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    lines: Mapped[list[OrderLine]] = relationship(back_populates="order", lazy="raise", order_by="OrderLine.position")
    events: Mapped[list[OrderEvent]] = relationship(back_populates="order", lazy="raise", order_by="OrderEvent.id")
    payments: Mapped[list[Payment]] = relationship(lazy="raise", order_by=Payment.id)
    pickup_location: Mapped[PickupLocation | None] = relationship(lazy="raise")


class OrderLine(Base):
    """A line as it was when the order was placed."""

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("line_minor = unit_minor * quantity", name="line_adds_up"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    position: Mapped[int]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    product_uuid: Mapped[UUID]
    name_en: Mapped[str]
    name_ar: Mapped[str]
    sku: Mapped[str] = mapped_column(String(60))
    image: Mapped[str] = mapped_column(default="")
    options: Mapped[list[Any]] = mapped_column(default=list)
    unit_minor: Mapped[Minor]
    quantity: Mapped[int]
    line_minor: Mapped[Minor]
    discount_minor: Mapped[Minor]
    tax_minor: Mapped[Minor]
    tax_rate_bp: Mapped[int]

    order: Mapped[Order] = relationship(back_populates="lines", lazy="raise")


class OrderEvent(Base):
    """A step in an order's life, for the customer's timeline and the staff's trail."""

    __tablename__ = "order_event"

    id: Mapped[PrimaryKey]
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    state: Mapped[OrderState] = mapped_column(enum_of(OrderState, "state_known"))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(BigKey)
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    order: Mapped[Order] = relationship(back_populates="events", lazy="raise")
