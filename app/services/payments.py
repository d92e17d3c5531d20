"""Gateway payments as rows: opened before the provider hears of them, found by our reference, looked at when due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.checking import next_check
from app.domain.errors import PaymentNotFound
from app.domain.states import PaymentState
from app.domain.tenant import Tenant
from app.models import Customer, Order, Payment, PaymentMethod, Platform
from app.services.paying_for.purpose import Subject
from app.services.paying_for.registry import purpose_of
from app.services.payment_opening import asked
from app.services.provider_ports import PaymentStarted

# Why a payment is abandoned where its provider says so. Some say it of every payment that nobody has made yet, so its
# page still counts; one that was given up by the shop has no reason.
LEFT: Final = "left"
# A worker that looks into a payment keeps others away for so long.
_LOOKING: Final = timedelta(seconds=45)
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStart:
    """A payment as its provider is asked for it. Amounts in minor units; `locale` is en or ar.

    `state` is pending as long as somebody may pay, also where the provider calls it left.
    """

    reference: str
    provider: str
    state: PaymentState
    amount_minor: int
    currency: str
    email: str
    name: str
    phone: str
    # What is paid, as the payment page and the bank are told.
    subject: str
    shop: str
    locale: str
    pay_url: str | None
    access_code: str | None
    created_at: datetime


def find_reference(session: Session, *, order_uuid: UUID) -> str | None:
    """The reference of the order's newest gateway payment."""
    return session.scalar(
        select(Payment.reference)
        .join(Order, Order.id == Payment.order_id)
        .where(Order.uuid == order_uuid, Payment.method == PaymentMethod.GATEWAY)
        .order_by(Payment.id.desc())
        .limit(1)
    )


def find_latest(session: Session, *, order_id: int) -> Payment | None:
    """The order's newest gateway payment."""
    return session.scalars(
        select(Payment)
        .where(Payment.order_id == order_id, Payment.method == PaymentMethod.GATEWAY)
        .order_by(Payment.id.desc())
        .limit(1)
    ).one_or_none()


def get_to_start(session: Session, *, reference: str) -> ToStart:
    """What its provider must be told of a payment. Raises PaymentNotFound."""
    row = session.execute(
        select(Payment, Order, Customer, Platform)
        .join(Customer, Customer.id == Payment.customer_id)
        .join(Platform, Platform.id == Payment.platform_id)
        .outerjoin(Order, Order.id == Payment.order_id)
        .where(Payment.reference == reference)
    ).one_or_none()
    if row is None:
        raise PaymentNotFound
    payment, customer, platform = row.Payment, row.Customer, row.Platform
    order: Order | None = row.Order
    paid = _subject_of(session, payment, order)
    locale = paid.locale or customer.locale
    email = paid.email or customer.email or customer.pending_email
    phone = paid.phone or customer.phone or customer.pending_phone
    return ToStart(
        reference=payment.reference,
        provider=payment.provider or "",
        state=_asked_state(payment, order, paid),
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        # Gateways want an address; the shop's own stands in for somebody who has given none.
        email=email or platform.support_email,
        name=paid.payer or f"{customer.first_name} {customer.last_name}".strip(),
        phone=phone or "",
        subject=paid.name,
        shop=platform.name_ar if locale == "ar" else platform.name_en,
        locale=locale,
        pay_url=payment.pay_url,
        access_code=payment.access_code,
        created_at=payment.created_at,
    )


def _subject_of(session: Session, payment: Payment, order: Order | None) -> Subject:
    if order is None:
        return purpose_of(payment).subject(session, payment)
    return Subject(
        name=order.number,
        uuid=order.uuid,
        payer=order.contact_name,
        email=order.contact_email,
        phone=order.contact_phone,
        locale=order.locale,
    )


def _asked_state(payment: Payment, order: Order | None, paid: Subject) -> PaymentState:
    """Pending as long as it may be paid; given up where what it pays for was."""
    if not paid.is_payable:
        return PaymentState.ABANDONED if payment.state is PaymentState.PENDING else payment.state
    return PaymentState.PENDING if _is_payable(payment, order) else payment.state


