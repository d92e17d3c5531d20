"""What goes back when an event booking is given up, and bookings whose time to pay is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import PaymentState, RefundReason
from app.domain.tenant import Tenant
from app.models import EventBooking, EventBookingState, Payment
from app.services import payments, refunds
from app.services.events import booking as bookings


def give_back(session: Session, booking: EventBooking, *, tenant: Tenant, now: datetime) -> None:
    """Each card payment of a cancelled booking gets back what it still holds; an open one counts no more.

    The booking's row is locked.
    """
    for payment in session.scalars(
        select(Payment)
        .where(Payment.event_booking_id == booking.id)
        .order_by(Payment.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ):
        if payment.state is PaymentState.PENDING:
            payment.state, payment.updated_at = PaymentState.ABANDONED, now
        elif payment.state is PaymentState.SUCCEEDED:
            refunds.refund(
                session,
                payment,
                of=f"booking {booking.booking_id}",
                amount_minor=payment.amount_minor - refunds.given_back(session, payment),
                key="cancelled",
                reason=RefundReason.CANCELLED,
                tenant=tenant,
                now=now,
            )
    session.flush()


def list_unpaid(session: Session, *, now: datetime, limit: int) -> list[int]:
    """Row ids of bookings whose time to pay is over."""
    return list(
        session.scalars(
            select(EventBooking.id)
            .where(EventBooking.state == EventBookingState.PENDING, EventBooking.pay_until <= now)
            .order_by(EventBooking.pay_until)
            .limit(limit)
        )
    )


def list_references(session: Session, *, booking_row: int) -> list[str]:
    """Our references of a booking's payments."""
    return list(
        session.scalars(select(Payment.reference).where(Payment.event_booking_id == booking_row).order_by(Payment.id))
    )


def expire(session: Session, *, booking_row: int, now: datetime) -> bool:
    """Free the places of a booking that nobody paid; False where it was paid, or given up, meanwhile."""
    booking = session.scalars(
        select(EventBooking)
        .where(EventBooking.id == booking_row)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    is_over = booking.pay_until is not None and booking.pay_until <= now
    if booking.state is not EventBookingState.PENDING or not is_over:
        return False
    bookings.release(session, booking, now=now)
    session.flush()
    return True


def open_payment_of(session: Session, booking: EventBooking) -> str | None:
    """The reference of the booking's newest payment that may still be made."""
    found = session.scalars(
        select(Payment).where(Payment.event_booking_id == booking.id).order_by(Payment.id.desc()).limit(1)
    ).one_or_none()
    is_open = found is not None and (found.state is PaymentState.PENDING or found.reason == payments.LEFT)
    return found.reference if found is not None and is_open else None
