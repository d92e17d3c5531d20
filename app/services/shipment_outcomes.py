"""What came of asking a carrier, written down: each outcome once, and only by who asked."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.orm import Session

from app.domain.shipping import GRACE, ShipmentProblem, look_again_after, pause_after
from app.domain.states import ShipmentState
from app.models import Shipment
from app.services.provider_ports import ParcelSeen, RateSeen
from app.services.shipments import IS_OVER, Move, Task, end, keep_links, locked, set_problem, use_rate

log = structlog.get_logger()

_TELL_STAFF_AFTER: Final = 3
_MOST_REQUOTES: Final = 4


def note_booked(session: Session, task: Task, seen: ParcelSeen, *, now: datetime) -> None:
    """The carrier has it. Told twice, nothing changes."""
    shipment = locked(session, task.shipment_id)
    if shipment.state is not ShipmentState.PENDING:
        if shipment.provider_shipment_id != seen.provider_shipment_id:
            log.error("parcel_booked_twice", shipment=str(shipment.uuid))
        return
    shipment.state, shipment.booked_at = ShipmentState.BOOKED, now
    shipment.provider_shipment_id = seen.provider_shipment_id
    shipment.problem = shipment.problem_detail = None
    shipment.attempts = 0
    keep_links(shipment, seen)
    shipment.next_check_at = now + look_again_after(shipment.state)
    shipment.updated_at = now


def note_refused(session: Session, task: Task, problem: ShipmentProblem, detail: str, *, now: datetime) -> None:
    """A definite no: nothing was done, and a person has to look."""
    shipment = _asked_by(session, task)
    if shipment is None:
        return
    shipment.asked_at = shipment.next_check_at = None
    set_problem(shipment, problem, detail, now)


def note_unclear(session: Session, task: Task, detail: str, *, now: datetime) -> None:
    """It may have been done; it will be looked up, and staff are told when that takes long."""
    shipment = _asked_by(session, task)
    if shipment is None:
        return
    shipment.next_check_at = now + pause_after(1)
    set_problem(shipment, ShipmentProblem.UNCLEAR, detail, now)


def note_not_found(session: Session, task: Task, *, now: datetime) -> None:
    """No booking under our reference. Once that is certain, it may be asked for again."""
    shipment = _asked_by(session, task)
    if shipment is None or shipment.asked_at is None:
        return
    certain_at = shipment.asked_at + GRACE
    if now < certain_at:
        shipment.next_check_at = certain_at
        return
    shipment.asked_at, shipment.next_check_at = None, now
    if shipment.problem == ShipmentProblem.UNCLEAR:
        shipment.problem = shipment.problem_detail = None
    shipment.updated_at = now


def note_no_answer(session: Session, task: Task, detail: str, *, now: datetime) -> None:
    """Nothing was done; it is tried again after a pause that grows, and staff are told when that takes long."""
    shipment = locked(session, task.shipment_id)
    if task.move is Move.BOOK and shipment.asked_at == task.asked_at:
        shipment.asked_at = None
    shipment.next_check_at = now + pause_after(max(task.attempts, 1))
    if shipment.state is ShipmentState.PENDING and task.attempts >= _TELL_STAFF_AFTER:
        set_problem(shipment, ShipmentProblem.NO_ANSWER, detail, now)


def note_rate_gone(session: Session, task: Task, *, now: datetime) -> bool:
    """The rate no longer holds, and nothing was done. False when it was renewed too often to go on."""
    shipment = _asked_by(session, task)
    if shipment is None:
        return False
    shipment.asked_at = None
    if task.attempts > _MOST_REQUOTES:
        shipment.next_check_at = None
        set_problem(shipment, ShipmentProblem.RATE_GONE, "", now)
        return False
    return True


def note_stuck(session: Session, task: Task, detail: str, *, now: datetime) -> None:
    """The provider is not there for us; parcels that are booked are looked at again, the others wait for a person."""
    shipment = locked(session, task.shipment_id)
    if shipment.state is not ShipmentState.PENDING:
        shipment.next_check_at = now + look_again_after(shipment.state)
        return
    if task.move is Move.BOOK and shipment.asked_at == task.asked_at:
        shipment.asked_at = None
    shipment.next_check_at = None
    set_problem(shipment, ShipmentProblem.NOT_CONFIGURED, detail, now)


def note_no_rate(session: Session, task: Task, problem: ShipmentProblem, detail: str, *, now: datetime) -> None:
    """The carrier's new price, or that it has none, is a person's to decide about."""
    shipment = locked(session, task.shipment_id)
    if shipment.state is ShipmentState.PENDING and shipment.asked_at is None:
        shipment.next_check_at = None
        set_problem(shipment, problem, detail, now)


def note_new_rate(session: Session, task: Task, rate: RateSeen, *, now: datetime) -> None:
    """Book at this rate instead; what it costs more is the shop's to carry."""
    shipment = locked(session, task.shipment_id)
    if shipment.state is ShipmentState.PENDING and shipment.asked_at is None:
        use_rate(shipment, rate)
        shipment.next_check_at, shipment.updated_at = now, now


def note_cancelled(session: Session, task: Task, *, now: datetime) -> None:
    """The carrier will not come."""
    shipment = locked(session, task.shipment_id)
    if shipment.state is ShipmentState.BOOKED:
        end(shipment, now)


def note_not_cancelled(session: Session, task: Task, detail: str, *, now: datetime) -> None:
    """Too late: the parcel is on its way although its order was cancelled."""
    shipment = locked(session, task.shipment_id)
    if shipment.state not in IS_OVER:
        shipment.next_check_at = now
        set_problem(shipment, ShipmentProblem.NOT_CANCELLED, detail, now)


def _asked_by(session: Session, task: Task) -> Shipment | None:
    """The parcel, unless somebody else has gone on with it since this task was taken."""
    shipment = locked(session, task.shipment_id)
    is_same = shipment.state is ShipmentState.PENDING and shipment.asked_at == task.asked_at
    return shipment if is_same else None
