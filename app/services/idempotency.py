"""Replies kept for a day, so that a repeated request is answered and not carried out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.errors import IdempotencyKeyReused, RequestInProgress
from app.models import IdempotencyRecord

KEPT_FOR: Final = timedelta(hours=24)
# A request that has not answered by then is taken for dead, and a repetition may carry it out.
LEASE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to carry out a request; it is lost to whoever claims the record after the lease."""

    record_id: int
    claimed_at: datetime
    # Tells this use of the key from one after it expired, and is the same for everybody who resumes it.
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReply:
    """What was answered the first time."""

    status: int
    content_type: str
    body: str


def claim(session: Session, *, scope: str, key: str, request_hash: str, now: datetime) -> Claim | KeptReply:
    """Take the key for this request, or find what was answered to it. The unique index decides between rivals.

    Raises IdempotencyKeyReused when the key came with another request, RequestInProgress while the first one runs.
    """
    session.execute(
        delete(IdempotencyRecord).where(
            IdempotencyRecord.scope == scope, IdempotencyRecord.key == key, IdempotencyRecord.expires_at <= now
        )
    )
    expires_at = now + KEPT_FOR
    inserted = session.execute(
        _insert_or_nothing(session)
        .values(scope=scope, key=key, request_hash=request_hash, created_at=now, expires_at=expires_at)
        .returning(IdempotencyRecord.id)
    ).scalar_one_or_none()
    if inserted is not None:
        return Claim(record_id=inserted, claimed_at=now, expires_at=expires_at)
    record = session.scalars(
        select(IdempotencyRecord)
        .where(IdempotencyRecord.scope == scope, IdempotencyRecord.key == key)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if record is None:
        # Its holder gave it back a moment ago.
        raise RequestInProgress
    if record.request_hash != request_hash:
        raise IdempotencyKeyReused
    if record.status is not None:
        return KeptReply(status=record.status, content_type=record.content_type or "", body=record.body or "")
    return _take_over(session, record, now=now)


def keep(session: Session, claim: Claim, reply: KeptReply) -> None:
    """Store the reply in the transaction of the effect. Raises RequestInProgress when the claim was lost."""
    kept = session.scalar(
        update(IdempotencyRecord)
        .where(*_held(claim))
        .values(status=reply.status, content_type=reply.content_type, body=reply.body)
        .returning(IdempotencyRecord.id)
        .execution_options(synchronize_session=False)
    )
    if kept is None:
        raise RequestInProgress


def release(session: Session, claim: Claim) -> None:
    """Give the key back after a refusal without effect, so that a corrected request may use it."""
    session.execute(delete(IdempotencyRecord).where(*_held(claim)).execution_options(synchronize_session=False))


def pause(session: Session, claim: Claim) -> None:
    """A provider let the request down half-way: whoever sends it again goes on with it at once, not anew."""
    session.execute(
        update(IdempotencyRecord)
        .where(*_held(claim))
        .values(created_at=claim.claimed_at - LEASE)
        .execution_options(synchronize_session=False)
    )


def purge(session: Session, *, now: datetime) -> int:
    """Forget every reply that is past its day; how many there were."""
    gone = session.scalars(
        delete(IdempotencyRecord).where(IdempotencyRecord.expires_at <= now).returning(IdempotencyRecord.id)
    )
    return len(gone.all())


def _take_over(session: Session, record: IdempotencyRecord, *, now: datetime) -> Claim:
    """Carry on a request whose first holder died; only one of several rivals succeeds."""
    if now < record.created_at + LEASE:
        raise RequestInProgress
    dead = Claim(record_id=record.id, claimed_at=record.created_at, expires_at=record.expires_at)
    taken = session.scalar(
        update(IdempotencyRecord)
        .where(*_held(dead))
        .values(created_at=now)
        .returning(IdempotencyRecord.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise RequestInProgress
    return Claim(record_id=dead.record_id, claimed_at=now, expires_at=dead.expires_at)


def _held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    """That the record is still this claim's and unanswered."""
    return (
        IdempotencyRecord.id == claim.record_id,
        IdempotencyRecord.created_at == claim.claimed_at,
        IdempotencyRecord.status.is_(None),
    )


def _insert_or_nothing(session: Session) -> postgresql.Insert | sqlite.Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(IdempotencyRecord).on_conflict_do_nothing()
    return sqlite.insert(IdempotencyRecord).on_conflict_do_nothing()
