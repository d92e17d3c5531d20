"""A customer's orders with their products, as third parties read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.paging import Page, Window
from app.domain.states import Fulfilment, OrderState, PaymentState
from app.models import Order, OrderLine, Payment, PickupLocation, Transfer
from app.services.carts.views import AnyRow
from app.services.order_views import named, owned_by
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """Which orders are wanted. Empty states mean all; `since` counts, `until` no longer does."""

    states: Collection[OrderState] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    product_uuid: UUID
    quantity: int
    name: str
    unit_minor: int
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOrder:
    """An order as it was frozen, with the reference of what paid, or is to pay, for it."""

    uuid: UUID
    state: OrderState
    fulfilment: Fulfilment
    address: str
    place_uuid: UUID | None
    place_name: str
    reference: str
    currency: str
    total_minor: int
    lines: tuple[HistoryLine, ...]
    placed_at: datetime
    updated_at: datetime


def list_history(
    session: Session,
    storefront: Storefront,
    *,
    customer_id: int,
    query: HistoryQuery,
    window: Window,
    locale: str,
) -> Page[HistoryOrder]:
    """The newest first, at this storefront, in three statements whatever the number."""
    rows = session.execute(
        select(
            *(Order.id, Order.uuid, Order.state, Order.fulfilment, Order.address, Order.currency, Order.total_minor),
            *(Order.placed_at, Order.updated_at, Order.number),
            PickupLocation.uuid.label("place_uuid"),
            named(PickupLocation, "name", locale).label("place_name"),
            func.count().over().label("whole"),
        )
        .outerjoin(PickupLocation, PickupLocation.id == Order.pickup_location_id)
        .where(owned_by(storefront, customer_id), *_wanted(query))
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    ).all()
    ids = [row.id for row in rows]
    lines = _lines(session, ids, locale)
    references = _references(session, ids)
    orders = [_order(row, lines.get(row.id, []), references.get(row.id, row.number)) for row in rows]
    return Page(orders, rows[0].whole if rows else 0, window)


def _wanted(query: HistoryQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.states:
        wanted.append(Order.state.in_(query.states))
    if query.since is not None:
        wanted.append(Order.placed_at >= query.since)
    if query.until is not None:
        wanted.append(Order.placed_at < query.until)
    return wanted


def _lines(session: Session, order_ids: list[int], locale: str) -> dict[int, list[HistoryLine]]:
    found: dict[int, list[HistoryLine]] = {}
    for row in session.execute(
        select(
            *(OrderLine.order_id, OrderLine.product_uuid, OrderLine.quantity),
            named(OrderLine, "name", locale).label("name"),
            *(OrderLine.unit_minor, OrderLine.image),
        )
        .where(OrderLine.order_id.in_(order_ids))
        .order_by(OrderLine.order_id, OrderLine.position)
    ):
        line = HistoryLine(row.product_uuid, row.quantity, row.name, row.unit_minor, row.image)
        found.setdefault(row.order_id, []).append(line)
    return found


def _references(session: Session, order_ids: list[int]) -> dict[int, str]:
    """The transfer that paid, or else the latest payment asked for."""
    rows = session.execute(
        select(Payment.order_id, func.coalesce(Transfer.reference, Payment.reference).label("reference"))
        .outerjoin(Transfer, Transfer.id == Payment.transfer_id)
        .where(Payment.order_id.in_(order_ids))
        .order_by(Payment.state == PaymentState.SUCCEEDED, Payment.id)
    )
    return {row.order_id: row.reference for row in rows if row.order_id is not None}


def _order(row: AnyRow, lines: list[HistoryLine], reference: str) -> HistoryOrder:
    return HistoryOrder(
        uuid=row.uuid,
        state=row.state,
        fulfilment=row.fulfilment,
        address=row.address or "",
        place_uuid=row.place_uuid,
        place_name=row.place_name or "",
        reference=reference,
        currency=row.currency,
        total_minor=row.total_minor,
        lines=tuple(lines),
        placed_at=row.placed_at,
        updated_at=row.updated_at,
    )
