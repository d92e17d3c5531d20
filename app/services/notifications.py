"""What a customer wants to be told, and on which channel. No row means yes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.topics import TopicGroup, group_of
from app.models import Channel, NotificationPreference

# What the preferences page asks about.
CHOICES: Final = tuple((group, channel) for group in TopicGroup for channel in (Channel.EMAIL, Channel.SMS))

Wishes = Mapping[tuple[TopicGroup, Channel], bool]


def is_wanted(session: Session, *, customer_id: int, topic: str, channel: Channel) -> bool:
    """Whether a message of this topic may go; what protects the account always may."""
    group = group_of(topic)
    if group is None:
        return True
    allowed = session.scalar(
        select(NotificationPreference.allowed).where(
            NotificationPreference.customer_id == customer_id,
            NotificationPreference.topic == group.value,
            # Whoever wants no text messages wants none by WhatsApp either.
            NotificationPreference.channel == (Channel.SMS if channel is Channel.WHATSAPP else channel).value,
        )
    )
    return True if allowed is None else allowed


def list_wishes(session: Session, *, customer_id: int) -> dict[tuple[TopicGroup, Channel], bool]:
    """Every choice with its answer."""
    rows = session.execute(
        select(NotificationPreference.topic, NotificationPreference.channel, NotificationPreference.allowed).where(
            NotificationPreference.customer_id == customer_id
        )
    )
    said = {(row.topic, row.channel): row.allowed for row in rows}
    return {choice: said.get((choice[0].value, choice[1].value), True) for choice in CHOICES}


def set_wishes(session: Session, *, customer_id: int, wishes: Wishes, now: datetime) -> None:
    """Keep the answers given; choices left out stay as they are."""
    rows = session.scalars(
        select(NotificationPreference).where(NotificationPreference.customer_id == customer_id).with_for_update()
    )
    known = {(row.topic, row.channel): row for row in rows}
    for (group, channel), allowed in wishes.items():
        row = known.get((group.value, channel.value))
        if row is None:
            row = NotificationPreference(customer_id=customer_id, topic=group.value, channel=channel.value)
            session.add(row)
        row.allowed = allowed
        row.updated_at = now
    session.flush()
