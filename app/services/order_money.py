"""Where an order's money is: what was paid by which instrument, and what of it is on its way back or there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import PaymentState, RefundReason, RefundState
from app.models import Payment, PaymentMethod, Refund
from app.services.charge_backs import CHARGED_BACK


@dataclass(frozen=True, slots=True)
class MoneyBack:
    """A refund as its customer sees it."""

    amount: Money
    state: RefundState
    reason: RefundReason
    # Paid by the shop itself, another way than it came.
    is_by_hand: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBy:
    """One payment. `seen` is what came instead of what was asked for."""

    method: PaymentMethod
    reference: str
    amount: Money
    seen: Money | None
    state: PaymentState
    is_charged_back: bool
    at: datetime
    back: tuple[MoneyBack, ...]

    @property
    def was_taken(self) -> bool:
        """Whether it was ever paid as asked for."""
        return self.state is PaymentState.SUCCEEDED or (self.state is PaymentState.REVERSED and self.seen is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoney:
    payments: tuple[PaidBy, ...]

    @property
    def is_paid(self) -> bool:
        """Whether something of what was paid is still with the shop."""
        return any(paid.state is PaymentState.SUCCEEDED for paid in self.payments)

    @property
    def is_in_review(self) -> bool:
        return any(paid.state is PaymentState.NEEDS_REVIEW for paid in self.payments)

    @property
    def is_charged_back(self) -> bool:
        return any(paid.is_charged_back for paid in self.payments)

    @property
    def taken(self) -> tuple[PaidBy, ...]:
        """What was paid as asked for, whatever became of it since."""
        return tuple(paid for paid in self.payments if paid.was_taken)

    @property
    def has_refunds(self) -> bool:
        return any(paid.back for paid in self.payments)

    @property
    def is_all_back(self) -> bool:
        """Whether everything paid has been given back or is promised to be."""
        return bool(self.taken) and not self.is_paid and not self.is_charged_back


def load_money(session: Session, *, order_id: int) -> OrderMoney:
    """The order's payments with their refunds, oldest first; one statement."""
    rows = session.execute(
        select(Payment, Refund)
        .outerjoin(Refund, Refund.payment_id == Payment.id)
        .where(Payment.order_id == order_id)
        .order_by(Payment.id, Refund.id)
    ).all()
    back: dict[int, list[MoneyBack]] = {payment.id: [] for payment, _ in rows}
    for payment, made in rows:
        if made is not None:
            back[payment.id].append(_back(made))
    payments = {payment.id: payment for payment, _ in rows}
    return OrderMoney(payments=tuple(_paid_by(payment, back[payment.id]) for payment in payments.values()))


def _paid_by(payment: Payment, back: list[MoneyBack]) -> PaidBy:
    seen = None if payment.seen_minor is None else Money(payment.seen_minor, payment.seen_currency or payment.currency)
    return PaidBy(
        method=payment.method,
        reference=payment.reference,
        amount=Money(payment.amount_minor, payment.currency),
        seen=seen,
        state=payment.state,
        is_charged_back=payment.state is PaymentState.REVERSED and payment.reason == CHARGED_BACK,
        at=payment.created_at,
        back=tuple(back),
    )


def _back(made: Refund) -> MoneyBack:
    return MoneyBack(
        Money(made.amount_minor, made.currency), made.state, made.reason, made.by_hand is not None, made.updated_at
    )
