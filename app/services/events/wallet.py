"""The wallet somebody spends at events: an account of the ledger, moved by third parties with a secret key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.domain.errors import CustomerNotFound, EventNotFound
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.tenant import Tenant
from app.models import (
    Account,
    AccountKind,
    Customer,
    Entry,
    EventBooking,
    EventWalletEntry,
    Transfer,
    TransferKind,
)
from app.services import ledger

_Row: TypeAlias = Row[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletMove:
    """One movement; `amount_minor` is positive, `is_credit` says which way."""

    id: int
    uuid: UUID
    reference: str
    wallet_id: int
    customer_id: int
    is_credit: bool
    amount_minor: int
    balance_after_minor: int
    currency: str
    payment_method: str
    note: str
    event_booking_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletSummary:
    """What a currency's movements come to, in its minor units."""

    total_credit_minor: int
    total_debit_minor: int
    balance_minor: int
    count: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMoney:
    """A credit or debit in the minor units of the wallet's currency, once per `request_key`."""

    customer_id: int
    wallet_id: int
    amount_minor: int
    is_credit: bool
    payment_method: str
    note: str
    event_booking_id: int | None
    request_key: str


def open_wallet(session: Session, *, tenant: Tenant, customer_id: int, currency: str, now: datetime) -> Account:
    """The customer's event wallet in a currency, opened at first use."""
    return ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.EVENT_WALLET, currency=currency, customer_id=customer_id, now=now
    )


def get_wallet(session: Session, *, tenant: Tenant, customer_id: int, wallet_id: int) -> Account:
    """The wallet, if it is this customer's. Raises CustomerNotFound: whose it is otherwise is nobody's business."""
    found = session.scalars(
        select(Account).where(Account.id == wallet_id, Account.customer_id == customer_id, _is_wallet(tenant))
    ).one_or_none()
    if found is None:
        raise CustomerNotFound
    return found


def move(session: Session, command: MoveMoney, *, tenant: Tenant, platform_id: int, now: datetime) -> WalletMove:
    """Credit or debit. Raises CustomerNotFound, EventNotFound for a booking that is not theirs, BalanceTooLow."""
    wallet = get_wallet(session, tenant=tenant, customer_id=command.customer_id, wallet_id=command.wallet_id)
    if command.event_booking_id is not None:
        _check_booking(session, tenant, command.event_booking_id, command.customer_id)
    funding = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.FUNDING, currency=wallet.currency, platform_id=platform_id, now=now
    )
    change = command.amount_minor if command.is_credit else -command.amount_minor
    made = ledger.transfer(
        session,
        tenant=tenant,
        key=f"event-wallet:{command.request_key}",
        kind=TransferKind.WALLET_CREDIT if command.is_credit else TransferKind.WALLET_DEBIT,
        legs=[(wallet, change), (funding, -change)],
        description="Event wallet",
        platform_id=platform_id,
        customer_id=command.customer_id,
        now=now,
    )
    if session.get(EventWalletEntry, made.id) is None:
        session.add(
            EventWalletEntry(
                transfer_id=made.id,
                payment_method=command.payment_method,
                note=command.note,
                event_booking_id=command.event_booking_id,
            )
        )
    session.flush()
    return _move(session.execute(_moves(tenant).where(Transfer.id == made.id)).one())


def list_moves(session: Session, *, tenant: Tenant, wallet_id: int | None, window: Window) -> Page[WalletMove]:
    """Movements of event wallets, newest first."""
    asked = _moves(tenant) if wallet_id is None else _moves(tenant).where(Account.id == wallet_id)
    total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = session.execute(asked.order_by(Entry.id.desc()).limit(window.limit).offset(window.offset))
    return Page([_move(row) for row in rows], total, window)


def summarise(session: Session, *, tenant: Tenant, wallet_id: int | None, currency: str) -> WalletSummary:
    """The sums over a wallet's movements, in its own currency, or over all wallets of this currency."""
    wanted = Account.currency == currency if wallet_id is None else Account.id == wallet_id
    asked = _moves(tenant).where(wanted).subquery()
    amount = asked.c.amount_minor
    row = session.execute(
        select(
            func.coalesce(func.sum(case((amount > 0, amount), else_=0)), 0),
            func.coalesce(func.sum(case((amount < 0, -amount), else_=0)), 0),
            func.count(),
            func.min(asked.c.currency),
        )
    ).one()
    credit, debit, count, found = row
    return WalletSummary(
        total_credit_minor=int(credit),
        total_debit_minor=int(debit),
        balance_minor=int(credit) - int(debit),
        count=count,
        currency=found or currency,
    )


def balance_of(session: Session, *, tenant: Tenant, customer_id: int, currency: str) -> Money:
    """What is in a customer's event wallet; nothing where there is none."""
    found = session.scalar(
        select(Account.balance_minor).where(
            Account.customer_id == customer_id, Account.currency == currency, _is_wallet(tenant)
        )
    )
    return Money(found or 0, currency)


def _check_booking(session: Session, tenant: Tenant, booking_row: int, customer_id: int) -> None:
    found = session.scalar(
        select(EventBooking.id).where(
            EventBooking.id == booking_row,
            EventBooking.customer_id == customer_id,
            EventBooking.business_id == tenant.business_id,
            EventBooking.environment == tenant.environment,
        )
    )
    if found is None:
        raise EventNotFound


def _is_wallet(tenant: Tenant) -> ColumnElement[bool]:
    return and_(
        Account.kind == AccountKind.EVENT_WALLET,
        Account.business_id == tenant.business_id,
        Account.environment == tenant.environment,
    )


def _moves(tenant: Tenant) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Transfer.id,
            Transfer.uuid,
            Transfer.reference,
            Account.id.label("wallet_id"),
            Account.customer_id,
            Entry.amount_minor,
            Entry.balance_after_minor,
            Transfer.currency,
            EventWalletEntry.payment_method,
            EventWalletEntry.note,
            EventWalletEntry.event_booking_id,
            Transfer.created_at,
        )
        .join(Entry, Entry.transfer_id == Transfer.id)
        .join(Account, Account.id == Entry.account_id)
        .join(Customer, Customer.id == Account.customer_id)
        .outerjoin(EventWalletEntry, EventWalletEntry.transfer_id == Transfer.id)
        .where(_is_wallet(tenant))
    )


def _move(row: _Row) -> WalletMove:
    return WalletMove(
        id=row.id,
        uuid=row.uuid,
        reference=row.reference,
        wallet_id=row.wallet_id,
        customer_id=row.customer_id,
        is_credit=row.amount_minor > 0,
        amount_minor=abs(row.amount_minor),
        balance_after_minor=row.balance_after_minor,
        currency=row.currency,
        payment_method=row.payment_method or "",
        note=row.note or "",
        event_booking_id=row.event_booking_id,
        at=row.created_at,
    )
