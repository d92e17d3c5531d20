"""Tells people who asked that a product can be bought again, or costs less than when they asked.

The list keeps what its owner knows (`seen_in_stock`, `seen_minor`). Whatever changed stock or price, and wherever, the
difference is found here; the update that closes it is guarded, so each change is told once however many look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select, update
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.tenant import Tenant
from app.domain.topics import Topic
from app.models import Channel, Customer, Platform, Product, WishlistItem
from app.services import outbox
from app.services.carts.views import AnyRow
from app.services.ports import MessageTexts
from app.services.product_query import can_be_bought

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class _News:
    """One change that one person wants to hear of."""

    row: AnyRow
    topic: Topic


def tell_of_changes(session: Session, *, texts: MessageTexts, now: datetime, limit: int = AT_ONCE) -> int:
    """Queue a message for each change that was asked for; returns how many lines had news."""
    _note_sold_out(session)
    rows = session.execute(_with_news().limit(limit)).all()
    for row in rows:
        for topic in _topics(row):
            if _close(session, row, topic):
                _tell(session, _News(row, topic), texts, now)
    return len(rows)


def _note_sold_out(session: Session) -> None:
    """Remember what ran out, so that its coming back is news."""
    gone = select(Product.id).where(not_(can_be_bought()))
    session.execute(
        update(WishlistItem)
        .where(WishlistItem.tell_in_stock, WishlistItem.seen_in_stock, WishlistItem.product_id.in_(gone))
        .values(seen_in_stock=False)
        .execution_options(synchronize_session=False)
    )


def _is_back() -> ColumnElement[bool]:
    return and_(WishlistItem.tell_in_stock, not_(WishlistItem.seen_in_stock), can_be_bought())


def _is_cheaper() -> ColumnElement[bool]:
    return and_(WishlistItem.tell_price_drop, Product.is_active, Product.price_minor < WishlistItem.seen_minor)


def _with_news() -> Select[*tuple[Any, ...]]:
    return (
        select(
            WishlistItem.id,
            WishlistItem.seen_minor,
            WishlistItem.environment,
            WishlistItem.platform_id,
            WishlistItem.customer_id,
            _is_back().label("is_back"),
            _is_cheaper().label("is_cheaper"),
            Product.name_en,
            Product.name_ar,
            Product.price_minor,
            Product.currency,
            Platform.name_en.label("shop_en"),
            Platform.name_ar.label("shop_ar"),
            Customer.business_id,
            Customer.first_name,
            Customer.email,
            Customer.phone,
            Customer.locale,
        )
        .join(Product, Product.id == WishlistItem.product_id)
        .join(Platform, Platform.id == WishlistItem.platform_id)
        .join(Customer, Customer.id == WishlistItem.customer_id)
        .where(or_(_is_back(), _is_cheaper()))
        .order_by(WishlistItem.id)
    )


def _topics(row: AnyRow) -> list[Topic]:
    found = []
    if row.is_back:
        found.append(Topic.WISH_IN_STOCK)
    if row.is_cheaper:
        found.append(Topic.WISH_CHEAPER)
    return found


def _close(session: Session, row: AnyRow, topic: Topic) -> bool:
    """Note that its owner knows now; False when another worker was first."""
    mine = update(WishlistItem).where(WishlistItem.id == row.id)
    closing = (
        mine.where(not_(WishlistItem.seen_in_stock)).values(seen_in_stock=True)
        if topic is Topic.WISH_IN_STOCK
        else mine.where(WishlistItem.seen_minor == row.seen_minor).values(seen_minor=row.price_minor)
    )
    closed = session.scalar(closing.returning(WishlistItem.id).execution_options(synchronize_session=False))
    return closed is not None


def _tell(session: Session, news: _News, texts: MessageTexts, now: datetime) -> None:
    """By e-mail, or else by text message: one is enough. Who does not want offers is not told."""
    row = news.row
    for channel, recipient in ((Channel.EMAIL, row.email), (Channel.SMS, row.phone)):
        if not recipient:
            continue
        text = texts.render(news.topic, channel=channel, locale=row.locale, values=_values(row))
        queued = outbox.enqueue(
            session,
            tenant=Tenant(row.business_id, row.environment),
            platform_id=row.platform_id,
            channel=channel,
            recipient=recipient,
            topic=news.topic,
            subject=text.subject,
            body=text.body,
            locale=row.locale,
            customer_id=row.customer_id,
            now=now,
        )
        if queued is not None:
            return


def _values(row: AnyRow) -> dict[str, str]:
    is_arabic = row.locale == "ar"
    return {
        "name": row.first_name,
        "product": row.name_ar if is_arabic else row.name_en,
        "price": Money(row.price_minor, row.currency).text,
        "before": Money(row.seen_minor, row.currency).text,
        "shop": row.shop_ar if is_arabic else row.shop_en,
    }
