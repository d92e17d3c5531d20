"""Looks for money on its way that does not add up: held, owed back, paid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final, TypeAlias

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.states import BillState, PaymentState, RefundState
from app.models import OWN_CARDS, Account, AccountKind, Bill, Payment, PaymentMethod, Refund, Transfer
from app.services.audit_findings import Breach, Finding
from app.services.refund_payouts import PAID_OUT

# Whose money, or at which platform, and in which environment and currency.
_Key: TypeAlias = tuple[str, str, str]


def _holds_are_undecided(session: Session) -> Finding:
    """What is set aside for a customer is what their undecided purchases ask for, to the minor unit."""
    owed: Counter[_Key] = Counter()
    waiting = and_(Payment.method.in_(OWN_CARDS), Payment.state == PaymentState.PENDING)
    for kind, condition in ((Payment, waiting), (Bill, Bill.state == BillState.PENDING)):
        rows = session.execute(
            select(kind.customer_id, kind.environment, kind.currency, func.sum(kind.amount_minor))
            .where(condition)
            .group_by(kind.customer_id, kind.environment, kind.currency)
        )
        for customer_id, environment, currency, amount in rows:
            owed[f"customer:{customer_id}", environment, currency] += int(amount)
    return _compare(session, "What is held on cards is what is undecided", AccountKind.HOLD, owed)


def _refunds_due_are_unpaid(session: Session) -> Finding:
    """What a platform owes its customers is what its gateways have not paid out yet."""
    rows = session.execute(
        select(Payment.platform_id, Payment.environment, Refund.currency, func.sum(Refund.amount_minor))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.method == PaymentMethod.GATEWAY, Refund.state != RefundState.SUCCEEDED)
        .group_by(Payment.platform_id, Payment.environment, Refund.currency)
    )
    owed: Counter[_Key] = Counter({(f"platform:{row[0]}", row[1], row[2]): int(row[3]) for row in rows})
    return _compare(session, "What is due in refunds is what was not paid out yet", AccountKind.REFUNDS_DUE, owed)


def _compare(session: Session, promise: str, kind: AccountKind, owed: Counter[_Key]) -> Finding:
    found: Counter[_Key] = Counter(
        {
            (account.owner, account.environment, account.currency): account.balance_minor
            for account in session.scalars(select(Account).where(Account.kind == kind))
        }
    )
    keys = sorted({*owed, *found})
    return Finding(
        promise,
        len(keys),
        tuple(Breach(f"{key[0]} in {key[2]}", owed[key], found[key]) for key in keys if owed[key] != found[key]),
    )


def _refunds_are_booked(session: Session) -> Finding:
    """What is given back is taken out of the sales as soon as it is promised."""
    query = (
        select(Refund.reference, Refund.amount_minor, func.coalesce(Transfer.amount_minor, 0).label("moved"))
        .outerjoin(Transfer, Transfer.id == Refund.transfer_id)
        .where(or_(Transfer.id.is_(None), Transfer.amount_minor != Refund.amount_minor))
    )
    return Finding(
        "Each refund has its transfer",
        session.scalar(select(func.count(Refund.id))) or 0,
        tuple(Breach(f"refund {row.reference}", row.amount_minor, int(row.moved)) for row in session.execute(query)),
    )


def _paid_out_are_settled(session: Session) -> Finding:
    """Each refund a gateway paid out has the one transfer that settled it."""
    paid_out = session.execute(
        select(Refund.reference, Refund.uuid, Refund.amount_minor)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.method == PaymentMethod.GATEWAY, Refund.state == RefundState.SUCCEEDED)
    ).all()
    moved = {
        row.key: row.amount_minor
        for row in session.execute(select(Transfer.key, Transfer.amount_minor).where(Transfer.key.startswith(PAID_OUT)))
    }
    wanted = {f"{PAID_OUT}{row.uuid}": row for row in paid_out}
    wrong = [row for key, row in wanted.items() if moved.get(key) != row.amount_minor]
    return Finding(
        "Each refund that was paid out is settled once",
        len(paid_out),
        (
            *(Breach(f"refund {row.reference}", row.amount_minor, 0) for row in wrong),
            *(Breach(f"transfer {key}", 0, amount) for key, amount in moved.items() if key not in wanted),
        ),
    )


PENDING_CHECKS: Final[tuple[Callable[[Session], Finding], ...]] = (
    _holds_are_undecided,
    _refunds_due_are_unpaid,
    _refunds_are_booked,
    _paid_out_are_settled,
)
