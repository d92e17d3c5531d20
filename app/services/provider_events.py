"""Webhooks as they came in: each event is written down once, and handled until that succeeds or is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models import AttemptCounter, ProviderEvent
from app.models.upsert import insert_into
from app.services import limits
from app.services.provider_ports import WebhookNote

# Whoever has an event is left alone with it for so long; should it die meanwhile, the event is due again.
LEASE: Final = timedelta(seconds=20)
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=15)
MOST_ATTEMPTS: Final = 100
# As long as a payment may be disputed.
KEPT_FOR: Final = timedelta(days=180)

_A_DAY: Final = timedelta(days=1)
_NO_LIMIT: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An event taken to be handled, outside of any transaction."""

    id: int
    provider: str
    kind: str
    reference: str


def record(session: Session, *, provider: str, note: WebhookNote, body: str, now: datetime) -> Noted | None:
    """Write an event down; None when it was there before. Of those who bring the same at once, one gets it."""
    event_id = session.scalar(
        insert_into(session, ProviderEvent)
        .values(
            provider=provider,
            event_key=note.event_key,
            kind=note.kind,
            reference=note.reference,
            body=body,
            received_at=now,
            next_try_at=now + LEASE,
        )
        .on_conflict_do_nothing()
        .returning(ProviderEvent.id)
    )
    if event_id is None:
        return None
    return Noted(id=event_id, provider=provider, kind=note.kind, reference=note.reference)


def take_due(session: Session, *, now: datetime, limit: int) -> list[Noted]:
    """Events that were not handled yet and whose time has come, each for one taker."""
    due = session.scalars(
        select(ProviderEvent)
        .where(ProviderEvent.handled_at.is_(None), ProviderEvent.next_try_at <= now)
        .order_by(ProviderEvent.next_try_at, ProviderEvent.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for event in due:
        event.next_try_at = now + LEASE
    return [Noted(id=one.id, provider=one.provider, kind=one.kind, reference=one.reference) for one in due]


def note_handled(session: Session, *, event_id: int, outcome: str, now: datetime) -> None:
    """`outcome` is a short word for what came of it."""
    session.execute(
        update(ProviderEvent)
        .where(ProviderEvent.id == event_id)
        .values(handled_at=now, outcome=outcome[:40], attempts=ProviderEvent.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def note_failure(session: Session, *, event_id: int, reason: str, now: datetime) -> bool:
    """Try again later, with growing pauses; False when it is given up now, for a person to look at."""
    event = session.get_one(ProviderEvent, event_id, with_for_update=True)
    event.attempts += 1
    event.outcome = reason[:40]
    if event.attempts >= MOST_ATTEMPTS:
        event.handled_at = now
        event.outcome = "given_up"
        return False
    event.next_try_at = now + min(FIRST_WAIT * 2 ** min(event.attempts - 1, 10), LONGEST_WAIT)
    return True


def purge(session: Session, *, now: datetime, limit: int = 1000) -> int:
    """Forget events, and what stood in them, long after they were handled; how many."""
    old = select(ProviderEvent.id).where(ProviderEvent.handled_at <= now - KEPT_FOR).limit(limit)
    gone = session.scalars(
        delete(ProviderEvent)
        .where(ProviderEvent.id.in_(old))
        .returning(ProviderEvent.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def count_refused(session: Session, *, provider: str, now: datetime) -> int:
    """Count a webhook nobody signed; how many there were in a day that began with the first."""
    key = f"webhook_refused:{provider}"
    limits.hit(session, key=key, most=_NO_LIMIT, window=_A_DAY, now=now)
    return session.scalars(select(AttemptCounter.attempts).where(AttemptCounter.key == key)).one()
