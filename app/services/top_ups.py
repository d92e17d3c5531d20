"""Top-ups of the shopping card that the statement does not show: on their way, or come to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import PaymentPurpose, PaymentState
from app.models import Payment
from app.services.platforms import Storefront

# So long a failed attempt is worth telling of; an open one is told of until it is decided.
_TOLD_FOR: Final = timedelta(days=1)
_MOST: Final = 5
_OPEN: Final = (PaymentState.PENDING, PaymentState.NEEDS_REVIEW)
_FAILED: Final = (PaymentState.FAILED, PaymentState.ABANDONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpView:
    """One attempt. `pay_url` leads back to the gateway while it can still be paid."""

    reference: str
    amount: Money
    state: PaymentState
    reason: str
    pay_url: str
    at: datetime


def list_unfinished(session: Session, storefront: Storefront, *, customer_id: int, now: datetime) -> list[TopUpView]:
    """A customer's top-ups without a movement on the card, the newest first; one statement."""
    rows = session.scalars(
        select(Payment)
        .where(
            Payment.customer_id == customer_id,
            Payment.platform_id == storefront.id,
            Payment.environment == storefront.environment,
            Payment.purpose == PaymentPurpose.CARD_FUNDING,
            or_(Payment.state.in_(_OPEN), Payment.state.in_(_FAILED) & (Payment.created_at >= now - _TOLD_FOR)),
        )
        .order_by(Payment.id.desc())
        .limit(_MOST)
    )
    return [
        TopUpView(
            reference=row.reference,
            amount=Money(row.amount_minor, row.currency),
            state=row.state,
            reason=row.reason or "",
            pay_url=(row.pay_url or "") if row.state is PaymentState.PENDING else "",
            at=row.created_at,
        )
        for row in rows
    ]
