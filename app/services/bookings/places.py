"""The branch a booking is at, and the terms it has there."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.booking_terms import Terms, terms_of
from app.domain.errors import BranchNotFound
from app.domain.seating import Slot
from app.domain.tenant import Tenant
from app.models import Branch, Brand
from app.services.bookings.views import Place


def read_places(session: Session, branch_ids: Iterable[int]) -> dict[int, Place]:
    """The places by their branch's id."""
    rows = session.execute(
        select(
            Branch.id,
            Branch.code,
            Branch.name_en,
            Branch.name_ar,
            Brand.name_en.label("brand_en"),
            Brand.name_ar.label("brand_ar"),
            Branch.address_en,
            Branch.address_ar,
            Branch.phone,
            Branch.zone,
            Branch.map_code,
            Brand.whatsapp_message,
            Brand.email_message,
            Branch.platform_id,
        )
        .join(Brand, Brand.id == Branch.brand_id)
        .where(Branch.id.in_(set(branch_ids)))
    )
    return {
        row.id: Place(
            id=row.id,
            code=row.code,
            name_en=row.name_en,
            name_ar=row.name_ar,
            brand_en=row.brand_en,
            brand_ar=row.brand_ar,
            address_en=row.address_en or "",
            address_ar=row.address_ar or "",
            phone=row.phone or "",
            zone=ZoneInfo(row.zone),
            map_code=row.map_code or "",
            by_whatsapp=row.whatsapp_message,
            by_email=row.email_message,
            platform_id=row.platform_id,
        )
        for row in rows
    }


def get_branch(session: Session, *, tenant: Tenant, branch_id: int) -> Branch:
    """A branch of the business. Raises BranchNotFound."""
    branch = session.get(Branch, branch_id)
    if branch is None or branch.business_id != tenant.business_id:
        raise BranchNotFound
    return branch


def terms_at(branch: Branch, slot: Slot, *, asks_deposit: bool = True) -> Terms:
    """The terms of a party at a slot."""
    return terms_of(
        price_minor=(slot.price_minor or 0) * slot.party_size,
        deposit_minor=slot.deposit_total_minor or 0 if asks_deposit else 0,
        starts_at=slot.starts_at,
        cancel_free_minutes=branch.cancel_free_minutes,
        cancel_fee_bp=branch.cancel_fee_bp,
    )
