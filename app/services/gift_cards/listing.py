"""Gift cards, batches and templates in lists: for third parties, staff and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import BatchNotFound, GiftCardNotFound
from app.domain.gift_cards import GiftCardStatus
from app.domain.money import Money
from app.domain.paging import Page, Window
from app.domain.tenant import Tenant
from app.models import Account, Brand, Customer, Entry, GiftCard, GiftCardAmount, GiftCardBatch, Transfer, TransferKind

MOST_IN_BATCH_VIEW: Final = 100
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card as staff and third parties with a secret key see it, its number included."""

    id: int
    number: str
    last4: str
    template_id: int | None
    batch_id: int | None
    vendor_id: int | None
    amount_type: GiftCardAmount
    amount: Money
    balance: Money
    min_minor: int | None
    max_minor: int | None
    is_active: bool
    status: GiftCardStatus
    purchased_at: datetime | None
    expires_at: datetime | None
    duration_days: int | None
    created_by: int | None
    brand_id: int | None
    branch_id: int | None
    form_details: str | None
    created_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFilter:
    """What a list is narrowed to; None is not asked for. `phone` is E.164, `last4` the end of a number.

    `customer_id` and `phone` find cards that somebody has bought or paid with. `is_good`: active and not expired.
    """

    template_id: int | None = None
    batch_id: int | None = None
    unsold_of_batch_id: int | None = None
    brand_id: int | None = None
    branch_id: int | None = None
    customer_id: int | None = None
    phone: str | None = None
    number_hash: str | None = None
    last4: str | None = None
    is_good: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMove:
    """A movement on a card; a positive amount was put on it."""

    at: datetime
    kind: TransferKind
    description: str
    reference: str
    amount: Money
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """A batch, and where it stands."""

    id: int
    batch_id: str
    card_name: str
    cards_count: int
    amount: Money
    created_at: datetime


def get_card(session: Session, *, tenant: Tenant, card_id: int, now: datetime) -> CardRow:
    """One statement. Raises GiftCardNotFound."""
    row = session.execute(_cards(tenant).where(GiftCard.id == card_id)).one_or_none()
    if row is None:
        raise GiftCardNotFound
    return _card(row, now)


def list_cards(session: Session, *, tenant: Tenant, wanted: CardFilter, window: Window, now: datetime) -> Page[CardRow]:
    """The newest first; two statements."""
    conditions = _conditions(wanted, now)
    total = session.scalar(select(func.count(GiftCard.id)).where(*_of(tenant), *conditions)) or 0
    rows = session.execute(
        _cards(tenant).where(*conditions).order_by(*_NEWEST).limit(window.limit).offset(window.offset)
    )
    return Page([_card(row, now) for row in rows], total, window)


def list_moves(session: Session, *, tenant: Tenant, card_id: int, limit: int = 50) -> list[CardMove]:
    """What has moved on a card, the newest first; one statement."""
    rows = session.execute(
        select(Transfer.created_at, Transfer.kind, Transfer.description, Transfer.reference, Transfer.currency)
        .add_columns(Entry.amount_minor, Entry.balance_after_minor)
        .join(Entry, Entry.transfer_id == Transfer.id)
        .join(GiftCard, GiftCard.account_id == Entry.account_id)
        .where(GiftCard.id == card_id, *_of(tenant))
        .order_by(Entry.id.desc())
        .limit(limit)
    )
    return [
        CardMove(
            at=row.created_at,
            kind=row.kind,
            description=row.description,
            reference=row.reference,
            amount=Money(row.amount_minor, row.currency),
            left=Money(row.balance_after_minor, row.currency),
        )
        for row in rows
    ]


def list_batches(session: Session, *, tenant: Tenant, window: Window) -> Page[BatchRow]:
    """The newest first; two statements."""
    of_tenant = (GiftCardBatch.business_id == tenant.business_id, GiftCardBatch.environment == tenant.environment)
    total = session.scalar(select(func.count(GiftCardBatch.id)).where(*of_tenant)) or 0
    rows = session.scalars(
        select(GiftCardBatch)
        .where(*of_tenant)
        .order_by(GiftCardBatch.created_at.desc(), GiftCardBatch.id.desc())
        .limit(window.limit)
        .offset(window.offset)
    )
    return Page([_batch(row) for row in rows], total, window)


def list_brands(session: Session, *, tenant: Tenant, locale: str) -> list[tuple[int, str]]:
    """The restaurants a batch can be bound to, by key and name."""
    name = Brand.name_ar if locale == "ar" else Brand.name_en
    rows = session.execute(
        select(Brand.id, name.label("name")).where(Brand.business_id == tenant.business_id).order_by(name)
    )
    return [(row.id, row.name) for row in rows]


