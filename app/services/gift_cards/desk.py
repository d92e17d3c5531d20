"""What staff do with gift cards: make a batch, take in a vendor's cards, switch one off and on again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import BatchExists, GiftCardNotFound, NotAllowed
from app.domain.gift_cards import end_of
from app.domain.pickup_code import Digest
from app.domain.tenant import Actor, Tenant
from app.models import GiftCard, GiftCardBatch, GiftCardVendor
from app.services import audit_trail
from app.services.constraints import is_about
from app.services.gift_cards.issuing import Funding, NewCard, business_funding, issue
from app.services.staff_accounts import StaffSeen
from app.services.staff_reach import decides_money

# More than any company has asked for at once; a slip of the finger is caught here.
MOST_CARDS: Final = 5_000
_NUMBERED: Final = re.compile(r"BATCH-(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """A batch to be made. `expires_on` is the last day on which its cards are good; amount in minor units."""

    batch_id: str
    card_name: str
    currency: str
    amount_minor: int
    cards_count: int
    expires_on: date | None = None
    brand_id: int | None = None
    branch_id: int | None = None


def check_makes(staff: StaffSeen) -> None:
    """Cards are money, so who runs the business makes and switches them. Raises NotAllowed."""
    if not decides_money(staff):
        raise NotAllowed


def make_batch(session: Session, *, staff: StaffSeen, digest: Digest, new: NewBatch, now: datetime) -> GiftCardBatch:
    """Make all cards of a batch, and note who did; all or none. Raises NotAllowed, BatchExists."""
    check_makes(staff)
    batch = fill_batch(session, tenant=staff.tenant, digest=digest, new=new, created_by=staff.staff_id, now=now)
    audit_trail.record(
        session,
        actor=Actor("staff", staff.staff_id),
        action="gift_card_batch_made",
        entity="gift_card_batch",
        entity_id=batch.id,
        business_id=staff.business_id,
        after={"batch_id": batch.batch_id, "cards": new.cards_count, "amount_minor": new.amount_minor},
        now=now,
    )
    return batch


def fill_batch(
    session: Session,
    *,
    tenant: Tenant,
    digest: Digest,
    new: NewBatch,
    created_by: int | None,
    now: datetime,
    numbers: Sequence[str | None] = (),
    ids: Sequence[int | None] = (),
    batch_key: int | None = None,
    batch_made_at: datetime | None = None,
) -> GiftCardBatch:
    """The batch and its cards, worth what they say, out of the business's own account. Raises BatchExists.

    `numbers`, `ids` and `batch_key` are those third parties know already, for the first cards and for the batch.
    """
    batch = GiftCardBatch(
        id=batch_key,
        business_id=tenant.business_id,
        environment=tenant.environment,
        created_by=created_by,
        created_at=batch_made_at or now,
        **asdict(new),
    )
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()
    except IntegrityError as error:
        if is_about(error, "batch_id"):
            raise BatchExists(batch_id=new.batch_id) from error
        raise
    known = (*numbers, *(None,) * (new.cards_count - len(numbers)))
    keys = (*ids, *(None,) * (new.cards_count - len(ids)))
    funding = Funding(
        source=business_funding(session, tenant=tenant, currency=new.currency, now=now),
        key=f"gift_card_batch:{batch.uuid}",
        description=f"Gift cards {new.batch_id}",
    )
    cards = [_card_of(batch, number, key) for number, key in zip(known, keys, strict=True)]
    issue(session, tenant=tenant, digest=digest, cards=cards, funding=funding, now=now)
    return batch


def _card_of(batch: GiftCardBatch, number: str | None, key: int | None) -> NewCard:
    return NewCard(
        id=key,
        number=number,
        amount_minor=batch.amount_minor,
        batch_id=batch.id,
        brand_id=batch.brand_id,
        branch_id=batch.branch_id,
        expires_at=None if batch.expires_on is None else end_of(batch.expires_on),
        created_by=batch.created_by,
        created_at=batch.created_at,
    )


def take_in_vendor_cards(
    session: Session,
    *,
    tenant: Tenant,
    digest: Digest,
    vendor: GiftCardVendor,
    cards: Sequence[NewCard],
    currency: str,
    delivery: str,
    now: datetime,
) -> list[int]:
    """Cards that a vendor has issued, known by the vendor's own numbers; `delivery` names the list they came in, once.

    Raises IntegrityError for a number or a delivery that is there already.
    """
    ids, _moved = issue(
        session,
        tenant=tenant,
        digest=digest,
        cards=cards,
        funding=Funding(
            source=business_funding(session, tenant=tenant, currency=currency, now=now),
            key=f"gift_card_vendor:{vendor.id}:{delivery}",
            description=f"Gift cards of {vendor.name}",
        ),
        now=now,
    )
    return ids


def next_batch_id(session: Session, *, tenant: Tenant) -> str:
    """A reference nobody has used: one more than the highest of the usual form."""
    used = session.scalars(
        select(GiftCardBatch.batch_id).where(
            GiftCardBatch.business_id == tenant.business_id,
            GiftCardBatch.environment == tenant.environment,
            GiftCardBatch.batch_id.startswith("BATCH-"),
        )
    )
    numbers = [int(found[1]) for text in used if (found := _NUMBERED.fullmatch(text))]
    return f"BATCH-{max(numbers, default=0) + 1:03d}"


def set_active(
    session: Session, *, staff: StaffSeen, card_id: int, is_active: bool, reason: str, now: datetime
) -> bool:
    """Switch a card off or on and note why; whether anything changed. Raises NotAllowed, GiftCardNotFound."""
    check_makes(staff)
    return switch(
        session,
        tenant=staff.tenant,
        card_id=card_id,
        is_active=is_active,
        reason=reason,
        actor=Actor("staff", staff.staff_id),
        now=now,
    )


def switch(
    session: Session, *, tenant: Tenant, card_id: int, is_active: bool, reason: str, actor: Actor, now: datetime
) -> bool:
    """The same by whomever; the row is held, so that a payment comes before or after. Raises GiftCardNotFound."""
    card = session.scalars(
        select(GiftCard)
        .where(
            GiftCard.id == card_id,
            GiftCard.business_id == tenant.business_id,
            GiftCard.environment == tenant.environment,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if card is None:
        raise GiftCardNotFound
    if card.is_active is is_active:
        return False
    card.is_active, card.updated_at = is_active, now
    audit_trail.record(
        session,
        actor=actor,
        action="gift_card_enabled" if is_active else "gift_card_disabled",
        entity="gift_card",
        entity_id=card.id,
        business_id=tenant.business_id,
        before={"is_active": not is_active},
        after={"is_active": is_active, "reason": reason},
        now=now,
    )
    return True
