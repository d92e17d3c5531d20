"""Pieces on the shelf: taken by one guarded statement each, so that the last one is never sold twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import OutOfStock, ProductNotFound
from app.models import Product, StockMovement, StockReason
from app.services import platforms


def take(session: Session, *, quantities: Mapping[int, int], order_id: int, locale: str = "en", now: datetime) -> None:
    """Take pieces off the shelf for an order; products are named by their key.

    Each product is taken by one conditional UPDATE, in the order of the keys, so that two buyers of the same products
    wait for each other rather than for ever. All or nothing: the caller's unit of work rolls back what was taken.

    Raises OutOfStock for the first product of which too little is left.
    """
    touched = set()
    for product_id, quantity in sorted(quantities.items()):
        row = session.execute(
            update(Product)
            .where(Product.id == product_id, Product.stock >= quantity)
            .values(stock=Product.stock - quantity, sold_count=Product.sold_count + quantity)
            .returning(Product.stock, Product.min_quantity, Product.platform_id)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        if row is None:
            raise _out_of_stock(session, product_id, locale)
        if _crosses(row.stock, row.min_quantity, -quantity):
            touched.add(row.platform_id)
        _note(session, product_id, -quantity, StockReason.SOLD, now=now, order_id=order_id)
    session.flush()
    _touch(session, touched)


def give_back(session: Session, *, order_id: int, now: datetime) -> None:
    """Put back whatever an order still holds, in the order of the products' keys. Doing it again changes nothing."""
    held = session.execute(
        select(StockMovement.product_id, func.sum(StockMovement.delta).label("delta"))
        .where(StockMovement.order_id == order_id)
        .group_by(StockMovement.product_id)
        .order_by(StockMovement.product_id)
    ).all()
    touched = set()
    for product_id, delta in held:
        quantity = -int(delta)
        if quantity <= 0:
            continue
        row = session.execute(
            update(Product)
            .where(Product.id == product_id)
            .values(stock=Product.stock + quantity, sold_count=Product.sold_count - quantity)
            .returning(Product.stock, Product.min_quantity, Product.platform_id)
            .execution_options(synchronize_session=False)
        ).one()
        if _crosses(row.stock, row.min_quantity, quantity):
            touched.add(row.platform_id)
        _note(session, product_id, quantity, StockReason.RETURNED, now=now, order_id=order_id)
    session.flush()
    _touch(session, touched)


def adjust(session: Session, *, product_id: int, delta: int, reason: StockReason, now: datetime) -> int:
    """Count pieces in or out by hand, and say how many there are now.

    Raises ProductNotFound, and OutOfStock when more is taken away than there is.
    """
    row = session.execute(
        update(Product)
        .where(Product.id == product_id, Product.stock + delta >= 0)
        .values(stock=Product.stock + delta)
        .returning(Product.stock, Product.min_quantity, Product.platform_id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        raise _out_of_stock(session, product_id)
    _note(session, product_id, delta, reason, now=now)
    session.flush()
    if _crosses(row.stock, row.min_quantity, delta):
        platforms.touch_catalog(session, row.platform_id)
    return int(row.stock)


def _note(
    session: Session, product_id: int, delta: int, reason: StockReason, *, now: datetime, order_id: int | None = None
) -> None:
    session.add(StockMovement(product_id=product_id, delta=delta, reason=reason, order_id=order_id, at=now))


def _crosses(left: int, least: int, delta: int) -> bool:
    """Whether a change that left so many pieces made the product available, or no longer so, to one who buys."""
    least = max(1, least)
    return (left >= least) != (left - delta >= least)


def _touch(session: Session, platform_ids: set[int]) -> None:
    """A product became sold out or available again: what shows it in lists is made anew."""
    for platform_id in sorted(platform_ids):
        platforms.touch_catalog(session, platform_id)


def _out_of_stock(session: Session, product_id: int, locale: str = "en") -> OutOfStock | ProductNotFound:
    name = Product.name_ar if locale == "ar" else Product.name_en
    row = session.execute(
        select(Product.uuid, name.label("name"), Product.stock).where(Product.id == product_id)
    ).one_or_none()
    if row is None:
        return ProductNotFound()
    return OutOfStock(product_uuid=row.uuid, name=row.name, left=row.stock)
