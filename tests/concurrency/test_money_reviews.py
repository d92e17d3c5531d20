"""Several of the staff decide about the same money at the same moment: one of them does."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import OrderState, PaymentState
from app.extensions import gateways
from app.models import Account, AccountKind, Business, Order, Payment, Refund, StaffRole
from app.services import payment_reviews
from app.services.provider_ports import Outcome
from app.services.staff_accounts import StaffSeen
from tests.concurrency.test_checkout import TOTAL, open_stall
from tests.concurrency.test_settling import ask, settle, start
from tests.factories import NOW, make_staff
from tests.factories.purchases import seen
from tests.support.gateway import FakeGateway
from tests.support.race import in_unit_of_work, outcomes, race


def decide(session: Session, *, staff: StaffSeen, uuid: UUID, accept: bool) -> PaymentState | None:
    texts = gateways().texts
    if accept:
        return payment_reviews.accept(session, staff=staff, uuid=uuid, texts=texts, now=NOW)
    payment_reviews.give_back(session, staff=staff, uuid=uuid, texts=texts, now=NOW)
    return None


def hire(session: Session) -> list[StaffSeen]:
    business = session.scalars(select(Business)).one()
    return [seen(make_staff(session, business=business, role=StaffRole.MANAGER)) for _ in range(2)]


def test_one_of_two_decides_and_the_gateway_may_be_heard_meanwhile(live_app: Flask) -> None:
    stall, gateway = open_stall(live_app, buyers=1, stock=3, with_carts=False), FakeGateway()
    reference = start(stall, gateway).payment_reference
    assert reference is not None
    gateway.decide(reference, Outcome.SUCCEEDED, amount_minor=TOTAL + 5)
    settle(stall, gateway, reference)
    uuid = ask(stall, lambda session: session.scalar(select(Payment.uuid).where(Payment.reference == reference)))
    bosses = in_unit_of_work(live_app, hire)()

    deciders: list[Callable[[], object]] = [
        in_unit_of_work(live_app, partial(decide, staff=staff, uuid=uuid, accept=yes))
        for yes in (True, False)
        for staff in bosses * 3
    ]
    listeners: list[Callable[[], object]] = [partial(settle, stall, gateway, reference) for _ in range(4)]
    results = race([*deciders, *listeners])

    assert outcomes(results) == {"won": 5, "TransitionRefused": 11}
    refunds = ask(stall, lambda session: list(session.scalars(select(Refund.amount_minor))))
    gateway_account = select(Account.balance_minor).where(Account.kind == AccountKind.GATEWAY)
    assert ask(stall, lambda session: session.scalar(gateway_account)) == -TOTAL - 5
    is_accepted = ask(stall, lambda session: session.scalar(select(Order.state))) is OrderState.CONFIRMED
    assert refunds == ([5] if is_accepted else [TOTAL + 5])
    assert stall.breaches == []
