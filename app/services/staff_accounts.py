"""People who work for a business: their accounts, where they may work, and their sign-ins."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import EmailTaken
from app.domain.states import Environment
from app.domain.tenant import SYSTEM, Tenant
from app.models import StaffLocation, StaffMember, StaffRole, StaffSignIn
from app.services import audit_trail
from app.services.constraints import is_about
from app.services.ports import KeyedHasher

# A shift and a bit: whoever walks away from a shared till is signed out by the next morning.
LIFETIME: Final = timedelta(hours=12)
_MAX_AGENT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSeen:
    """A staff member at work, and where they may work."""

    staff_id: int
    sign_in_id: int
    business_id: int
    environment: Environment
    name: str
    email: str
    role: StaffRole
    every_location: bool
    location_ids: frozenset[int]

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.business_id, self.environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCredentials:
    """What is compared at sign-in."""

    staff_id: int
    password_hash: str


def create_staff(
    session: Session,
    *,
    tenant: Tenant,
    email: str,
    name: str,
    password_hash: str,
    role: StaffRole,
    every_location: bool,
    location_ids: Sequence[int] = (),
    now: datetime,
) -> StaffMember:
    """Make an account; without `every_location` only the locations named are theirs. Raises EmailTaken."""
    staff = StaffMember(
        business_id=tenant.business_id,
        environment=tenant.environment,
        email=email.strip().lower(),
        name=name,
        password_hash=password_hash,
        role=role,
        every_location=every_location,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(staff)
            session.flush()
    except IntegrityError as error:
        if is_about(error, "email"):
            raise EmailTaken from error
        raise
    session.add_all(StaffLocation(staff_id=staff.id, pickup_location_id=place) for place in location_ids)
    session.flush()
    return staff


def find_credentials(session: Session, *, email: str, tenant: Tenant) -> StaffCredentials | None:
    """Of an active staff member of the business; one statement."""
    row = session.execute(
        select(StaffMember.id, StaffMember.password_hash).where(
            StaffMember.email == email.strip().lower(),
            StaffMember.business_id == tenant.business_id,
            StaffMember.environment == tenant.environment,
            StaffMember.is_active.is_(True),
        )
    ).one_or_none()
    return None if row is None else StaffCredentials(staff_id=row.id, password_hash=row.password_hash)


def find_id(session: Session, *, email: str) -> int | None:
    """The account with this e-mail, active or not."""
    return session.scalar(select(StaffMember.id).where(StaffMember.email == email.strip().lower()))


def open_sign_in(session: Session, *, keyed: KeyedHasher, staff_id: int, user_agent: str, now: datetime) -> str:
    """A session of one shift; the answer is its token."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSignIn(
            staff_id=staff_id,
            token_hash=_hash(keyed, token),
            user_agent=user_agent[:_MAX_AGENT],
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    session.flush()
    return token


def find_seen(session: Session, *, keyed: KeyedHasher, token: str, now: datetime) -> StaffSeen | None:
    """Who a staff token stands for, with their locations; one statement."""
    rows = session.execute(
        select(StaffMember, StaffSignIn.id, StaffLocation.pickup_location_id)
        .join(StaffSignIn, StaffSignIn.staff_id == StaffMember.id)
        .outerjoin(StaffLocation, StaffLocation.staff_id == StaffMember.id)
        .where(
            StaffSignIn.token_hash == _hash(keyed, token),
            StaffSignIn.ended_at.is_(None),
            StaffSignIn.expires_at > now,
            StaffMember.is_active.is_(True),
        )
    ).all()
    if not rows:
        return None
    staff, sign_in_id, _place = rows[0]
    return StaffSeen(
        staff_id=staff.id,
        sign_in_id=sign_in_id,
        business_id=staff.business_id,
        environment=staff.environment,
        name=staff.name,
        email=staff.email,
        role=staff.role,
        every_location=staff.every_location,
        location_ids=frozenset(place for _staff, _id, place in rows if place),
    )


def end(session: Session, *, token: str, keyed: KeyedHasher, now: datetime) -> None:
    """Sign out."""
    session.execute(
        update(StaffSignIn)
        .where(StaffSignIn.token_hash == _hash(keyed, token), StaffSignIn.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def end_all(session: Session, *, staff_id: int, now: datetime) -> int:
    """End every open session of somebody: a lost phone, a last working day; note it. Returns how many."""
    ended = session.scalars(
        update(StaffSignIn)
        .where(StaffSignIn.staff_id == staff_id, StaffSignIn.ended_at.is_(None))
        .values(ended_at=now)
        .returning(StaffSignIn.id)
        .execution_options(synchronize_session=False)
    )
    count = len(ended.all())
    audit_trail.record(
        session,
        actor=SYSTEM,
        action="staff_sign_ins_ended",
        entity="staff_member",
        entity_id=staff_id,
        business_id=session.get_one(StaffMember, staff_id).business_id,
        after={"ended": count},
        now=now,
    )
    return count


def _hash(keyed: KeyedHasher, token: str) -> str:
    return keyed.digest("staff_sign_in", token)
