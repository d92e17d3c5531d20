"""The audit sees every way in which tables, limits and bookings could disagree."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationPayment, ReservationState
from app.models import Branch, CoverCount, Reservation, Seating, SeatingTable, TableClaim
from app.services import bookings, seatings
from app.services.booking_audit import BOOKING_CHECKS
from app.services.bookings import Office
from tests.factories import NOW
from tests.factories.restaurants import make_restaurant, table_ids
from tests.integration.services.booking.booker import GUEST, SEVEN, Booker

CLAIMS, TABLES, COUNTS, BOOKED, DEPOSITS, OWNED = (
    "Each seating claims its tables for its stay",
    "Each claim is at a table of its seating",
    "Guests are counted as they sit and arrive",
    "Each booking that stands has its tables",
    "Each booking's deposit is what its payments hold",
    "Tables kept for a booking are somebody's",
)


def broken(session: Session) -> list[str]:
    session.flush()
    return [finding.promise for check in BOOKING_CHECKS if (finding := check(session)).breaches]


@pytest.fixture
def booker(session: Session, office: Office) -> Booker:
    """A restaurant after a busy day: nothing is wrong with it."""
    booker = Booker(session, office, make_restaurant(session, tables=(2, 2, 4)))
    booker.book(2)
    canceled, large = booker.book(2), booker.book(6, starts_at=SEVEN + timedelta(hours=2))
    assert len(large.tables) == 2
    bookings.cancel(session, office.texts, tenant=booker.tenant, uuid=canceled.uuid, actor=GUEST, now=NOW)
    bookings.hold(session, tenant=booker.tenant, wish=booker.wish(), now=NOW)
    assert broken(session) == []
    return booker


def _drop_a_claim(session: Session) -> None:
    one = session.scalars(select(TableClaim)).first()
    session.delete(one)


def _move_a_table(session: Session) -> None:
    row = session.scalars(select(SeatingTable)).first()
    assert row is not None
    other = max(table for table in table_ids(session, session.scalars(select(Branch)).one()) if table != row.table_id)
    session.execute(update(SeatingTable).where(SeatingTable.seating_id == row.seating_id).values(table_id=other))


def _count_one_more(session: Session) -> None:
    session.execute(update(CoverCount).where(CoverCount.what == "parties").values(used=CoverCount.used + 1))


def _release_without_a_word(session: Session) -> None:
    seating = session.scalars(select(Seating).join(Reservation, Reservation.seating_id == Seating.id)).first()
    assert seating is not None
    seatings.release(session, seating, now=NOW)


def _cancel_without_a_word(session: Session) -> None:
    session.execute(update(Reservation).values(state=ReservationState.CANCELED))


def _call_it_paid(session: Session) -> None:
    session.execute(update(Reservation).values(payment_state=ReservationPayment.PAID, deposit_minor=1))


def _forget_the_booking(session: Session) -> None:
    session.execute(delete(Reservation))


@pytest.mark.parametrize(
    ("spoil", "promises"),
    [
        (_drop_a_claim, [CLAIMS]),
        (_move_a_table, [TABLES]),
        (_count_one_more, [COUNTS]),
        (_release_without_a_word, [BOOKED]),
        (_cancel_without_a_word, [BOOKED]),
        (_call_it_paid, [DEPOSITS]),
        (_forget_the_booking, [OWNED]),
    ],
)
def test_each_promise_is_checked(
    booker: Booker, session: Session, spoil: Callable[[Session], None], promises: list[str]
) -> None:
    spoil(session)

    assert broken(session) == promises


def test_old_evenings_are_filed_away(booker: Booker, session: Session) -> None:
    late = SEVEN + timedelta(days=4)

    assert seatings.file_away(session, now=late) == 1
    assert seatings.file_away(session, now=late) == 0
    assert broken(session) == []
