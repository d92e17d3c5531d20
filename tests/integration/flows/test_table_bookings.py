"""From the hold to the booking: codes for new diners only, remembered; earlier bookings claimed; duties."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, CodeInvalid, CodeNeeded, HoldExpired, TooManyAttempts
from app.domain.logins import Login
from app.domain.reservations import ReservationState
from app.domain.states import Environment
from app.domain.tenant import Actor
from app.flows import bookings as flow
from app.flows.tools import Tools, Visit
from app.models import Branch, Customer, OutboxMessage, Reservation, TableClaim
from app.services import bookings
from app.services.bookings import Diner, NewBooking
from app.services.seatings import Wish
from tests.factories import make_customer, make_platform, make_staff
from tests.factories.dining import make_brand
from tests.factories.restaurants import make_restaurant
from tests.integration.services.people.kit import FakeClock, last_code, make_tools, make_visit

# Seven in the evening in Dubai, tomorrow.
SEVEN = datetime(2026, 3, 3, 15, tzinfo=UTC)
OMAR = Diner(first_name="Omar", last_name="Said", phone="+96890001122", email="omar@example.com")
Uow = Callable[[], AbstractContextManager[Session]]


class House:
    """A branch that asks new diners for a code, and a visit to it."""

    def __init__(self, session: Session, uow: Uow, **given: Any) -> None:
        platform = make_platform(session)
        brand = make_brand(session, platform=platform)
        self.session = session
        self.branch: Branch = make_restaurant(session, platform=platform, brand=brand, tables=(2,), **given)
        self.clock = FakeClock()
        self.tools: Tools = make_tools(uow, self.clock)
        self.visit: Visit = make_visit(platform, address="203.0.113.9")
        session.commit()

    def wish(self, **given: Any) -> Wish:
        fixed = {"branch_id": self.branch.id, "environment": Environment.TEST, "starts_at": SEVEN, "party_size": 2}
        return Wish(**{**fixed, **given})

    def hold(self, **given: Any) -> str:
        return flow.hold_table(self.tools, self.visit, self.wish(**given)).token

    def book(self, where: str | Wish, code: str | None = None, **given: Any) -> bookings.ReservationView:
        new = NewBooking(**{"diner": OMAR, **given})
        return flow.book_table(self.tools, self.visit, where=where, new=new, code=code)

    def code(self) -> str:
        flow.send_booking_code(self.tools, self.visit, branch_id=self.branch.id, diner=OMAR)
        return last_code(self.session, OMAR.phone or "")


@pytest.fixture
def house(session: Session, uow: Uow) -> House:
    return House(session, uow, new_customer_reservation_otp=True)


def test_a_new_diner_proves_the_number_once(house: House, session: Session) -> None:
    token = house.hold()
    with pytest.raises(CodeNeeded):
        house.book(token)
    code = house.code()
    with pytest.raises(CodeInvalid):
        house.book(token, "000000" if code != "000000" else "111111")

    made = house.book(token, code, request_key="form-1")
    assert house.book(token, "spent", request_key="form-1").uuid == made.uuid
    house.book(house.wish(starts_at=SEVEN.replace(hour=17)))

    assert made.state is ReservationState.CONFIRMED
    # Neither the brand nor the Emirates' rule but the number's country decides: Oman is written to by WhatsApp.
    sent = session.execute(select(OutboxMessage.channel).where(OutboxMessage.code.is_not(None))).scalars().all()
    assert [channel.value for channel in sent] == ["whatsapp"]
    assert session.scalars(select(Customer.claimed_at)).all() == [None]


def test_a_right_code_is_remembered_though_the_table_is_gone(house: House) -> None:
    code = house.code()
    flow.book_table(
        house.tools,
        house.visit,
        where=house.wish(is_staff=True),
        new=NewBooking(diner=Diner(first_name="Faster")),
        actor=Actor("staff", make_staff(house.session, business_id=house.branch.business_id).id),
    )

    with pytest.raises(BookingRefused):
        house.book(house.wish(), code)

    assert house.book(house.wish(starts_at=SEVEN.replace(hour=17))).state is ReservationState.CONFIRMED


def test_holds_are_swept_and_counted_by_address(house: House, session: Session) -> None:
    token = house.hold()
    house.clock.forward(minutes=11)

    assert flow.sweep_due(house.tools.uow, house.clock) == 1
    assert flow.sweep_due(house.tools.uow, house.clock) == 0
    assert session.scalars(select(TableClaim)).all() == []
    with pytest.raises(HoldExpired):
        bookings.get_hold(session, tenant=house.visit.tenant, token=token, now=house.clock())
    for _again in range(flow.MOST_HOLDS - 1):
        token = flow.hold_table(house.tools, house.visit, house.wish(), instead_of=token).token
    with pytest.raises(TooManyAttempts):
        house.hold()


def test_earlier_bookings_are_claimed_by_a_code(house: House, session: Session) -> None:
    house.book(house.wish(), house.code())
    owner = make_customer(session, business_id=house.branch.business_id)
    session.commit()
    to = Login(phone=OMAR.phone)
    flow.send_claim_code(house.tools, house.visit, customer_id=owner.id, to=to)
    code = last_code(session, to.text)

    assert flow.claim_bookings(house.tools, house.visit, customer_id=owner.id, to=to, code=code) == 1
    with pytest.raises(CodeInvalid):
        flow.claim_bookings(house.tools, house.visit, customer_id=owner.id, to=to, code=code)

    assert session.scalars(select(Reservation.customer_id)).all() == [owner.id]


def test_reminders_are_a_duty(house: House) -> None:
    house.book(house.wish(), house.code())
    house.clock.now = SEVEN.replace(day=2, minute=1)

    assert flow.remind_due(house.tools.uow, house.clock, house.tools.texts) == 1
    assert flow.remind_due(house.tools.uow, house.clock, house.tools.texts) == 0
