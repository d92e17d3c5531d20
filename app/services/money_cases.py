"""Money that needs a person: payments of another amount, refunds that do not arrive, open bills, charge-backs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.bills import BillReason, token_is_due
from app.domain.errors import PaymentNotFound
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.phone import masked
from app.domain.states import BillState, PaymentPurpose, PaymentState, RefundState
from app.models import AuditEntry, Bill, Customer, Order, Payment, PaymentMethod, Platform, Refund, StaffMember
from app.services.bills.purchases import title_of
from app.services.carts.views import AnyRow
from app.services.charge_backs import CHARGED_BACK
from app.services.payment_reviews import can_accept
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import check_decides_money

# A refund nobody could ask for is noticed after this, one its provider works on after that.
UNSENT: Final = timedelta(hours=1)
SLOW: Final = timedelta(days=3)


class CaseKind(StrEnum):
    """The lists, in the order of the tabs."""

    PAYMENTS = "payments"
    REFUNDS = "refunds"
    BILLS = "bills"
    CHARGE_BACKS = "charge_backs"


_ENTITIES: Final[dict[CaseKind, type[Payment | Refund | Bill]]] = {
    CaseKind.PAYMENTS: Payment,
    CaseKind.REFUNDS: Refund,
    CaseKind.BILLS: Bill,
    CaseKind.CHARGE_BACKS: Payment,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCase:
    """One thing to decide. `reason` is a short word; `problem` what the provider said."""

    kind: CaseKind
    uuid: UUID
    # What was bought, where that is a bill.
    title: str
    purpose: PaymentPurpose | None
    customer: str
    phone: str
    order_number: str | None
    reference: str
    provider: str
    provider_reference: str
    asked: Money
    seen: Money | None
    since: datetime
    state: str
    reason: str
    problem: str
    can_accept: bool = False
    needs_token: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Who among the staff was the last to do something about a case."""

    staff_id: int
    name: str
    at: datetime


def count_cases(session: Session, *, staff: StaffSeen, now: datetime, text: str = "") -> dict[CaseKind, int]:
    """How many wait on each list, in one statement. Raises NotAllowed."""
    check_decides_money(staff)
    row = session.execute(
        select(
            *(
                select(func.count())
                .select_from(_query(kind, staff, now, text).order_by(None).subquery())
                .scalar_subquery()
                .label(kind.value)
                for kind in CaseKind
            )
        )
    ).one()
    return {kind: int(count) for kind, count in zip(CaseKind, row, strict=True)}


def list_cases(
    session: Session, *, staff: StaffSeen, kind: CaseKind, total: int, window: Window, now: datetime, text: str = ""
) -> Page[MoneyCase]:
    """One list, what waits longest first, in one statement; `total` was counted before. Raises NotAllowed."""
    check_decides_money(staff)
    rows = session.execute(_query(kind, staff, now, text).limit(window.limit).offset(window.offset)).all()
    return Page([_CASES[kind](row) for row in rows], total, window)


def find_case(session: Session, *, staff: StaffSeen, kind: CaseKind, uuid: UUID, now: datetime) -> MoneyCase | None:
    """The case, as long as it waits. Raises NotAllowed."""
    check_decides_money(staff)
    row = session.execute(_query(kind, staff, now, "").where(_ENTITIES[kind].uuid == uuid)).one_or_none()
    return None if row is None else _CASES[kind](row)


