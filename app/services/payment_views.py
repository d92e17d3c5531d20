"""How a gateway payment stands, for its payer, a third party and the page they come back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import PaymentNotFound
from app.domain.money import Money
from app.domain.states import OrderState, PaymentPurpose, PaymentState
from app.models import Order, Payment, PaymentMethod
from app.services.paying_for.registry import purpose_of
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A payment as it stands now. `is_fresh` False: its provider could not be asked just now."""

    reference: str
    purpose: PaymentPurpose
    state: PaymentState
    reason: str
    method: PaymentMethod
    amount: Money
    paid_at: datetime | None
    created_at: datetime
    updated_at: datetime
    provider: str
    platform_id: int
    customer_id: int
    order_uuid: UUID | None
    # What it pays for that is no order.
    subject_uuid: UUID | None
    # The tables a booking moves to by it.
    seating_id: int | None
    order_number: str | None
    order_state: OrderState | None
    pay_url: str | None
    their_return_url: str | None
    is_fresh: bool = True

    @property
    def is_paid(self) -> bool:
        return self.state is PaymentState.SUCCEEDED

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet. A payment in review is somebody's work, and its payer waits."""
        return self.state in {PaymentState.PENDING, PaymentState.ABANDONED, PaymentState.NEEDS_REVIEW}

    @property
    def word(self) -> str:
        """success, failed or pending: the words third parties are given."""
        if self.is_paid:
            return "success"
        return "pending" if self.is_open else "failed"


def get_settled(session: Session, *, reference: str, is_fresh: bool = True) -> Settled:
    """Raises PaymentNotFound."""
    row = session.execute(
        select(Payment, Order.uuid, Order.number, Order.state)
        .outerjoin(Order, Order.id == Payment.order_id)
        .where(Payment.reference == reference)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise PaymentNotFound
    payment, order_uuid, number, state = row
    return Settled(
        reference=payment.reference,
        purpose=payment.purpose,
        state=payment.state,
        reason=payment.reason or "",
        method=payment.method,
        amount=Money(payment.amount_minor, payment.currency),
        paid_at=payment.paid_at,
        created_at=payment.created_at,
        updated_at=payment.updated_at,
        provider=payment.provider or "",
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        order_uuid=order_uuid,
        subject_uuid=None if payment.order_id is not None else purpose_of(payment).subject(session, payment).uuid,
        seating_id=payment.seating_id,
        order_number=number,
        order_state=state,
        pay_url=payment.pay_url,
        their_return_url=payment.return_url,
        is_fresh=is_fresh,
    )


def check_own(session: Session, storefront: Storefront, *, customer_id: int, reference: str) -> None:
    """Raises PaymentNotFound unless this customer's payment at this storefront has the reference."""
    found = session.scalar(
        select(Payment.id).where(
            Payment.reference == reference,
            Payment.customer_id == customer_id,
            Payment.platform_id == storefront.id,
            Payment.environment == storefront.environment,
        )
    )
    if found is None:
        raise PaymentNotFound


def check_at(session: Session, storefront: Storefront, *, reference: str) -> None:
    """Raises PaymentNotFound unless a payment at this storefront has the reference, whoever pays it."""
    found = session.scalar(
        select(Payment.id).where(
            Payment.reference == reference,
            Payment.platform_id == storefront.id,
            Payment.environment == storefront.environment,
        )
    )
    if found is None:
        raise PaymentNotFound
