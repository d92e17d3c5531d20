"""Bringing goods to people: saved addresses, carriers' rates, and parcels on their way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.states import Environment, ShipmentState
from app.models.base import Base, BigKey, CurrencyCode, Minor, PrimaryKey, PublicId, enum_of


class SavedAddress(Base):
    """An address in a customer's book at one storefront, known to the delivery provider by an id of its own."""

    __tablename__ = "saved_address"
    __table_args__ = (
        UniqueConstraint("customer_id", "platform_id", "environment", "address_key"),
        UniqueConstraint("platform_id", "environment", "provider_address_id"),
        Index("ix_saved_address_customer", "customer_id", "platform_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    # Folded fields of the address, hashed: the same address is saved once.
    address_key: Mapped[str] = mapped_column(String(64))
    provider: Mapped[str] = mapped_column(String(20))
    provider_address_id: Mapped[str] = mapped_column(String(80))
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    line1: Mapped[str]
    line2: Mapped[str | None]
    city: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2))
    zip: Mapped[str | None] = mapped_column(String(20))
    landmark: Mapped[str | None]
    is_residential: Mapped[bool] = mapped_column(default=True)
    last_used_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class DeliveryRate(Base):
    """A carrier's price for one caller, store, address and weight; good for half an hour and one order."""

    __tablename__ = "delivery_rate"
    __table_args__ = (
        CheckConstraint("fee_minor >= 0", name="fee_not_negative"),
        CheckConstraint("weight_grams > 0", name="weight_positive"),
        CheckConstraint("customer_id IS NULL OR guest_token_hash IS NULL", name="one_owner"),
        Index("ix_delivery_rate_expires", "expires_at"),
    )

    id: Mapped[PrimaryKey]
    # "RT-…": how a caller names the rate; random, so that nobody guesses another's.
    rate_id: Mapped[str] = mapped_column(String(40), unique=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"), index=True)
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    guest_token_hash: Mapped[str | None] = mapped_column(String(64))
    pickup_location_id: Mapped[int] = mapped_column(ForeignKey("pickup_location.id"))
    address_key: Mapped[str] = mapped_column(String(64))
    # The fields of domain/address.py, as quoted for.
    address: Mapped[dict[str, Any]]
    weight_grams: Mapped[int]
    provider: Mapped[str] = mapped_column(String(20))
    provider_rate_id: Mapped[str] = mapped_column(String(120))
    carrier_name: Mapped[str] = mapped_column(String(120))
    carrier_slug: Mapped[str] = mapped_column(String(80))
    carrier_logo: Mapped[str] = mapped_column(Text, default="")
    eta_text: Mapped[str] = mapped_column(String(120), default="")
    eta_minutes: Mapped[int | None]
    currency: Mapped[CurrencyCode]
    fee_minor: Mapped[Minor]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)


class Shipment(Base):
    """An order's parcel with its carrier. `problem` says why a paid order is not on its way yet."""

    __tablename__ = "shipment"
    __table_args__ = (
        UniqueConstraint("provider", "provider_shipment_id"),
        Index("ix_shipment_due", "state", "next_check_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), unique=True)
    provider: Mapped[str] = mapped_column(String(20))
    provider_rate_id: Mapped[str] = mapped_column(String(120))
    provider_shipment_id: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[ShipmentState] = mapped_column(enum_of(ShipmentState, "state_known"))
    carrier_name: Mapped[str] = mapped_column(String(120))
    carrier_slug: Mapped[str] = mapped_column(String(80))
    carrier_logo: Mapped[str] = mapped_column(Text, default="")
    eta_text: Mapped[str] = mapped_column(String(120), default="")
    # What the carrier charges us; the order's delivery_minor is what the customer paid.
    cost_minor: Mapped[int | None] = mapped_column(BigKey)
    currency: Mapped[CurrencyCode]
    tracking_number: Mapped[str | None] = mapped_column(String(80))
    tracking_url: Mapped[str | None] = mapped_column(Text)
    label_url: Mapped[str | None] = mapped_column(Text)
    raw_status: Mapped[str] = mapped_column(String(60), default="")
    # Why it needs a person: a word of domain/shipping.py.
    problem: Mapped[str | None] = mapped_column(String(40))
    problem_detail: Mapped[str | None] = mapped_column(Text)
    # Set and committed before the carrier is asked, so that a crash is looked up and not booked twice.
    asked_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_check_at: Mapped[datetime | None]
    booked_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ShipmentEvent(Base):
    """A step of a parcel, told by its carrier."""

    __tablename__ = "shipment_event"
    __table_args__ = (UniqueConstraint("shipment_id", "event_key"),)

    id: Mapped[PrimaryKey]
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipment.id"))
    event_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[ShipmentState] = mapped_column(enum_of(ShipmentState, "state_known"))
    raw_status: Mapped[str] = mapped_column(String(60), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