def find_decision(session: Session, *, staff: StaffSeen, kind: CaseKind, uuid: UUID) -> Decision | None:
    """Who was faster; None where nobody of the staff was, but its provider. Raises NotAllowed, PaymentNotFound."""
    check_decides_money(staff)
    found = session.execute(_of_business(_columns(kind), kind, staff).where(_ENTITIES[kind].uuid == uuid)).one_or_none()
    if found is None:
        raise PaymentNotFound
    row = session.execute(
        select(StaffMember.id, StaffMember.name, AuditEntry.at)
        .join(StaffMember, and_(StaffMember.id == AuditEntry.actor_id, AuditEntry.actor_kind == "staff"))
        .where(
            AuditEntry.entity == _ENTITIES[kind].__tablename__,
            AuditEntry.entity_id == found[0].id,
            # Merely asking decides nothing.
            ~AuditEntry.action.endswith("_asked_again"),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Decision(*row)


def _query(kind: CaseKind, staff: StaffSeen, now: datetime, text: str) -> Select[Any]:
    wanted = _of_business(_columns(kind), kind, staff).where(_waits(kind, now)).order_by(_since(kind))
    return wanted.where(_matches(kind, text)) if text else wanted


def _columns(kind: CaseKind) -> Any:
    """What a row of the list is made of; of a kind of its own for each list."""
    thing = _ENTITIES[kind]
    who = (Customer.first_name, Customer.last_name, Customer.phone)
    if kind is CaseKind.BILLS:
        return select(thing, *who).join(Customer, Customer.id == Bill.customer_id)
    ordered = (Order.number, Order.contact_name, Order.contact_phone)
    wanted: Any = select(Payment, *who, *ordered)
    if kind is CaseKind.REFUNDS:
        wanted = select(Refund, Payment, *who, *ordered).join(Payment, Payment.id == Refund.payment_id)
    return wanted.join(Customer, Customer.id == Payment.customer_id).outerjoin(Order, Order.id == Payment.order_id)


def _of_business(wanted: Select[Any], kind: CaseKind, staff: StaffSeen) -> Select[Any]:
    owner: type[Payment | Bill] = Bill if kind is CaseKind.BILLS else Payment
    return wanted.join(Platform, Platform.id == owner.platform_id).where(
        Platform.business_id == staff.business_id, owner.environment == staff.environment
    )


def _waits(kind: CaseKind, now: datetime) -> ColumnElement[bool]:
    return {
        CaseKind.PAYMENTS: Payment.state == PaymentState.NEEDS_REVIEW,
        CaseKind.REFUNDS: or_(
            Refund.state == RefundState.FAILED,
            and_(Refund.state == RefundState.PENDING, Refund.created_at <= now - UNSENT),
            and_(Refund.state == RefundState.PROCESSING, Refund.created_at <= now - SLOW),
        ),
        CaseKind.BILLS: Bill.review_since.is_not(None),
        CaseKind.CHARGE_BACKS: and_(
            Payment.method == PaymentMethod.GATEWAY,
            Payment.state == PaymentState.REVERSED,
            Payment.reason == CHARGED_BACK,
            Payment.acknowledged_at.is_(None),
        ),
    }[kind]


def _since(kind: CaseKind) -> InstrumentedAttribute[Any]:
    """For how long it waits is counted from here."""
    return {CaseKind.BILLS: Bill.review_since, CaseKind.REFUNDS: Refund.created_at}.get(kind, Payment.updated_at)


def _matches(kind: CaseKind, text: str) -> ColumnElement[bool]:
    """Part of a reference, of ours or of the provider's, or of an order's number."""
    columns: list[InstrumentedAttribute[Any]] = {
        CaseKind.BILLS: [Bill.reference, Bill.provider_reference],
        CaseKind.REFUNDS: [Refund.reference, Refund.provider_reference, Payment.reference, Order.number],
    }.get(kind, [Payment.reference, Payment.provider_reference, Order.number])
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def _payment(row: AnyRow) -> MoneyCase:
    payment: Payment = row[0]
    seen = None if payment.seen_minor is None else Money(payment.seen_minor, payment.seen_currency or payment.currency)
    return MoneyCase(
        kind=CaseKind.PAYMENTS,
        uuid=payment.uuid,
        title="",
        purpose=payment.purpose,
        **_person(row),
        order_number=row.number,
        reference=payment.reference,
        provider=payment.provider or "",
        provider_reference=payment.provider_reference or "",
        asked=Money(payment.amount_minor, payment.currency),
        seen=seen,
        since=payment.updated_at,
        state=payment.state.value,
        reason=payment.reason or "",
        problem="",
        can_accept=can_accept(payment),
    )


def _charge_back(row: AnyRow) -> MoneyCase:
    return replace(_payment(row), kind=CaseKind.CHARGE_BACKS)


def _refund(row: AnyRow) -> MoneyCase:
    made, payment = row.Refund, row.Payment
    return MoneyCase(
        kind=CaseKind.REFUNDS,
        uuid=made.uuid,
        title="",
        purpose=payment.purpose,
        **_person(row),
        order_number=row.number,
        reference=made.reference,
        provider=payment.provider or "",
        provider_reference=made.provider_reference or payment.provider_reference or "",
        asked=Money(made.amount_minor, made.currency),
        seen=None,
        since=made.created_at,
        state=made.state.value,
        reason=made.reason.value,
        problem=made.last_error or "",
    )


def _bill(row: AnyRow) -> MoneyCase:
    bill: Bill = row[0]
    return MoneyCase(
        kind=CaseKind.BILLS,
        uuid=bill.uuid,
        title=title_of(bill.kind, bill.service_name, bill.package_name),
        purpose=None,
        **_person(row),
        order_number=None,
        reference=bill.reference,
        provider=bill.provider,
        provider_reference=bill.provider_reference or "",
        asked=Money(bill.amount_minor, bill.currency),
        seen=None,
        since=bill.review_since or bill.created_at,
        state=bill.state.value,
        reason="" if bill.reason is None else bill.reason.value,
        problem=bill.message,
        needs_token=bill.state is BillState.PENDING
        and bill.token is None
        and token_is_due(bill.kind, f"{bill.package_slug} {bill.package_name}")
        and bill.reason is not BillReason.DELIVERED_AFTER_REFUND,
    )


def _person(row: AnyRow) -> dict[str, Any]:
    """Name, and as much of the phone number as tells whose it is."""
    name = f"{row.first_name} {row.last_name}".strip()
    phone = row.phone
    if "number" in row._fields and row.number is not None:
        name, phone = row.contact_name, row.contact_phone
    return {"customer": name, "phone": masked(phone) if phone else ""}


_CASES: Final[dict[CaseKind, Callable[[AnyRow], MoneyCase]]] = {
    CaseKind.PAYMENTS: _payment,
    CaseKind.REFUNDS: _refund,
    CaseKind.BILLS: _bill,
    CaseKind.CHARGE_BACKS: _charge_back,
}
