"""At which branches a staff member works."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import StaffBranch
from app.services import staff_reach
from app.services.staff_accounts import StaffSeen


def branches_of(session: Session, staff: StaffSeen) -> frozenset[int] | None:
    """The ids of the branches within reach; None for every branch of the business, as who runs it has."""
    if staff_reach.is_everywhere(staff):
        return None
    rows = session.scalars(select(StaffBranch.branch_id).where(StaffBranch.staff_id == staff.staff_id))
    return frozenset(rows)
