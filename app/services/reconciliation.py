"""Our gateway payments beside what their provider says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.states import PaymentState, RefundState
from app.models import Payment, PaymentMethod, Refund
from app.services.provider_ports import Outcome, PaymentSeen

# A payment that both sides call open is worth a look once it is this old.
STILL_OPEN_AFTER: Final = timedelta(hours=1)

_OPEN: Final = frozenset({PaymentState.PENDING, PaymentState.ABANDONED, PaymentState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class OurPayment:
    """A payment as our books have it; `refunded_minor` is what went back or is on its way."""

    reference: str
    provider: str
    state: PaymentState
    amount_minor: int
    currency: str
    refunded_minor: int
    created_at: datetime


def list_payments(session: Session, *, since: datetime) -> list[OurPayment]:
    """Every gateway payment asked for since then, the oldest first."""
    refunded = (
        select(func.coalesce(func.sum(Refund.amount_minor), 0))
        .where(Refund.payment_id == Payment.id, Refund.state != RefundState.FAILED)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Payment.reference,
            Payment.provider,
            Payment.state,
            Payment.amount_minor,
            Payment.currency,
            refunded.label("refunded_minor"),
            Payment.created_at,
        )
        .where(Payment.method == PaymentMethod.GATEWAY, Payment.created_at >= since)
        .order_by(Payment.created_at, Payment.id)
    )
    # A sum is a Decimal on PostgreSQL.
    return [OurPayment(**{**row._mapping, "refunded_minor": int(row.refunded_minor)}) for row in rows]  # noqa: SLF001  # the public way to a row's names


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUpRefund:
    """Money still owed to a customer, which its gateway would not pay out; `why` in the gateway's words."""

    id: int
    reference: str
    payment_reference: str
    amount: Money
    why: str
    since: datetime


def list_given_up(session: Session) -> list[GivenUpRefund]:
    """Refunds that wait for a person, the oldest first."""
    rows = session.execute(
        select(Refund, Payment.reference)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.state == RefundState.FAILED)
        .order_by(Refund.id)
    )
    return [
        GivenUpRefund(
            id=made.id,
            reference=made.reference,
            payment_reference=payment_reference,
            amount=Money(made.amount_minor, made.currency),
            why=made.last_error or "",
            since=made.updated_at,
        )
        for made, payment_reference in rows
    ]


def find_difference(ours: OurPayment, theirs: PaymentSeen, *, now: datetime) -> str | None:
    """What does not match, in a few words; None where both sides say the same."""
    if ours.state is PaymentState.NEEDS_REVIEW:
        return "waits for a person to decide"
    match theirs.outcome:
        case Outcome.SUCCEEDED:
            return _beside_success(ours, theirs)
        case Outcome.REVERSED:
            is_known = ours.state is PaymentState.REVERSED or ours.refunded_minor >= ours.amount_minor
            return None if is_known else f"they gave it back, ours is {ours.state.value}"
    if ours.state not in _OPEN:
        return f"ours is {ours.state.value}, theirs is {theirs.outcome.value}"
    is_over = ours.state is not PaymentState.PENDING
    return None if is_over or now - ours.created_at < STILL_OPEN_AFTER else f"still open, theirs is {theirs.outcome}"


def _beside_success(ours: OurPayment, theirs: PaymentSeen) -> str | None:
    if ours.state is not PaymentState.SUCCEEDED:
        return f"they have the money, ours is {ours.state.value}"
    if (theirs.amount_minor, theirs.currency) != (ours.amount_minor, ours.currency):
        return f"they say {theirs.amount_minor} {theirs.currency}, ours is {ours.amount_minor} {ours.currency}"
    return None
