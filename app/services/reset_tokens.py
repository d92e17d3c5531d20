"""Permission to set a new password or PIN, earned by a code: one hour, once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.domain.errors import ResetTokenInvalid
from app.domain.tenant import Tenant
from app.models import CodePurpose, Customer, ResetToken
from app.services.ports import KeyedHasher

LIFETIME: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReset:
    """A reset token as its holder knows it."""

    token: str
    expires_at: datetime


def issue(
    session: Session, *, keyed: KeyedHasher, customer_id: int, purpose: CodePurpose, now: datetime
) -> IssuedReset:
    """Make a token; earlier ones for the same thing end."""
    void(session, customer_id=customer_id, purpose=purpose, now=now)
    token = secrets.token_urlsafe(32)
    row = ResetToken(
        customer_id=customer_id,
        purpose=purpose,
        token_hash=keyed.digest("reset_token", token),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(row)
    session.flush()
    return IssuedReset(token=token, expires_at=row.expires_at)


def get_owner(
    session: Session, *, keyed: KeyedHasher, tenant: Tenant, purpose: CodePurpose, token: str, now: datetime
) -> int:
    """Whose token this is, without using it: asked before the slow hash. Raises ResetTokenInvalid."""
    owner = session.scalar(
        select(ResetToken.customer_id)
        .join(Customer, Customer.id == ResetToken.customer_id)
        .where(
            *_open(keyed, purpose, token, now),
            Customer.business_id == tenant.business_id,
            Customer.environment == tenant.environment,
        )
    )
    if owner is None:
        raise ResetTokenInvalid
    return owner


def use(session: Session, *, keyed: KeyedHasher, purpose: CodePurpose, token: str, now: datetime) -> int:
    """Use the token up; of two who try at once one is refused. Raises ResetTokenInvalid."""
    owner = session.scalar(
        update(ResetToken)
        .where(*_open(keyed, purpose, token, now))
        .values(used_at=now)
        .returning(ResetToken.customer_id)
        .execution_options(synchronize_session=False)
    )
    if owner is None:
        raise ResetTokenInvalid
    return owner


def void(session: Session, *, customer_id: int, purpose: CodePurpose, now: datetime) -> None:
    """End whatever tokens are open for this."""
    session.execute(
        update(ResetToken)
        .where(ResetToken.customer_id == customer_id, ResetToken.purpose == purpose, ResetToken.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )


def purge(session: Session, *, now: datetime) -> int:
    """Forget tokens that can no longer be used; how many there were."""
    gone = session.scalars(delete(ResetToken).where(ResetToken.expires_at <= now).returning(ResetToken.id))
    return len(gone.all())


def _open(keyed: KeyedHasher, purpose: CodePurpose, token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        ResetToken.token_hash == keyed.digest("reset_token", token),
        ResetToken.purpose == purpose,
        ResetToken.used_at.is_(None),
        ResetToken.expires_at > now,
    )
