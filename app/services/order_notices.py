"""Telling a customer what became of their order, in the language they ordered in."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import Fulfilment
from app.domain.tenant import Tenant
from app.domain.topics import Topic
from app.models import Channel, Order, PickupLocation, Platform, Shipment
from app.services import outbox
from app.services.ports import MessageTexts


class _Facts(NamedTuple):
    order: Order
    place: PickupLocation | None
    shipment: Shipment | None
    storefront_en: str
    storefront_ar: str


def tell_customer(
    session: Session,
    *,
    texts: MessageTexts,
    tenant: Tenant,
    order_id: int,
    topic: Topic,
    now: datetime,
    amount: Money | None = None,
) -> None:
    """Queue an e-mail and a text message, as far as the order has addresses and its owner wants to be told.

    `amount` is the money the message is about, where that is not the order's total.
    """
    facts = _Facts(
        *session.execute(
            select(Order, PickupLocation, Shipment, Platform.name_en, Platform.name_ar)
            .join(Platform, Platform.id == Order.platform_id)
            .outerjoin(PickupLocation, PickupLocation.id == Order.pickup_location_id)
            .outerjoin(Shipment, Shipment.order_id == Order.id)
            .where(Order.id == order_id)
        ).one()
    )
    order = facts.order
    for channel, recipient in ((Channel.EMAIL, order.contact_email), (Channel.SMS, order.contact_phone)):
        if not recipient:
            continue
        text = texts.render(topic, channel=channel, locale=order.locale, values=_values(facts, amount))
        outbox.enqueue(
            session,
            tenant=tenant,
            platform_id=order.platform_id,
            channel=channel,
            recipient=recipient,
            topic=topic,
            subject=text.subject,
            body=text.body,
            locale=order.locale,
            customer_id=order.customer_id,
            now=now,
        )


def _values(facts: _Facts, amount: Money | None) -> dict[str, str]:
    order, place, shipment = facts.order, facts.place, facts.shipment
    is_arabic, is_sent = order.locale == "ar", order.fulfilment is Fulfilment.DELIVERY
    url = shipment.tracking_url or "" if shipment else ""
    return {
        "number": order.number,
        "total": Money(order.total_minor, order.currency).text,
        "amount": (amount or Money(order.total_minor, order.currency)).text,
        "name": order.contact_name,
        "link": order.link or "",
        "shop": facts.storefront_ar if is_arabic else facts.storefront_en,
        # A store is where an order is collected; a parcel only starts there.
        "place": "" if place is None or is_sent else _place(place, is_arabic=is_arabic),
        "address": order.address or "" if is_sent else "",
        "carrier": order.carrier_name or "" if shipment is None else shipment.carrier_name,
        "tracking_number": shipment.tracking_number or "" if shipment else "",
        # The sandbox's carriers have their pages on our own host: those are linked from the order's page.
        "tracking_url": url if url.startswith("https://") else "",
    }


def _place(place: PickupLocation, *, is_arabic: bool) -> str:
    """Where to go, in one line."""
    return f"{place.name_ar}، {place.address_ar}" if is_arabic else f"{place.name_en}, {place.address_en}"
