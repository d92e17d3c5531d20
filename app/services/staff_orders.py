"""The staff's queue: what is to be prepared, what is being prepared, what waits and what has gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.states import Fulfilment, OrderState, ShipmentState
from app.models import Order, OrderLine, PickupLocation, Platform, Shipment
from app.services.carts.views import AnyRow
from app.services.order_views import OrderView, load_order
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import is_everywhere, within

_SHOWN_LINES: Final = 3
_FEWEST_DIGITS: Final = 3


class QueueTab(StrEnum):
    """The tabs of the queue, in the order of the work."""

    TO_PREPARE = "to_prepare"
    PREPARING = "preparing"
    READY = "ready"
    HANDED_OVER = "handed_over"
    # Parcels that need a person, whatever state their orders are in.
    NOT_SHIPPED = "not_shipped"


TAB_STATES: Final[dict[QueueTab, OrderState]] = {
    QueueTab.TO_PREPARE: OrderState.CONFIRMED,
    QueueTab.PREPARING: OrderState.PREPARING,
    QueueTab.READY: OrderState.READY,
}
_GONE: Final = (OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueQuery:
    """What of the queue is asked for. `since` is when today began at the store."""

    tab: QueueTab
    since: datetime
    location: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToCollect:
    """A line as the picker reads it."""

    quantity: int
    name: str
    options: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """An order in the queue. `carrier`, `address` and `problem` are empty where nothing is delivered or wrong."""

    number: str
    state: OrderState
    fulfilment: Fulfilment
    carrier: str
    address: str
    problem: str
    is_booked: bool
    placed_at: datetime
    changed_at: datetime
    contact_name: str
    contact_phone: str
    place_name: str
    total: Money
    pieces: int
    lines: tuple[ToCollect, ...]
    more_lines: int


@dataclass(frozen=True, slots=True)
class LocationLink:
    uuid: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One look at the queue: figures for every tab, the orders of one."""

    counts: dict[QueueTab, int]
    page: Page[QueueRow]


def read_queue(session: Session, *, staff: StaffSeen, query: QueueQuery, window: Window, locale: str) -> Queue:
    """The queue within the staff member's reach, in three statements. What waits longest comes first."""
    counts = _counts(session, staff, query)
    newest_first = query.tab is QueueTab.HANDED_OVER
    rows = session.execute(
        select(
            *(Order.id, Order.number, Order.state, Order.placed_at, Order.updated_at, Order.contact_name),
            *(Order.contact_phone, Order.currency, Order.total_minor, Order.fulfilment, Order.address),
            *(Order.carrier_name, Shipment.problem, Shipment.state.label("parcel_state")),
            (PickupLocation.name_ar if locale == "ar" else PickupLocation.name_en).label("place_name"),
        )
        .join(PickupLocation, PickupLocation.id == Order.pickup_location_id)
        .outerjoin(Shipment, Shipment.order_id == Order.id)
        .where(*_asked_for(staff, query), _in_tab(query.tab, query.since))
        .order_by(*((Order.updated_at.desc(), Order.id.desc()) if newest_first else (Order.placed_at, Order.id)))
        .limit(window.limit)
        .offset(window.offset)
    ).all()
    lines = _lines(session, [row.id for row in rows], locale)
    page = Page([_row(row, lines[row.id]) for row in rows], counts[query.tab], window)
    return Queue(counts=counts, page=page)


def list_locations(session: Session, *, staff: StaffSeen, locale: str) -> list[LocationLink]:
    """The pickup locations within the staff member's reach, by name."""
    name = PickupLocation.name_ar if locale == "ar" else PickupLocation.name_en
    wanted = (
        select(PickupLocation.uuid, name)
        .join(Platform, Platform.id == PickupLocation.platform_id)
        .where(Platform.business_id == staff.business_id, PickupLocation.environment == staff.environment)
        .order_by(name)
    )
    if not is_everywhere(staff):
        wanted = wanted.where(PickupLocation.id.in_(sorted(staff.location_ids)))
    return [LocationLink(uuid, found) for uuid, found in session.execute(wanted)]


