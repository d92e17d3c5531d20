"""What a person decides about a bill that no answer of the provider has settled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.bills import BillReason
from app.domain.errors import BillNotFound, TransitionRefused
from app.domain.states import BillState
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Bill, Platform
from app.services import audit_trail
from app.services.bills import notices, purchases
from app.services.bills.settling import LEASE, Due
from app.services.bills.views import BillView
from app.services.ports import MessageTexts


def decide(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    delivered: bool,
    actor: Actor,
    texts: MessageTexts,
    now: datetime,
    token: str | None = None,
) -> BillView:
    """Settle a bill that waits for review, by what the provider's people have said; the customer is told.

    One that was refunded and delivered after all is only taken off the list: the claim is against the provider.

    Raises BillNotFound, and TransitionRefused for one that does not wait for review.
    """
    bill = _locked(session, tenant, uuid)
    before = bill.state
    if bill.review_since is None:
        wanted = BillState.SUCCEEDED if delivered else BillState.FAILED
        raise TransitionRefused(entity="bill", state=bill.state.value, wanted=wanted.value)
    if bill.state is BillState.PENDING and delivered:
        bill.token = token or bill.token
        purchases.post(session, bill, now=now)
        notices.tell_customer(session, bill, topic=Topic.BILL_DELIVERED, texts=texts, now=now)
    elif bill.state is BillState.PENDING:
        purchases.void(session, bill, reason=BillReason.BY_STAFF, now=now)
        notices.tell_customer(session, bill, topic=Topic.BILL_REFUNDED, texts=texts, now=now)
    bill.review_since, bill.suspicion, bill.suspected_at = None, None, None
    audit_trail.record(
        session,
        actor=actor,
        action="bill_decided",
        entity="bill",
        entity_id=bill.id,
        business_id=tenant.business_id,
        before={"state": before.value},
        after={"state": bill.state.value, "delivered": delivered},
        now=now,
    )
    return purchases.view_of(session, bill)


def ask_again(session: Session, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime) -> Due:
    """Take a bill that waits for review, to look it up at once; what is heard is judged as ever.

    Raises BillNotFound, and TransitionRefused for one that no longer waits.
    """
    bill = _locked(session, tenant, uuid)
    if bill.review_since is None or bill.state is not BillState.PENDING:
        raise TransitionRefused(entity="bill", state=bill.state.value, wanted=BillState.PENDING.value)
    bill.next_check_at = now + LEASE
    audit_trail.record(
        session,
        actor=actor,
        action="bill_asked_again",
        entity="bill",
        entity_id=bill.id,
        business_id=tenant.business_id,
        now=now,
    )
    return Due(bill_id=bill.id, provider=bill.provider, reference=bill.reference, attempts=bill.attempts)


def _locked(session: Session, tenant: Tenant, uuid: UUID) -> Bill:
    bill = session.scalar(
        select(Bill)
        .join(Platform, Platform.id == Bill.platform_id)
        .where(Bill.uuid == uuid, Platform.business_id == tenant.business_id, Bill.environment == tenant.environment)
        .with_for_update(of=Bill)
        .execution_options(populate_existing=True)
    )
    if bill is None:
        raise BillNotFound
    return bill
