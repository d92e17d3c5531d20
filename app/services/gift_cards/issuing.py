"""Gift cards come into being: numbered, encrypted, and worth what somebody has paid or the business owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, insert, select, update
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.pickup_code import Digest
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, GiftCard, GiftCardAmount, Transfer, TransferKind
from app.services import ledger
from app.services.gift_cards.looking import hash_of
from app.services.ledger_opening import open_funded


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCard:
    """A card to be made. `number` None: a new one; else one that exists already on paper or at a vendor."""

    amount_minor: int
    number: str | None = None
    amount_type: GiftCardAmount = GiftCardAmount.FIXED
    template_id: int | None = None
    batch_id: int | None = None
    vendor_id: int | None = None
    brand_id: int | None = None
    branch_id: int | None = None
    min_minor: int | None = None
    max_minor: int | None = None
    purchased_at: datetime | None = None
    expires_at: datetime | None = None
    duration_days: int | None = None
    created_by: int | None = None
    form_details: str | None = None
    # A row key a third party knows it by; None: the next one.
    id: int | None = None
    is_active: bool = True
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Where the money on new cards comes from, and what the movement is called. The key makes it happen once."""

    source: Account
    key: str
    description: str
    kind: TransferKind = TransferKind.GIFT_CARD_ISSUED
    platform_id: int | None = None
    customer_id: int | None = None


def issue(
    session: Session, *, tenant: Tenant, digest: Digest, cards: Sequence[NewCard], funding: Funding, now: datetime
) -> tuple[list[int], Transfer]:
    """Make cards of one currency, that of the money's source; their ids in order, and the one transfer that fills them.

    A handful of statements however many cards there are.

    Raises IntegrityError for a number the business has already or a key that was used; BalanceTooLow.
    """
    rows = [_row(tenant, digest, funding.source.currency, card, now) for card in cards]
    # Rows come back in any order, so each is known again by its number's hash.
    made = session.execute(insert(GiftCard).returning(GiftCard.number_hash, GiftCard.id), rows)
    by_hash = {row.number_hash: row.id for row in made}
    ids = [by_hash[row["number_hash"]] for row in rows]
    transfer = open_funded(
        session,
        tenant=tenant,
        source=funding.source,
        kind=AccountKind.GIFT_CARD,
        amounts={f"gift_card:{card_id}": card.amount_minor for card_id, card in zip(ids, cards, strict=True)},
        key=funding.key,
        transfer_kind=funding.kind,
        description=funding.description,
        platform_id=funding.platform_id,
        customer_id=funding.customer_id,
        now=now,
    )
    _point_to_accounts(session, tenant, ids)
    return ids, transfer


def business_funding(session: Session, *, tenant: Tenant, currency: str, now: datetime) -> Account:
    """The account of cards nobody has paid for through the shop: what is on them, the business owes."""
    return ledger.get_or_open_account(session, tenant=tenant, kind=AccountKind.FUNDING, currency=currency, now=now)


def _row(tenant: Tenant, digest: Digest, currency: str, card: NewCard, now: datetime) -> dict[str, Any]:
    number = card.number or rules.new_number()
    plain = rules.canonical(number)
    row = {
        "business_id": tenant.business_id,
        "environment": tenant.environment,
        "number": number,
        "number_hash": hash_of(digest, number),
        "last4": rules.last_letters(plain),
        "template_id": card.template_id,
        "batch_id": card.batch_id,
        "vendor_id": card.vendor_id,
        "amount_type": card.amount_type,
        "currency": currency,
        "amount_minor": card.amount_minor,
        "min_minor": card.min_minor,
        "max_minor": card.max_minor,
        "is_active": card.is_active,
        "purchased_at": card.purchased_at,
        "expires_at": card.expires_at,
        "duration_days": card.duration_days,
        "brand_id": card.brand_id,
        "branch_id": card.branch_id,
        "created_by": card.created_by,
        "form_details": card.form_details,
        "created_at": card.created_at or now,
    }
    return row if card.id is None else {"id": card.id, **row}


def _point_to_accounts(session: Session, tenant: Tenant, ids: Sequence[int]) -> None:
    """One statement finds each card's account by its owner."""
    account = (
        select(Account.id)
        .where(
            Account.business_id == tenant.business_id,
            Account.environment == tenant.environment,
            Account.kind == AccountKind.GIFT_CARD,
            Account.owner == "gift_card:" + GiftCard.id.cast(String),
            Account.currency == GiftCard.currency,
        )
        .scalar_subquery()
    )
    session.execute(
        update(GiftCard)
        .where(GiftCard.id.in_(ids))
        .values(account_id=account)
        .execution_options(synchronize_session=False)
    )
