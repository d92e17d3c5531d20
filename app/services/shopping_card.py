"""The shopping card: a customer's prepaid balance, how it was filled and what it paid for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.paging import Page, Window
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Entry, Order, Transfer, TransferKind
from app.services import ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBalance:
    """What is on the card, and what was on it before its last movement."""

    currency: str
    current_minor: int
    previous_minor: int
    # None as long as nothing has ever moved on the card.
    last_updated: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One movement on the card; a positive amount was put on it."""

    uuid: UUID
    reference: str
    kind: TransferKind
    description: str
    amount_minor: int
    balance_after_minor: int
    currency: str
    order_number: str | None
    at: datetime


def balance(session: Session, *, customer_id: int, currency: str) -> CardBalance:
    """One statement: the card's balance in a currency; nothing on it when it was never used."""
    row = session.execute(
        select(Account.balance_minor, Account.updated_at, Entry.amount_minor)
        .outerjoin(Entry, Entry.account_id == Account.id)
        .where(_is_card(customer_id, currency))
        .order_by(Entry.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return CardBalance(currency=currency, current_minor=0, previous_minor=0, last_updated=None)
    moved = row.amount_minor or 0
    return CardBalance(
        currency=currency,
        current_minor=row.balance_minor,
        previous_minor=row.balance_minor - moved,
        last_updated=row.updated_at if row.amount_minor is not None else None,
    )


def open_card(session: Session, *, tenant: Tenant, customer_id: int, currency: str, now: datetime) -> Account:
    """The account behind the card, opened at first use."""
    return ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.SHOPPING_CARD,
        currency=currency,
        customer_id=customer_id,
        now=now,
    )


def fund(
    session: Session,
    *,
    tenant: Tenant,
    customer_id: int,
    platform_id: int,
    amount_minor: int,
    currency: str,
    key: str,
    now: datetime,
    kind: TransferKind = TransferKind.CARD_FUNDING,
    description: str = "Card funding",
) -> Transfer:
    """Put money on the card from the platform's funding account, once per key."""
    card = open_card(session, tenant=tenant, customer_id=customer_id, currency=currency, now=now)
    funding = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.FUNDING, currency=currency, platform_id=platform_id, now=now
    )
    return ledger.transfer(
        session,
        tenant=tenant,
        key=key,
        kind=kind,
        legs=[(funding, -amount_minor), (card, amount_minor)],
        description=description,
        platform_id=platform_id,
        customer_id=customer_id,
        now=now,
    )


def list_statement(session: Session, *, customer_id: int, currency: str, window: Window) -> Page[StatementLine]:
    """The card's movements, newest first."""
    on_card = select(Entry.id).join(Account, Account.id == Entry.account_id).where(_is_card(customer_id, currency))
    total = session.scalar(select(func.count()).where(Entry.id.in_(on_card))) or 0
    rows = session.execute(
        select(Transfer, Entry.amount_minor, Entry.balance_after_minor, Order.number)
        .join(Entry, Entry.transfer_id == Transfer.id)
        .outerjoin(Order, Order.id == Transfer.order_id)
        .where(Entry.id.in_(on_card))
        .order_by(Entry.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    )
    lines = [
        StatementLine(
            uuid=moved.uuid,
            reference=moved.reference,
            kind=moved.kind,
            description=moved.description,
            amount_minor=amount,
            balance_after_minor=after,
            currency=moved.currency,
            order_number=number,
            at=moved.created_at,
        )
        for moved, amount, after, number in rows
    ]
    return Page(lines, total, window)


def _is_card(customer_id: int, currency: str) -> ColumnElement[bool]:
    return (
        (Account.customer_id == customer_id)
        & (Account.kind == AccountKind.SHOPPING_CARD)
        & (Account.currency == currency)
    )
