"""Tables kept while somebody fills in the form; the form alone knows the token."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import seating as engine
from app.domain.errors import HoldExpired
from app.domain.reservations import SeatingPurpose
from app.domain.seating import Slot
from app.domain.tenant import Tenant
from app.models import Branch, Seating, Section
from app.services import availability, seatings
from app.services.bookings.places import get_branch, read_places, terms_at
from app.services.bookings.views import HoldView
from app.services.seatings import Wish

_TOKEN_BYTES: Final = 24


def hold(session: Session, *, tenant: Tenant, wish: Wish, now: datetime, instead_of: str | None = None) -> HoldView:
    """Keep the tables that fit for as long as the branch allows. `instead_of`: an earlier hold's token, given up.

    Raises BranchNotFound, BookingRefused, TablesTaken.
    """
    branch = get_branch(session, tenant=tenant, branch_id=wish.branch_id)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    old = None if instead_of is None else _find(session, tenant, instead_of)
    placed = seatings.take(
        session,
        wish,
        purpose=SeatingPurpose.HOLD,
        expires_at=now + timedelta(minutes=branch.hold_minutes),
        token_hash=hash_of(token),
        instead_of=old if old is not None and _is_here(old, wish, now) else None,
        now=now,
    )
    return _view(session, branch, placed.seating, placed.slot, token)


def get_hold(session: Session, *, tenant: Tenant, token: str, now: datetime) -> HoldView:
    """What a form keeps, and until when. Raises HoldExpired, also for a token nobody has."""
    seating = _find(session, tenant, token)
    if seating is None or not is_held(seating, now):
        raise HoldExpired
    branch = session.get_one(Branch, seating.branch_id)
    return _view(session, branch, seating, slot_of(session, seating, now=now), token)


def extend(session: Session, *, tenant: Tenant, token: str, now: datetime) -> datetime:
    """Keep it once more for as long; until when. Raises HoldExpired."""
    seating = lock_hold(session, tenant=tenant, token=token)
    branch = session.get_one(Branch, seating.branch_id)
    return seatings.extend_hold(session, seating, by=timedelta(minutes=branch.hold_minutes), now=now)


def let_go(session: Session, *, tenant: Tenant, token: str, now: datetime) -> None:
    """Somebody left the form: the tables are free at once. A hold that is gone already is no error."""
    seating = _find(session, tenant, token)
    if seating is not None:
        seating = seatings.lock_seating(session, seating.id)
        if seating.expires_at is not None:
            seatings.release(session, seating, now=now)


def branch_of_hold(session: Session, *, tenant: Tenant, token: str) -> int:
    """At which branch a form books, also when its hold has run out. Raises HoldExpired for a token nobody has."""
    seating = _find(session, tenant, token)
    if seating is None:
        raise HoldExpired
    return seating.branch_id


def lock_hold(session: Session, *, tenant: Tenant, token: str) -> Seating:
    """The hold under the lock of its day, whether or not it has run out. Raises HoldExpired for a token nobody has."""
    seating = _find(session, tenant, token)
    if seating is None:
        raise HoldExpired
    return seatings.lock_seating(session, seating.id)


def is_held(seating: Seating, now: datetime) -> bool:
    """Whether it is a hold or an offer, and still keeps its tables."""
    return seating.expires_at is not None and seatings.is_live(seating, now)


def slot_of(session: Session, seating: Seating, *, now: datetime) -> Slot:
    """The slot a seating has, with its rule's terms, whatever else has been booked since."""
    venue = availability.read_venue(session, seating.branch_id, first_date=seating.service_date)
    ask = engine.Ask(
        service_date=seating.service_date,
        party_size=seating.party_size,
        now=now,
        section_id=seating.section_id,
        show_hidden=True,
        custom_rule_id=seating.rule_id,
        is_staff=seating.rule_id is None,
    )
    return engine.fits(venue, engine.Taken(), ask, starts_at=seating.starts_at)


def hash_of(token: str) -> str:
    """What is kept of a hold's token; it has so many bits that a fast hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


def _find(session: Session, tenant: Tenant, token: str) -> Seating | None:
    return session.scalars(
        select(Seating)
        .join(Branch, Branch.id == Seating.branch_id)
        .where(
            Seating.token_hash == hash_of(token),
            Seating.environment == tenant.environment,
            Branch.business_id == tenant.business_id,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def _is_here(seating: Seating, wish: Wish, now: datetime) -> bool:
    """Whether an earlier hold can make room for the new one: it still holds, at the same branch."""
    return seating.branch_id == wish.branch_id and is_held(seating, now)


def _view(session: Session, branch: Branch, seating: Seating, slot: Slot, token: str) -> HoldView:
    section = session.get_one(Section, seating.section_id)
    if seating.expires_at is None:
        raise HoldExpired
    return HoldView(
        token=token,
        seating_id=seating.id,
        place=read_places(session, [branch.id])[branch.id],
        section_id=section.id,
        section_en=section.name_en,
        section_ar=section.name_ar,
        service_date=seating.service_date,
        starts_at=seating.starts_at,
        ends_at=seating.ends_at - timedelta(minutes=branch.buffer_minutes),
        period_en=slot.period,
        period_ar=slot.period_ar,
        party_size=seating.party_size,
        rule_id=seating.rule_id,
        currency=branch.currency,
        terms=terms_at(branch, slot),
        expires_at=seating.expires_at,
        may_extend=seating.extensions == 0,
    )
