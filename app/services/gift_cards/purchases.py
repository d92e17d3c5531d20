"""Gift cards that people buy: written down with a number drawn, worth something from the payment on, sent on a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import GiftCardNotFound
from app.domain.gift_cards import GiftCardStatus
from app.domain.money import Money
from app.domain.pickup_code import Digest
from app.domain.states import PaymentState
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, GiftCard, GiftCardAmount, GiftCardPurchase, GiftCardTemplate, Payment
from app.services import ledger
from app.services.gift_cards.looking import hash_of
from app.services.gift_cards.templates import TemplateView
from app.services.payment_opening import stored_key
from app.services.platforms import Storefront

_TOKEN_LENGTH: Final = 32
BUYER: Final = "gift-card-buyer"
RECIPIENT: Final = "gift-card-recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCard:
    """A card as its buyer filled in the form.

    `link` and `card_link` are where its buyer and its recipient see it, with {uuid} and {token} still to be filled in.
    """

    template: TemplateView
    amount: Money
    recipient_name: str
    recipient_email: str
    sender_name: str
    message: str
    send_at: datetime
    locale: str
    link: str | None = None
    card_link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseView:
    """A bought card as its buyer, and its recipient, see it. `number` is None until it is paid."""

    id: int
    uuid: UUID
    customer_id: int
    design: str
    name: str
    amount: Money
    balance: Money
    number: str | None
    last4: str
    status: GiftCardStatus
    expires_at: datetime | None
    recipient_name: str
    recipient_email: str
    sender_name: str
    message: str
    send_at: datetime
    sent_at: datetime | None
    paid_at: datetime | None
    created_at: datetime
    # How its newest payment stands.
    payment_state: PaymentState | None

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None


def open_purchase(
    session: Session,
    storefront: Storefront,
    *,
    customer_id: int,
    request_key: str,
    wanted: WantedCard,
    digest: Digest,
    now: datetime,
) -> GiftCardPurchase:
    """Write a purchase down, with the card it will be. Raises IntegrityError when this request has done so already."""
    card = _draft(storefront.tenant, wanted, digest, now)
    session.add(card)
    session.flush()
    uuid = uuid4()
    purchase = GiftCardPurchase(
        uuid=uuid,
        platform_id=storefront.id,
        environment=storefront.environment,
        template_id=wanted.template.id,
        customer_id=customer_id,
        request_key=purchase_key(customer_id, request_key),
        currency=wanted.amount.currency,
        amount_minor=wanted.amount.minor,
        recipient_name=wanted.recipient_name,
        recipient_email=wanted.recipient_email,
        sender_name=wanted.sender_name,
        message=wanted.message,
        locale=wanted.locale,
        link=_filled(wanted.link, uuid, page_token(digest, BUYER, uuid)),
        card_link=_filled(wanted.card_link, uuid, page_token(digest, RECIPIENT, uuid)),
        send_at=max(now, wanted.send_at),
        gift_card_id=card.id,
        created_at=now,
    )
    session.add(purchase)
    session.flush()
    return purchase


def _filled(link: str | None, uuid: UUID, token: str) -> str | None:
    return None if link is None else link.format(uuid=uuid, token=token)


def _draft(tenant: Tenant, wanted: WantedCard, digest: Digest, now: datetime) -> GiftCard:
    number, template = rules.new_number(), wanted.template
    is_variable = template.is_variable
    return GiftCard(
        business_id=tenant.business_id,
        environment=tenant.environment,
        number=number,
        number_hash=hash_of(digest, number),
        last4=rules.last_letters(rules.canonical(number)),
        template_id=template.id,
        amount_type=GiftCardAmount.VARIABLE if is_variable else GiftCardAmount.FIXED,
        currency=wanted.amount.currency,
        amount_minor=wanted.amount.minor,
        min_minor=template.least.minor if is_variable else None,
        max_minor=template.most.minor if is_variable else None,
        is_active=False,
        duration_days=template.duration_days,
        form_details=json.dumps(
            {
                "recipient_name": wanted.recipient_name,
                "recipient_email": wanted.recipient_email,
                "sender_name": wanted.sender_name,
                "message": wanted.message,
            },
            ensure_ascii=False,
        ),
        created_at=now,
    )


def purchase_key(customer_id: int, request_key: str) -> str:
    """How a form's key is kept: whatever its length, and never another customer's."""
    return stored_key(f"gift-card:{customer_id}:{request_key}")


def find_purchase(session: Session, *, customer_id: int, request_key: str) -> GiftCardPurchase | None:
    """What this form has bought before."""
    return session.scalars(
        select(GiftCardPurchase).where(GiftCardPurchase.request_key == purchase_key(customer_id, request_key))
    ).one_or_none()


def lock_purchase(session: Session, *, uuid: UUID) -> GiftCardPurchase:
    """The purchase, kept from others until the unit of work ends. Raises GiftCardNotFound."""
    found = session.scalars(
        select(GiftCardPurchase)
        .where(GiftCardPurchase.uuid == uuid)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise GiftCardNotFound
    return found


def open_payments(session: Session, *, purchase_id: int) -> list[Payment]:
    """Gateway payments of a purchase that were, or may have been, made without our knowing; oldest first."""
    return list(
        session.scalars(
            select(Payment)
            .where(
                Payment.gift_card_purchase_id == purchase_id,
                Payment.state.in_((PaymentState.PENDING, PaymentState.ABANDONED, PaymentState.FAILED)),
            )
            .order_by(Payment.id)
        )
    )


def bring_to_life(session: Session, purchase: GiftCardPurchase, *, tenant: Tenant, now: datetime) -> Account:
    """Open the account of a purchase's card, which is good from now on; the caller moves the money there."""
    card = session.get_one(GiftCard, purchase.gift_card_id)
    account = ledger.get_or_open_account(
        session,
        tenant=tenant,
        kind=AccountKind.GIFT_CARD,
        currency=purchase.currency,
        gift_card_id=card.id,
        now=now,
    )
    card.account_id, card.is_active, card.purchased_at, card.created_at = account.id, True, now, now
    if card.duration_days is not None:
        card.expires_at = rules.end_of((now + timedelta(days=card.duration_days)).date())
    return account


