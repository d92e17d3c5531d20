"""What a gift card pays and gets back. Whether it may pay is asked in the statement that lets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import BalanceTooLow, GiftCardNotFound, GiftCardProblem, GiftCardUnusable
from app.domain.tenant import Tenant
from app.models import Account, GiftCard, Transfer, TransferKind
from app.services import ledger
from app.services.gift_cards.looking import CardSeen

# Money that comes back to a card whose time is over can still be spent for so long.
_SECOND_LIFE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card is to pay. The shop itself belongs to no brand: cards of one brand pay at its restaurants only."""

    brand_id: int | None = None
    branch_id: int | None = None


SHOP: Final = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What a movement on a card belongs to, in the ledger's words. The key makes it happen once."""

    key: str
    description: str
    platform_id: int | None = None
    customer_id: int | None = None
    order_id: int | None = None


def problem_of(card: CardSeen, *, currency: str, place: Place = SHOP) -> GiftCardProblem | None:
    """Why a card would not pay here, as far as can be told without taking anything."""
    return rules.problem_of(
        status=card.status,
        currency=card.balance.currency,
        wanted_currency=currency,
        balance_minor=card.balance.minor,
        is_elsewhere=_is_elsewhere(card.brand_id, card.branch_id, place),
    )


def pay_part(
    session: Session,
    *,
    tenant: Tenant,
    card_id: int,
    amount_minor: int,
    target: Account,
    movement: Movement,
    now: datetime,
    place: Place = SHOP,
) -> Transfer:
    """Move an amount (minor units of the target's currency) from a card to an account: sales, a hold, deposits.

    The card's row is held from here on, so that it is disabled before or after, not in between; of several buyers at
    once each either gets the whole amount or is refused. Asked again under the same key, the first transfer counts.

    Raises GiftCardNotFound, GiftCardUnusable.
    """
    account_id = session.scalar(
        update(GiftCard)
        .where(GiftCard.id == card_id, *_of(tenant), *_pays(now, target.currency, place))
        .values(updated_at=now)
        .returning(GiftCard.account_id)
        .execution_options(synchronize_session=False)
    )
    if account_id is None:
        raise _refusal(session, tenant, card_id, currency=target.currency, place=place, now=now)
    account = session.get_one(Account, account_id)
    legs = [(account, -amount_minor), (target, amount_minor)]
    try:
        return ledger.transfer(
            session,
            tenant=tenant,
            key=movement.key,
            kind=TransferKind.PAYMENT,
            legs=legs,
            description=movement.description,
            platform_id=movement.platform_id,
            customer_id=movement.customer_id,
            order_id=movement.order_id,
            now=now,
        )
    except BalanceTooLow as error:
        raise GiftCardUnusable(reason=GiftCardProblem.EMPTY) from error


def lock_account(session: Session, *, tenant: Tenant, card_id: int) -> Account:
    """Where a card's money is, and the card's row kept from others: rows of cards are taken before accounts.

    Raises GiftCardNotFound.
    """
    account_id = session.scalar(
        select(GiftCard.account_id).where(GiftCard.id == card_id, *_of(tenant)).with_for_update(key_share=True)
    )
    if account_id is None:
        raise GiftCardNotFound
    return session.get_one(Account, account_id)


def account_to_refill(session: Session, *, card_id: int, now: datetime) -> Account:
    """Where money goes back that a card has paid; one that has expired meanwhile can be used a while longer.

    Raises GiftCardNotFound.
    """
    card = session.scalars(
        select(GiftCard)
        .where(GiftCard.id == card_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if card is None or card.account_id is None:
        raise GiftCardNotFound
    card.updated_at = now
    if card.expires_at is not None and card.expires_at <= now:
        card.expires_at = rules.end_of(now.date() + _SECOND_LIFE)
    return session.get_one(Account, card.account_id)


def _of(tenant: Tenant) -> tuple[ColumnElement[bool], ...]:
    return (GiftCard.business_id == tenant.business_id, GiftCard.environment == tenant.environment)


def _pays(now: datetime, currency: str, place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        GiftCard.is_active.is_(True),
        or_(GiftCard.expires_at.is_(None), GiftCard.expires_at > now),
        GiftCard.currency == currency,
        or_(GiftCard.brand_id.is_(None), GiftCard.brand_id == place.brand_id),
        or_(GiftCard.branch_id.is_(None), GiftCard.branch_id == place.branch_id),
    )


def _is_elsewhere(brand_id: int | None, branch_id: int | None, place: Place) -> bool:
    return (brand_id is not None and brand_id != place.brand_id) or (
        branch_id is not None and branch_id != place.branch_id
    )


def _refusal(
    session: Session, tenant: Tenant, card_id: int, *, currency: str, place: Place, now: datetime
) -> GiftCardNotFound | GiftCardUnusable:
    card = session.scalar(
        select(GiftCard).where(GiftCard.id == card_id, *_of(tenant)).execution_options(populate_existing=True)
    )
    if card is None:
        return GiftCardNotFound()
    reason = rules.problem_of(
        status=rules.status_of(is_active=card.is_active, expires_at=card.expires_at, now=now),
        currency=card.currency,
        wanted_currency=currency,
        balance_minor=1,
        is_elsewhere=_is_elsewhere(card.brand_id, card.branch_id, place),
    )
    return GiftCardUnusable(reason=reason or GiftCardProblem.INACTIVE)
