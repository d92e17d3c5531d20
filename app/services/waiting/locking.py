"""How an entry of the waiting list is locked before it moves."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import WaitingEntryNotFound
from app.domain.tenant import Tenant
from app.models import WaitingEntry
from app.services import seatings


def lock_entry(session: Session, tenant: Tenant, uuid: UUID) -> WaitingEntry:
    """The day first, then the row: the order everybody locks in. Raises WaitingEntryNotFound."""
    whose = (
        WaitingEntry.uuid == uuid,
        WaitingEntry.business_id == tenant.business_id,
        WaitingEntry.environment == tenant.environment,
    )
    day = session.execute(select(WaitingEntry.branch_id, WaitingEntry.service_date).where(*whose)).one_or_none()
    if day is None:
        raise WaitingEntryNotFound
    seatings.lock_day(session, branch_id=day.branch_id, service_date=day.service_date)
    return session.scalars(
        select(WaitingEntry).where(*whose).with_for_update().execution_options(populate_existing=True)
    ).one()
