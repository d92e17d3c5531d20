"""A customer's list of orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.states import Fulfilment, OrderState
from app.models import Order, OrderLine, PickupLocation
from app.services.carts.views import AnyRow
from app.services.order_views import named, owned_by
from app.services.platforms import Storefront

_SHOWN_PICTURES: Final = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A line's drawing in a list of orders."""

    key: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order in the customer's list."""

    number: str
    state: OrderState
    fulfilment: Fulfilment
    placed_at: datetime
    total: Money
    pieces: int
    more_lines: int
    pictures: tuple[Picture, ...]
    # Where it is collected, or the carrier that brings it.
    place_name: str


def list_orders(
    session: Session, *, storefront: Storefront, customer_id: int, window: Window, locale: str
) -> Page[OrderRow]:
    """A customer's orders at a storefront, the newest first, in two statements."""
    rows = session.execute(
        select(
            *(Order.id, Order.number, Order.state, Order.fulfilment, Order.placed_at, Order.currency),
            *(Order.total_minor, Order.carrier_name),
            named(PickupLocation, "name", locale).label("place_name"),
            func.count().over().label("whole"),
        )
        .outerjoin(PickupLocation, PickupLocation.id == Order.pickup_location_id)
        .where(owned_by(storefront, customer_id))
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    ).all()
    lines = _pictures(session, [row.id for row in rows], locale)
    return Page([_row(row, lines.get(row.id, [])) for row in rows], rows[0].whole if rows else 0, window)


def _pictures(session: Session, order_ids: list[int], locale: str) -> dict[int, list[Picture]]:
    found: dict[int, list[Picture]] = {}
    if not order_ids:
        return found
    name = named(OrderLine, "name", locale).label("name")
    statement = select(OrderLine.order_id, OrderLine.image, name, OrderLine.quantity)
    for row in session.execute(
        statement.where(OrderLine.order_id.in_(order_ids)).order_by(OrderLine.order_id, OrderLine.position)
    ):
        found.setdefault(row.order_id, []).append(Picture(row.image, row.name, row.quantity))
    return found


def _row(row: AnyRow, pictures: list[Picture]) -> OrderRow:
    return OrderRow(
        number=row.number,
        state=row.state,
        fulfilment=row.fulfilment,
        placed_at=row.placed_at,
        total=Money(row.total_minor, row.currency),
        pieces=sum(picture.quantity for picture in pictures),
        more_lines=max(0, len(pictures) - _SHOWN_PICTURES),
        pictures=tuple(pictures[:_SHOWN_PICTURES]),
        place_name=(row.carrier_name if row.fulfilment is Fulfilment.DELIVERY else row.place_name) or "",
    )
