"""Handing a collected order to its owner against the pickup code, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import PickupCodeInvalid, PickupCodeProblem, TransitionRefused
from app.domain.pickup_code import Digest, Presented, token_hash
from app.domain.states import Fulfilment, OrderState
from app.domain.tenant import Actor
from app.models import Order, Platform
from app.services.order_moves import MovedOrder, change_state
from app.services.order_views import OrderView, load_order
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import reaches, within


def get_presented(
    session: Session, *, staff: StaffSeen, presented: Presented, digest: Digest, locale: str
) -> OrderView:
    """The order a code opens, for the counter to look at. Raises PickupCodeInvalid, saying why where it may."""
    order = _open(session, staff, presented, digest)
    return load_order(session, Order.id == order.id, locale=locale)


def hand_over(session: Session, *, staff: StaffSeen, presented: Presented, digest: Digest, now: datetime) -> MovedOrder:
    """Complete the order and use up its code, in one guarded UPDATE: of twenty at once exactly one hands over.

    Raises PickupCodeInvalid; TransitionRefused when the order is not ready yet.
    """
    order = _open(session, staff, presented, digest)
    try:
        return change_state(
            session,
            order=order,
            allowed={OrderState.READY},
            wanted=OrderState.COMPLETED,
            actor=Actor("staff", staff.staff_id),
            tenant=staff.tenant,
            now=now,
            values={"handed_over_at": now, "handed_over_by": staff.staff_id},
            guard=Order.pickup_token_hash == token_hash(digest, presented.code),
        )
    except TransitionRefused:
        # Between the look and the UPDATE somebody else handed it over: their use of the code was the one.
        if order.state is OrderState.COMPLETED:
            raise PickupCodeInvalid(PickupCodeProblem.USED) from None
        raise


def _open(session: Session, staff: StaffSeen, presented: Presented, digest: Digest) -> Order:
    """The one order within reach that the code opens. Raises PickupCodeInvalid."""
    wanted = select(Order).where(
        *within(staff),
        Order.fulfilment == Fulfilment.PICKUP,
        Order.pickup_token_hash == token_hash(digest, presented.code),
    )
    if presented.order_uuid is not None:
        wanted = wanted.where(Order.uuid == presented.order_uuid)
    found = session.scalars(wanted.limit(2)).all()
    if len(found) != 1:
        raise PickupCodeInvalid(_problem(session, staff, presented, digest))
    return found[0]


def _problem(session: Session, staff: StaffSeen, presented: Presented, digest: Digest) -> PickupCodeProblem:
    """Why a code opens nothing here. A signed code tells its order; a typed one only as long as it is unused."""
    named = (
        Order.pickup_token_hash == token_hash(digest, presented.code)
        if presented.order_uuid is None
        else Order.uuid == presented.order_uuid
    )
    rows = session.execute(
        select(Order.state, Order.pickup_location_id)
        .join(Platform, Platform.id == Order.platform_id)
        .where(named, Platform.business_id == staff.business_id, Order.environment == staff.environment)
    ).all()
    if len(rows) != 1:
        return PickupCodeProblem.UNKNOWN
    row = rows[0]
    if not reaches(staff, row.pickup_location_id):
        return PickupCodeProblem.OTHER_STORE
    return {
        OrderState.COMPLETED: PickupCodeProblem.USED,
        OrderState.CANCELLED: PickupCodeProblem.CANCELLED,
    }.get(row.state, PickupCodeProblem.UNKNOWN)
