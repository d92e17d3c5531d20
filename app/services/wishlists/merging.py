"""Takes a guest's wishlist, or that of somebody who turned out to be the same person, over into a customer's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from app.models import WishlistItem
from app.models.upsert import insert_into
from app.services.carts.views import AnyRow
from app.services.platforms import Storefront
from app.services.wishlists.reading import belongs_to
from app.services.wishlists.views import WishOwner

_KEPT = (
    "uuid",
    "platform_id",
    "environment",
    "product_id",
    "notes",
    "priority",
    "added_minor",
    "tell_in_stock",
    "tell_price_drop",
    "seen_minor",
    "seen_in_stock",
    "created_at",
    "updated_at",
)


def merge(session: Session, storefront: Storefront, *, customer_id: int, guest: WishOwner) -> int:
    """Move a guest's lines to the customer, and say how many there were.

    A product both have stays once: with the customer's own priority, and the guest's notes where they have none.
    Done again, or twice at once, it changes nothing more.
    """
    if guest.is_nobody:
        return 0
    return _move(session, belongs_to(storefront, guest), customer_id)


def hand_over(session: Session, *, from_customer_id: int, to_customer_id: int) -> None:
    """Give a customer, at every storefront, what another one had: both are the same person, as it turned out."""
    _move(session, WishlistItem.customer_id == from_customer_id, to_customer_id)


def _move(session: Session, whose: ColumnElement[bool], customer_id: int) -> int:
    """Whoever deletes a line moves it, so no line is moved twice."""
    rows: Sequence[AnyRow] = session.execute(
        delete(WishlistItem)
        .where(whose)
        .returning(*(getattr(WishlistItem, name) for name in _KEPT))
        .execution_options(synchronize_session=False)
    ).all()
    for row in sorted(rows, key=lambda row: row.product_id):
        values: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
        moved = session.scalar(
            insert_into(session, WishlistItem)
            .values(customer_id=customer_id, **values)
            .on_conflict_do_nothing()
            .returning(WishlistItem.id)
        )
        if moved is None and row.notes:
            session.execute(
                update(WishlistItem)
                .where(
                    WishlistItem.customer_id == customer_id,
                    WishlistItem.product_id == row.product_id,
                    WishlistItem.notes.is_(None),
                )
                .values(notes=row.notes)
                .execution_options(synchronize_session=False)
            )
    return len(rows)
