"""Which orders a staff member may see and touch."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, select

from app.domain.errors import NotAllowed
from app.domain.states import Fulfilment
from app.models import Order, Platform, StaffRole
from app.services.staff_accounts import StaffSeen

# Who runs the business sees all of it; the others the places they work at.
_EVERYWHERE: Final = frozenset({StaffRole.ADMIN, StaffRole.MANAGER})


def is_everywhere(staff: StaffSeen) -> bool:
    """Whether every pickup location of the business is within reach."""
    return staff.every_location or staff.role in _EVERYWHERE


def check_decides_money(staff: StaffSeen) -> None:
    """Money is decided by who runs the business. Raises NotAllowed."""
    if not decides_money(staff):
        raise NotAllowed


def decides_money(staff: StaffSeen) -> bool:
    """Whether what needs a person about the business's money is theirs to see."""
    return staff.role in _EVERYWHERE


def check_edits_restaurants(staff: StaffSeen) -> None:
    """Brands, branches, their tables and hours are changed by who runs the business. Raises NotAllowed."""
    if not edits_restaurants(staff):
        raise NotAllowed


def edits_restaurants(staff: StaffSeen) -> bool:
    """Whether the back office is open to them."""
    return staff.role in _EVERYWHERE


def reaches(staff: StaffSeen, location_id: int | None) -> bool:
    """Whether what waits at this pickup location is theirs to see."""
    return is_everywhere(staff) or location_id in staff.location_ids


def within(staff: StaffSeen) -> list[ColumnElement[bool]]:
    """Conditions on Order that hold for exactly the orders within reach, collected at or sent from their places."""
    platforms = select(Platform.id).where(Platform.business_id == staff.business_id)
    conditions: list[ColumnElement[bool]] = [
        Order.platform_id.in_(platforms),
        Order.environment == staff.environment,
        Order.fulfilment.in_((Fulfilment.PICKUP, Fulfilment.DELIVERY)),
    ]
    if not is_everywhere(staff):
        conditions.append(Order.pickup_location_id.in_(sorted(staff.location_ids)))
    return conditions
