"""Telling somebody who waits what has become of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from babel.dates import format_date, format_datetime, format_time
from sqlalchemy.orm import Session

from app.domain.tenant import Tenant
from app.domain.topics import Topic
from app.models import Channel
from app.services import outbox
from app.services.ports import MessageTexts
from app.services.waiting.reading import WaitingView

_WHEN: Final = {"en": "EEEE d MMMM, HH:mm", "ar": "EEEE d MMMM، HH:mm"}
_DAY: Final = "EEEE d MMMM"


def tell(
    session: Session,
    texts: MessageTexts,
    view: WaitingView,
    *,
    tenant: Tenant,
    customer_id: int,
    topic: Topic,
    now: datetime,
) -> None:
    """Queue a message to the phone, by WhatsApp where the brand uses it, else to the e-mail; an offer dies with it."""
    if view.phone:
        channel, recipient = (Channel.WHATSAPP if view.place.by_whatsapp else Channel.SMS), view.phone
    elif view.email:
        channel, recipient = Channel.EMAIL, view.email
    else:
        return
    text = texts.render(topic, channel=channel, locale=view.locale, values=_values(view))
    outbox.enqueue(
        session,
        tenant=tenant,
        platform_id=view.place.platform_id,
        channel=channel,
        recipient=recipient,
        topic=topic,
        subject=text.subject if channel is Channel.EMAIL else "",
        body=text.body,
        locale=view.locale,
        customer_id=customer_id,
        expires_at=view.ready_until,
        now=now,
    )


def _values(view: WaitingView) -> dict[str, str]:
    locale = "ar" if view.locale == "ar" else "en"
    zone = view.place.zone
    start, until = view.offered_start, view.ready_until
    return {
        "name": view.first_name,
        "brand": view.place.brand(locale),
        "branch": view.place.name(locale),
        "day": format_date(view.service_date, _DAY, locale=locale),
        "guests": str(view.party_size),
        "when": format_datetime(start.astimezone(zone), _WHEN[locale], locale=locale) if start else "",
        "until": format_time(until.astimezone(zone), "HH:mm", locale=locale) if until else "",
        "link": view.link or "",
    }
