"""Handing over against the pickup code: the right order, at the right store, once."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import PickupCodeInvalid, PickupCodeProblem, TransitionRefused
from app.domain.pickup_code import Presented, pickup_code
from app.domain.states import OrderState
from app.models import AuditEntry, Business, Order, OrderEvent, Platform, StaffRole
from app.services import handover
from app.services.staff_accounts import StaffSeen
from tests.factories import NOW, buy, make_pickup_location, make_staff, seen
from tests.factories.purchases import KEYED

LATER = NOW + timedelta(hours=2)


@dataclass
class Counter:
    """An order that waits, and who stands at the counter."""

    session: Session
    order: Order
    business: Business
    staff: StaffSeen

    @property
    def scanned(self) -> Presented:
        return Presented(self.order.uuid, pickup_code(KEYED.digest, self.order.uuid).code)

    @property
    def typed(self) -> Presented:
        return Presented(None, self.scanned.code)

    def hand_over(self, presented: Presented, staff: StaffSeen | None = None) -> None:
        handover.hand_over(self.session, staff=staff or self.staff, presented=presented, digest=KEYED.digest, now=LATER)

    def problem(self, presented: Presented, staff: StaffSeen | None = None) -> PickupCodeProblem:
        """Why neither looking nor handing over works; both must agree."""
        with pytest.raises(PickupCodeInvalid) as looking:
            handover.get_presented(
                self.session, staff=staff or self.staff, presented=presented, digest=KEYED.digest, locale="en"
            )
        with pytest.raises(PickupCodeInvalid) as handing:
            self.hand_over(presented, staff)
        assert looking.value.problem is handing.value.problem
        return handing.value.problem


def make_counter(session: Session, state: OrderState = OrderState.READY) -> Counter:
    order = buy(session, state=state)
    business = session.get_one(Business, session.get_one(Platform, order.platform_id).business_id)
    return Counter(session, order, business, seen(make_staff(session, business=business)))


@pytest.mark.parametrize("way", ["scanned", "typed"])
def test_the_right_code_hands_over_and_is_used_up(session: Session, way: str) -> None:
    counter = make_counter(session)
    order, staff = counter.order, counter.staff

    counter.hand_over(getattr(counter, way))

    assert (order.state, order.pickup_token_hash) == (OrderState.COMPLETED, None)
    assert (order.handed_over_at, order.handed_over_by) == (LATER, staff.staff_id)
    event = session.scalars(select(OrderEvent).order_by(OrderEvent.id.desc())).first()
    assert event is not None
    assert (event.state, event.actor_kind, event.actor_id) == (OrderState.COMPLETED, "staff", staff.staff_id)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.actor_id, entry.after) == ("order_completed", staff.staff_id, {"state": "completed"})


def test_looking_shows_whom_to_give_it_to_and_changes_nothing(session: Session) -> None:
    counter = make_counter(session)

    found = handover.get_presented(
        session, staff=counter.staff, presented=counter.scanned, digest=KEYED.digest, locale="en"
    )

    assert (found.number, found.contact_name, found.state) == (
        *(counter.order.number, counter.order.contact_name, OrderState.READY),
    )
    assert counter.order.pickup_token_hash is not None


def test_a_second_use_is_refused_and_a_scanned_code_says_why(session: Session) -> None:
    counter = make_counter(session)
    scanned, typed = counter.scanned, counter.typed
    counter.hand_over(scanned)

    assert counter.problem(scanned) is PickupCodeProblem.USED
    assert counter.problem(typed) is PickupCodeProblem.UNKNOWN


def test_an_order_that_is_not_ready_is_not_handed_over(session: Session) -> None:
    counter = make_counter(session, OrderState.PREPARING)

    with pytest.raises(TransitionRefused) as refused:
        counter.hand_over(counter.scanned)

    assert (refused.value.state, counter.order.state) == ("preparing", OrderState.PREPARING)
    assert counter.order.pickup_token_hash is not None


def test_the_code_of_a_cancelled_order_says_so(session: Session) -> None:
    counter = make_counter(session, OrderState.CANCELLED)

    assert counter.problem(counter.scanned) is PickupCodeProblem.CANCELLED


@pytest.mark.parametrize("way", ["scanned", "typed"])
def test_at_another_store_of_the_business_the_code_says_so(session: Session, way: str) -> None:
    counter = make_counter(session)
    elsewhere = make_pickup_location(session, platform=session.get_one(Platform, counter.order.platform_id))
    neighbour = seen(make_staff(session, business=counter.business, locations=(elsewhere,)), elsewhere)

    assert counter.problem(getattr(counter, way), neighbour) is PickupCodeProblem.OTHER_STORE
    assert counter.order.state is OrderState.READY


@pytest.mark.parametrize("way", ["scanned", "typed"])
def test_another_business_learns_nothing(session: Session, way: str) -> None:
    counter = make_counter(session)
    stranger = seen(make_staff(session, role=StaffRole.ADMIN))

    assert counter.problem(getattr(counter, way), stranger) is PickupCodeProblem.UNKNOWN


def test_a_code_opens_no_order_but_its_own(session: Session) -> None:
    counter = make_counter(session)
    other = buy(session, platform=session.get_one(Platform, counter.order.platform_id), state=OrderState.READY)

    assert counter.problem(Presented(other.uuid, counter.scanned.code)) is PickupCodeProblem.UNKNOWN
    assert other.state is OrderState.READY
