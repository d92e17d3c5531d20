"""What is known about a booking beyond its time: the diner's wishes and allergies, and what staff write down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.tenant import Actor, Tenant
from app.models import Reservation, ReservationNote, StaffMember
from app.services.bookings import changes
from app.services.bookings.reading import view_of
from app.services.bookings.views import Details, Diner, ReservationView

# Nobody needs to know for ever what somebody once wrote about a guest.
KEPT_AFTER: Final = timedelta(days=30)
LONGEST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note with its author."""

    id: int
    author: str
    text: str
    created_at: datetime
    expires_at: datetime


def add_note(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    staff_id: int,
    text: str,
    now: datetime,
    expires_at: datetime | None = None,
) -> ReservationNote:
    """Write a note to a booking, of at most 1,000 characters; kept until `expires_at`, else 30 days after the evening.

    Raises ReservationNotFound, ValueError where there is no text.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid)
    if not text.strip():
        raise ValueError("a note says something")
    note = ReservationNote(
        reservation_id=row.id,
        staff_id=staff_id,
        text=text.strip()[:LONGEST],
        created_at=now,
        expires_at=expires_at or row.ends_at + KEPT_AFTER,
    )
    session.add(note)
    changes.note(session, row, action="noted", actor=Actor("staff", staff_id), now=now)
    return note


def list_notes(session: Session, *, reservation_id: int, now: datetime) -> list[NoteView]:
    """The notes that are still kept, the newest first."""
    rows = session.execute(
        select(
            ReservationNote.id,
            StaffMember.name,
            ReservationNote.text,
            ReservationNote.created_at,
            ReservationNote.expires_at,
        )
        .join(StaffMember, StaffMember.id == ReservationNote.staff_id)
        .where(ReservationNote.reservation_id == reservation_id, ReservationNote.expires_at > now)
        .order_by(ReservationNote.id.desc())
    )
    return [
        NoteView(id=row.id, author=row.name, text=row.text, created_at=row.created_at, expires_at=row.expires_at)
        for row in rows
    ]


def change_details(
    session: Session,
    *,
    tenant: Tenant,
    uuid: UUID,
    details: Details,
    actor: Actor,
    now: datetime,
    diner: Diner | None = None,
    version: int | None = None,
) -> ReservationView:
    """Set what the house should know, and by staff who comes; the time and the tables stay.

    Raises ReservationNotFound, TablesTaken where somebody changed it meanwhile.
    """
    row = changes.lock(session, tenant=tenant, uuid=uuid, version=version)
    before = changes.facts(row)
    row.child_seats, row.occasion, row.request = details.child_seats, details.occasion, details.request
    row.allergies = [one.value for one in details.allergies]
    if diner is not None:
        _name(row, diner)
    changes.note(session, row, action="details_changed", actor=actor, before=before, now=now)
    return view_of(session, row)


def purge_notes(session: Session, *, now: datetime, limit: int = 1000) -> int:
    """Forget notes whose time is over; how many."""
    rows = session.scalars(select(ReservationNote).where(ReservationNote.expires_at <= now).limit(limit)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def _name(row: Reservation, diner: Diner) -> None:
    row.first_name, row.last_name = diner.first_name, diner.last_name
    row.phone, row.email, row.locale = diner.phone, diner.email, diner.locale
