"""The statements of putting something into a cart, built once: adding is the shop's most frequent write.

Building a statement costs more than running it here, so their text is made at import and only the values change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Row, Table, Update, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import Cart, CartLine, Product
from app.services.carts.reading import LINE_COLUMNS, PRODUCT_COLUMNS
from app.services.carts.views import CartOwner
from app.services.platforms import Storefront

_carts = cast(Table, Cart.__table__)
_lines = cast(Table, CartLine.__table__)
_products = cast(Table, Product.__table__)


def _columns(table: Table, wanted: Iterable[Any]) -> list[ColumnElement[Any]]:
    """The same columns, under the same labels, without the mapped classes' own overhead."""
    return [table.c[getattr(column, "element", column).name].label(column.name) for column in wanted]


def _lock(owner_column: str) -> Update:
    return (
        update(_carts)
        .where(
            _carts.c.platform_id == bindparam("of_platform"),
            _carts.c.environment == bindparam("of_environment"),
            _carts.c[owner_column] == bindparam("of_owner"),
        )
        .values(updated_at=bindparam("at"))
        .returning(_carts.c.id)
    )


_LOCK_GUEST = _lock("guest_token_hash")
_LOCK_CUSTOMER = _lock("customer_id")
_FIND_PRODUCT = select(*_columns(_products, PRODUCT_COLUMNS)).where(
    _products.c.uuid == bindparam("of_uuid"),
    _products.c.platform_id == bindparam("of_platform"),
    _products.c.environment == bindparam("of_environment"),
    _products.c.is_active,
)


@cache
def _upsert(dialect: str) -> Executable:
    insert = postgresql.insert(_lines) if dialect == "postgresql" else sqlite.insert(_lines)
    return insert.on_conflict_do_update(
        index_elements=[_lines.c.cart_id, _lines.c.product_id, _lines.c.options_key],
        set_={
            "quantity": _lines.c.quantity + insert.excluded.quantity,
            "seen_unit_minor": insert.excluded.seen_unit_minor,
        },
    ).returning(*_columns(_lines, LINE_COLUMNS))


def lock(session: Session, storefront: Storefront, owner: CartOwner, *, now: datetime) -> int | None:
    """Find a cart and hold its row until the unit of work ends."""
    guest = owner.customer_id is None
    found: int | None = session.connection().scalar(
        _LOCK_GUEST if guest else _LOCK_CUSTOMER,
        {
            "of_platform": storefront.id,
            "of_environment": storefront.environment,
            "of_owner": owner.guest_token_hash if guest else owner.customer_id,
            "at": now,
        },
    )
    return found


def find_product(session: Session, storefront: Storefront, product_uuid: UUID) -> Row[*tuple[Any, ...]] | None:
    """A product that is on sale at this storefront, with what a cart needs to know of it."""
    return (
        session.connection()
        .execute(
            _FIND_PRODUCT,
            {"of_uuid": product_uuid, "of_platform": storefront.id, "of_environment": storefront.environment},
        )
        .one_or_none()
    )


def add_pieces(session: Session, values: dict[str, Any]) -> Row[*tuple[Any, ...]]:
    """Put pieces into a line, which is opened at first use, and answer with the line as it is then."""
    connection = session.connection()
    return connection.execute(_upsert(connection.dialect.name), values).one()
