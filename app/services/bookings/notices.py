"""Telling a diner what became of their booking, in the language they booked in, on the channels of the brand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from babel.dates import format_datetime
from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.topics import Topic
from app.models import Channel
from app.services import outbox
from app.services.bookings.views import ReservationView
from app.services.ports import MessageTexts

# "Tuesday 3 March, 19:00"; the digits of every language are those of the pages.
_WHEN: Final = {"en": "EEEE d MMMM, HH:mm", "ar": "EEEE d MMMM، HH:mm"}


def tell(
    session: Session,
    texts: MessageTexts,
    view: ReservationView,
    *,
    topic: Topic,
    now: datetime,
    back_minor: int = 0,
    kept_minor: int = 0,
) -> None:
    """Queue a message on each channel there is; after the start of the booking it would be pointless.

    `back_minor` goes back to the diner, `kept_minor` stays with the house, where the message is about that.
    """
    values = _values(view, now) | {
        "back": Money(back_minor, view.currency).text if back_minor else "",
        "kept": Money(kept_minor, view.currency).text if kept_minor else "",
    }
    for channel, recipient in _ways(view):
        text = texts.render(topic, channel=channel, locale=view.locale, values=values)
        outbox.enqueue(
            session,
            tenant=view.tenant,
            platform_id=view.place.platform_id,
            channel=channel,
            recipient=recipient,
            topic=topic,
            subject=text.subject if channel is Channel.EMAIL else "",
            body=text.body,
            locale=view.locale,
            customer_id=view.customer_id,
            expires_at=view.ends_at if view.ends_at > now else None,
            now=now,
        )


def _ways(view: ReservationView) -> Iterator[tuple[Channel, str]]:
    """The phone always, by WhatsApp where the brand uses it; e-mail where it does."""
    if view.phone:
        yield (Channel.WHATSAPP if view.place.by_whatsapp else Channel.SMS), view.phone
    if view.email and (view.place.by_email or not view.phone):
        yield Channel.EMAIL, view.email


def _values(view: ReservationView, now: datetime) -> dict[str, str]:
    locale = "ar" if view.locale == "ar" else "en"
    terms = view.terms
    return {
        "name": view.first_name,
        "reference": view.reference,
        "brand": view.place.brand(locale),
        "branch": view.place.name(locale),
        "address": view.place.address(locale),
        "phone": view.place.phone,
        "section": view.section(locale),
        "when": _moment(view.starts_at, view),
        "guests": str(view.party_size),
        "deposit": Money(terms.deposit_minor, view.currency).text if terms.deposit_minor else "",
        "fee": Money(terms.cancel_fee_minor, view.currency).text if terms.cancel_fee_minor else "",
        # Empty where that time is over: cancelling costs the fee at once.
        "free_until": _moment(terms.cancel_free_until, view) if terms.cancel_free_until > now else "",
        "link": view.link or "",
    }


def _moment(at: datetime, view: ReservationView) -> str:
    """On the branch's clock, in the diner's language."""
    locale = "ar" if view.locale == "ar" else "en"
    return format_datetime(at.astimezone(view.place.zone), _WHEN[locale], locale=locale)
