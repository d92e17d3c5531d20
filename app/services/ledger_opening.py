"""Many new accounts, each with its first balance, by one transfer: for what is made by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Entry, Transfer, TransferKind
from app.services import ledger


def open_funded(
    session: Session,
    *,
    tenant: Tenant,
    source: Account,
    kind: AccountKind,
    amounts: Mapping[str, int],
    key: str,
    transfer_kind: TransferKind,
    description: str,
    now: datetime,
    platform_id: int | None = None,
    customer_id: int | None = None,
) -> Transfer:
    """Open an account for each new owner and move its amount (minor units, above zero) there out of `source`.

    The owners must be new: nobody else can hold, or wait for, their accounts, so no more than the source is locked.

    Raises IntegrityError for an owner that has such an account or a key that was used; BalanceTooLow.
    """
    total = sum(amounts.values())
    transfer = Transfer(
        business_id=tenant.business_id,
        environment=tenant.environment,
        platform_id=platform_id,
        key=key,
        kind=transfer_kind,
        reference=ledger.new_reference(),
        description=description,
        customer_id=customer_id,
        currency=source.currency,
        amount_minor=total,
        created_at=now,
    )
    session.add(transfer)
    session.flush()
    left = ledger.change_balance(session, source, -total, now)
    entries = [(source.id, -total, left), *_opened(session, source, kind, amounts, now)]
    session.execute(
        insert(Entry),
        [
            {"transfer_id": transfer.id, "account_id": account, "amount_minor": amount, "balance_after_minor": after}
            for account, amount, after in entries
        ],
    )
    return transfer


def _opened(
    session: Session, source: Account, kind: AccountKind, amounts: Mapping[str, int], now: datetime
) -> list[tuple[int, int, int]]:
    """The new accounts with what came to each, and what it holds now, which is the same."""
    rows = [
        {
            "business_id": source.business_id,
            "environment": source.environment,
            "kind": kind,
            "owner": owner,
            "currency": source.currency,
            "balance_minor": amount,
            "may_go_negative": False,
            "created_at": now,
            "updated_at": now,
        }
        for owner, amount in amounts.items()
    ]
    made = session.execute(insert(Account).returning(Account.id, Account.balance_minor), rows)
    return [(row.id, row.balance_minor, row.balance_minor) for row in made]
