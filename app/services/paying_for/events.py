"""Places at an event, paid by card."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.reservations import ReservationPayment
from app.domain.states import RefundReason
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Event, EventBooking, EventBookingState, Payment, TransferKind
from app.services import ledger, refunds
from app.services.events import booking as bookings
from app.services.paying_for.purpose import Booked, Case, Subject
from app.services.payment_locks import lock_row
from app.services.ports import MessageTexts

_KEY: Final = "unneeded"


class EventPlaces:
    """A booking waits for its payment; paid too late, it goes ahead where the places are still free."""

    def subject(self, session: Session, payment: Payment) -> Subject:
        booking = _booking(session, payment)
        return Subject(
            name=f"booking {booking.booking_id}",
            uuid=booking.uuid,
            payer=f"{booking.first_name} {booking.last_name}".strip(),
            email=booking.email,
            phone=booking.phone,
            locale=booking.locale,
            is_payable=booking.state is EventBookingState.PENDING,
        )

    def lock(self, session: Session, payment_id: int) -> None:
        lock_row(session, EventBooking, Payment.event_booking_id, payment_id)

    def booked(self, case: Case) -> Booked:
        booking = _booking(case.session, case.payment)
        return Booked(
            account=_sales(case.session, case.payment, tenant=case.tenant, now=case.now),
            kind=TransferKind.EVENT,
            description=f"Booking {booking.booking_id}",
        )

    def paid(self, case: Case) -> None:
        session, booking = case.session, _booking(case.session, case.payment)
        event = session.get_one(Event, booking.event_id)
        waits = booking.payment_state is not ReservationPayment.PAID
        if waits and bookings.retake(session, event, booking, tenant=case.tenant, now=case.now):
            booking.state, booking.payment_state = EventBookingState.CONFIRMED, ReservationPayment.PAID
            booking.pay_until, booking.updated_at = None, case.now
            if case.extra_minor:
                give_back(case, booking, case.extra_minor, RefundReason.OVERPAID)
            return
        reason = RefundReason.LATE_PAYMENT if waits else RefundReason.PAID_TWICE
        give_back(case, booking, case.payment.amount_minor, reason)

    def failed(self, case: Case) -> None:
        """The booking waits on: another card may be tried until its time is over."""

    def charged_back(self, session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
        booking = _booking(session, payment)
        booking.payment_state, booking.updated_at = ReservationPayment.FAILED, now
        return _sales(session, payment, tenant=tenant, now=now)

    def refunded(
        self, session: Session, payment: Payment, amount: Money, *, texts: MessageTexts, now: datetime
    ) -> None:
        booking = _booking(session, payment)
        if booking.state is EventBookingState.CANCELED:
            booking.payment_state, booking.updated_at = ReservationPayment.REFUNDED, now


def give_back(case: Case, booking: EventBooking, amount_minor: int, reason: RefundReason) -> None:
    """Money that nobody needed goes back to the card it came from."""
    refunds.refund(
        case.session,
        case.payment,
        of=f"booking {booking.booking_id}",
        amount_minor=amount_minor,
        key="overpaid" if reason is RefundReason.OVERPAID else _KEY,
        reason=reason,
        tenant=case.tenant,
        now=case.now,
    )


def _booking(session: Session, payment: Payment) -> EventBooking:
    return session.get_one(EventBooking, payment.event_booking_id)


def _sales(session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.SALES,
        currency=payment.currency,
        platform_id=payment.platform_id,
        now=now,
    )
