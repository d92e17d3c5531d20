"""Carts, their lines, and coupons."""

from typing import Any

from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.models import Cart, CartLine, Coupon, CouponKind, Customer, Platform, Product
from tests.factories.clock import NOW, next_number
from tests.factories.tenancy import make_platform


def make_cart(
    session: Session, *, platform: Platform | None = None, customer: Customer | None = None, **given: Any
) -> Cart:
    """A customer's cart, or a guest's when there is no customer."""
    defaults: dict[str, Any] = {
        "platform_id": (platform or make_platform(session)).id,
        "environment": Environment.TEST,
        "customer_id": customer.id if customer else None,
        "guest_token_hash": None if customer else f"{next_number():064d}",
        "created_at": NOW,
        "updated_at": NOW,
    }
    cart = Cart(**{**defaults, **given})
    session.add(cart)
    session.flush()
    return cart


def make_cart_line(session: Session, cart: Cart, product: Product, *, quantity: int = 1, **given: Any) -> CartLine:
    defaults: dict[str, Any] = {
        "cart_id": cart.id,
        "product_id": product.id,
        "quantity": quantity,
        "seen_unit_minor": product.price_minor,
        "created_at": NOW,
    }
    line = CartLine(**{**defaults, **given})
    session.add(line)
    session.flush()
    return line


def make_coupon(session: Session, *, platform: Platform | None = None, **given: Any) -> Coupon:
    """Ten percent off whatever is in the cart."""
    defaults: dict[str, Any] = {
        "platform_id": (platform or make_platform(session)).id,
        "environment": Environment.TEST,
        "code": f"COUPON{next_number()}",
        "kind": CouponKind.PERCENT,
        "percent_bp": 1_000,
    }
    coupon = Coupon(**{**defaults, **given})
    session.add(coupon)
    session.flush()
    return coupon