def get_purchase(session: Session, storefront: Storefront, *, uuid: UUID, locale: str, now: datetime) -> PurchaseView:
    """One purchase of the storefront, in one statement. Raises GiftCardNotFound."""
    found = _purchases(session, storefront, GiftCardPurchase.uuid == uuid, locale=locale, now=now)
    if not found:
        raise GiftCardNotFound
    return found[0]


def list_bought(
    session: Session, storefront: Storefront, *, customer_id: int, locale: str, now: datetime, limit: int = 50
) -> list[PurchaseView]:
    """What a customer has bought at the storefront, the newest first; purchases that came to nothing are left out."""
    of_customer = GiftCardPurchase.customer_id == customer_id
    found = _purchases(session, storefront, of_customer, locale=locale, now=now, limit=limit)
    return [bought for bought in found if bought.is_paid or bought.payment_state is PaymentState.PENDING]


def _purchases(
    session: Session,
    storefront: Storefront,
    *conditions: ColumnElement[bool],
    locale: str,
    now: datetime,
    limit: int = 1,
) -> Sequence[PurchaseView]:
    newest = (
        select(Payment.state)
        .where(Payment.gift_card_purchase_id == GiftCardPurchase.id)
        .order_by(Payment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(GiftCardPurchase, GiftCard, GiftCardTemplate, Account.balance_minor, newest.label("payment_state"))
        .join(GiftCard, GiftCard.id == GiftCardPurchase.gift_card_id)
        .join(GiftCardTemplate, GiftCardTemplate.id == GiftCardPurchase.template_id)
        .outerjoin(Account, Account.id == GiftCard.account_id)
        .where(
            GiftCardPurchase.platform_id == storefront.id,
            GiftCardPurchase.environment == storefront.environment,
            *conditions,
        )
        .order_by(GiftCardPurchase.id.desc())
        .limit(limit)
        .execution_options(populate_existing=True)
    )
    return [_view(row.GiftCardPurchase, row, locale, now) for row in rows]


def _view(purchase: GiftCardPurchase, row: Any, locale: str, now: datetime) -> PurchaseView:
    card: GiftCard = row.GiftCard
    template: GiftCardTemplate = row.GiftCardTemplate
    balance: int = row.balance_minor or 0
    return PurchaseView(
        id=purchase.id,
        uuid=purchase.uuid,
        customer_id=purchase.customer_id,
        design=template.design,
        name=template.name_ar if locale == "ar" else template.name_en,
        amount=Money(card.amount_minor, card.currency),
        balance=Money(balance, card.currency),
        number=card.number if purchase.paid_at is not None else None,
        last4=card.last4,
        status=rules.status_of(is_active=card.is_active, expires_at=card.expires_at, now=now),
        expires_at=card.expires_at,
        recipient_name=purchase.recipient_name,
        recipient_email=purchase.recipient_email,
        sender_name=purchase.sender_name,
        message=purchase.message,
        send_at=purchase.send_at,
        sent_at=purchase.sent_at,
        paid_at=purchase.paid_at,
        created_at=purchase.created_at,
        payment_state=row.payment_state,
    )


def page_token(digest: Digest, whom: str, uuid: UUID) -> str:
    """What opens a purchase's page, as BUYER or as RECIPIENT: nothing of it is stored."""
    return digest(whom, str(uuid))[:_TOKEN_LENGTH]
