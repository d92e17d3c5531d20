"""Who did what to which thing: written with the change, never changed itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from app.domain.tenant import Actor
from app.models import AuditEntry, Customer

# Under this name an entry point's unit of work keeps the request's id in `session.info`.
REQUEST_ID: Final = "request_id"


def record(
    session: Session,
    *,
    actor: Actor,
    action: str,
    entity: str,
    entity_id: int | None,
    business_id: int,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Note a change. `before` and `after` hold JSON values only, and no secret, code or personal number.

    In which request it happened, the session knows.
    """
    entry = AuditEntry(
        at=now,
        business_id=business_id,
        actor_kind=actor.kind,
        actor_id=actor.id,
        action=action,
        entity=entity,
        entity_id=entity_id,
        before=before,
        after=after,
        request_id=session.info.get(REQUEST_ID, ""),
    )
    session.add(entry)
    session.flush()
    return entry


def record_own(session: Session, customer: Customer, *, action: str, now: datetime) -> None:
    """Note what somebody changed about their own account: that it happened, never what it says."""
    record(
        session,
        actor=Actor("customer", customer.id),
        action=action,
        entity="customer",
        entity_id=customer.id,
        business_id=customer.business_id,
        now=now,
    )
