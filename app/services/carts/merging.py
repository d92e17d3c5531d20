"""Takes a guest's cart over into a customer's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.cart_merge import Limit, LineKey, MergedLine
from app.domain.cart_merge import merge as merge_lines
from app.models import Cart, CartLine, Product
from app.services.carts.changing import lock_cart, open_cart
from app.services.carts.views import AnyRow, CartOwner
from app.services.platforms import Storefront
from app.services.ports import KeyedHasher


@dataclass(frozen=True, slots=True)
class MergeNote:
    """A line that could not take everything both carts asked for."""

    product_uuid: UUID
    name: str
    quantity: int
    wanted: int


def guest_owner(keyed: KeyedHasher, storefront: Storefront, token: str) -> CartOwner:
    """The guest who holds this token: a browser by its cookie, or a JSON client by its session id.

    Only a hash is kept. It names the storefront too, since one browser may fill a cart at each.
    """
    return CartOwner(guest_token_hash=keyed.digest("guest cart", f"{storefront.id}:{storefront.environment}:{token}"))


def merge(
    session: Session, storefront: Storefront, *, customer_id: int, guest: CartOwner, locale: str = "en", now: datetime
) -> list[MergeNote]:
    """Move every line of a guest's cart into the customer's; quantities of the same line add up, within the limits.

    The guest's cart is gone afterwards, so doing it again, or twice at once, changes nothing. Its coupon comes along
    where the customer has none. Returns what could not be had in full.
    """
    guest_cart = lock_cart(session, storefront, guest, now=now)
    if guest_cart is None:
        return []
    theirs = _lines(session, guest_cart)
    if theirs:
        own_cart = open_cart(session, storefront, CartOwner(customer_id=customer_id), now=now)
        notes = _join(session, own_cart, theirs, locale=locale, now=now)
        _carry_coupon(session, guest_cart, own_cart)
    else:
        notes = []
    session.execute(delete(CartLine).where(CartLine.cart_id == guest_cart).execution_options(synchronize_session=False))
    session.execute(delete(Cart).where(Cart.id == guest_cart).execution_options(synchronize_session=False))
    return notes


def _join(session: Session, own_cart: int, theirs: Sequence[AnyRow], *, locale: str, now: datetime) -> list[MergeNote]:
    mine = _lines(session, own_cart)
    rows = {_key(row): row for row in (*theirs, *mine)}
    ids = {_key(row): row.id for row in mine}
    merged = merge_lines(
        {_key(row): row.quantity for row in mine},
        {_key(row): row.quantity for row in theirs},
        {row.product_id: Limit(row.max_quantity, row.stock) for row in rows.values()},
    )
    brought = {_key(row) for row in theirs}
    for key, line in merged.items():
        if key in ids:
            _set(session, ids[key], line)
        else:
            _insert(session, own_cart, rows[key], line, now)
    session.flush()
    return [
        MergeNote(rows[key].uuid, _name(rows[key], locale), line.quantity, line.wanted)
        for key, line in merged.items()
        if line.wanted is not None and key in brought
    ]


def _lines(session: Session, cart_id: int) -> Sequence[AnyRow]:
    return session.execute(
        select(
            CartLine.id,
            CartLine.product_id,
            CartLine.options_key,
            CartLine.options,
            CartLine.quantity,
            CartLine.seen_unit_minor,
            Product.uuid,
            Product.name_en,
            Product.name_ar,
            Product.max_quantity,
            Product.stock,
        )
        .join(Product, Product.id == CartLine.product_id)
        .where(CartLine.cart_id == cart_id)
        .order_by(CartLine.id)
    ).all()


def _key(row: AnyRow) -> LineKey:
    return LineKey(row.product_id, row.options_key)


def _name(row: AnyRow, locale: str) -> str:
    name: str = row.name_ar if locale == "ar" else row.name_en
    return name


def _set(session: Session, line_id: int, line: MergedLine) -> None:
    session.execute(
        update(CartLine)
        .where(CartLine.id == line_id)
        .values(quantity=line.quantity)
        .execution_options(synchronize_session=False)
    )


def _insert(session: Session, cart_id: int, row: AnyRow, line: MergedLine, now: datetime) -> None:
    session.add(
        CartLine(
            cart_id=cart_id,
            product_id=row.product_id,
            options_key=row.options_key,
            options=row.options,
            quantity=line.quantity,
            seen_unit_minor=row.seen_unit_minor,
            created_at=now,
        )
    )


def _carry_coupon(session: Session, guest_cart: int, own_cart: int) -> None:
    code = session.scalar(select(Cart.coupon_code).where(Cart.id == guest_cart))
    if code is not None:
        session.execute(
            update(Cart)
            .where(Cart.id == own_cart, Cart.coupon_code.is_(None))
            .values(coupon_code=code)
            .execution_options(synchronize_session=False)
        )
