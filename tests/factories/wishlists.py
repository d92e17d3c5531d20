"""Lines of wishlists."""

from typing import Any

from sqlalchemy.orm import Session

from app.models import Customer, Product, WishlistItem
from tests.factories.clock import NOW, next_number


def make_wish(session: Session, product: Product, *, customer: Customer | None = None, **given: Any) -> WishlistItem:
    """A customer's wish for a product, or a guest's when there is no customer; put there at today's price."""
    defaults: dict[str, Any] = {
        "platform_id": product.platform_id,
        "environment": product.environment,
        "customer_id": customer.id if customer else None,
        "guest_token_hash": None if customer else f"{next_number():064d}",
        "product_id": product.id,
        "priority": 3,
        "added_minor": product.price_minor,
        "seen_minor": product.price_minor,
        "seen_in_stock": product.stock > 0,
        "created_at": NOW,
    }
    wish = WishlistItem(**{**defaults, **given})
    session.add(wish)
    session.flush()
    return wish
