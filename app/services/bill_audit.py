"""Looks for bills whose money is not where their state says. What is held for them is checked with all that is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.states import BillState
from app.models import Account, AccountKind, Bill, Transfer, TransferKind
from app.services.audit_findings import Breach, Finding

_END_KIND: Final = {BillState.SUCCEEDED: TransferKind.SETTLEMENT, BillState.FAILED: TransferKind.REFUND}


def _owed_to_providers_is_delivered(session: Session) -> Finding:
    """What a platform owes its bill provider is what was delivered, to the minor unit."""
    owed: Counter[tuple[str, str, str]] = Counter()
    for platform_id, environment, currency, amount in session.execute(
        select(Bill.platform_id, Bill.environment, Bill.currency, func.sum(Bill.amount_minor))
        .where(Bill.state == BillState.SUCCEEDED)
        .group_by(Bill.platform_id, Bill.environment, Bill.currency)
    ):
        owed[f"platform:{platform_id}", environment, currency] = int(amount)
    found = Counter(
        {
            (account.owner, account.environment.value, account.currency): account.balance_minor
            for account in session.scalars(select(Account).where(Account.kind == AccountKind.BILLS))
        }
    )
    keys = sorted({*owed, *found})
    return Finding(
        "What is owed for bills is what was delivered",
        len(keys),
        tuple(Breach(f"{key[0]} in {key[2]}", owed[key], found[key]) for key in keys if owed[key] != found[key]),
    )


def _bills_are_held_and_ended_once(session: Session) -> Finding:
    """Each bill has its hold, and one that ended its one end: settled when delivered, refunded when failed."""
    hold, end = aliased(Transfer), aliased(Transfer)
    rows = session.execute(
        select(Bill, hold, end)
        .outerjoin(hold, hold.id == Bill.hold_transfer_id)
        .outerjoin(end, end.id == Bill.end_transfer_id)
        .execution_options(populate_existing=True)
    )
    breaches: list[Breach] = []
    count = 0
    for bill, held, ended in rows:
        count += 1
        if held.key != f"bill:{bill.uuid}:hold" or held.amount_minor != bill.amount_minor:
            breaches.append(Breach(f"bill {bill.reference}: held", bill.amount_minor, held.amount_minor))
        kind, moved = (None, 0) if bill.end_transfer_id is None else (ended.kind, ended.amount_minor)
        expected = 0 if bill.state is BillState.PENDING else bill.amount_minor
        if kind != _END_KIND.get(bill.state) or moved != expected:
            breaches.append(Breach(f"bill {bill.reference}: ended", expected, moved))
    return Finding("Each bill is held once, and settled or refunded once", count, tuple(breaches))


def _no_transfer_of_a_bill_without_it(session: Session) -> Finding:
    """Whatever moved in the name of a bill is known to that bill."""
    known = select(Bill.id).where(or_(Bill.hold_transfer_id == Transfer.id, Bill.end_transfer_id == Transfer.id))
    of_bills = Transfer.key.startswith("bill:")
    query = select(Transfer.reference, Transfer.amount_minor).where(of_bills, ~known.exists())
    return Finding(
        "Each movement for a bill belongs to one",
        session.scalar(select(func.count(Transfer.id)).where(of_bills)) or 0,
        tuple(Breach(f"transfer {row.reference}", 0, row.amount_minor) for row in session.execute(query)),
    )


BILL_CHECKS: Final[tuple[Callable[[Session], Finding], ...]] = (
    _owed_to_providers_is_delivered,
    _bills_are_held_and_ended_once,
    _no_transfer_of_a_bill_without_it,
)
