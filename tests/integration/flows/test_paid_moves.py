"""A booking moves to where a larger deposit is asked: held, paid for, only then moved; else it stays what it was."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, DepositNeeded, HoldExpired, TransitionRefused
from app.domain.reservations import ReservationPayment
from app.domain.states import PaymentState, RefundReason
from app.domain.tenant import Actor
from app.domain.topics import Topic
from app.flows import bookings as booking_flow
from app.flows import deposits
from app.models import Customer, OutboxMessage, Payment, PaymentMethod, TableClaim
from app.services import bookings
from app.services.bookings import Move, PendingMove
from app.services.provider_ports import Outcome, ProviderRefused, ProviderUnclear
from tests.factories import NOW, PIN, fund_card, make_staff
from tests.factories.gift_cards import make_gift_card
from tests.integration.flows.desk import DEPOSIT, DINER, Desk, open_desk
from tests.integration.flows.shop import Uow
from tests.integration.services.booking.booker import SEVEN

EIGHT = SEVEN + timedelta(hours=1)
HALF_PAST = SEVEN + timedelta(minutes=30)
MORE = 2 * 50_00
SIX = Move(starts_at=EIGHT, party_size=6)


@pytest.fixture
def desk(app: Flask, session: Session, uow: Uow) -> Desk:
    """Four come at seven, and have paid."""
    desk = open_desk(app, session, uow)
    desk.pay()
    desk.settle()
    return desk


def hold(desk: Desk, wanted: Move = SIX) -> PendingMove:
    with desk.tools.uow() as work:
        return bookings.hold_move(work, tenant=desk.tenant, uuid=desk.uuid, wanted=wanted, actor=DINER, now=desk.now)


def move(desk: Desk, wanted: Move, actor: Actor = DINER) -> None:
    with desk.tools.uow() as work:
        bookings.move(
            work, desk.tools.texts, tenant=desk.tenant, uuid=desk.uuid, wanted=wanted, actor=actor, now=desk.now
        )


def where(desk: Desk) -> tuple[datetime, int, int, ReservationPayment]:
    view = desk.view()
    return view.starts_at, view.party_size, view.terms.deposit_minor, view.payment_state


def waits(desk: Desk) -> bool:
    return bookings.find_move(desk.session, tenant=desk.tenant, uuid=desk.uuid, now=desk.now) is not None


def claimed_by(desk: Desk) -> set[int]:
    """Whose tables are claimed once what has run out is swept up."""
    booking_flow.sweep_due(desk.tools.uow, desk.tools.clock)
    return set(desk.session.scalars(select(TableClaim.seating_id)))


AS_IT_WAS = (SEVEN, 4, DEPOSIT, ReservationPayment.PAID)
MOVED = (EIGHT, 6, DEPOSIT + MORE, ReservationPayment.PAID)


def test_held_then_paid_then_moved_and_given_back_whole(desk: Desk) -> None:
    before = desk.view()
    with pytest.raises(DepositNeeded):
        move(desk, SIX)
    pending = hold(desk)

    assert (pending.paid_minor, pending.due_minor) == (DEPOSIT, MORE)
    assert where(desk) == AS_IT_WAS
    url = desk.pay(moves=True)
    assert desk.pay(moves=True) == url, "asked again, the same page"
    assert where(desk) == AS_IT_WAS
    desk.settle()
    desk.settle()

    after = desk.view()
    assert where(desk) == MOVED
    assert (after.sequence, after.terms.cancel_fee_minor) == (before.sequence + 1, (DEPOSIT + MORE) // 2)
    assert claimed_by(desk) == {after.seating_id}
    topics = desk.session.scalars(select(OutboxMessage.topic).order_by(OutboxMessage.id)).all()
    assert topics[-1] == Topic.RESERVATION_CHANGED
    assert not waits(desk)
    deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)
    assert sorted(desk.refunds()) == [(MORE, RefundReason.CANCELLED), (DEPOSIT, RefundReason.CANCELLED)]
    assert desk.is_sound()


def test_a_payment_page_that_was_lost_is_opened_anew_for_the_same_move(desk: Desk) -> None:
    hold(desk)
    desk.gateway.lost["start"] = [ProviderUnclear("no answer"), ProviderRefused("known already")]

    desk.pay(moves=True)
    desk.settle()

    assert where(desk) == MOVED
    assert desk.is_sound()


def test_the_hold_lapses_and_money_that_comes_later_goes_back(desk: Desk) -> None:
    hold(desk)
    desk.pay(moves=True)
    desk.now = NOW + timedelta(minutes=31)
    with pytest.raises(HoldExpired):
        desk.pay(moves=True)
    stays = claimed_by(desk)

    desk.settle()

    assert where(desk) == AS_IT_WAS
    assert desk.refunds() == [(MORE, RefundReason.LATE_PAYMENT)]
    assert stays == {desk.view().seating_id}
    assert desk.is_sound()


def test_declined_all_stays_and_cards_pay_and_get_back_what_is_theirs(desk: Desk) -> None:
    view = desk.view()
    gift = make_gift_card(desk.session, business_id=view.business_id, currency=view.currency, amount_minor=MORE)
    who = view.customer_id
    fund_card(desk.session, desk.session.get_one(Customer, who), 50_00, currency=view.currency)
    hold(desk)
    desk.pay(moves=True)
    desk.settle(Outcome.FAILED)
    assert where(desk) == AS_IT_WAS
    assert waits(desk)

    deposits.pay_by_gift_card(
        desk.tools, tenant=desk.tenant, uuid=desk.uuid, number=gift.number, address=None, moves=True
    )
    assert where(desk) == MOVED
    hold(desk, Move(party_size=7))
    deposits.pay_by_shopping_card(desk.tools, tenant=desk.tenant, uuid=desk.uuid, customer_id=who, pin=PIN, moves=True)
    assert where(desk) == (EIGHT, 7, DEPOSIT + MORE + 50_00, ReservationPayment.PAID)
    with pytest.raises(HoldExpired):
        deposits.pay_by_shopping_card(
            desk.tools, tenant=desk.tenant, uuid=desk.uuid, customer_id=who, pin=PIN, moves=True
        )
    # A party that grows smaller keeps what it has paid: it is taken off the bill.
    move(desk, Move(party_size=2))
    assert where(desk) == (EIGHT, 2, DEPOSIT + MORE + 50_00, ReservationPayment.PAID)

    deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)

    back = desk.session.execute(select(Payment.method, Payment.amount_minor, Payment.state).order_by(Payment.id))
    assert [tuple(row) for row in back] == [
        (PaymentMethod.GATEWAY, DEPOSIT, PaymentState.REVERSED),
        (PaymentMethod.GATEWAY, MORE, PaymentState.FAILED),
        (PaymentMethod.GIFT_CARD, MORE, PaymentState.REVERSED),
        (PaymentMethod.SHOPPING_CARD, 50_00, PaymentState.REVERSED),
    ]
    assert desk.is_sound()


@pytest.mark.parametrize("meanwhile", ["kept", "cancelled", "moved by the house", "another time"])
def test_what_is_not_wanted_any_more_goes_back(desk: Desk, meanwhile: str) -> None:
    hold(desk)
    desk.pay(moves=True)
    reference = desk.session.scalars(select(Payment.reference).order_by(Payment.id.desc())).first()
    if meanwhile == "kept":
        with desk.tools.uow() as work:
            bookings.drop_move(work, tenant=desk.tenant, uuid=desk.uuid, now=desk.now)
    elif meanwhile == "cancelled":
        deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)
    elif meanwhile == "moved by the house":
        staff = make_staff(desk.session, business_id=desk.tenant.business_id)
        # On the telephone nobody asks for the difference.
        move(desk, Move(starts_at=HALF_PAST, party_size=5), Actor("staff", staff.id))
    else:
        hold(desk, Move(starts_at=HALF_PAST, party_size=6))
    stood = where(desk)

    desk.settle(reference=reference or "")

    assert where(desk) == stood
    assert desk.refunds()[-1] == (MORE, RefundReason.LATE_PAYMENT)
    assert waits(desk) is (meanwhile == "another time")
    assert len(claimed_by(desk)) == {"cancelled": 0, "another time": 2}.get(meanwhile, 1)
    assert desk.is_sound()


def test_what_the_bank_takes_back_of_two_payments_is_no_deposit_any_more(desk: Desk) -> None:
    hold(desk)
    desk.pay(moves=True)
    desk.settle()

    desk.settle(Outcome.REVERSED)

    assert where(desk) == (EIGHT, 6, DEPOSIT, ReservationPayment.PAID)
    deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)
    assert desk.refunds() == [(DEPOSIT, RefundReason.CANCELLED)]
    assert desk.is_sound()


def test_what_costs_nothing_more_or_is_not_free_is_refused(desk: Desk) -> None:
    with pytest.raises(TransitionRefused):
        hold(desk, Move(starts_at=HALF_PAST))
    with pytest.raises(BookingRefused):
        hold(desk, Move(starts_at=SEVEN + timedelta(hours=8), party_size=6))

    assert where(desk) == AS_IT_WAS
    assert not waits(desk)
    assert len(claimed_by(desk)) == 1
