"""Deposits: paid at the gateway, by shopping card or gift card, and given back as the terms say."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BalanceTooLow, GiftCardNotFound, GiftCardUnusable, NotAllowed, PinWrong, TransitionRefused
from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.states import PaymentState, RefundReason
from app.flows import deposits
from app.models import Payment, PaymentMethod
from app.services import shopping_card
from app.services.provider_ports import Outcome
from tests.factories import NOW, PIN
from tests.factories.gift_cards import make_gift_card
from tests.integration.flows.desk import DEPOSIT, DINER, Desk, open_desk
from tests.integration.flows.shop import Uow
from tests.integration.services.booking.booker import SEVEN


@pytest.fixture
def desk(app: Flask, session: Session, uow: Uow) -> Desk:
    return open_desk(app, session, uow)


def test_paid_at_the_gateway_it_stands(desk: Desk) -> None:
    assert desk.stands() == (ReservationState.PENDING, ReservationPayment.PENDING)

    url = desk.pay()
    assert desk.pay() == url, "asked again, the same page"
    assert [ask.amount_minor for ask in desk.gateway.asked.values()] == [DEPOSIT]
    desk.settle()
    desk.settle()

    assert desk.stands() == (ReservationState.CONFIRMED, ReservationPayment.PAID)
    with pytest.raises(TransitionRefused):
        desk.pay()
    assert desk.is_sound()


def test_declined_it_waits_and_may_be_paid_otherwise(desk: Desk) -> None:
    desk.pay()
    desk.settle(Outcome.FAILED)
    assert desk.stands() == (ReservationState.PENDING, ReservationPayment.FAILED)

    desk.pay()
    desk.settle()
    assert desk.stands() == (ReservationState.CONFIRMED, ReservationPayment.PAID)


@pytest.mark.parametrize(("when", "back"), [(NOW, DEPOSIT), (SEVEN - timedelta(hours=2), DEPOSIT // 2)])
def test_cancelled_it_goes_back_as_the_terms_say(desk: Desk, when: datetime, back: int) -> None:
    desk.pay()
    desk.settle()
    desk.now = when

    canceled = deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)

    assert (canceled.back_minor, canceled.kept_minor) == (back, DEPOSIT - back)
    assert desk.refunds() == [(back, RefundReason.CANCELLED)]
    assert desk.stands() == (ReservationState.CANCELED, ReservationPayment.REFUNDED)
    assert desk.is_sound()


def test_nobody_pays_and_the_table_is_free_and_money_that_comes_later_goes_back(desk: Desk) -> None:
    desk.pay()
    desk.now = NOW + timedelta(hours=2)
    assert deposits.expire_due(desk.tools, desk.gateway.registry) == 1
    assert desk.stands() == (ReservationState.CANCELED, ReservationPayment.FAILED)

    desk.settle()

    assert desk.refunds() == [(DEPOSIT, RefundReason.LATE_PAYMENT)]
    assert desk.stands()[0] is ReservationState.CANCELED
    assert desk.is_sound()


def test_the_last_look_finds_that_it_was_paid(desk: Desk) -> None:
    desk.pay()
    desk.gateway.decide(next(iter(desk.gateway.asked)), Outcome.SUCCEEDED)
    desk.now = NOW + timedelta(hours=2)

    deposits.expire_due(desk.tools, desk.gateway.registry)

    assert desk.stands() == (ReservationState.CONFIRMED, ReservationPayment.PAID)


def test_the_shopping_card_pays_and_is_paid_back(desk: Desk) -> None:
    def pay(pin: str = PIN, customer_id: int | None = None) -> None:
        who = customer_id or desk.customer_id
        deposits.pay_by_shopping_card(desk.tools, tenant=desk.tenant, uuid=desk.uuid, customer_id=who, pin=pin)

    with pytest.raises(NotAllowed):
        pay(customer_id=desk.customer_id + 1)
    with pytest.raises(PinWrong):
        pay("9999")
    with pytest.raises(BalanceTooLow):
        pay()
    assert desk.stands()[0] is ReservationState.PENDING
    view = desk.view()
    shopping_card.fund(
        desk.session,
        tenant=desk.tenant,
        customer_id=desk.customer_id,
        platform_id=view.place.platform_id,
        amount_minor=DEPOSIT + 1,
        currency=view.currency,
        key="gift",
        now=NOW,
    )
    desk.session.commit()

    pay()
    assert desk.stands() == (ReservationState.CONFIRMED, ReservationPayment.PAID)
    deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)

    card = shopping_card.balance(desk.session, customer_id=desk.customer_id, currency=view.currency)
    assert card.current_minor == DEPOSIT + 1
    assert desk.is_sound()


def test_a_gift_card_pays_and_gets_it_back(desk: Desk) -> None:
    def pay(number: str) -> None:
        deposits.pay_by_gift_card(desk.tools, tenant=desk.tenant, uuid=desk.uuid, number=number, address=None)

    view = desk.view()
    card = make_gift_card(
        desk.session, business_id=view.business_id, currency=view.currency, amount_minor=DEPOSIT, number="1521543829"
    )
    small = make_gift_card(
        desk.session, business_id=view.business_id, currency=view.currency, amount_minor=1, number="1478811922"
    )
    desk.session.commit()
    with pytest.raises(GiftCardNotFound):
        pay("1000000000")
    with pytest.raises(GiftCardUnusable):
        pay(small.number)

    pay(card.number)

    assert desk.stands() == (ReservationState.CONFIRMED, ReservationPayment.PAID)
    paid = desk.session.scalars(select(Payment).where(Payment.state == PaymentState.SUCCEEDED)).one()
    assert (paid.method, paid.gift_card_id, paid.amount_minor) == (PaymentMethod.GIFT_CARD, card.id, DEPOSIT)
    deposits.cancel(desk.tools, tenant=desk.tenant, uuid=desk.uuid, actor=DINER)
    assert desk.is_sound()
