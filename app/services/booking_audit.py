"""Looks for tables, limits and bookings that do not add up. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.domain.reservations import (
    HOLDING,
    ReservationPayment,
    ReservationState,
    SeatingPurpose,
    tick_of,
    ticks_between,
)
from app.domain.states import PaymentState
from app.models import CoverCount, Payment, Refund, Reservation, Seating, SeatingTable, TableClaim
from app.services.audit_findings import Breach, Finding

# Whose and which counter: what, scope, environment, tick.
_Key: TypeAlias = tuple[str, int, str, int]


class _Claimed(NamedTuple):
    """What a seating claims: so many quarters of tables, from the first to the last."""

    number: int
    first: int
    last: int


_NOTHING: Final = _Claimed(0, 0, 0)


def _claims_are_those_of_seatings(session: Session) -> Finding:
    """A live seating claims each of its tables for the whole of its stay, and nothing else; what is over, nothing."""
    claimed = {
        row.seating_id: _Claimed(row.number, row.first, row.last)
        for row in session.execute(
            select(
                TableClaim.seating_id,
                func.count().label("number"),
                func.min(TableClaim.tick).label("first"),
                func.max(TableClaim.tick).label("last"),
            ).group_by(TableClaim.seating_id)
        )
    }
    of_tables = session.execute(select(SeatingTable.seating_id, func.count()).group_by(SeatingTable.seating_id))
    tables = {row[0]: row[1] for row in of_tables}
    breaches, checked = [], 0
    for row in session.execute(select(Seating.id, Seating.starts_at, Seating.ends_at, Seating.released_at)):
        checked += 1
        ticks = ticks_between(row.starts_at, row.ends_at)
        expected = _Claimed(tables.get(row.id, 0) * len(ticks), ticks.start, ticks.stop - 1)
        found = claimed.get(row.id, _NOTHING)
        if found != (expected if row.released_at is None else _NOTHING):
            wanted = expected.number if row.released_at is None else 0
            breaches.append(Breach(f"seating {row.id}: quarters of tables", wanted, found.number))
    return Finding("Each seating claims its tables for its stay", checked, tuple(breaches))


def _claims_are_at_tables_of_seatings(session: Session) -> Finding:
    """No claim is at a table its seating does not name."""
    query = (
        select(TableClaim.seating_id, TableClaim.table_id)
        .outerjoin(
            SeatingTable,
            (SeatingTable.seating_id == TableClaim.seating_id) & (SeatingTable.table_id == TableClaim.table_id),
        )
        .where(SeatingTable.table_id.is_(None))
        .distinct()
    )
    return Finding(
        "Each claim is at a table of its seating",
        session.scalar(select(func.count()).select_from(TableClaim)) or 0,
        tuple(Breach(f"seating {row.seating_id} at table {row.table_id}", 0, 1) for row in session.execute(query)),
    )


def _counters_are_sums(session: Session) -> Finding:
    """Guests counted in sections, and arriving, are those of the live seatings."""
    expected: Counter[_Key] = Counter()
    for row in session.scalars(select(Seating).where(Seating.released_at.is_(None))):
        where = row.environment.value
        if row.counts_section:
            for tick in ticks_between(row.starts_at, row.ends_at):
                expected["section", row.section_id, where, tick] += row.party_size
        if row.counts_pacing:
            expected["covers", row.branch_id, where, tick_of(row.starts_at)] += row.party_size
            expected["parties", row.branch_id, where, tick_of(row.starts_at)] += 1
    found: Counter[_Key] = Counter(
        {
            (row.what, row.scope_id, row.environment, row.tick): row.used
            for row in session.execute(
                select(
                    CoverCount.what, CoverCount.scope_id, CoverCount.environment, CoverCount.tick, CoverCount.used
                ).where(CoverCount.used != 0)
            )
        }
    )
    keys = sorted({*expected, *found})
    return Finding(
        "Guests are counted as they sit and arrive",
        len(keys),
        tuple(
            Breach(f"{key[0]} of {key[1]} at tick {key[3]}", expected[key], found[key])
            for key in keys
            if expected[key] != found[key]
        ),
    )


def _bookings_have_their_tables(session: Session) -> Finding:
    """Whoever was told that they are booked has tables, at their time, for so many; who gave up has none."""
    query = (
        select(
            Reservation.reference,
            Reservation.state,
            Reservation.party_size,
            Seating.party_size.label("seated"),
            Seating.released_at,
        )
        .outerjoin(Seating, Seating.id == Reservation.seating_id)
        .where(
            or_(
                Reservation.state.in_(HOLDING),
                Reservation.state.in_((ReservationState.CANCELED, ReservationState.NOSHOW))
                & Reservation.seating_id.is_not(None),
            )
        )
    )
    breaches, checked = [], 0
    for row in session.execute(query):
        checked += 1
        wanted = row.party_size if row.state in HOLDING else 0
        found = row.seated if row.seated is not None and row.released_at is None else 0
        if wanted != found:
            breaches.append(Breach(f"reservation {row.reference} ({row.state.value}): guests seated", wanted, found))
    return Finding("Each booking that stands has its tables", checked, tuple(breaches))


def _deposits_are_held(session: Session) -> Finding:
    """A booking whose deposit is paid has payments that hold it; of one that was not paid, or not in time, nothing is
    kept."""
    back = select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(Refund.payment_id == Payment.id)
    held = (
        select(func.coalesce(func.sum(Payment.amount_minor - back.scalar_subquery()), 0))
        .where(Payment.reservation_id == Reservation.id, Payment.state == PaymentState.SUCCEEDED)
        .scalar_subquery()
    )
    owed = case((Reservation.payment_state == ReservationPayment.PAID, Reservation.deposit_minor), else_=0)
    # What is kept of a deposit that went back is the fee of that day.
    known = Reservation.payment_state != ReservationPayment.REFUNDED
    rows = session.execute(
        select(Reservation.reference, owed.label("owed"), held.label("held")).where(known, held != owed)
    )
    return Finding(
        "Each booking's deposit is what its payments hold",
        session.scalar(select(func.count(Reservation.id)).where(known)) or 0,
        tuple(Breach(f"reservation {row.reference}", int(row.owed), int(row.held)) for row in rows),
    )


def _seatings_have_one_purpose(session: Session) -> Finding:
    """Tables kept for a booking are kept for one that names them; those of nobody would never be free again."""
    query = (
        select(Seating.id)
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .where(Seating.purpose == SeatingPurpose.RESERVATION, Seating.released_at.is_(None), Reservation.id.is_(None))
    )
    return Finding(
        "Tables kept for a booking are somebody's",
        session.scalar(select(func.count(Seating.id)).where(Seating.purpose == SeatingPurpose.RESERVATION)) or 0,
        tuple(Breach(f"seating {seating_id}", 1, 0) for seating_id in session.scalars(query)),
    )


BOOKING_CHECKS: Final[tuple[Callable[[Session], Finding], ...]] = (
    _claims_are_those_of_seatings,
    _claims_are_at_tables_of_seatings,
    _counters_are_sums,
    _bookings_have_their_tables,
    _deposits_are_held,
    _seatings_have_one_purpose,
)
