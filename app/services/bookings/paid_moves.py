"""A move that asks for a larger deposit: its tables are held, the difference is paid, and only then the booking moves.

Until then the booking stays what it was. Days are locked before the reservation, whoever pays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import HoldExpired, TransitionRefused
from app.domain.reservations import ReservationPayment, ReservationState, SeatingPurpose
from app.domain.tenant import SYSTEM, Actor, Tenant
from app.domain.topics import Topic
from app.models import Branch, Reservation, Seating, Section
from app.services import seatings
from app.services.bookings import changes, notices
from app.services.bookings.holding import is_held, slot_of
from app.services.bookings.moving import (
    Move,
    agree,
    check_movable,
    day_of,
    relocate,
    seen_row,
    take_near,
    wish_of,
)
from app.services.bookings.places import terms_at
from app.services.bookings.reading import view_of
from app.services.bookings.views import PendingMove
from app.services.ports import MessageTexts
from app.services.seatings import Placed, Wish


def hold_move(
    session: Session, *, tenant: Tenant, uuid: UUID, wanted: Move, actor: Actor, now: datetime
) -> PendingMove:
    """Hold the tables of a move whose deposit is larger than what was paid; one held before is given up for it.

    Raises what `move` raises, and TransitionRefused where nothing more is to be paid.
    """
    seen = seen_row(session, tenant, uuid)
    day, earlier = day_of(session, seen, wanted, actor, now), _held(session, seen)
    row = changes.lock(session, tenant=tenant, uuid=uuid, also=(day, _day(earlier)))
    check_movable(row, actor, now)
    seating = changes.seating_of(session, row)
    if seating is None or row.state is not ReservationState.CONFIRMED:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=row.state.value)
    if earlier is None or row.moving_to_id != earlier.id or not is_held(earlier, now):
        changes.lapse_move(session, row, now=now)
        earlier = None
    until = now + timedelta(minutes=session.get_one(Branch, row.branch_id).hold_minutes)

    def take(wish: Wish) -> Placed:
        return seatings.take(session, wish, purpose=SeatingPurpose.HOLD, expires_at=until, instead_of=earlier, now=now)

    wish = replace(wish_of(row, wanted, actor), service_date=day)
    with session.begin_nested():
        row.moving_to_id = take_near(wish, seating, take).seating.id
        session.flush()
        pending = _view(session, row, now)
        if pending.due_minor <= 0:
            raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=row.state.value)
    return pending


def find_move(session: Session, *, tenant: Tenant, uuid: UUID, now: datetime) -> PendingMove | None:
    """The move a booking waits to make, as long as it is held. Raises ReservationNotFound."""
    row = seen_row(session, tenant, uuid)
    held = _held(session, row)
    if held is None or not is_held(held, now) or row.state is not ReservationState.CONFIRMED:
        return None
    return _view(session, row, now)


def keep_for_payment(session: Session, *, tenant: Tenant, uuid: UUID, until: datetime, now: datetime) -> PendingMove:
    """The diner sets about paying the difference: the tables wait until then at least.

    The reservation and its days stay locked. Raises HoldExpired where nothing is held any more.
    """
    held = _held(session, seen_row(session, tenant, uuid))
    row = changes.lock(session, tenant=tenant, uuid=uuid, also=(_day(held),))
    held = None if held is None else session.get_one(Seating, held.id, populate_existing=True)
    is_wanted = held is not None and held.id == row.moving_to_id and row.state is ReservationState.CONFIRMED
    if held is None or held.expires_at is None or not is_wanted or not is_held(held, now):
        raise HoldExpired
    held.expires_at = max(held.expires_at, until)
    session.flush()
    return _view(session, row, now)


def drop_move(session: Session, *, tenant: Tenant, uuid: UUID, now: datetime) -> None:
    """The booking stays as it is: what was held is free. Money that comes later goes back by itself."""
    changes.lapse_move(session, changes.lock(session, tenant=tenant, uuid=uuid), now=now)


def lock_for_move(session: Session, *, reservation_id: int, seating_id: int) -> None:
    """Lock the days of a booking and of where it is going, then its row: before a payment that decides about both."""
    row = session.execute(
        select(Reservation.branch_id, Reservation.service_date).where(Reservation.id == reservation_id)
    ).one()
    day = session.scalar(select(Seating.service_date).where(Seating.id == seating_id))
    seatings.lock_day(session, branch_id=row.branch_id, service_date=row.service_date, also=(day,))
    changes.lock_row(session, reservation_id)


def finish_move(
    session: Session, texts: MessageTexts, *, reservation_id: int, seating_id: int, paid_minor: int, now: datetime
) -> bool:
    """The difference is there: the booking moves, and its diner is told. Under `lock_for_move`'s locks.

    False where these tables are not held for it any more, or it is no longer to come: the money goes back.
    """
    row = changes.lock_row(session, reservation_id)
    held = session.get_one(Seating, seating_id, populate_existing=True)
    is_wanted = row.moving_to_id == seating_id and row.state is ReservationState.CONFIRMED and now < row.starts_at
    if not is_wanted or not is_held(held, now):
        return False
    before, slot = changes.facts(row), slot_of(session, held, now=now)
    old, paid = changes.seating_of(session, row), _paid(row) + paid_minor
    seatings.convert(session, held, now=now)
    terms = terms_at(session.get_one(Branch, row.branch_id), slot)
    # What was agreed is what was paid, whatever the house has changed since.
    agree(row, replace(terms, deposit_minor=paid, cancel_fee_minor=min(terms.cancel_fee_minor, paid)), now=now)
    row.payment_state, row.moving_to_id = ReservationPayment.PAID, None
    relocate(session, row, held, slot, now=now)
    if old is not None:
        seatings.release(session, old, now=now)
    changes.note(session, row, action="moved", actor=SYSTEM, before=before, moves_entry=True, now=now)
    notices.tell(session, texts, view_of(session, row), topic=Topic.RESERVATION_CHANGED, now=now)
    return True


def _held(session: Session, row: Reservation) -> Seating | None:
    return None if row.moving_to_id is None else session.get(Seating, row.moving_to_id, populate_existing=True)


def _day(held: Seating | None) -> date | None:
    return None if held is None else held.service_date


def _paid(row: Reservation) -> int:
    return row.deposit_minor if row.payment_state is ReservationPayment.PAID else 0


def _view(session: Session, row: Reservation, now: datetime) -> PendingMove:
    held = session.get_one(Seating, row.moving_to_id)
    section = session.get_one(Section, held.section_id)
    slot, branch = slot_of(session, held, now=now), session.get_one(Branch, row.branch_id)
    return PendingMove(
        seating_id=held.id,
        section_en=section.name_en,
        section_ar=section.name_ar,
        service_date=held.service_date,
        starts_at=held.starts_at,
        party_size=held.party_size,
        terms=terms_at(branch, slot),
        paid_minor=_paid(row),
        hold_minutes=branch.hold_minutes,
        expires_at=held.expires_at or now,
    )
