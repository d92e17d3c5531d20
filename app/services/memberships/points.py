"""Points and loyalty cash as movements in the ledger: earned once per visit, explained line by line.

A movement's key says why it was made and, for a visit, at which branch: `loyalty:<reason>:<what>@<branch's id>`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.membership import POINTS, POINTS_PER_GUEST, PointsReason, level_of
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Branch, Customer, Entry, Membership, Transfer, TransferKind
from app.services import ledger


def award_visit(
    session: Session, *, tenant: Tenant, customer_id: int, branch: Branch, party_size: int, visit: str, now: datetime
) -> int:
    """Points for a visit that is over, once per visit (`visit` names it); none for somebody who is no member.

    Whose visit was ended by mistake and went on gets them at its real end.
    """
    given, undone = _turns(session, tenant, visit)
    if given > undone:
        return 0
    if session.scalar(select(Membership.id).where(Membership.customer_id == customer_id).limit(1)) is None:
        return 0
    points = POINTS_PER_GUEST * party_size
    award(
        session,
        tenant=tenant,
        customer_id=customer_id,
        points=points,
        platform_id=branch.platform_id,
        reason=PointsReason.VISIT,
        key=f"{visit}#{given}@{branch.id}",
        description=f"Visit to {branch.name_en}",
        now=now,
    )
    return points


def take_back_visit(session: Session, *, tenant: Tenant, customer_id: int, visit: str, now: datetime) -> None:
    """A visit was noted as over by mistake: its points are taken back, as far as they are still there."""
    given, undone = _turns(session, tenant, visit)
    if given <= undone:
        return
    made = session.scalars(
        select(Transfer).where(
            Transfer.business_id == tenant.business_id,
            Transfer.environment == tenant.environment,
            Transfer.key.startswith(f"loyalty:{PointsReason.VISIT}:{visit}#{given - 1}@", autoescape=True),
        )
    ).one()
    account = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.POINTS, currency=POINTS, customer_id=customer_id, now=now
    )
    back = min(made.amount_minor, account.balance_minor)
    if back and made.platform_id is not None:
        _give(
            session,
            AccountKind.POINTS,
            POINTS,
            tenant=tenant,
            customer_id=customer_id,
            amount=-back,
            platform_id=made.platform_id,
            reason=PointsReason.VISIT_UNDONE,
            key=f"{visit}#{undone}@{why(made.key)[1]}",
            description=made.description,
            now=now,
        )


def award(
    session: Session,
    *,
    tenant: Tenant,
    customer_id: int,
    points: int,
    platform_id: int,
    reason: PointsReason,
    key: str,
    description: str,
    now: datetime,
) -> Transfer:
    """Give points, once per reason and key; the member's level rises with what was collected."""
    made = _give(
        session,
        AccountKind.POINTS,
        POINTS,
        tenant=tenant,
        customer_id=customer_id,
        amount=points,
        platform_id=platform_id,
        reason=reason,
        key=key,
        description=description,
        now=now,
    )
    customer = session.get_one(Customer, customer_id)
    customer.level = level_of(collected(session, customer_id=customer_id)).value
    session.flush()
    return made


def credit_cash(
    session: Session,
    *,
    tenant: Tenant,
    customer_id: int,
    amount_minor: int,
    currency: str,
    platform_id: int,
    key: str,
    description: str,
    now: datetime,
    reason: PointsReason = PointsReason.OTHER,
) -> Transfer:
    """Put loyalty cash into a member's wallet, in minor units, once per reason and key."""
    return _give(
        session,
        AccountKind.LOYALTY_CASH,
        currency,
        tenant=tenant,
        customer_id=customer_id,
        amount=amount_minor,
        platform_id=platform_id,
        reason=reason,
        key=key,
        description=description,
        now=now,
    )


def collected(session: Session, *, customer_id: int) -> int:
    """How many points somebody has ever been given, spent or not."""
    found = session.scalar(
        select(func.coalesce(func.sum(Entry.amount_minor), 0))
        .join(Account, Account.id == Entry.account_id)
        .where(Account.customer_id == customer_id, Account.kind == AccountKind.POINTS, Entry.amount_minor > 0)
    )
    return int(found or 0)


def why(key: str) -> tuple[PointsReason, int | None]:
    """Why a movement was made, and the branch's id where it was for a visit, by its key."""
    _loyalty, _, rest = key.partition(":")
    word, _, what = rest.partition(":")
    branch_id = what.rpartition("@")[2] if "@" in what else ""
    reason = PointsReason(word) if word in set(PointsReason) else PointsReason.OTHER
    return reason, int(branch_id) if branch_id.isdecimal() else None


def _turns(session: Session, tenant: Tenant, visit: str) -> tuple[int, int]:
    """How often points were given for a visit, and taken back."""

    def count(what: str) -> int:
        found = session.scalar(
            select(func.count(Transfer.id)).where(
                Transfer.business_id == tenant.business_id,
                Transfer.environment == tenant.environment,
                Transfer.key.startswith(f"loyalty:{what}:{visit}#", autoescape=True),
            )
        )
        return found or 0

    return count(PointsReason.VISIT), count(PointsReason.VISIT_UNDONE)


def _give(
    session: Session,
    kind: AccountKind,
    currency: str,
    *,
    tenant: Tenant,
    customer_id: int,
    amount: int,
    platform_id: int,
    reason: PointsReason,
    key: str,
    description: str,
    now: datetime,
) -> Transfer:
    account = ledger.get_or_open_account(
        session, tenant=tenant, kind=kind, currency=currency, customer_id=customer_id, now=now
    )
    funding = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.FUNDING, currency=currency, platform_id=platform_id, now=now
    )
    return ledger.transfer(
        session,
        tenant=tenant,
        key=f"loyalty:{reason}:{key}",
        kind=TransferKind.POINTS,
        legs=[(funding, -amount), (account, amount)],
        description=description,
        platform_id=platform_id,
        customer_id=customer_id,
        now=now,
    )