def get_batch(session: Session, *, tenant: Tenant, batch_id: str) -> BatchRow:
    """By its reference, "BATCH-001". Raises BatchNotFound."""
    row = session.scalars(
        select(GiftCardBatch).where(
            GiftCardBatch.business_id == tenant.business_id,
            GiftCardBatch.environment == tenant.environment,
            GiftCardBatch.batch_id == batch_id,
        )
    ).one_or_none()
    if row is None:
        raise BatchNotFound
    return _batch(row)


def list_of_batch(
    session: Session, *, tenant: Tenant, batch: BatchRow, now: datetime, limit: int = MOST_IN_BATCH_VIEW
) -> list[CardRow]:
    """The batch's newest cards, a hundred at most."""
    rows = session.execute(_cards(tenant).where(GiftCard.batch_id == batch.id).order_by(*_NEWEST).limit(limit))
    return [_card(row, now) for row in rows]


def every_of_batch(session: Session, *, tenant: Tenant, batch: BatchRow, now: datetime) -> Iterator[CardRow]:
    """All of a batch's cards in the order of `list_of_batch`, some hundreds in memory at a time."""
    after: tuple[datetime, int] | None = None
    while True:
        query = _cards(tenant).where(GiftCard.batch_id == batch.id).order_by(*_NEWEST).limit(_CHUNK)
        if after is not None:
            at, last = after
            query = query.where(or_(GiftCard.created_at < at, and_(GiftCard.created_at == at, GiftCard.id > last)))
        rows = session.execute(query).all()
        yield from (_card(row, now) for row in rows)
        if len(rows) < _CHUNK:
            return
        after = (rows[-1].GiftCard.created_at, rows[-1].GiftCard.id)


# Of cards made at the same moment the first made comes first, as in a batch's own sheet.
_NEWEST: Final = (GiftCard.created_at.desc(), GiftCard.id)


def _of(tenant: Tenant) -> tuple[ColumnElement[bool], ...]:
    """The cards there are: one that nobody has paid for yet has no account."""
    return (
        GiftCard.business_id == tenant.business_id,
        GiftCard.environment == tenant.environment,
        GiftCard.account_id.is_not(None),
    )


def _cards(tenant: Tenant) -> Select[GiftCard, int]:
    return select(GiftCard, Account.balance_minor).join(Account, Account.id == GiftCard.account_id).where(*_of(tenant))


def _conditions(wanted: CardFilter, now: datetime) -> list[ColumnElement[bool]]:
    is_good = and_(GiftCard.is_active.is_(True), or_(GiftCard.expires_at.is_(None), GiftCard.expires_at > now))
    exact: list[tuple[Any, ColumnElement[bool]]] = [
        (wanted.template_id, GiftCard.template_id == wanted.template_id),
        (wanted.batch_id, GiftCard.batch_id == wanted.batch_id),
        (
            wanted.unsold_of_batch_id,
            and_(GiftCard.batch_id == wanted.unsold_of_batch_id, GiftCard.purchased_at.is_(None)),
        ),
        (wanted.brand_id, GiftCard.brand_id == wanted.brand_id),
        (wanted.branch_id, GiftCard.branch_id == wanted.branch_id),
        (wanted.number_hash, GiftCard.number_hash == wanted.number_hash),
        (wanted.last4, GiftCard.last4 == wanted.last4),
        (wanted.customer_id, _moved_by(Transfer.customer_id == wanted.customer_id)),
        (
            wanted.phone,
            _moved_by(Transfer.customer_id.in_(select(Customer.id).where(Customer.phone == wanted.phone))),
        ),
        (wanted.is_good, is_good if wanted.is_good else not_(is_good)),
    ]
    return [condition for value, condition in exact if value is not None]


def _moved_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Cards that have a movement of somebody: only those name a person."""
    return exists(
        select(Entry.id)
        .join(Transfer, Transfer.id == Entry.transfer_id)
        .where(Entry.account_id == GiftCard.account_id, condition)
    )


def _card(row: Any, now: datetime) -> CardRow:
    card: GiftCard = row.GiftCard
    return CardRow(
        id=card.id,
        number=card.number,
        last4=card.last4,
        template_id=card.template_id,
        batch_id=card.batch_id,
        vendor_id=card.vendor_id,
        amount_type=card.amount_type,
        amount=Money(card.amount_minor, card.currency),
        balance=Money(row.balance_minor, card.currency),
        min_minor=card.min_minor,
        max_minor=card.max_minor,
        is_active=card.is_active,
        status=rules.status_of(is_active=card.is_active, expires_at=card.expires_at, now=now),
        purchased_at=card.purchased_at,
        expires_at=card.expires_at,
        duration_days=card.duration_days,
        created_by=card.created_by,
        brand_id=card.brand_id,
        branch_id=card.branch_id,
        form_details=card.form_details,
        created_at=card.created_at,
        updated_at=card.updated_at,
    )


def _batch(row: GiftCardBatch) -> BatchRow:
    return BatchRow(
        id=row.id,
        batch_id=row.batch_id,
        card_name=row.card_name,
        cards_count=row.cards_count,
        amount=Money(row.amount_minor, row.currency),
        created_at=row.created_at,
    )
