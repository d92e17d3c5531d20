"""Between wishlist and cart, in both directions.

The cart's row is locked first, then lines of the wishlist are touched: whoever moves things takes turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import DomainError, ProductNotFound, WishNotFound
from app.models import Product
from app.services import carts
from app.services.carts import CartLineView
from app.services.carts.changing import open_cart
from app.services.platforms import Storefront
from app.services.wishlists.changing import known_wishes, put, take_off
from app.services.wishlists.reading import find_wishes
from app.services.wishlists.views import BulkResult, LineResult, Wish, WishOwner


def move_to_cart(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    item_uuid: UUID,
    quantity: int | None = None,
    option_values: Sequence[UUID] | None = (),
    locale: str = "en",
    now: datetime,
) -> CartLineView:
    """Take a line off the list and put its product into the cart; without a quantity as few as may be bought.

    `option_values` None takes the first value of each option.

    Raises WishNotFound, ProductNotFound, OptionInvalid, QuantityInvalid, OutOfStock; then nothing has moved.
    """
    if owner.is_nobody:
        raise WishNotFound
    open_cart(session, storefront, owner, now=now)
    found = find_wishes(session, storefront, owner, item_uuids=[item_uuid], locale=locale)
    if not found:
        raise WishNotFound
    return _move(
        session,
        storefront,
        owner,
        found[0],
        quantity=quantity,
        option_values=option_values,
        locale=locale,
        now=now,
    )


def move_many_to_cart(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    *,
    item_uuids: list[UUID],
    quantity: int | None = None,
    option_values: Sequence[UUID] | None = (),
    locale: str = "en",
    now: datetime,
) -> BulkResult:
    """Move each line that can be moved and say of the others why not. Raises WishNotFound when none is on the list."""
    if owner.is_nobody:
        raise WishNotFound
    open_cart(session, storefront, owner, now=now)
    lines = []
    for wish in known_wishes(session, storefront, owner, item_uuids, locale=locale):
        refused: DomainError | None = None
        try:
            # What is refused half-way leaves neither cart nor list changed.
            with session.begin_nested():
                _move(
                    session,
                    storefront,
                    owner,
                    wish,
                    quantity=quantity,
                    option_values=option_values,
                    locale=locale,
                    now=now,
                )
        except DomainError as error:
            refused = error
        lines.append(LineResult(wish.name, wish.slug, refused))
    return BulkResult(lines=tuple(lines))


def save_from_cart(
    session: Session, storefront: Storefront, owner: WishOwner, *, line_uuid: UUID, locale: str = "en", now: datetime
) -> carts.RemovedLine:
    """Take a line out of the cart and have its product on the wishlist. Raises CartLineNotFound, ProductNotFound."""
    removed = carts.remove_line(session, storefront, owner, line_uuid=line_uuid, locale=locale, now=now)
    put(session, storefront, owner, product_uuid=removed.product_uuid, locale=locale, now=now)
    return removed


def _move(
    session: Session,
    storefront: Storefront,
    owner: WishOwner,
    wish: Wish,
    *,
    quantity: int | None,
    option_values: Sequence[UUID] | None,
    locale: str,
    now: datetime,
) -> CartLineView:
    if not wish.is_sold:
        raise ProductNotFound
    if not take_off(session, storefront, owner, wish.uuid):
        raise WishNotFound
    return carts.add_line(
        session,
        storefront,
        owner,
        product_uuid=wish.product_uuid,
        quantity=_least(session, wish.product_uuid) if quantity is None else quantity,
        option_values=option_values,
        locale=locale,
        now=now,
    )


def _least(session: Session, product_uuid: UUID) -> int:
    return max(1, session.scalar(select(Product.min_quantity).where(Product.uuid == product_uuid)) or 1)
