"""Cards that vendors have issued and the business takes: whose they are, and lists of them taken in whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.gift_cards import end_of
from app.domain.pickup_code import Digest
from app.domain.tenant import Actor, Tenant
from app.domain.vendor_cards import Fault, LineProblem, VendorList
from app.models import GiftCard, GiftCardVendor
from app.services import audit_trail
from app.services.constraints import is_about
from app.services.gift_cards.desk import check_makes, take_in_vendor_cards
from app.services.gift_cards.issuing import NewCard
from app.services.gift_cards.looking import hash_of
from app.services.staff_accounts import StaffSeen


def list_vendors(session: Session, *, tenant: Tenant) -> list[str]:
    """Their names, by the alphabet."""
    names = session.scalars(
        select(GiftCardVendor.name)
        .where(GiftCardVendor.business_id == tenant.business_id, GiftCardVendor.is_active.is_(True))
        .order_by(GiftCardVendor.name)
    )
    return list(names)


def name_known(session: Session, *, tenant: Tenant, digest: Digest, read: VendorList) -> VendorList:
    """The list with the numbers that the business has already among its faults; one statement."""
    hashes = {hash_of(digest, card.number): card for card in read.cards}
    there = session.scalars(
        select(GiftCard.number_hash).where(
            GiftCard.business_id == tenant.business_id,
            GiftCard.environment == tenant.environment,
            GiftCard.number_hash.in_(hashes),
        )
    )
    known = {hashes[one].line: Fault(hashes[one].line, LineProblem.KNOWN, hashes[one].number) for one in there}
    faults = sorted((*read.faults, *known.values()), key=lambda fault: fault.line)
    return replace(read, cards=tuple(card for card in read.cards if card.line not in known), faults=tuple(faults))


def take_in_list(
    session: Session, *, staff: StaffSeen, digest: Digest, vendor: str, read: VendorList, now: datetime
) -> VendorList:
    """Take a vendor's list in, all of it or nothing, and note who did; a vendor of a new name is entered with it.

    The answer is the list as it was found: where it has faults, nothing was taken in. Raises NotAllowed.
    """
    check_makes(staff)
    found = name_known(session, tenant=staff.tenant, digest=digest, read=read)
    if found.faults or not found.cards:
        return found
    try:
        with session.begin_nested():
            _take_in(session, staff=staff, digest=digest, name=vendor, read=found, now=now)
    except IntegrityError as error:
        # Somebody took the same numbers in at this moment.
        if not is_about(error, "number_hash"):
            raise
        return name_known(session, tenant=staff.tenant, digest=digest, read=read)
    return found


def _take_in(session: Session, *, staff: StaffSeen, digest: Digest, name: str, read: VendorList, now: datetime) -> None:
    vendor = _vendor(session, staff.tenant, name, now)
    take_in_vendor_cards(
        session,
        tenant=staff.tenant,
        digest=digest,
        vendor=vendor,
        cards=[
            NewCard(
                number=card.number,
                amount_minor=card.amount_minor,
                vendor_id=vendor.id,
                expires_at=None if card.good_through is None else end_of(card.good_through),
                created_by=staff.staff_id,
            )
            for card in read.cards
        ],
        currency=read.currency,
        delivery=uuid4().hex,
        now=now,
    )
    audit_trail.record(
        session,
        actor=Actor("staff", staff.staff_id),
        action="gift_cards_taken_in",
        entity="gift_card_vendor",
        entity_id=vendor.id,
        business_id=staff.business_id,
        after={"cards": len(read.cards), "amount_minor": read.total.minor, "currency": read.currency},
        now=now,
    )


def _vendor(session: Session, tenant: Tenant, name: str, now: datetime) -> GiftCardVendor:
    found = session.scalars(
        select(GiftCardVendor)
        .where(
            GiftCardVendor.business_id == tenant.business_id,
            func.lower(GiftCardVendor.name) == name.lower(),
            GiftCardVendor.is_active.is_(True),
        )
        .order_by(GiftCardVendor.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        found = GiftCardVendor(business_id=tenant.business_id, name=name, created_at=now)
        session.add(found)
        session.flush()
    return found
