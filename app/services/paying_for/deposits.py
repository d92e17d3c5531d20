"""The deposit of a table: taken at a gateway or from a card, given back as far as the terms say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.allocation import Paid, give_back
from app.domain.errors import HoldExpired
from app.domain.money import Money
from app.domain.reservations import ReservationPayment
from app.domain.states import PaymentPurpose, PaymentState, RefundReason
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Payment, PaymentMethod, Reservation, Transfer, TransferKind
from app.services import bookings, gift_cards, ledger, refunds, shopping_card
from app.services.gift_cards import Movement, Place
from app.services.paying_for.purpose import Booked, Case, Subject
from app.services.payment_locks import lock_row
from app.services.ports import MessageTexts


@dataclass(frozen=True, slots=True)
class Due:
    """What must be paid: the deposit, or to the tables of `seating_id` the difference, in minor units."""

    amount_minor: int
    seating_id: int | None = None

    def key(self, row: Reservation) -> str:
        """What makes the money move once."""
        return f"deposit:{row.uuid}" if self.seating_id is None else f"deposit:{row.uuid}:{self.seating_id}"


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was taken from a card of ours, and where the house sells."""

    method: PaymentMethod
    moved: Transfer
    platform_id: int
    gift_card_id: int | None = None


class TableDeposit:
    """A reservation waits for its deposit, or for more of it where it moves; money that nobody needs any more goes back
    by itself."""

    def subject(self, session: Session, payment: Payment) -> Subject:
        row = _reservation(session, payment)
        is_due = bool(bookings.deposit_due(row.state, row.payment_state, row.deposit_minor))
        return Subject(
            name=f"reservation {row.reference}",
            uuid=row.uuid,
            payer=f"{row.first_name} {row.last_name}".strip(),
            email=row.email,
            phone=row.phone,
            locale=row.locale,
            is_payable=is_due if payment.seating_id is None else payment.seating_id == row.moving_to_id,
        )

    def lock(self, session: Session, payment_id: int) -> None:
        payment = session.get_one(Payment, payment_id)
        if payment.seating_id is not None and payment.reservation_id is not None:
            bookings.lock_for_move(session, reservation_id=payment.reservation_id, seating_id=payment.seating_id)
        lock_row(session, Reservation, Payment.reservation_id, payment_id)

    def booked(self, case: Case) -> Booked:
        row = _reservation(case.session, case.payment)
        sales = _sales(case.session, case.payment.platform_id, row.currency, tenant=case.tenant, now=case.now)
        return Booked(account=sales, kind=TransferKind.DEPOSIT, description=f"Reservation {row.reference}")

    def paid(self, case: Case) -> None:
        row = _reservation(case.session, case.payment)
        amount = case.payment.amount_minor - case.extra_minor
        is_wanted = _counts(case.session, case.texts, row, Due(amount, case.payment.seating_id), now=case.now)
        if is_wanted and not case.extra_minor:
            return
        was_paid = row.payment_state is ReservationPayment.PAID and case.payment.seating_id is None
        reason = RefundReason.PAID_TWICE if was_paid else RefundReason.LATE_PAYMENT
        refunds.refund(
            case.session,
            case.payment,
            of=f"reservation {row.reference}",
            amount_minor=case.extra_minor if is_wanted else case.payment.amount_minor,
            key="overpaid" if is_wanted else "unneeded",
            reason=RefundReason.OVERPAID if is_wanted else reason,
            tenant=case.tenant,
            now=case.now,
        )

    def failed(self, case: Case) -> None:
        if case.payment.seating_id is not None:
            # The new time waits on, and the booking is what it was.
            return
        bookings.note_failed(case.session, reservation_id=_reservation(case.session, case.payment).id, now=case.now)

    def charged_back(self, session: Session, payment: Payment, *, tenant: Tenant, now: datetime) -> Account:
        row = _reservation(session, payment)
        others = (one for one in lock_of(session, reservation_id=row.id) if one.id != payment.id)
        left = sum(
            one.amount_minor - refunds.given_back(session, one) for one in others if one.state is PaymentState.SUCCEEDED
        )
        if left:
            # Paid in parts, because it was moved: the rest is the deposit from now on.
            row.deposit_minor, row.cancel_fee_minor = left, min(row.cancel_fee_minor, left)
        else:
            row.payment_state = ReservationPayment.FAILED
        row.version, row.updated_at = row.version + 1, now
        return _sales(session, payment.platform_id, payment.currency, tenant=tenant, now=now)

    def refunded(
        self, session: Session, payment: Payment, amount: Money, *, texts: MessageTexts, now: datetime
    ) -> None:
        """The cancellation has told what goes back, and that it takes some days."""


