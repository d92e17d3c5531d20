"""A customer's transactions: what has moved, what is waiting and what came to nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from app.domain.paging import Page, Window
from app.domain.states import BillState, PaymentPurpose, PaymentState
from app.models import Bill, Business, Customer, Order, Payment, Platform, Refund, Transfer, TransferKind
from app.services.carts.views import AnyRow
from app.services.platforms import Storefront

# What takes from the customer; everything else gives.
DEBITS: Final = frozenset(
    {TransferKind.PAYMENT, TransferKind.BILLS_PAYMENT, TransferKind.WALLET_DEBIT, TransferKind.GIFT_CARD_ISSUED}
)
_CAME_TO_NOTHING: Final = (PaymentState.FAILED, PaymentState.ABANDONED)


class TransactionStatus(StrEnum):
    PENDING = "pending"
    SUCCESSFUL = "successful"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionQuery:
    """Which transactions are wanted. `kind` is a part of the kind's name; `since` counts, `until` no longer does."""

    status: TransactionStatus | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionView:
    """One transaction; the amount is in minor units and never negative."""

    uuid: UUID
    platform_uuid: UUID | None
    business_uuid: UUID
    reference: str
    kind: TransferKind
    status: TransactionStatus
    description: str
    amount_minor: int
    currency: str
    # The gateway's name in settings; None where the shopping card alone was moved.
    provider: str | None
    provider_reference: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def signed_minor(self) -> int:
        """As it looks to the customer: what is paid is negative."""
        return -self.amount_minor if self.kind in DEBITS else self.amount_minor


def list_transactions(
    session: Session, storefront: Storefront, *, customer_id: int, query: TransactionQuery, window: Window
) -> Page[TransactionView]:
    """The newest first, in the storefront's currency, whichever of the business's storefronts they were made at."""
    every = union_all(_moved(customer_id), _waiting(customer_id)).subquery("every")
    found = session.execute(
        select(every, Platform.uuid.label("platform_uuid"), Business.uuid.label("business_uuid"))
        .select_from(every)
        .join(Customer, Customer.id == customer_id)
        .join(Business, Business.id == Customer.business_id)
        .outerjoin(Platform, Platform.id == every.c.platform_id)
        .add_columns(func.count().over().label("whole"))
        .where(every.c.currency == storefront.currency, *_wanted(every.c, query))
        .order_by(every.c.created_at.desc(), every.c.reference.desc())
        .limit(window.limit)
        .offset(window.offset)
    ).all()
    return Page([_view(row) for row in found], found[0].whole if found else 0, window)


def _moved(customer_id: int) -> Select[Any]:
    """What the ledger knows. A bill's hold is waiting until the bill is decided."""
    refunded = aliased(Payment)
    provider = func.coalesce(Payment.provider, refunded.provider, Bill.provider)
    reference = func.coalesce(Payment.provider_reference, refunded.provider_reference, Bill.provider_reference)
    status = case(
        (Bill.state == BillState.PENDING, TransactionStatus.PENDING.value), else_=TransactionStatus.SUCCESSFUL.value
    )
    return (
        select(
            Transfer.uuid.label("uuid"),
            Transfer.platform_id.label("platform_id"),
            Transfer.reference.label("reference"),
            Transfer.kind.cast(String).label("kind"),
            status.label("status"),
            Transfer.description.label("description"),
            Transfer.amount_minor.label("amount_minor"),
            Transfer.currency.label("currency"),
            provider.label("provider"),
            reference.label("provider_reference"),
            Transfer.created_at.label("created_at"),
            func.coalesce(Payment.updated_at, Bill.updated_at, Transfer.created_at).label("updated_at"),
        )
        .outerjoin(Payment, Payment.transfer_id == Transfer.id)
        .outerjoin(Refund, Refund.transfer_id == Transfer.id)
        .outerjoin(refunded, refunded.id == Refund.payment_id)
        .outerjoin(Bill, Bill.hold_transfer_id == Transfer.id)
        .where(Transfer.customer_id == customer_id, Transfer.kind != TransferKind.SETTLEMENT)
    )


# How a payment that has moved nothing yet is called, where it is not for an order.
_BY_PURPOSE: Final = {
    PaymentPurpose.CARD_FUNDING: (TransferKind.CARD_FUNDING, "Card funding"),
    PaymentPurpose.DEPOSIT: (TransferKind.DEPOSIT, "Table deposit"),
    PaymentPurpose.EVENT: (TransferKind.EVENT, "Event"),
    PaymentPurpose.GIFT_CARD: (TransferKind.GIFT_CARD_ISSUED, "Gift card"),
}


def _waiting(customer_id: int) -> Select[Any]:
    """Payments that have moved nothing: still open, or failed."""
    kind = case(
        *((Payment.purpose == purpose, word.value) for purpose, (word, _text) in _BY_PURPOSE.items()),
        else_=TransferKind.PAYMENT.value,
    )
    status = case(
        (Payment.state.in_(_CAME_TO_NOTHING), TransactionStatus.FAILED.value), else_=TransactionStatus.PENDING.value
    )
    words = case(
        (Payment.purpose == PaymentPurpose.ORDER, literal("Order ") + func.coalesce(Order.number, "")),
        *((Payment.purpose == purpose, literal(text)) for purpose, (_word, text) in _BY_PURPOSE.items()),
        else_=literal(""),
    )
    return (
        select(
            Payment.uuid,
            Payment.platform_id,
            Payment.reference,
            kind,
            status,
            words,
            Payment.amount_minor,
            Payment.currency,
            func.coalesce(Payment.provider, null()),
            func.coalesce(Payment.provider_reference, null()),
            Payment.created_at,
            Payment.updated_at,
        )
        .outerjoin(Order, Order.id == Payment.order_id)
        .where(
            Payment.customer_id == customer_id,
            Payment.transfer_id.is_(None),
            or_(Payment.state.in_(_CAME_TO_NOTHING), Payment.state.in_(_OPEN)),
        )
    )


_OPEN: Final = (PaymentState.PENDING, PaymentState.NEEDS_REVIEW)


def _wanted(column: Any, query: TransactionQuery) -> Collection[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.status is not None:
        wanted.append(column.status == query.status.value)
    if query.kind:
        wanted.append(column.kind.icontains(query.kind, autoescape=True))
    if query.since is not None:
        wanted.append(column.created_at >= query.since)
    if query.until is not None:
        wanted.append(column.created_at < query.until)
    return wanted


def _view(row: AnyRow) -> TransactionView:
    return TransactionView(
        uuid=row.uuid,
        platform_uuid=row.platform_uuid,
        business_uuid=row.business_uuid,
        reference=row.reference,
        kind=TransferKind(row.kind),
        status=TransactionStatus(row.status),
        description=row.description,
        amount_minor=row.amount_minor,
        currency=row.currency,
        provider=row.provider,
        provider_reference=row.provider_reference,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
