"""A restaurant that asks for deposits, and somebody who has booked there."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.states import Environment, RefundReason
from app.domain.tenant import Actor, Tenant
from app.extensions import account_tools
from app.flows import deposits, settlement
from app.flows.tools import Tools
from app.models import Payment, Refund
from app.services import bookings
from app.services.bookings import Diner, NewBooking, Office, ReservationView
from app.services.ledger_audit import audit
from app.services.ports import UnitOfWork
from app.services.provider_ports import Outcome
from app.services.seatings import Wish
from tests.factories import NOW, PIN, make_customer
from tests.factories.restaurants import make_restaurant
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

    def pay(self, *, moves: bool = False) -> str | None:
        return deposits.pay_at_gateway(
            self.tools,
            self.gateway.registry,
            tenant=self.tenant,
            uuid=self.uuid,
            return_url=lambda reference: f"https://eat.example/{reference}",
            locale="en",
            moves=moves,
        )

    def settle(self, outcome: Outcome = Outcome.SUCCEEDED, *, reference: str = "", **given: object) -> None:
        """The gateway has decided, about the newest payment unless another is named."""
        newest = select(Payment.reference).order_by(Payment.id.desc())
        reference = reference or self.session.scalars(newest).first() or ""
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


def open_desk(app: Flask, session: Session, uow: UnitOfWork) -> Desk:
    """A booking for four tomorrow at seven, whose deposit is not paid yet."""
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
