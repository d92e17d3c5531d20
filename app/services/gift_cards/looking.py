"""Finding a card by its number: by a keyed hash, with as little to be learned from a miss as from a hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.gift_cards import GiftCardStatus
from app.domain.money import Money
from app.domain.pickup_code import Digest
from app.domain.tenant import Tenant
from app.models import Account, GiftCard
from app.services import limits

PURPOSE: Final = "gift_card"
# Old numbers are only digits, so guessing must be slow: so many tries from one network address, and so many looks at
# one number from everywhere. Both are counted for hit and miss alike.
MOST_BY_ADDRESS: Final = 15
MOST_BY_NUMBER: Final = 12
WINDOW: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSeen:
    """A card as its holder sees it; the number is not among it."""

    id: int
    uuid: UUID
    last4: str
    amount: Money
    balance: Money
    status: GiftCardStatus
    expires_at: datetime | None
    brand_id: int | None
    branch_id: int | None


def hash_of(digest: Digest, number: str) -> str:
    """Under what a number is found; however it was typed, the same."""
    return digest(PURPOSE, rules.canonical(number))


def count_look(session: Session, *, tenant: Tenant, number_hash: str, address: str, now: datetime) -> None:
    """Count a look at a number before anybody knows whether it exists. The address is empty where none is counted.

    Raises TooManyAttempts.
    """
    business = tenant.business_id
    if address:
        limits.hit(session, key=f"gift_card:{business}:{address}", most=MOST_BY_ADDRESS, window=WINDOW, now=now)
    limits.hit(session, key=f"gift_card:{business}:{number_hash}", most=MOST_BY_NUMBER, window=WINDOW, now=now)


def find_by_hash(session: Session, *, tenant: Tenant, number_hash: str, now: datetime) -> CardSeen | None:
    """One statement, the same for every number."""
    return _seen(session, _cards(tenant).where(GiftCard.number_hash == number_hash), now)


def find_by_uuid(session: Session, *, tenant: Tenant, uuid: UUID, now: datetime) -> CardSeen | None:
    """A card whose number was looked up before."""
    return _seen(session, _cards(tenant).where(GiftCard.uuid == uuid), now)


def find_by_id(session: Session, *, tenant: Tenant, card_id: int, now: datetime) -> CardSeen | None:
    """A card whose number was looked up before, by its key."""
    return _seen(session, _cards(tenant).where(GiftCard.id == card_id), now)


def _cards(tenant: Tenant) -> Select[Any]:
    return (
        select(GiftCard.id, GiftCard.uuid, GiftCard.last4, GiftCard.currency, GiftCard.amount_minor)
        .add_columns(GiftCard.is_active, GiftCard.expires_at, GiftCard.brand_id, GiftCard.branch_id)
        .add_columns(Account.balance_minor)
        .join(Account, Account.id == GiftCard.account_id)
        .where(GiftCard.business_id == tenant.business_id, GiftCard.environment == tenant.environment)
    )


def _seen(session: Session, query: Select[Any], now: datetime) -> CardSeen | None:
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    return CardSeen(
        id=row.id,
        uuid=row.uuid,
        last4=row.last4,
        amount=Money(row.amount_minor, row.currency),
        balance=Money(row.balance_minor, row.currency),
        status=rules.status_of(is_active=row.is_active, expires_at=row.expires_at, now=now),
        expires_at=row.expires_at,
        brand_id=row.brand_id,
        branch_id=row.branch_id,
    )
