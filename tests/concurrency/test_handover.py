"""One pickup code shown at twenty counters at once, and a customer who cancels while somebody begins to prepare."""

import time
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.pickup_code import Presented, pickup_code
from app.domain.states import OrderState
from app.extensions import unit_of_work
from app.models import Account, Business, Order, OrderEvent, Platform, Transfer, TransferKind
from app.services import handover, order_moves
from app.services.ledger_audit import audit
from app.services.platforms import Storefront
from app.services.staff_accounts import StaffSeen
from tests.factories import NOW, buy, make_platform, make_staff, seen, storefront_of
from tests.factories.purchases import KEYED, TEXTS
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

TIMES = 20


@dataclass(frozen=True)
class Waiting:
    """An order, and whoever may touch it."""

    storefront: Storefront
    staff: StaffSeen
    number: str
    customer_id: int
    total_minor: int
    presented: Presented


def make_waiting(app: Flask, state: OrderState) -> Waiting:
    with app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        order = buy(session, platform=platform, state=state)
        business = session.get_one(Business, session.get_one(Platform, order.platform_id).business_id)
        return Waiting(
            storefront=storefront_of(session, platform),
            staff=seen(make_staff(session, business=business)),
            number=order.number,
            customer_id=order.customer_id,
            total_minor=order.total_minor,
            presented=Presented(order.uuid, pickup_code(KEYED.digest, order.uuid).code),
        )


@pytest.fixture
def ready(live_app: Flask) -> Waiting:
    return make_waiting(live_app, OrderState.READY)


@pytest.fixture
def confirmed(live_app: Flask) -> Waiting:
    return make_waiting(live_app, OrderState.CONFIRMED)


def count_events(app: Flask, state: OrderState) -> int:
    with app.app_context(), unit_of_work() as session:
        return session.scalar(select(func.count(OrderEvent.id)).where(OrderEvent.state == state)) or 0


def cancel(session: Session, order: Waiting) -> None:
    order_moves.cancel_own(
        session,
        storefront=order.storefront,
        customer_id=order.customer_id,
        number=order.number,
        texts=TEXTS,
        now=NOW,
    )


def test_of_twenty_counters_exactly_one_hands_over(live_app: Flask, ready: Waiting) -> None:
    def hand_over(session: Session) -> None:
        handover.hand_over(session, staff=ready.staff, presented=ready.presented, digest=KEYED.digest, now=NOW)

    results = race([in_unit_of_work(live_app, hand_over) for _ in range(TIMES)])

    assert outcomes(results) == {"won": 1, "PickupCodeInvalid": TIMES - 1}
    assert count_events(live_app, OrderState.COMPLETED) == 1


def test_control_without_the_guard_several_hand_over(live_app: Flask, ready: Waiting) -> None:
    """If this one stops handing over twice, the test above proves nothing."""

    def look_then_write() -> None:
        with live_app.app_context(), unit_of_work() as session:
            state = session.scalars(select(Order.state)).one()
        if state is not OrderState.READY:
            raise LookupError
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            session.execute(update(Order).values(state=OrderState.COMPLETED))

    results = race([look_then_write for _ in range(TIMES)])

    assert outcomes(results)["won"] > 1


def test_cancelled_twenty_times_at_once_the_money_comes_back_once(live_app: Flask, confirmed: Waiting) -> None:
    results = race([in_unit_of_work(live_app, partial(cancel, order=confirmed)) for _ in range(TIMES)])

    assert outcomes(results) == {"won": 1, "TransitionRefused": TIMES - 1}
    with live_app.app_context(), unit_of_work() as session:
        card = session.scalars(select(Account.balance_minor).where(Account.customer_id == confirmed.customer_id)).one()
        refunds = session.scalar(select(func.count(Transfer.id)).where(Transfer.kind == TransferKind.REFUND))
        assert (card, refunds) == (confirmed.total_minor, 1)
        assert [breach for finding in audit(session) for breach in finding.breaches] == []


def test_cancelling_and_preparing_at_once_one_of_them_wins(live_app: Flask, confirmed: Waiting) -> None:
    def prepare(session: Session) -> None:
        order_moves.start_preparing(session, staff=confirmed.staff, number=confirmed.number, now=NOW)

    runners = [in_unit_of_work(live_app, partial(cancel, order=confirmed)), in_unit_of_work(live_app, prepare)]
    results = race(runners * (TIMES // 2))

    assert outcomes(results) == {"won": 1, "TransitionRefused": TIMES - 1}
    assert count_events(live_app, OrderState.CANCELLED) + count_events(live_app, OrderState.PREPARING) == 1
