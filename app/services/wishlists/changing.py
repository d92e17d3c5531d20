"""Changes a wishlist. Unique keys let a product be on it once; whose line it is, each statement asks itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.errors import NotSignedIn, ProductNotFound, WishNotFound
from app.models import Product, WishlistItem
from app.models.upsert import insert_into
from app.services.carts.views import AnyRow
from app.services.catalog_map import read_map
from app.services.platforms import Storefront
from app.services.product_query import can_be_bought, is_listed
from app.services.wishlists.reading import belongs_to, find_by_product, find_wishes, get_wish
from app.services.wishlists.views import USUAL, BulkResult, LineResult, RemovedWish, Wish, WishChange, WishOwner


def put(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    product_uuid: UUID,
    notes: str = "",
    priority: int = USUAL,
    locale: str = "en",
    now: datetime,
) -> tuple[Wish, bool]:
    """Have a product on the list, and say whether it is new there; what is there already stays as it is.

    Raises ProductNotFound.
    """
    if owner.is_nobody:
        raise ValueError("nobody can own a wishlist")
    product = _get_product(session, storefront, product_uuid)
    added = session.scalar(
        insert_into(session, WishlistItem)
        .values(
            platform_id=storefront.id,
            environment=storefront.environment,
            customer_id=owner.customer_id,
            guest_token_hash=owner.guest_token_hash,
            product_id=product.id,
            notes=notes or None,
            priority=priority,
            added_minor=product.price_minor,
            seen_minor=product.price_minor,
            seen_in_stock=bool(product.in_stock),
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(WishlistItem.id)
    )
    wish = find_by_product(session, storefront, owner, product_uuid=product_uuid, locale=locale)
    if wish is None:
        raise WishNotFound
    return wish, added is not None


def change(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    item_uuid: UUID,
    wanted: WishChange,
    locale: str = "en",
    now: datetime,
) -> Wish:
    """Change a line's notes, priority or what its owner wants to be told. From now on changes are told against today.

    Raises WishNotFound, and NotSignedIn for a guest who wants to be told: there is no address to write to.
    """
    if wanted.asks_to_be_told and owner.customer_id is None:
        raise NotSignedIn
    before = get_wish(session, storefront, owner, item_uuid=item_uuid, locale=locale)
    values: dict[str, object] = {"updated_at": now}
    if wanted.notes is not None:
        values["notes"] = wanted.notes or None
    for name in ("priority", "tell_in_stock", "tell_price_drop"):
        if getattr(wanted, name) is not None:
            values[name] = getattr(wanted, name)
    if wanted.tell_in_stock and not before.tell_in_stock:
        values["seen_in_stock"] = before.in_stock
    if wanted.tell_price_drop and not before.tell_price_drop:
        values["seen_minor"] = before.price_minor
    changed = session.scalar(
        update(WishlistItem)
        .where(belongs_to(storefront, owner), WishlistItem.uuid == item_uuid)
        .values(**values)
        .returning(WishlistItem.id)
        .execution_options(synchronize_session=False)
    )
    if changed is None:
        raise WishNotFound
    return get_wish(session, storefront, owner, item_uuid=item_uuid, locale=locale)


def remove(
    session: Session, storefront: Storefront, owner: WishOwner, *, item_uuid: UUID, locale: str = "en"
) -> RemovedWish:
    """Take a line off the list, and say what it was. Raises WishNotFound."""
    wish = get_wish(session, storefront, owner, item_uuid=item_uuid, locale=locale)
    if not take_off(session, storefront, owner, item_uuid):
        raise WishNotFound
    return removed_of(wish)


def remove_product(session: Session, storefront: Storefront, owner: WishOwner, *, product_uuid: UUID) -> bool:
    """Have a product off the list; False when it was not on it."""
    if owner.is_nobody:
        return False
    gone = session.scalar(
        delete(WishlistItem)
        .where(
            belongs_to(storefront, owner),
            WishlistItem.product_id == select(Product.id).where(Product.uuid == product_uuid).scalar_subquery(),
        )
        .returning(WishlistItem.id)
        .execution_options(synchronize_session=False)
    )
    return gone is not None


def clear(session: Session, storefront: Storefront, owner: WishOwner) -> None:
    """Empty the list."""
    if owner.is_nobody:
        return
    session.execute(
        delete(WishlistItem).where(belongs_to(storefront, owner)).execution_options(synchronize_session=False)
    )


def remove_many(
    session: Session, storefront: Storefront, owner: WishOwner, *, item_uuids: list[UUID], locale: str = "en"
) -> BulkResult:
    """Take lines off the list. Raises WishNotFound when none of them is on it."""
    known = known_wishes(session, storefront, owner, item_uuids, locale=locale)
    gone = [wish for wish in known if take_off(session, storefront, owner, wish.uuid)]
    return BulkResult(
        lines=tuple(LineResult(wish.name, wish.slug) for wish in gone),
        removed=tuple(removed_of(wish) for wish in gone),
    )


def set_priority(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    item_uuids: list[UUID],
    priority: int,
    locale: str = "en",
    now: datetime,
) -> BulkResult:
    """Give lines a priority. Raises WishNotFound when none of them is on the list."""
    known = known_wishes(session, storefront, owner, item_uuids, locale=locale)
    session.execute(
        update(WishlistItem)
        .where(belongs_to(storefront, owner), WishlistItem.uuid.in_([wish.uuid for wish in known]))
        .values(priority=priority, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    return BulkResult(lines=tuple(LineResult(wish.name, wish.slug) for wish in known))


def known_wishes(
    session: Session, storefront: Storefront, owner: WishOwner, item_uuids: list[UUID], *, locale: str
) -> list[Wish]:
    """Those of these lines that are on the list. Raises WishNotFound when none is."""
    known = find_wishes(session, storefront, owner, item_uuids=item_uuids, locale=locale)
    if not known:
        raise WishNotFound
    return known


def take_off(session: Session, storefront: Storefront, owner: WishOwner, item_uuid: UUID) -> bool:
    """Delete a line; of two who do it at once, one hears True."""
    gone = session.scalar(
        delete(WishlistItem)
        .where(belongs_to(storefront, owner), WishlistItem.uuid == item_uuid)
        .returning(WishlistItem.id)
        .execution_options(synchronize_session=False)
    )
    return gone is not None


def removed_of(wish: Wish) -> RemovedWish:
    return RemovedWish(wish.product_uuid, wish.name, wish.notes, wish.priority)


def _get_product(session: Session, storefront: Storefront, product_uuid: UUID) -> AnyRow:
    catalog = read_map(session, storefront)
    row = session.execute(
        select(Product.id, Product.price_minor, can_be_bought().label("in_stock")).where(
            Product.uuid == product_uuid, *is_listed(storefront, catalog)
        )
    ).one_or_none()
    if row is None:
        raise ProductNotFound
    return row
