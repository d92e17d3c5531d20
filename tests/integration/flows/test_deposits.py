"""Deposits: paid at the gateway, by shopping card or gift card, and given back as the terms say."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BalanceTooLow, GiftCardNotFound, GiftCardUnusable, NotAllowed, PinWrong, TransitionRefused
from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.states import Environment, PaymentState, RefundReason
from app.domain.tenant import Actor, Tenant
from app.extensions import account_tools
from app.flows import deposits, settlement
from app.flows.tools import Tools
from app.models import Payment, PaymentMethod, Refund
from app.services import bookings, shopping_card
from app.services.bookings import Diner, NewBooking, Office, ReservationView
from app.services.ledger_audit import audit
from app.services.provider_ports import Outcome
from app.services.seatings import Wish
from tests.factories import NOW, PIN, make_customer
from tests.factories.gift_cards import make_gift_card
from tests.factories.restaurants import make_restaurant
from tests.integration.flows.shop import Uow
from tests.integration.services.booking.booker import SEVEN
from tests.support.gateway import FakeGateway

DEPOSIT = 4 * 50_00
DINER = Actor("customer")


@dataclass
class Desk:
    """A restaurant that asks 50.00 a guest, half of it kept in the last day, and a table for four."""

    session: Session
    tools: Tools
    gateway: FakeGateway
    tenant: Tenant
    uuid: UUID
    customer_id: int
    now: datetime = NOW

    def pay(self) -> str | None:
        return deposits.pay_at_gateway(
            self.tools,
            self.gateway.registry,
            tenant=self.tenant,
            uuid=self.uuid,
            return_url=lambda reference: f"https://eat.example/{reference}",
            locale="en",
        )

    def settle(self, outcome: Outcome = Outcome.SUCCEEDED, **given: object) -> None:
        reference = self.session.scalars(select(Payment.reference).order_by(Payment.id.desc())).first() or ""
        self.gateway.decide(reference, outcome, **given)
        registry, tools = self.gateway.registry, self.tools
        settlement.settle(tools.uow, tools.clock, registry, tools.texts, reference=reference)

    def view(self) -> ReservationView:
        self.session.expire_all()
        return bookings.get_view(self.session, tenant=self.tenant, uuid=self.uuid)

    def stands(self) -> tuple[ReservationState, ReservationPayment]:
        view = self.view()
        return view.state, view.payment_state

    def refunds(self) -> list[tuple[int, RefundReason]]:
        rows = self.session.execute(select(Refund.amount_minor, Refund.reason).order_by(Refund.id))
        return [(row.amount_minor, row.reason) for row in rows]

    def is_sound(self) -> bool:
        return all(not finding.breaches for finding in audit(self.session))


@pytest.fixture
def desk(app: Flask, session: Session, uow: Uow) -> Desk:
    branch = make_restaurant(
        session, is_active_payment=True, deposit_minor=50_00, cancel_fee_bp=5000, cancel_free_minutes=24 * 60
    )
    with app.app_context():
        tools = account_tools()
    customer = make_customer(session, business_id=branch.business_id, phone="+971501112233", pin=PIN)
    tenant = Tenant(branch.business_id, Environment.TEST)
    made = bookings.book(
        session,
        Office(tools.texts, tools.keyed),
        tenant=tenant,
        wish=Wish(branch_id=branch.id, environment=Environment.TEST, starts_at=SEVEN, party_size=4),
        new=NewBooking(diner=Diner(first_name="Aisha", phone="+971501112233"), customer_id=customer.id),
        actor=DINER,
        now=NOW,
    )
    session.commit()
    gateway = FakeGateway(currencies=frozenset({branch.currency}))
    desk = Desk(session, tools, gateway, tenant, made.uuid, customer.id)
    desk.tools = replace(tools, uow=uow, clock=lambda: desk.now)
    return desk


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
