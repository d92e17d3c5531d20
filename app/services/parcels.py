"""What carriers are told about an order: from where, to whom, what and how heavy."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.models import Order, OrderLine, PickupLocation, Platform, Product
from app.services.provider_ports import ParcelAsk, ParcelItem


def sender_of(location: PickupLocation, platform: Platform) -> Address:
    """A store as the sender of parcels; carriers read English."""
    return Address(
        line1=location.address_en,
        city=location.state_en,
        state=location.state_en,
        country=platform.country,
        first_name=platform.name_en,
        last_name=location.name_en,
        email=platform.support_email,
        phone=location.phone or platform.support_phone,
        is_residential=False,
    )


def parcel_of(session: Session, order: Order) -> ParcelAsk:
    """The parcel of a delivery order, in two statements."""
    location, platform = session.execute(
        select(PickupLocation, Platform)
        .join(Platform, Platform.id == PickupLocation.platform_id)
        .where(PickupLocation.id == order.pickup_location_id)
    ).one()
    items = tuple(
        ParcelItem(name=name, quantity=quantity, weight_grams=weight, value_minor=unit)
        for name, quantity, weight, unit in session.execute(
            select(OrderLine.name_en, OrderLine.quantity, Product.weight_grams, OrderLine.unit_minor)
            .join(Product, Product.id == OrderLine.product_id)
            .where(OrderLine.order_id == order.id)
            .order_by(OrderLine.position)
        )
    )
    return ParcelAsk(
        sender=sender_of(location, platform),
        recipient=Address.of(order.ship_to or {}),
        items=items,
        weight_grams=order.weight_grams or sum(item.weight_grams * item.quantity for item in items),
        currency=order.currency,
        value_minor=order.subtotal_minor - order.discount_minor,
    )
