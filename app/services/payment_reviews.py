"""What a person decides about a payment that is not what was asked for, and about one the bank took back."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import PaymentNotFound, TransitionRefused
from app.domain.money import Money
from app.domain.states import PaymentState, RefundReason, RefundState
from app.domain.tenant import Actor
from app.domain.topics import Topic
from app.models import AccountKind, Order, Payment, PaymentMethod, Platform, Refund, Transfer, TransferKind
from app.services import audit_trail, ledger, order_notices, payments, settling
from app.services.charge_backs import CHARGED_BACK
from app.services.paying_for.purpose import Case
from app.services.paying_for.registry import PURPOSES, name_of
from app.services.ports import MessageTexts
from app.services.provider_ports import Outcome, PaymentSeen
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_decides_money

# The reason of a payment whose money staff have sent back.
GIVEN_BACK: Final = "given_back"
_KEY: Final = "not-accepted"


def can_accept(payment: Payment) -> bool:
    """Whether at least what was asked for has come, in its currency."""
    return (
        payment.state is PaymentState.NEEDS_REVIEW
        and payment.seen_currency == payment.currency
        and (payment.seen_minor or 0) >= payment.amount_minor
    )


def find_reference(session: Session, *, staff: StaffSeen, uuid: UUID) -> str:
    """Our reference of a gateway payment of the business. Raises NotAllowed, PaymentNotFound."""
    check_decides_money(staff)
    found = session.scalar(
        select(Payment.reference)
        .join(Platform, Platform.id == Payment.platform_id)
        .where(
            Payment.uuid == uuid,
            Payment.method == PaymentMethod.GATEWAY,
            Payment.environment == staff.environment,
            Platform.business_id == staff.business_id,
        )
    )
    if found is None:
        raise PaymentNotFound
    return found


def accept(session: Session, *, staff: StaffSeen, uuid: UUID, texts: MessageTexts, now: datetime) -> PaymentState:
    """Take the payment for what it was asked for; an order goes ahead, and what is too much goes back.

    The payment becomes one of what was really taken, so that the books, the provider and the customer's page agree. A
    top-up is put on the card whole. Where the order can no longer go ahead, all of it goes back, and the state says so.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when it is decided already or is less than was asked for.
    """
    order, payment = _locked(session, staff, uuid)
    if not can_accept(payment):
        raise TransitionRefused(entity="payment", state=payment.state.value, wanted=PaymentState.SUCCEEDED.value)
    before = _facts(payment)
    taken = payment.seen_minor or 0
    extra = taken - payment.amount_minor
    payment.amount_minor, payment.updated_at = taken, now
    seen = PaymentSeen(outcome=Outcome.SUCCEEDED, amount_minor=taken, currency=payment.currency)
    settling.take(Case(session, payment, order, seen, staff.tenant, texts, now, extra_minor=extra))
    _note(session, staff, payment, action="payment_accepted", before=before, now=now)
    return payment.state


def give_back(session: Session, *, staff: StaffSeen, uuid: UUID, texts: MessageTexts, now: datetime) -> None:
    """Send back what was seen. It never counts as paid: an order waits as before, or stays cancelled.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when it is decided already.
    """
    order, payment = _locked(session, staff, uuid)
    if payment.state is not PaymentState.NEEDS_REVIEW:
        raise TransitionRefused(entity="payment", state=payment.state.value, wanted=PaymentState.REVERSED.value)
    before = _facts(payment)
    # What was seen stays with it: that is how the audit knows that no sale was ever booked for it.
    payment.state, payment.reason, payment.next_check_at = PaymentState.REVERSED, GIVEN_BACK, None
    payment.updated_at = now
    money = Money(payment.seen_minor or 0, payment.seen_currency or payment.currency)
    if money.minor > 0:
        _promise(session, payment, order, money, staff=staff, now=now)
        if order is not None:
            order_notices.tell_customer(
                session,
                texts=texts,
                tenant=staff.tenant,
                order_id=order.id,
                topic=Topic.ORDER_PAYMENT_RETURNED,
                amount=money,
                now=now,
            )
    _note(session, staff, payment, action="payment_given_back", before=before, now=now)


def acknowledge(session: Session, *, staff: StaffSeen, uuid: UUID, note: str, now: datetime) -> None:
    """Take a charge-back off the list, with what was done about it.

    Raises NotAllowed, PaymentNotFound, TransitionRefused when somebody has.
    """
    _order, payment = _locked(session, staff, uuid)
    taken = session.scalar(
        update(Payment)
        .where(
            Payment.id == payment.id,
            Payment.state == PaymentState.REVERSED,
            Payment.reason == CHARGED_BACK,
            Payment.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=now)
        .returning(Payment.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise TransitionRefused(entity="payment", state=payment.state.value, wanted="acknowledged")
    audit_trail.record(
        session,
        actor=_actor(staff),
        action="charge_back_acknowledged",
        entity="payment",
        entity_id=payment.id,
        business_id=staff.business_id,
        after={"note": note},
        now=now,
    )


def note_asked(session: Session, *, staff: StaffSeen, reference: str, now: datetime) -> None:
    """Note who asked the gateway once more."""
    payment_id = session.scalars(select(Payment.id).where(Payment.reference == reference)).one()
    audit_trail.record(
        session,
        actor=_actor(staff),
        action="payment_asked_again",
        entity="payment",
        entity_id=payment_id,
        business_id=staff.business_id,
        now=now,
    )


def _locked(session: Session, staff: StaffSeen, uuid: UUID) -> tuple[Order | None, Payment]:
    reference = find_reference(session, staff=staff, uuid=uuid)
    row = session.execute(
        select(Payment.id, Payment.order_id, Payment.purpose).where(Payment.reference == reference)
    ).one()
    order = None
    if row.order_id is not None:
        order = payments.lock_order(session, order_id=row.order_id)
    else:
        PURPOSES[row.purpose].lock(session, row.id)
    return order, payments.lock(session, reference=reference)


def _promise(
    session: Session, payment: Payment, order: Order | None, money: Money, *, staff: StaffSeen, now: datetime
) -> None:
    """What the gateway holds and nobody bought anything with is owed to the customer; a worker sends it."""
    what = name_of(session, payment, order)
    transfer = _owed(session, payment, money, what=what, staff=staff, now=now)
    session.add(
        Refund(
            payment_id=payment.id,
            key=_KEY,
            reason=RefundReason.NOT_ACCEPTED,
            state=RefundState.PENDING,
            reference=ledger.new_reference("RFD"),
            currency=money.currency,
            amount_minor=money.minor,
            transfer_id=transfer.id,
            next_try_at=now,
            created_at=now,
            updated_at=now,
        )
    )
    session.flush()


def _owed(session: Session, payment: Payment, money: Money, *, what: str, staff: StaffSeen, now: datetime) -> Transfer:
    gateway, due = (
        ledger.get_or_open_account(
            session,
            tenant=staff.tenant,
            kind=kind,
            currency=money.currency,
            platform_id=payment.platform_id,
            now=now,
        )
        for kind in (AccountKind.GATEWAY, AccountKind.REFUNDS_DUE)
    )
    return ledger.transfer(
        session,
        tenant=staff.tenant,
        key=f"refund:{payment.uuid}:{_KEY}",
        kind=TransferKind.REFUND,
        legs=[(gateway, -money.minor), (due, money.minor)],
        description=f"Refund of {what}",
        platform_id=payment.platform_id,
        customer_id=payment.customer_id,
        order_id=payment.order_id,
        now=now,
    )


def _facts(payment: Payment) -> dict[str, object]:
    return {
        "state": payment.state.value,
        "amount_minor": payment.amount_minor,
        "seen_minor": payment.seen_minor,
        "seen_currency": payment.seen_currency,
    }


def _note(
    session: Session, staff: StaffSeen, payment: Payment, *, action: str, before: dict[str, object], now: datetime
) -> None:
    audit_trail.record(
        session,
        actor=_actor(staff),
        action=action,
        entity="payment",
        entity_id=payment.id,
        business_id=staff.business_id,
        before=before,
        after=_facts(payment) | {"reason": payment.reason},
        now=now,
    )


def _actor(staff: StaffSeen) -> Actor:
    return Actor("staff", staff.staff_id)
