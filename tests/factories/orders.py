"""Orders as they stand after a purchase, for tests that begin there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.domain.states import Fulfilment, OrderState
from app.models import Business, Customer, Order, OrderEvent, OrderLine, PickupLocation, Platform, Product
from tests.factories.catalog import make_pickup_location, make_product
from tests.factories.clock import NOW, next_number
from tests.factories.people import make_customer
from tests.factories.tenancy import make_platform


def make_order(
    session: Session,
    *,
    platform: Platform | None = None,
    customer: Customer | None = None,
    location: PickupLocation | None = None,
    items: Sequence[tuple[Product, int]] | None = None,
    state: OrderState = OrderState.CONFIRMED,
    **given: Any,
) -> Order:
    """A pickup order without tax or discount, of one product unless items are given. No payment, no stock taken."""
    platform = platform or make_platform(session)
    buyer = customer or make_customer(session, business=session.get_one(Business, platform.business_id))
    bought = items if items is not None else [(make_product(session, platform=platform), 1)]
    subtotal = sum(product.price_minor * quantity for product, quantity in bought)
    number = next_number()
    defaults: dict[str, Any] = {
        "number": f"T-{number:06d}",
        "platform_id": platform.id,
        "environment": buyer.environment,
        "customer_id": buyer.id,
        "checkout_key": f"tests-{number}",
        "state": state,
        "fulfilment": Fulfilment.PICKUP,
        "pickup_location_id": (location or make_pickup_location(session, platform=platform)).id,
        "contact_name": f"{buyer.first_name} {buyer.last_name}",
        "contact_email": buyer.email,
        "contact_phone": buyer.phone,
        "locale": "en",
        "currency": platform.currency,
        "subtotal_minor": subtotal,
        "tax_minor": 0,
        "delivery_minor": 0,
        "discount_minor": 0,
        "total_minor": subtotal,
        "included_tax_minor": 0,
        "tax_rate_bp": 0,
        "placed_at": NOW,
        "updated_at": NOW,
    }
    order = Order(**{**defaults, **given})
    session.add(order)
    session.flush()
    session.add_all(_lines(order, bought))
    session.add(OrderEvent(order_id=order.id, state=state, actor_kind="customer", actor_id=buyer.id, at=NOW))
    session.flush()
    return order


def _lines(order: Order, bought: Sequence[tuple[Product, int]]) -> list[OrderLine]:
    return [
        OrderLine(
            order_id=order.id,
            position=position,
            product_id=product.id,
            product_uuid=product.uuid,
            name_en=product.name_en,
            name_ar=product.name_ar,
            sku=product.sku,
            image=product.image,
            unit_minor=product.price_minor,
            quantity=quantity,
            line_minor=product.price_minor * quantity,
            discount_minor=0,
            tax_minor=0,
            tax_rate_bp=0,
        )
        for position, (product, quantity) in enumerate(bought)
    ]
