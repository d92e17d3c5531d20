"""Telling people of a gift card: its buyer once it is paid, its recipient on the day it is meant for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import GiftCardNotFound
from app.domain.gift_designs import COLOURS, USUAL
from app.domain.money import Money
from app.domain.tenant import Tenant
from app.domain.topics import Topic
from app.models import Channel, Customer, GiftCard, GiftCardPurchase, GiftCardTemplate, Platform
from app.services import limits, outbox
from app.services.ports import MessageTexts

_AT_ONCE: Final = 50
# So often in a day the buyer may have the card sent once more.
MOST_AGAIN: Final = 3
_A_DAY: Final = timedelta(days=1)


def tell_paid(
    session: Session, purchase: GiftCardPurchase, *, texts: MessageTexts, tenant: Tenant, now: datetime
) -> None:
    """The card is paid: its buyer gets a confirmation, and its recipient the card, where the day has come."""
    session.flush()
    customer = session.get_one(Customer, purchase.customer_id)
    if customer.email:
        _enqueue(session, purchase, Topic.GIFT_CARD_BOUGHT, customer.email, texts=texts, tenant=tenant, now=now)
    if purchase.send_at <= now:
        _send(session, purchase, texts=texts, tenant=tenant, now=now)


def send_due(session: Session, *, texts: MessageTexts, now: datetime) -> int:
    """Send the cards whose day has come, each once; how many."""
    rows = session.execute(
        select(GiftCardPurchase, Platform.business_id)
        .join(Platform, Platform.id == GiftCardPurchase.platform_id)
        .where(
            GiftCardPurchase.sent_at.is_(None),
            GiftCardPurchase.send_at <= now,
            GiftCardPurchase.paid_at.is_not(None),
        )
        .order_by(GiftCardPurchase.send_at)
        .limit(_AT_ONCE)
    ).all()
    return sum(
        _send(session, purchase, texts=texts, tenant=Tenant(business_id, purchase.environment), now=now)
        for purchase, business_id in rows
    )


def send_again(session: Session, *, purchase_id: int, tenant: Tenant, texts: MessageTexts, now: datetime) -> None:
    """Send a paid card once more, or now where its day has not come. Raises GiftCardNotFound, TooManyAttempts."""
    purchase = session.get(GiftCardPurchase, purchase_id)
    if purchase is None or purchase.paid_at is None:
        raise GiftCardNotFound
    limits.hit(session, key=f"gift_card_again:{purchase.id}", most=MOST_AGAIN, window=_A_DAY, now=now)
    purchase.sent_at = now
    _enqueue(session, purchase, Topic.GIFT_CARD, purchase.recipient_email, texts=texts, tenant=tenant, now=now)


def _send(session: Session, purchase: GiftCardPurchase, *, texts: MessageTexts, tenant: Tenant, now: datetime) -> bool:
    """Whether it was this one who sent it."""
    mine = session.scalar(
        update(GiftCardPurchase)
        .where(GiftCardPurchase.id == purchase.id, GiftCardPurchase.sent_at.is_(None))
        .values(sent_at=now)
        .returning(GiftCardPurchase.id)
        .execution_options(synchronize_session="fetch")
    )
    if mine is None:
        return False
    _enqueue(session, purchase, Topic.GIFT_CARD, purchase.recipient_email, texts=texts, tenant=tenant, now=now)
    return True


def _enqueue(
    session: Session,
    purchase: GiftCardPurchase,
    topic: Topic,
    recipient: str,
    *,
    texts: MessageTexts,
    tenant: Tenant,
    now: datetime,
) -> None:
    text = texts.render(topic, channel=Channel.EMAIL, locale=purchase.locale, values=_values(session, purchase))
    outbox.enqueue(
        session,
        tenant=tenant,
        platform_id=purchase.platform_id,
        channel=Channel.EMAIL,
        recipient=recipient,
        topic=topic,
        subject=text.subject,
        body=text.body,
        html=text.html,
        locale=purchase.locale,
        customer_id=purchase.customer_id if topic is Topic.GIFT_CARD_BOUGHT else None,
        now=now,
    )


def _values(session: Session, purchase: GiftCardPurchase) -> dict[str, str]:
    card, template, platform = session.execute(
        select(GiftCard, GiftCardTemplate, Platform)
        .select_from(GiftCard)
        .join(GiftCardTemplate, GiftCardTemplate.id == purchase.template_id)
        .join(Platform, Platform.id == purchase.platform_id)
        .where(GiftCard.id == purchase.gift_card_id)
    ).one()
    is_arabic = purchase.locale == "ar"
    colours = COLOURS.get(template.design, COLOURS[USUAL])
    zone = ZoneInfo(platform.time_zone)
    return {
        "shop": platform.name_ar if is_arabic else platform.name_en,
        "name": template.name_ar if is_arabic else template.name_en,
        "amount": Money(card.amount_minor, card.currency).text,
        "number": card.number,
        "recipient": purchase.recipient_name,
        "recipient_email": purchase.recipient_email,
        "sender": purchase.sender_name,
        "message": purchase.message,
        "good_through": "" if card.expires_at is None else _day(rules.good_through(card.expires_at), purchase.locale),
        "send_on": "" if purchase.sent_at else _day(purchase.send_at.astimezone(zone).date(), purchase.locale),
        "link": purchase.link or "",
        "card_link": purchase.card_link or "",
        "ground": colours.ground,
        "deep": colours.deep,
        "ink": colours.ink,
        "gold": colours.gold,
    }


def _day(day: date, locale: str) -> str:
    """In the language the card was bought in; the digits of every language are those of the pages."""
    return format_date(day, "d MMMM y", locale="ar" if locale == "ar" else "en")