def pay_by_shopping_card(
    session: Session,
    texts: MessageTexts,
    row: Reservation,
    due: Due,
    *,
    platform_id: int,
    tenant: Tenant,
    now: datetime,
) -> None:
    """Charge the customer's card for what is due; the booking stands, or moves. Raises BalanceTooLow."""
    card = shopping_card.open_card(session, tenant=tenant, customer_id=row.customer_id, currency=row.currency, now=now)
    sales = _sales(session, platform_id, row.currency, tenant=tenant, now=now)
    moved = ledger.transfer(
        session,
        tenant=tenant,
        key=due.key(row),
        kind=TransferKind.DEPOSIT,
        legs=[(card, -due.amount_minor), (sales, due.amount_minor)],
        description=f"Reservation {row.reference}",
        platform_id=platform_id,
        customer_id=row.customer_id,
        now=now,
    )
    _paid(session, texts, row, due, _Taken(PaymentMethod.SHOPPING_CARD, moved, platform_id), now=now)


def pay_by_gift_card(
    session: Session,
    texts: MessageTexts,
    row: Reservation,
    due: Due,
    *,
    card_id: int,
    place: Place,
    platform_id: int,
    tenant: Tenant,
    now: datetime,
) -> None:
    """Take what is due from a gift card; the booking stands, or moves.

    Raises GiftCardNotFound, GiftCardUnusable, also where the card holds less than that.
    """
    moved = gift_cards.pay_part(
        session,
        tenant=tenant,
        card_id=card_id,
        amount_minor=due.amount_minor,
        target=_sales(session, platform_id, row.currency, tenant=tenant, now=now),
        movement=Movement(
            key=due.key(row),
            description=f"Reservation {row.reference}",
            platform_id=platform_id,
            customer_id=row.customer_id,
        ),
        place=place,
        now=now,
    )
    _paid(session, texts, row, due, _Taken(PaymentMethod.GIFT_CARD, moved, platform_id, card_id), now=now)


def send_back(session: Session, *, reservation_id: int, amount_minor: int, tenant: Tenant, now: datetime) -> None:
    """Give this much of a cancelled booking's deposit back, by what paid it; open payments count no more.

    The reservation's row is locked.
    """
    row = session.get_one(Reservation, reservation_id)
    held = []
    for payment in lock_of(session, reservation_id=reservation_id):
        if payment.state is PaymentState.PENDING:
            payment.state, payment.updated_at = PaymentState.ABANDONED, now
        elif payment.state is PaymentState.SUCCEEDED:
            held.append(payment)
    if amount_minor:
        paid = [Paid(amount=one.amount_minor, given_back=refunds.given_back(session, one)) for one in held]
        for payment, share in zip(held, give_back(amount_minor, paid), strict=True):
            refunds.refund(
                session,
                payment,
                of=f"reservation {row.reference}",
                amount_minor=share,
                key="cancelled",
                reason=RefundReason.CANCELLED,
                tenant=tenant,
                now=now,
            )
        bookings.note_refunded(session, reservation_id=reservation_id, now=now)
    session.flush()


def lock_of(session: Session, *, reservation_id: int) -> list[Payment]:
    """Every payment of a reservation, oldest first; the reservation itself was locked before."""
    return list(
        session.scalars(
            select(Payment)
            .where(Payment.reservation_id == reservation_id)
            .order_by(Payment.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def list_references(session: Session, *, reservation_id: int) -> list[str]:
    """Our references of a reservation's gateway payments."""
    return list(
        session.scalars(
            select(Payment.reference)
            .where(Payment.reservation_id == reservation_id, Payment.method == PaymentMethod.GATEWAY)
            .order_by(Payment.id)
        )
    )


def _paid(session: Session, texts: MessageTexts, row: Reservation, due: Due, taken: _Taken, *, now: datetime) -> None:
    for payment in lock_of(session, reservation_id=row.id):
        # A payment page may still be open; whatever is paid there goes back.
        if payment.state is PaymentState.PENDING:
            payment.state, payment.updated_at = PaymentState.ABANDONED, now
    session.add(
        Payment(
            purpose=PaymentPurpose.DEPOSIT,
            platform_id=taken.platform_id,
            environment=row.environment,
            customer_id=row.customer_id,
            reservation_id=row.id,
            seating_id=due.seating_id,
            gift_card_id=taken.gift_card_id,
            method=taken.method,
            reference=ledger.new_reference("PAY"),
            currency=row.currency,
            amount_minor=due.amount_minor,
            state=PaymentState.SUCCEEDED,
            transfer_id=taken.moved.id,
            paid_at=now,
            created_at=now,
            updated_at=now,
        )
    )
    session.flush()
    if not _counts(session, texts, row, due, now=now):
        # The unit of work takes the money back with it.
        raise HoldExpired


def _counts(session: Session, texts: MessageTexts, row: Reservation, due: Due, *, now: datetime) -> bool:
    """Let the booking stand, or move; False where that is not wanted any more, and the money goes back."""
    if due.seating_id is None:
        return bookings.confirm_paid(session, texts, reservation_id=row.id, now=now)
    return bookings.finish_move(
        session,
        texts,
        reservation_id=row.id,
        seating_id=due.seating_id,
        paid_minor=due.amount_minor,
        now=now,
    )


def _reservation(session: Session, payment: Payment) -> Reservation:
    return session.get_one(Reservation, payment.reservation_id)


def _sales(session: Session, platform_id: int, currency: str, *, tenant: Tenant, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SALES, currency=currency, platform_id=platform_id, now=now
    )
