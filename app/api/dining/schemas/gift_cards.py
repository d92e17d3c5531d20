"""Gift cards: one query of seven modes, and what each of them answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, Final, Self

from pydantic import model_validator

from app.api._kit.fields import Id, Number, Text
from app.api.dining.schemas.base import Instant, Page, PageSize, Reply, Schema, Switch, major
from app.domain import gift_cards as rules
from app.domain.gift_cards import GiftCardStatus
from app.domain.money import Money
from app.domain.paging import Page as Listed
from app.models import GiftCardAmount
from app.services.gift_cards import BatchRow, CardRow

_PAGING: Final = ("page", "limit")


def _is_true(value: object) -> bool:
    return str(value).strip().lower() == "true"


def _of_mode(sent: dict[str, Any]) -> tuple[str, ...] | None:
    """The parameters of the first mode that is asked for; None is the list, which has many."""
    if "id" in sent:
        return ("id",)
    if "regular_gift_card_id" in sent:
        return ("regular_gift_card_id", *_PAGING)
    if _is_true(sent.get("bulk_table")):
        return ("bulk_table", *_PAGING)
    if "batch_id" in sent:
        return ("batch_id", "download_csv")
    if _is_true(sent.get("balance")) and "card_number" in sent:
        return ("balance", "card_number")
    return None


class StatusFilter(StrEnum):
    """Inactive covers disabled and expired."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class GiftCardQuery(Schema):
    """The first of these decides, and what belongs to others is ignored: `id`, `regular_gift_card_id`,
    `bulk_table=true`, `batch_id`, `balance=true` with `card_number`; else the list of all cards.
    """

    id: Id | None = None
    regular_gift_card_id: Id | None = None
    bulk_table: Switch | None = None
    batch_id: Text | None = None
    download_csv: Switch | None = None
    balance: Switch | None = None
    card_number: Text | None = None
    branch_id: Id | None = None
    brand_id: Id | None = None
    customer_id: Id | None = None
    status: StatusFilter | None = None
    mobile_number: Text | None = None
    bulk_gift_card_id: Id | None = None
    page: Page = 1
    limit: PageSize = 10

    @model_validator(mode="before")
    @classmethod
    def _only_of_the_mode(cls, sent: Any) -> Any:
        names = _of_mode(sent) if isinstance(sent, dict) else None
        return sent if names is None else {name: sent[name] for name in names if name in sent}


class GiftCardOut(Schema):
    id: int
    card_number: str
    regular_gift_card_id: int | None
    bulk_gift_card_id: int | None
    vendor_gift_card_id: int | None
    amount_type: GiftCardAmount
    currency: str
    amount: Number
    remaining_balance: Number
    min_value: Number | None
    max_value: Number | None
    is_active: bool
    purchase_date: Instant | None
    expiry_date: Instant | None
    duration: int | None
    user_id: int | None
    brand_id: int | None
    branch_id: int | None
    form_details: dict[str, Any] | None
    created_at: Instant
    updated_at: Instant | None

    @classmethod
    def of(cls, card: CardRow, *, in_full: bool) -> Self:
        """The number and what a buyer filled in are told in full or not at all."""
        currency = card.amount.currency
        details = json.loads(card.form_details) if card.form_details and in_full else None
        return cls(
            id=card.id,
            card_number=card.number if in_full else rules.masked(card.last4),
            regular_gift_card_id=card.template_id,
            bulk_gift_card_id=card.batch_id,
            vendor_gift_card_id=card.vendor_id,
            amount_type=card.amount_type,
            currency=currency,
            amount=card.amount.major,
            remaining_balance=card.balance.major,
            min_value=None if card.min_minor is None else major(card.min_minor, currency),
            max_value=None if card.max_minor is None else major(card.max_minor, currency),
            is_active=card.is_active,
            purchase_date=card.purchased_at,
            expiry_date=_last_day(card.expires_at),
            duration=card.duration_days,
            user_id=card.created_by,
            brand_id=card.brand_id,
            branch_id=card.branch_id,
            form_details=details,
            created_at=card.created_at,
            updated_at=card.updated_at,
        )


class BatchOut(Schema):
    id: int
    batch_id: str
    card_name: str
    cards_count: int

    @classmethod
    def of(cls, batch: BatchRow) -> Self:
        return cls(id=batch.id, batch_id=batch.batch_id, card_name=batch.card_name, cards_count=batch.cards_count)


class BatchWithCards(Schema):
    id: int
    batch_id: str
    card_name: str
    gift_cards: list[GiftCardOut]

    @classmethod
    def of(cls, batch: BatchRow, cards: list[CardRow], *, in_full: bool) -> Self:
        shown = [GiftCardOut.of(card, in_full=in_full) for card in cards]
        return cls(id=batch.id, batch_id=batch.batch_id, card_name=batch.card_name, gift_cards=shown)


class BalanceOut(Schema):
    card_number: str
    balance: Number
    currency: str
    status: GiftCardStatus

    @classmethod
    def of(cls, number: str, balance: Money, status: GiftCardStatus) -> Self:
        return cls(card_number=number, balance=balance.major, currency=balance.currency, status=status)


class MetaOut(Schema):
    total: int
    page: int
    limit: int
    pages: int

    @classmethod
    def of(cls, found: Listed[Any]) -> Self:
        return cls(total=found.total, page=found.window.number, limit=found.window.limit, pages=found.pages)


class OneGiftCard(Reply):
    data: GiftCardOut


class ManyGiftCards(Reply):
    data: list[GiftCardOut]
    meta: MetaOut


class ManyBatches(Reply):
    data: list[BatchOut]
    meta: MetaOut


class OneBatch(Reply):
    data: BatchWithCards


class OneBalance(Reply):
    data: BalanceOut


def _last_day(expires_at: datetime | None) -> datetime | None:
    """The last good day, as the document writes days: at midnight."""
    return None if expires_at is None else datetime.combine(rules.good_through(expires_at), time(), UTC)
