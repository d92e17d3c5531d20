"""Bookings are moved, cancelled, seated, undone; everybody hears who was faster."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, DepositNeeded, TablesTaken, TooLateToChange, TransitionRefused
from app.domain.logins import Login
from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.tenant import Actor
from app.models import OutboxMessage, Reservation, Seating
from app.services import bookings, seatings
from app.services.bookings import Details, Move, Office, ReservationView
from tests.factories import NOW, make_customer, make_staff
from tests.factories.restaurants import make_restaurant, table_ids
from tests.integration.services.booking.booker import GUEST, SEVEN, Booker

HALF_PAST = SEVEN + timedelta(minutes=30)
PAID: dict[str, Any] = {
    "is_active_payment": True,
    "deposit_minor": 5000,
    "deposit_from_party": 2,
    "cancel_fee_bp": 5000,
}


@pytest.fixture
def booker(session: Session, office: Office) -> Booker:
    return Booker(session, office, make_restaurant(session, tables=(2, 4)))


@pytest.fixture
def staff(booker: Booker) -> Actor:
    return Actor("staff", make_staff(booker.session, business_id=booker.branch.business_id).id)


def move(booker: Booker, view: ReservationView, *, actor: Actor = GUEST, version: int | None = None, **to: Any) -> Any:
    return bookings.move(
        booker.session,
        booker.office.texts,
        tenant=booker.tenant,
        uuid=view.uuid,
        wanted=Move(**to),
        actor=actor,
        version=version,
        now=NOW,
    )


def cancel(booker: Booker, view: ReservationView, *, actor: Actor = GUEST, now: Any = NOW, **given: Any) -> Any:
    return bookings.cancel(
        booker.session, booker.office.texts, tenant=booker.tenant, uuid=view.uuid, actor=actor, now=now, **given
    )


def step(booker: Booker, what: Any, view: ReservationView, actor: Actor, now: Any = SEVEN, **given: Any) -> Any:
    return what(booker.session, tenant=booker.tenant, uuid=view.uuid, actor=actor, now=now, **given)


def paid(booker: Booker, view: ReservationView) -> ReservationView:
    assert bookings.confirm_paid(booker.session, booker.office.texts, reservation_id=view.id, now=NOW)
    return booker.again(view)


def test_a_move_takes_the_new_place_and_tells(booker: Booker) -> None:
    made = booker.book()

    moved = move(booker, made, starts_at=HALF_PAST, party_size=4)

    assert (moved.starts_at, moved.party_size, moved.sequence, moved.version) == (HALF_PAST, 4, 1, 2)
    assert moved.uuid == made.uuid
    assert booker.taken() == (6, 6 * 4 + 4 + 1)
    assert booker.told()[2:] == ["reservation_changed:sms", "reservation_changed:email"]
    assert booker.trail() == ["booked", "moved"]


def test_a_move_that_is_refused_leaves_all_as_it_was(booker: Booker, session: Session) -> None:
    made, _other = booker.book(), booker.book(4, starts_at=HALF_PAST)

    with pytest.raises(BookingRefused) as refused:
        move(booker, made, starts_at=HALF_PAST, party_size=4)

    assert refused.value.nearest
    session.expire_all()
    assert booker.again(made) == made
    assert session.scalars(select(Seating.released_at)).all() == [None, None]
    assert booker.taken()[0] == 12


def test_whoever_looked_at_an_older_one_hears_who_was_faster(booker: Booker, staff: Actor) -> None:
    made = booker.book()
    move(booker, made, starts_at=HALF_PAST, actor=staff)

    with pytest.raises(TablesTaken) as slow:
        move(booker, made, starts_at=SEVEN, actor=staff, version=made.version)

    assert slow.value.by == "Bisi Staff"


def test_a_move_keeps_what_was_agreed_about_money(session: Session, office: Office, staff: Actor) -> None:
    booker = Booker(session, office, make_restaurant(session, tables=(2, 2, 4), **PAID))
    alone = booker.book(1)
    pair = paid(booker, booker.book(2))

    with pytest.raises(DepositNeeded) as needed:
        move(booker, alone, party_size=4)
    assert (needed.value.amount_minor, needed.value.currency) == (20000, "AED")
    assert move(booker, pair, starts_at=SEVEN + timedelta(hours=2)).terms.deposit_minor == 10000
    assert move(booker, alone, party_size=4, actor=staff).terms.deposit_minor == 0


def test_moving_away_does_not_make_a_late_cancellation_free(session: Session, office: Office) -> None:
    booker = Booker(session, office, make_restaurant(session, cancel_free_minutes=60 * 48, **PAID))
    made = paid(booker, booker.book(2))

    moved = move(booker, made, starts_at=SEVEN + timedelta(days=7))

    assert moved.terms.cancel_free_until == made.terms.cancel_free_until
    done = cancel(booker, moved)
    assert (done.back_minor, done.kept_minor) == (5000, 5000)


def test_cancelling_within_the_terms_and_after(session: Session, office: Office, staff: Actor) -> None:
    booker = Booker(session, office, make_restaurant(session, tables=(2, 2, 2, 2), **PAID))
    views = [paid(booker, booker.book(2)) for _ in range(3)]
    unpaid = booker.book(2)
    late = SEVEN - timedelta(hours=1)

    done = [
        cancel(booker, views[0]),
        cancel(booker, views[1], now=late),
        cancel(booker, views[2], now=late, actor=staff, waives_fee=True),
        cancel(booker, unpaid),
    ]

    assert [(one.back_minor, one.kept_minor) for one in done] == [(10000, 0), (5000, 5000), (10000, 0), (0, 0)]
    assert {one.view.state for one in done} == {ReservationState.CANCELED}
    assert booker.taken() == (0, 0)
    with pytest.raises(TransitionRefused):
        cancel(booker, views[0])
    body = session.scalars(
        select(OutboxMessage.body)
        .order_by(OutboxMessage.id.desc())
        .where(OutboxMessage.topic == "reservation_canceled")
    ).all()
    assert any("50.00 AED goes back to you. 50.00 AED of the deposit is kept." in text for text in body), body


def test_diners_change_nothing_once_it_has_begun(booker: Booker, staff: Actor) -> None:
    made = booker.book()

    with pytest.raises(TooLateToChange):
        cancel(booker, made, now=SEVEN)

    assert cancel(booker, made, now=SEVEN, actor=staff).view.state is ReservationState.CANCELED


def test_an_evening_and_what_is_undone(booker: Booker, staff: Actor) -> None:
    made = booker.book()
    early = SEVEN - timedelta(minutes=20)

    assert step(booker, bookings.seat, made, staff, now=early).state is ReservationState.SEATED
    assert booker.taken()[0] == 8
    assert step(booker, bookings.undo, made, staff, now=early).state is ReservationState.CONFIRMED
    assert booker.taken()[0] == 6
    step(booker, bookings.seat, made, staff)
    gone = SEVEN + timedelta(minutes=50)
    assert step(booker, bookings.complete, made, staff, now=gone).state is ReservationState.COMPLETED
    assert booker.taken()[0] == 3
    assert step(booker, bookings.undo, made, staff, now=gone).state is ReservationState.SEATED
    assert booker.taken() == (6, 6 * 2 + 2 + 1)
    assert booker.trail() == ["booked", "seated", "undone", "seated", "completed", "undone"]


def test_who_does_not_come_gives_the_table_up_and_may_come_after_all(booker: Booker, staff: Actor) -> None:
    made, other = booker.book(), booker.book()
    with pytest.raises(TransitionRefused):
        step(booker, bookings.no_show, made, staff, now=SEVEN - timedelta(minutes=1))

    assert step(booker, bookings.no_show, made, staff).tables == ()
    assert step(booker, bookings.no_show, other, staff).state is ReservationState.NOSHOW
    assert booker.taken() == (0, 0)
    back = step(booker, bookings.undo, made, staff, now=SEVEN + timedelta(minutes=5))

    assert (back.state, len(back.tables)) == (ReservationState.CONFIRMED, 1)
    assert step(booker, bookings.seat, other, staff, now=SEVEN + timedelta(minutes=5)).state is ReservationState.SEATED


def test_a_cancelled_booking_is_taken_up_again_where_there_is_room(booker: Booker, staff: Actor) -> None:
    first, second = booker.book(), booker.book()
    for view in (first, second):
        cancel(booker, view)
    booker.book(4)

    back = step(booker, bookings.undo, first, staff, now=NOW)

    assert (back.state, back.sequence) == (ReservationState.CONFIRMED, 2)
    with pytest.raises(BookingRefused):
        step(booker, bookings.undo, second, staff, now=NOW)


def test_staff_change_tables_ends_and_swap(booker: Booker, staff: Actor, session: Session) -> None:
    small, large = table_ids(session, booker.branch)
    pair, four = booker.book(2), booker.book(4)

    with pytest.raises(TablesTaken) as taken:
        step(booker, bookings.change_tables, pair, staff, table_ids=(large,))
    assert taken.value.by == f"Aisha Khan ({four.reference})"
    bookings.swap(session, tenant=booker.tenant, uuids=(pair.uuid, four.uuid), actor=staff, now=NOW)
    longer = step(booker, bookings.change_end, pair, staff, ends_at=SEVEN + timedelta(hours=3))

    assert longer.ends_at == SEVEN + timedelta(hours=3)
    at = {
        view.uuid: seatings.tables_of(session, row.seating_id or 0)
        for view in (pair, four)
        for row in session.scalars(select(Reservation).where(Reservation.uuid == view.uuid))
    }
    assert at == {pair.uuid: (large,), four.uuid: (small,)}


def test_notes_and_details(booker: Booker, staff: Actor, session: Session) -> None:
    made = booker.book()
    bookings.add_note(
        session, tenant=booker.tenant, uuid=made.uuid, staff_id=staff.id or 0, text=" Likes it quiet ", now=NOW
    )

    changed = bookings.change_details(
        session, tenant=booker.tenant, uuid=made.uuid, details=Details(child_seats=2), actor=staff, now=NOW
    )

    [note] = bookings.list_notes(session, reservation_id=made.id, now=NOW)
    assert (note.author, note.text, note.expires_at) == (
        "Bisi Staff",
        "Likes it quiet",
        made.ends_at + timedelta(days=30),
    )
    assert changed.child_seats == 2
    assert bookings.purge_notes(session, now=NOW + timedelta(days=40)) == 1


def test_unpaid_bookings_give_their_table_back_and_late_money_is_not_kept(session: Session, office: Office) -> None:
    booker = Booker(session, office, make_restaurant(session, **PAID))
    made, prompt = booker.book(2), booker.book(2)
    late = NOW + timedelta(minutes=31)
    bookings.note_failed(session, reservation_id=prompt.id, now=NOW)
    assert bookings.note_started(session, reservation_id=prompt.id, pay_until=late, now=NOW) == 10000
    assert booker.again(prompt).payment_state is ReservationPayment.PENDING
    assert paid(booker, prompt).state is ReservationState.CONFIRMED

    due = bookings.list_unpaid(session, now=late, limit=9)
    assert [uuid for _tenant, uuid in due] == [made.uuid]
    assert bookings.expire_unpaid(session, office.texts, tenant=booker.tenant, uuid=made.uuid, now=late)
    assert not bookings.expire_unpaid(session, office.texts, tenant=booker.tenant, uuid=made.uuid, now=late)

    assert booker.again(made).state is ReservationState.CANCELED
    assert not bookings.confirm_paid(session, office.texts, reservation_id=made.id, now=late)
    assert not bookings.confirm_paid(session, office.texts, reservation_id=prompt.id, now=late)
    assert "reservation_expired:sms" in booker.told()


def test_reminders_go_once_and_are_answered(booker: Booker, session: Session) -> None:
    made = booker.book()
    gone = booker.book()
    cancel(booker, gone)
    due = SEVEN - timedelta(hours=24)

    assert bookings.remind_due(session, booker.office.texts, now=due - timedelta(minutes=1)) == 0
    assert bookings.remind_due(session, booker.office.texts, now=due) == 1
    assert bookings.remind_due(session, booker.office.texts, now=due) == 0
    coming = step(booker, bookings.still_coming, made, GUEST, now=due)

    assert coming.still_coming_at == due
    assert booker.told().count("reservation_reminder:sms") == 1


def test_earlier_bookings_are_claimed_by_contact(booker: Booker, session: Session) -> None:
    booker.book()
    owner = make_customer(session, business_id=booker.branch.business_id)
    login = Login(phone=booker.diner.phone)

    assert bookings.count_claimable(session, tenant=booker.tenant, login=login) == 1
    assert bookings.claim(session, tenant=booker.tenant, customer_id=owner.id, login=login) == 1
    assert bookings.claim(session, tenant=booker.tenant, customer_id=owner.id, login=login) == 0
    assert len(bookings.list_of_customer(session, tenant=booker.tenant, customer_id=owner.id)) == 1
