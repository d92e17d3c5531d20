"""Double entry: money only ever moves between accounts, once per key, and never out of an empty card."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.errors import BalanceTooLow
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Entry, Transfer, TransferKind
from app.models.upsert import insert_into

# An account and what the transfer adds to it (positive) or takes from it (negative), in minor units.
Leg: TypeAlias = tuple[Account, int]

_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_LENGTH: Final = 12


def get_or_open_account(
    session: Session,
    *,
    tenant: Tenant,
    kind: AccountKind,
    currency: str,
    now: datetime,
    customer_id: int | None = None,
    gift_card_id: int | None = None,
    platform_id: int | None = None,
) -> Account:
    """The account of a customer, a gift card, a platform, or else of the business, opened at first use.

    Two openers get the same one. A customer's account and a card's may not fall below zero. The business's own may:
    what it funds, it owes.
    """
    owners = {"customer": customer_id, "gift_card": gift_card_id, "platform": platform_id}
    owner = next((f"{kind}:{key}" for kind, key in owners.items() if key is not None), f"business:{tenant.business_id}")
    wanted = select(Account).where(
        Account.business_id == tenant.business_id,
        Account.environment == tenant.environment,
        Account.kind == kind,
        Account.owner == owner,
        Account.currency == currency,
    )
    account = session.scalar(wanted)
    if account is not None:
        return account
    session.execute(
        insert_into(session, Account)
        .values(
            business_id=tenant.business_id,
            environment=tenant.environment,
            kind=kind,
            owner=owner,
            customer_id=customer_id,
            currency=currency,
            may_go_negative=customer_id is None and gift_card_id is None,
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing()
    )
    return session.scalars(wanted).one()


def transfer(
    session: Session,
    *,
    tenant: Tenant,
    key: str,
    kind: TransferKind,
    legs: Sequence[Leg],
    description: str,
    now: datetime,
    platform_id: int | None = None,
    customer_id: int | None = None,
    order_id: int | None = None,
) -> Transfer:
    """Move money between accounts of one currency, once per key: asked again, the first transfer is returned.

    Balances move by guarded UPDATEs in the order of the accounts' keys, so that two transfers over the same accounts
    wait for each other rather than for ever. Each entry keeps the balance it left behind.

    Raises BalanceTooLow, when nothing has moved; ValueError when the legs do not sum to zero, mix currencies, or the
    key was used for another kind, currency, amount or customer.
    """
    currency, amount = _check(legs)
    transfer_id = session.scalar(
        insert_into(session, Transfer)
        .values(
            business_id=tenant.business_id,
            environment=tenant.environment,
            platform_id=platform_id,
            key=key,
            kind=kind,
            reference=new_reference(),
            description=description,
            customer_id=customer_id,
            order_id=order_id,
            currency=currency,
            amount_minor=amount,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=[Transfer.business_id, Transfer.environment, Transfer.key])
        .returning(Transfer.id)
    )
    if transfer_id is None:
        return _first_of(session, tenant, key, (kind, currency, amount, customer_id))
    for account, minor in sorted(legs, key=lambda leg: leg[0].id):
        balance = change_balance(session, account, minor, now)
        session.add(
            Entry(transfer_id=transfer_id, account_id=account.id, amount_minor=minor, balance_after_minor=balance)
        )
    session.flush()
    return session.get_one(Transfer, transfer_id)


def lock(session: Session, accounts: Sequence[Account]) -> None:
    """Keep accounts from others until the unit of work ends, in the order in which transfers take them.

    For two transfers in one unit of work: each sorts its own accounts only.
    """
    ids = sorted({account.id for account in accounts})
    session.execute(select(Account.id).where(Account.id.in_(ids)).order_by(Account.id).with_for_update(key_share=True))


def new_reference(prefix: str = "TXN") -> str:
    """A name for a movement or payment that people can read out; it does not tell how many there were."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE_LENGTH))


def _check(legs: Sequence[Leg]) -> tuple[str, int]:
    """The one currency of the legs and how much they move."""
    currencies = {account.currency for account, _ in legs}
    if len(currencies) != 1:
        raise ValueError(f"a transfer moves one currency, not {sorted(currencies)}")
    if sum(minor for _, minor in legs) != 0 or any(minor == 0 for _, minor in legs):
        raise ValueError("the legs of a transfer sum to zero and none of them is zero")
    if len({account.id for account, _ in legs}) != len(legs):
        raise ValueError("an account has one leg in a transfer")
    return currencies.pop(), sum(minor for _, minor in legs if minor > 0)


def _first_of(
    session: Session, tenant: Tenant, key: str, wanted: tuple[TransferKind, str, int, int | None]
) -> Transfer:
    first = session.scalars(
        select(Transfer).where(
            Transfer.business_id == tenant.business_id,
            Transfer.environment == tenant.environment,
            Transfer.key == key,
        )
    ).one()
    if (first.kind, first.currency, first.amount_minor, first.customer_id) != wanted:
        raise ValueError(f"transfer key {key!r} was used for another movement")
    return first


def change_balance(session: Session, account: Account, minor: int, now: datetime) -> int:
    """Change a balance, unless a customer's would fall below zero: one side of a transfer. Raises BalanceTooLow."""
    balance: int | None = session.scalar(
        update(Account)
        .where(Account.id == account.id, or_(Account.may_go_negative, Account.balance_minor + minor >= 0))
        .values(balance_minor=Account.balance_minor + minor, updated_at=now)
        .returning(Account.balance_minor)
        .execution_options(synchronize_session=False)
    )
    if balance is None:
        raise BalanceTooLow
    set_committed_value(account, "balance_minor", balance)
    set_committed_value(account, "updated_at", now)
    return balance
