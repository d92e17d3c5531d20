"""A booking gets another time, party, section or table: the new place is taken before the old one is given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.booking_terms import Terms, remind_at
from app.domain.errors import (
    BookingProblem,
    BookingRefused,
    DepositNeeded,
    ReservationNotFound,
    TooLateToChange,
    TransitionRefused,
)
from app.domain.reservations import HOLDING, ReservationPayment, ReservationState, SeatingPurpose
from app.domain.seating import Reason, Slot
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Branch, Reservation, Seating
from app.services import seatings
from app.services.bookings import changes, notices
from app.services.bookings.making import freeze
from app.services.bookings.places import terms_at
from app.services.bookings.reading import view_of
from app.services.bookings.views import ReservationView
from app.services.ports import MessageTexts
from app.services.seatings import Placed, Wish

_WAITING: Final = frozenset({ReservationState.PENDING, ReservationState.CONFIRMED})
# Where the section it had has no place, another one is as good.
_ELSEWHERE: Final = frozenset({BookingProblem.FULL, BookingProblem.SECTION_FULL, BookingProblem.PARTY_TOO_LARGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What shall be different; None stays as it is. `tells` False where the diner need not hear of it."""

    starts_at: datetime | None = None
    service_date: date | None = None
    party_size: int | None = None
    section_id: int | None = None
    table_ids: tuple[int, ...] = ()
    custom_rule_id: int | None = None
    waives: frozenset[Reason] = frozenset()
    tells: bool = True


def move(
    session: Session,
    texts: MessageTexts,
    *,
    tenant: Tenant,
    uuid: UUID,
    wanted: Move,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> ReservationView:
    """Move a booking that is still to come. It stays in its section where that has room, unless another is wanted.

    The terms are those of the new time; within the time in which cancelling costs something, that stays so. Raises
    ReservationNotFound, BookingRefused, TablesTaken; TransitionRefused; for diners TooLateToChange, and DepositNeeded
    where the new booking asks for more than was agreed. Refused, it stays as it was.
    """
    seen = seen_row(session, tenant, uuid)
    day = day_of(session, seen, wanted, actor, now)
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version, also=(day,))
    check_movable(row, actor, now)
    seating = changes.seating_of(session, row)
    if seating is None:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=row.state.value)
    before, wish = changes.facts(row), replace(wish_of(row, wanted, actor), service_date=day)
    with session.begin_nested():
        placed = _take(session, wish, seating, actor, now)
        _rewrite(session, row, placed, actor=actor, now=now)
    changes.lapse_move(session, row, now=now)
    changes.note(session, row, action="moved", actor=actor, before=before, moves_entry=True, now=now)
    view = view_of(session, row)
    if wanted.tells and row.state is ReservationState.CONFIRMED:
        notices.tell(session, texts, view, topic=Topic.RESERVATION_CHANGED, now=now)
    return view


