"""Two tabs move the same booking, and it is cancelled meanwhile: it goes to one place, once; other money goes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationState
from app.domain.states import PaymentState
from app.extensions import account_tools, unit_of_work
from app.flows import deposits, settlement
from app.models import Payment, Refund, Reservation, Seating
from app.services import bookings
from app.services.bookings import Move
from app.services.ledger_audit import audit
from app.services.provider_ports import Outcome
from tests.integration.flows.desk import DEPOSIT, DINER, Desk, open_desk
from tests.integration.services.booking.booker import SEVEN
from tests.support.race import in_unit_of_work, outcomes, race

EIGHT, NINE = SEVEN + timedelta(hours=1), SEVEN + timedelta(hours=2)
MORE = 2 * 50_00
TABS = 4


@pytest.fixture
def desk(live_app: Flask) -> Desk:
    """Four come at seven, and have paid; every unit of work is real."""
    with live_app.app_context():
        with unit_of_work() as session:
            made = open_desk(live_app, session, unit_of_work)
        desk = replace(made, tools=replace(account_tools(), clock=lambda: made.now))
        desk.pay()
        _settle(desk, _newest(desk))
    return desk


def test_many_tabs_hold_one_other_time(live_app: Flask, desk: Desk) -> None:
    def hold(session: Session) -> None:
        bookings.hold_move(
            session,
            tenant=desk.tenant,
            uuid=desk.uuid,
            wanted=Move(starts_at=EIGHT, party_size=6),
            actor=DINER,
            now=desk.now,
        )

    results = race([in_unit_of_work(live_app, hold) for _ in range(TABS)])

    assert outcomes(results) == {"won": TABS}
    with live_app.app_context(), unit_of_work() as session:
        live = session.scalars(
            select(Seating.id).where(Seating.released_at.is_(None), Seating.expires_at > desk.now)
        ).all()
        assert live == [session.scalars(select(Reservation.moving_to_id)).one()]
        assert [one.promise for one in audit(session) if one.breaches] == []


@pytest.mark.parametrize("cancels", [False, True])
def test_two_tabs_pay_and_it_is_given_up_at_the_same_moment(live_app: Flask, desk: Desk, *, cancels: bool) -> None:
    references = []
    with live_app.app_context():
        for start in (EIGHT, NINE):
            with unit_of_work() as session:
                wanted = Move(starts_at=start, party_size=6)
                bookings.hold_move(
                    session, tenant=desk.tenant, uuid=desk.uuid, wanted=wanted, actor=DINER, now=desk.now
                )
            desk.pay(moves=True)
            references.append(_newest(desk))

    def settle(reference: str) -> None:
        with live_app.app_context():
            _settle(desk, reference)

    def cancel() -> None:
        with live_app.app_context():
            deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)

    rivals = [lambda: settle(references[0]), lambda: settle(references[1]), lambda: settle(references[1])]
    results = race([*rivals, cancel] if cancels else rivals)

    # Where the booking moved while it was cancelled, whoever cancels is told to look again.
    told = outcomes(results)
    assert told.pop("TablesTaken", 0) <= int(cancels)
    with live_app.app_context(), unit_of_work() as session:
        row = session.scalars(select(Reservation)).one()
        paid = session.scalar(select(func.sum(Payment.amount_minor)).where(Payment.transfer_id.is_not(None)))
        back = session.scalar(select(func.coalesce(func.sum(Refund.amount_minor), 0)))
        stands = row.state is ReservationState.CONFIRMED
        assert stands or cancels
        assert not stands or (row.starts_at, row.deposit_minor) == (NINE, DEPOSIT + MORE)
        assert (paid, (paid or 0) - (back or 0)) == (DEPOSIT + 2 * MORE, DEPOSIT + MORE if stands else 0)
        states = session.scalars(select(Payment.state).where(Payment.reference == references[0])).all()
        assert states == [PaymentState.REVERSED]
        assert [one.promise for one in audit(session) if one.breaches] == []


def _newest(desk: Desk) -> str:
    with unit_of_work() as session:
        return session.scalars(select(Payment.reference).order_by(Payment.id.desc())).first() or ""


def _settle(desk: Desk, reference: str) -> None:
    desk.gateway.decide(reference, Outcome.SUCCEEDED)
    tools = desk.tools
    settlement.settle(tools.uow, tools.clock, desk.gateway.registry, tools.texts, reference=reference)
