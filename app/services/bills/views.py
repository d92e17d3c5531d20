"""Bills and the companies that take them, as the edges see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.bills import BillKind, BillReason, Period
from app.domain.states import BillState
from app.models import Bill, BillService


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A company whose bills the storefront takes; `biller_slug` is how its provider calls it."""

    id: int
    uuid: UUID
    kind: BillKind
    slug: str
    name: str
    biller_slug: str
    is_active: bool

    @classmethod
    def of(cls, row: BillService) -> ServiceView:
        return cls(
            id=row.id,
            uuid=row.uuid,
            kind=row.kind,
            slug=row.slug,
            name=row.name,
            biller_slug=row.biller_slug,
            is_active=row.is_active,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """What can be bought of a service. `amount_minor` None: the customer says how much, within the kind's limits."""

    id: int
    slug: str
    name: str
    amount_minor: int | None
    currency: str
    biller_id: int
    # The service's public slug.
    biller_slug: str
    # Of data plans only.
    period: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """Whose meter or smart card a number is; the name and address are empty where the company does not tell it."""

    number: str
    name: str
    min_amount_minor: int
    currency: str
    message: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillView:
    """One purchase. Money is held while it is pending, gone when it succeeded, back on the card when it failed."""

    uuid: UUID
    kind: BillKind
    state: BillState
    # Why it failed or still waits.
    reason: BillReason | None
    service_uuid: UUID
    service_slug: str
    service_name: str
    package_slug: str
    package_name: str
    biller_id: int | None
    # The phone (E.164), meter or smart card number, and whose it is where the company told.
    account_number: str
    account_name: str
    currency: str
    amount_minor: int
    # Ours, which the provider knows too.
    payment_reference: str
    # The movement on the shopping card.
    transaction_reference: str
    provider_reference: str | None
    token: str | None
    # What the token is worth; empty where the company does not say.
    units: str
    message: str
    is_in_review: bool
    # When a pending one is looked up next.
    next_check_at: datetime | None
    created_at: datetime
    completed_at: datetime | None

    @classmethod
    def of(cls, bill: Bill, service: BillService, transaction_reference: str) -> BillView:
        is_pending = bill.state is BillState.PENDING
        return cls(
            uuid=bill.uuid,
            kind=bill.kind,
            state=bill.state,
            reason=bill.reason,
            service_uuid=service.uuid,
            service_slug=service.slug,
            service_name=bill.service_name,
            package_slug=bill.package_slug,
            package_name=bill.package_name,
            biller_id=bill.biller_id,
            account_number=bill.account_number,
            account_name=bill.account_name,
            currency=bill.currency,
            amount_minor=bill.amount_minor,
            payment_reference=bill.reference,
            transaction_reference=transaction_reference,
            provider_reference=bill.provider_reference,
            token=bill.token,
            units=bill.units,
            message=bill.message,
            is_in_review=is_pending and bill.review_since is not None,
            next_check_at=bill.next_check_at if is_pending else None,
            created_at=bill.created_at,
            completed_at=bill.completed_at,
        )