def record_started(session: Session, *, reference: str, started: PaymentStarted, now: datetime) -> ToStart:
    """Keep where the customer pays; of several answers to the same question the first one counts."""
    session.execute(
        update(Payment)
        .where(Payment.reference == reference, Payment.pay_url.is_(None))
        .values(
            pay_url=started.pay_url,
            access_code=started.access_code or None,
            provider_reference=started.provider_reference or None,
            updated_at=now,
        )
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return get_to_start(session, reference=reference)


def replace(session: Session, *, reference: str, now: datetime) -> str:
    """Ask for the same money under a new reference, because nobody can pay under the old one; the new reference.

    The old one is looked after like any other: should it be paid after all, that is found out. Raises PaymentNotFound.
    """
    old = lock(session, reference=reference)
    if not _is_payable(old, None if old.order_id is None else session.get_one(Order, old.order_id)):
        newer = None if old.order_id is None else find_latest(session, order_id=old.order_id)
        return reference if newer is None else newer.reference
    key, old.request_key = old.request_key, None
    old.state, old.reason, old.updated_at = PaymentState.ABANDONED, None, now
    session.flush()
    new = Payment(
        purpose=old.purpose,
        platform_id=old.platform_id,
        environment=old.environment,
        customer_id=old.customer_id,
        order_id=old.order_id,
        request_key=key,
        reservation_id=old.reservation_id,
        seating_id=old.seating_id,
        event_booking_id=old.event_booking_id,
        gift_card_purchase_id=old.gift_card_purchase_id,
        return_url=old.return_url,
        **asked(old.provider or "", old.amount_minor, old.currency, now),
    )
    session.add(new)
    session.flush()
    return new.reference


def lock(session: Session, *, reference: str) -> Payment:
    """The payment, kept from others until the unit of work ends; lock its order before. Raises PaymentNotFound."""
    payment = session.scalars(
        select(Payment)
        .where(Payment.reference == reference)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if payment is None:
        raise PaymentNotFound
    return payment


def lock_order(session: Session, *, order_id: int) -> Order:
    """The order, kept from others until the unit of work ends; its payments may be locked afterwards."""
    return session.scalars(
        select(Order)
        .where(Order.id == order_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def lock_of_order(session: Session, *, order_id: int) -> list[Payment]:
    """Every payment of an order, oldest first; the order itself was locked before."""
    return list(
        session.scalars(
            select(Payment)
            .where(Payment.order_id == order_id)
            .order_by(Payment.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def claim_due(session: Session, *, now: datetime, limit: int) -> list[str]:
    """References of payments whose provider should be asked; other workers leave them alone meanwhile."""
    due = session.execute(
        select(Payment.id, Payment.next_check_at)
        .where(Payment.method == PaymentMethod.GATEWAY, Payment.next_check_at <= now)
        .order_by(Payment.next_check_at)
        .limit(limit)
    ).all()
    claimed = (
        session.scalar(
            update(Payment)
            .where(Payment.id == row.id, Payment.next_check_at == row.next_check_at)
            .values(next_check_at=now + _LOOKING)
            .returning(Payment.reference)
            .execution_options(synchronize_session=False)
        )
        for row in due
    )
    return [reference for reference in claimed if reference is not None]


def put_off(session: Session, *, reference: str, now: datetime) -> None:
    """The provider could not be asked; somebody asks again later, however long that takes: nothing is known yet."""
    payment = lock(session, reference=reference)
    if payment.next_check_at is not None:
        payment.checks += 1
        payment.next_check_at = next_check(since=payment.created_at, now=now) or now + _A_DAY


def plan_check(payment: Payment, *, now: datetime) -> None:
    """When to ask the provider again; the longer it has taken, the later."""
    payment.checks += 1
    payment.next_check_at = next_check(since=payment.created_at, now=now)


def tenant_of(session: Session, payment: Payment | Order) -> Tenant:
    """Whose ledger it belongs to."""
    business_id = session.scalars(select(Platform.business_id).where(Platform.id == payment.platform_id)).one()
    return Tenant(business_id, payment.environment)


def _is_payable(payment: Payment, order: Order | None) -> bool:
    """Whether its page may still be shown: undecided, or only left, and nothing else has paid or ended the order."""
    if payment.state is PaymentState.PENDING:
        return True
    was_left = payment.state is PaymentState.ABANDONED and payment.reason == LEFT
    return was_left and (order is None or order.pay_until is not None)
