"""The demo customers' wishlists."""

from sqlalchemy import select

from app.demo.data.kinds import fixed_uuid
from app.demo.data.people import CUSTOMERS
from app.demo.data.wishes import WISHES, WishData
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.models import Product, WishlistItem


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> None:
    """Put every wish on its list."""
    homes = {person.email: places.platforms[person.platform] for person in CUSTOMERS}
    loader.add_all(WishlistItem, [_wish(loader, wish, homes[wish.email], customers[wish.email]) for wish in WISHES])


def _wish(loader: Loader, wish: WishData, platform_id: int, customer_id: int) -> dict[str, object]:
    product = loader.session.scalars(
        select(Product).where(Product.platform_id == platform_id, Product.sku == wish.sku)
    ).one()
    return {
        "uuid": wish.uuid or fixed_uuid("wish", wish.email, wish.sku),
        "platform_id": platform_id,
        "environment": ENVIRONMENT,
        "customer_id": customer_id,
        "product_id": product.id,
        "notes": wish.notes or None,
        "priority": wish.priority,
        "added_minor": product.price_minor if wish.was is None else wish.was,
        "tell_in_stock": wish.tell_in_stock,
        "tell_price_drop": wish.tell_price_drop,
        "seen_minor": product.price_minor,
        "seen_in_stock": product.stock >= product.min_quantity > 0,
        "created_at": loader.days_ago(wish.days_ago),
    }