def get_staff_order(session: Session, *, staff: StaffSeen, number: str, locale: str) -> OrderView:
    """A whole order within reach, in three statements. Raises OrderNotFound."""
    return load_order(session, *within(staff), Order.number == number, locale=locale)


def _counts(session: Session, staff: StaffSeen, query: QueueQuery) -> dict[QueueTab, int]:
    # An order whose parcel has a problem is on two tabs, so each tab is counted by itself.
    each = [func.sum(case((_in_tab(tab, query.since), 1), else_=0)) for tab in QueueTab]
    found = session.execute(
        select(*each)
        .select_from(Order)
        .outerjoin(Shipment, Shipment.order_id == Order.id)
        .where(*_asked_for(staff, query), or_(*(_in_tab(tab, query.since) for tab in QueueTab)))
    ).one()
    return {tab: int(count or 0) for tab, count in zip(QueueTab, found, strict=True)}


def _in_tab(tab: QueueTab, since: datetime) -> ColumnElement[bool]:
    """A condition on Order and Shipment."""
    if tab is QueueTab.NOT_SHIPPED:
        return Shipment.problem.is_not(None)
    if tab is QueueTab.HANDED_OVER:
        collected = (Order.state == OrderState.COMPLETED) & (Order.handed_over_at >= since)
        carried = (Order.fulfilment == Fulfilment.DELIVERY) & Order.state.in_(_GONE) & (Order.updated_at >= since)
        return collected | carried
    return Order.state == TAB_STATES[tab]


def _asked_for(staff: StaffSeen, query: QueueQuery) -> list[ColumnElement[bool]]:
    conditions = within(staff)
    if query.location is not None:
        here = select(PickupLocation.id).where(PickupLocation.uuid == query.location).scalar_subquery()
        conditions.append(Order.pickup_location_id == here)
    if query.text:
        conditions.append(_matches(query.text))
    return conditions


def _matches(text: str) -> ColumnElement[bool]:
    """Part of a number or name; or of a phone number, however it was written."""
    found = [
        Order.number.icontains(text, autoescape=True),
        Order.contact_name.icontains(text, autoescape=True),
    ]
    digits = "".join(sign for sign in text if sign.isdecimal() and sign.isascii()).lstrip("0")
    if len(digits) >= _FEWEST_DIGITS and not any(sign.isalpha() for sign in text):
        found.append(Order.contact_phone.contains(digits))
    return or_(*found)


def _lines(session: Session, order_ids: Sequence[int], locale: str) -> dict[int, list[ToCollect]]:
    found: dict[int, list[ToCollect]] = {order_id: [] for order_id in order_ids}
    if not order_ids:
        return found
    name = OrderLine.name_ar if locale == "ar" else OrderLine.name_en
    for order_id, line_name, quantity, options in session.execute(
        select(OrderLine.order_id, name, OrderLine.quantity, OrderLine.options)
        .where(OrderLine.order_id.in_(order_ids))
        .order_by(OrderLine.order_id, OrderLine.position)
    ):
        label = "label_ar" if locale == "ar" else "label_en"
        found[order_id].append(ToCollect(quantity, line_name, ", ".join(chosen[label] for chosen in options)))
    return found


def _row(row: AnyRow, lines: list[ToCollect]) -> QueueRow:
    return QueueRow(
        number=row.number,
        state=row.state,
        fulfilment=row.fulfilment,
        carrier=row.carrier_name or "",
        address=row.address or "",
        problem=row.problem or "",
        is_booked=row.parcel_state not in {None, ShipmentState.PENDING, ShipmentState.CANCELLED},
        placed_at=row.placed_at,
        changed_at=row.updated_at,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone or "",
        place_name=row.place_name,
        total=Money(row.total_minor, row.currency),
        pieces=sum(line.quantity for line in lines),
        lines=tuple(lines[:_SHOWN_LINES]),
        more_lines=max(0, len(lines) - _SHOWN_LINES),
    )
