"""Booking: from a hold or directly, once for each form, with its terms frozen."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound, HoldExpired, ReservationNotFound
from app.domain.manage_links import manage_token
from app.domain.reservations import Allergen, ReservationPayment, ReservationState
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Customer, OutboxMessage, Reservation
from app.services import bookings
from app.services.bookings import Details, Office
from tests.factories import NOW, make_platform
from tests.factories.dining import make_brand
from tests.factories.restaurants import make_restaurant
from tests.integration.services.booking.booker import GUEST, SEVEN, Booker

LATE = NOW + timedelta(minutes=11)


@pytest.fixture
def booker(session: Session, office: Office) -> Booker:
    return Booker(session, office, make_restaurant(session, tables=(2, 4)))


def test_a_booking_from_a_hold(booker: Booker, session: Session, office: Office) -> None:
    held = bookings.hold(session, tenant=booker.tenant, wish=booker.wish(), now=NOW)
    details = Details(request="By the window", allergies=(Allergen.NUTS,), occasion="birthday", child_seats=1)

    made = bookings.book_held(
        session,
        office,
        tenant=booker.tenant,
        token=held.token,
        new=booker.new(details=details),
        actor=GUEST,
        now=NOW,
    )

    assert held.expires_at == NOW + timedelta(minutes=10)
    assert re.fullmatch(r"RES\d{6}", made.reference)
    assert (made.state, made.payment_state) == (ReservationState.CONFIRMED, ReservationPayment.PAYLATER)
    assert (made.starts_at, made.ends_at, made.party_size) == (SEVEN, SEVEN + timedelta(minutes=90), 2)
    assert (made.request, made.allergies, made.period_ar) == ("By the window", (Allergen.NUTS,), "العشاء")
    assert made.link == f"https://eat.example/r/{made.uuid}/{manage_token(office.keyed.digest, made.uuid)}"
    assert booker.told() == ["reservation_confirmed:sms", "reservation_confirmed:email"]
    assert booker.trail() == ["booked"]
    assert booker.taken() == (6, 6 * 2 + 2 + 1)
    assert session.scalars(select(Reservation.remind_at)).one() == SEVEN - timedelta(hours=24)


def test_the_message_says_when_and_where_in_the_diners_language(booker: Booker, session: Session) -> None:
    booker.diner = replace(booker.diner, locale="ar")

    made = booker.book()

    text, mail = session.scalars(select(OutboxMessage.body).order_by(OutboxMessage.id))
    assert made.reference in text
    assert str(made.link) in text
    assert "الثلاثاء" in mail
    assert session.scalars(select(OutboxMessage.subject)).all()[1].startswith("طاولتك في")


def test_one_form_makes_one_booking(booker: Booker, session: Session) -> None:
    first = booker.book(new={"request_key": "form-1"})
    again = booker.book(new={"request_key": "form-1"})

    assert again.uuid == first.uuid
    assert session.scalar(select(func.count()).select_from(Reservation)) == 1
    assert booker.taken()[0] == 6


def test_a_hold_that_ran_out_is_booked_all_the_same_while_something_is_free(
    booker: Booker, session: Session, office: Office
) -> None:
    holds = [bookings.hold(session, tenant=booker.tenant, wish=booker.wish(), now=NOW) for _ in range(2)]
    booker.book(4, starts_at=SEVEN, now=LATE)

    def book(token: str) -> bookings.ReservationView:
        return bookings.book_held(
            session, office, tenant=booker.tenant, token=token, new=booker.new(), actor=GUEST, now=LATE
        )

    with pytest.raises(HoldExpired):
        bookings.get_hold(session, tenant=booker.tenant, token=holds[0].token, now=LATE)
    assert book(holds[0].token).state is ReservationState.CONFIRMED
    with pytest.raises(HoldExpired):
        book(holds[1].token)
    with pytest.raises(HoldExpired):
        book("unknown")


def test_a_hold_is_prolonged_once_replaced_and_let_go(booker: Booker, session: Session) -> None:
    tenant = booker.tenant
    first = bookings.hold(session, tenant=tenant, wish=booker.wish(), now=NOW)
    assert bookings.extend(session, tenant=tenant, token=first.token, now=NOW) == NOW + timedelta(minutes=20)
    assert not bookings.get_hold(session, tenant=tenant, token=first.token, now=NOW).may_extend

    other = bookings.hold(session, tenant=tenant, wish=booker.wish(4), instead_of=first.token, now=NOW)
    with pytest.raises(HoldExpired):
        bookings.get_hold(session, tenant=tenant, token=first.token, now=NOW)
    bookings.let_go(session, tenant=tenant, token=other.token, now=NOW)
    bookings.let_go(session, tenant=tenant, token=other.token, now=NOW)

    assert booker.taken() == (0, 0)


def test_terms_are_frozen_and_a_deposit_is_waited_for(session: Session, office: Office) -> None:
    terms: dict[str, Any] = {
        "is_active_payment": True,
        "deposit_minor": 5000,
        "deposit_from_party": 3,
        "cancel_fee_bp": 5000,
    }
    booker = Booker(session, office, make_restaurant(session, **terms))

    small, large = booker.book(2), booker.book(4)
    booker.branch.deposit_minor = 9900
    session.flush()

    assert (small.state, small.deposit_due_minor) == (ReservationState.CONFIRMED, 0)
    large = booker.again(large)
    assert (large.state, large.payment_state) == (ReservationState.PENDING, ReservationPayment.PENDING)
    assert (large.deposit_due_minor, large.terms.cancel_fee_minor) == (20000, 10000)
    assert large.terms.cancel_free_until == SEVEN - timedelta(hours=24)
    assert large.pay_until == NOW + timedelta(minutes=30)
    assert booker.told() == ["reservation_confirmed:sms", "reservation_confirmed:email"]


def test_the_diner_is_who_is_signed_in_else_who_is_known_by_the_contact(booker: Booker, session: Session) -> None:
    first, second = booker.book(), booker.book()

    assert first.customer_id == second.customer_id
    customer = session.get_one(Customer, first.customer_id)
    assert (customer.first_name, customer.claimed_at) == ("Aisha", None)


def test_another_business_and_the_live_environment_see_nothing(booker: Booker, session: Session) -> None:
    made = booker.book()
    stranger = Tenant(make_platform(session, is_default=False).business_id, Environment.TEST)
    live = Tenant(booker.branch.business_id, Environment.LIVE)

    for tenant in (stranger, live):
        with pytest.raises(ReservationNotFound):
            bookings.get_by_reference(session, tenant=tenant, reference=made.reference)
    with pytest.raises(BranchNotFound):
        bookings.hold(session, tenant=stranger, wish=booker.wish(), now=NOW)


def test_the_brand_decides_the_channels(session: Session, office: Office) -> None:
    brand = make_brand(session, whatsapp_message=True, email_message=False)
    booker = Booker(session, office, make_restaurant(session, brand=brand))

    booker.book()
    booker.diner = replace(booker.diner, phone=None, email="b@example.com")
    booker.book()

    assert booker.told() == ["reservation_confirmed:whatsapp", "reservation_confirmed:email"]