def change_tables(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    table_ids: tuple[int, ...],
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> ReservationView:
    """Put a party at other tables, also one that sits already; its times stay. Raises TablesTaken, saying who has them,
    BookingRefused where their section is full, TransitionRefused."""
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    seating = _held(session, row)
    before = changes.facts(row)
    seatings.set_tables(session, seating, table_ids, now=now)
    row.section_id = seating.section_id
    changes.note(session, row, action="tables_changed", actor=actor, before=before, now=now)
    return view_of(session, row)


def change_end(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    ends_at: datetime,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> ReservationView:
    """Let a party stay longer or leave earlier; the time to clear the table follows.

    Raises TablesTaken saying who comes next, BookingRefused where the section is full then, TransitionRefused,
    ValueError for an end before the start.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    seating = _held(session, row)
    if ends_at <= row.starts_at:
        raise ValueError("a stay ends after it has begun")
    before = changes.facts(row)
    buffer = session.get_one(Branch, row.branch_id).buffer_minutes
    seatings.set_span(
        session, seating, starts_at=seating.starts_at, ends_at=ends_at + timedelta(minutes=buffer), now=now
    )
    row.ends_at = ends_at
    changes.note(session, row, action="end_changed", actor=actor, before=before, now=now)
    return view_of(session, row)


def swap(session: Session, *, tenant: Tenant, uuids: tuple[UUID, UUID], actor: Actor, now: datetime) -> None:
    """Two parties of a branch exchange their tables, each keeps its time.

    Raises ReservationNotFound, TablesTaken, BookingRefused, TransitionRefused.
    """
    days = [seen_row(session, tenant, uuid).service_date for uuid in uuids]
    rows = [changes.lock(session, tenant=tenant, uuid=uuid, also=days) for uuid in sorted(uuids)]
    held = [_held(session, row) for row in rows]
    before = [changes.facts(row) for row in rows]
    if rows[0].branch_id != rows[1].branch_id:
        raise ReservationNotFound
    seatings.swap(session, *held, now=now)
    for row, seating, was in zip(rows, held, before, strict=True):
        row.section_id = seating.section_id
        changes.note(session, row, action="swapped", actor=actor, before=was, now=now)


def seen_row(session: Session, tenant: Tenant, uuid: UUID) -> Reservation:
    """The reservation, not locked yet. Raises ReservationNotFound."""
    row = session.scalars(
        select(Reservation)
        .where(
            Reservation.uuid == uuid,
            Reservation.business_id == tenant.business_id,
            Reservation.environment == tenant.environment,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise ReservationNotFound
    return row


def day_of(session: Session, seen: Reservation, wanted: Move, actor: Actor, now: datetime) -> date:
    """The evening a move leads to."""
    if wanted.service_date is not None:
        return wanted.service_date
    if wanted.starts_at in {None, seen.starts_at}:
        return seen.service_date
    return seatings.service_date_of(session, wish_of(seen, wanted, actor), now=now)


def wish_of(row: Reservation, wanted: Move, actor: Actor) -> Wish:
    """What a move asks for; what it does not name stays as it is."""
    is_staff = actor.kind == "staff"
    return Wish(
        branch_id=row.branch_id,
        environment=row.environment,
        starts_at=wanted.starts_at or row.starts_at,
        party_size=wanted.party_size or row.party_size,
        section_id=wanted.section_id,
        table_ids=wanted.table_ids,
        custom_rule_id=wanted.custom_rule_id or row.rule_id,
        show_hidden=wanted.starts_at in {None, row.starts_at},
        is_staff=is_staff,
        waives=wanted.waives if is_staff else frozenset(),
    )


def _take(session: Session, wish: Wish, seating: Seating, actor: Actor, now: datetime) -> Placed:
    created_by = actor.id if actor.kind == "staff" else None

    def take(one: Wish) -> Placed:
        return seatings.take(
            session, one, purpose=SeatingPurpose.RESERVATION, created_by=created_by, instead_of=seating, now=now
        )

    return take_near(wish, seating, take)


def take_near(wish: Wish, seating: Seating, take: Callable[[Wish], Placed]) -> Placed:
    """In the section it has, else in any, unless one or tables are named."""
    keeps = wish.section_id is None and not wish.table_ids
    try:
        return take(replace(wish, section_id=seating.section_id) if keeps else wish)
    except BookingRefused as error:
        if not keeps or error.reason not in _ELSEWHERE:
            raise
    return take(wish)


def check_movable(row: Reservation, actor: Actor, now: datetime) -> None:
    """Raises TransitionRefused for one that is no longer to come; TooLateToChange for a diner whose time has come."""
    if row.state not in _WAITING:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=ReservationState.CONFIRMED.value)
    if actor.kind != "staff" and now >= row.starts_at:
        raise TooLateToChange


def _rewrite(session: Session, row: Reservation, placed: Placed, *, actor: Actor, now: datetime) -> None:
    """The reservation as it is from now on. What was paid stays paid; an unpaid deposit is that of the new terms."""
    branch = session.get_one(Branch, row.branch_id)
    slot = placed.slot
    asks = bool(row.deposit_minor) or actor.kind != "staff"
    terms = terms_at(branch, slot, asks_deposit=asks)
    is_unpaid = row.state is ReservationState.PENDING
    if actor.kind != "staff" and not is_unpaid and terms.deposit_minor > row.deposit_minor:
        raise DepositNeeded(amount_minor=terms.deposit_minor, currency=row.currency)
    agreed, fee = row.deposit_minor, row.cancel_fee_minor
    agree(row, terms, now=now)
    if not is_unpaid:
        row.deposit_minor = agreed
        row.cancel_fee_minor = fee
    elif not row.deposit_minor:
        row.state, row.payment_state, row.pay_until = ReservationState.CONFIRMED, ReservationPayment.PAYLATER, None
    relocate(session, row, placed.seating, slot, now=now)


def agree(row: Reservation, terms: Terms, *, now: datetime) -> None:
    """The terms of another time; where cancelling costs something already, it goes on to."""
    costs_already, free_until = _costs(row, now), row.cancel_free_until
    freeze(row, terms)
    if costs_already:
        row.cancel_free_until = free_until


def relocate(session: Session, row: Reservation, seating: Seating, slot: Slot, *, now: datetime) -> None:
    """The reservation is where its new tables are; the old ones are the caller's to give back."""
    row.seating_id, row.section_id, row.rule_id = seating.id, seating.section_id, seating.rule_id
    row.service_date, row.starts_at, row.ends_at = seating.service_date, slot.starts_at, slot.ends_at
    row.party_size, row.period_en, row.period_ar = seating.party_size, slot.period, slot.period_ar
    row.remind_at = remind_at(starts_at=slot.starts_at, now=now)
    row.still_coming_at = None
    session.flush()


def _costs(row: Reservation, now: datetime) -> bool:
    """Whether cancelling would cost its diner something at this moment: moving it away does not change that."""
    return row.cancel_fee_minor > 0 and row.cancel_free_until is not None and now > row.cancel_free_until


def _held(session: Session, row: Reservation) -> Seating:
    seating = changes.seating_of(session, row)
    if seating is None or row.state not in HOLDING:
        raise TransitionRefused(entity=changes.ENTITY, state=row.state.value, wanted=ReservationState.SEATED.value)
    return seating
