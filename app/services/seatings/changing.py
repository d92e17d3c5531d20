"""What may happen to a seating: a hold becomes a booking or is kept longer, a stay changes its length, parties swap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import HoldExpired, TablesTaken
from app.domain.reservations import SeatingPurpose
from app.models import DiningTable, Seating, Section
from app.services import pulse
from app.services.seatings.claims import Limits, check_standing, occupy, set_tables_of, tables_of, vacate
from app.services.seatings.holders import holder_of
from app.services.seatings.locks import lock_day
from app.services.seatings.sweeping import sweep_day


def lock_seating(session: Session, seating_id: int) -> Seating:
    """The seating as it is now, its day locked first; the caller has looked up nothing that it relies on."""
    day = session.execute(select(Seating.branch_id, Seating.service_date).where(Seating.id == seating_id)).one()
    lock_day(session, branch_id=day.branch_id, service_date=day.service_date)
    return session.get_one(Seating, seating_id, populate_existing=True)


def release(session: Session, seating: Seating, *, now: datetime) -> bool:
    """Give its tables back; False where that was done already. Under the lock of its day."""
    if seating.released_at is not None:
        return False
    vacate(session, seating)
    seating.released_at = now
    session.flush()
    _touch(session, seating, now)
    return True


def convert(session: Session, seating: Seating, *, now: datetime) -> Seating:
    """What was held or offered is booked: it expires no more. Under the lock of its day. Raises HoldExpired."""
    if not is_live(seating, now) or seating.expires_at is None:
        raise HoldExpired
    seating.purpose, seating.expires_at = SeatingPurpose.RESERVATION, None
    session.flush()
    _touch(session, seating, now)
    return seating


def extend_hold(session: Session, seating: Seating, *, by: timedelta, now: datetime) -> datetime:
    """Keep a hold for longer, once; until when. Under the lock of its day.

    Raises HoldExpired where it has run out or was extended before.
    """
    if not is_live(seating, now) or seating.expires_at is None or seating.extensions:
        raise HoldExpired
    seating.expires_at += by
    seating.extensions += 1
    session.flush()
    return seating.expires_at


def is_live(seating: Seating, now: datetime) -> bool:
    """Whether it holds its tables at this moment."""
    return seating.released_at is None and (seating.expires_at is None or seating.expires_at > now)


def set_span(session: Session, seating: Seating, *, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Let a stay begin or end at another time, at its tables. Under the lock of its day.

    The kitchen's limit on arrivals does not count: who is there is there. Raises TablesTaken saying by whom,
    BookingRefused where the section has no room then.
    """
    _again(session, [seating], {seating.id: tables_of(session, seating.id)}, now=now, spans=[(starts_at, ends_at)])


def set_tables(session: Session, seating: Seating, table_ids: Sequence[int], *, now: datetime) -> None:
    """Move a stay to other tables of the branch, of one section, at its own time. Under the lock of its day.

    Raises TablesTaken, BookingRefused where their section has no room.
    """
    check_standing(session, table_ids)
    _again(session, [seating], {seating.id: tuple(sorted(table_ids))}, now=now)


def swap(session: Session, one: Seating, other: Seating, *, now: datetime) -> None:
    """Two stays exchange their tables, each keeps its time. Under the locks of their days.

    Raises TablesTaken, BookingRefused.
    """
    tables = {one.id: tables_of(session, other.id), other.id: tables_of(session, one.id)}
    _again(session, [one, other], tables, now=now)


def _again(
    session: Session,
    seatings: Sequence[Seating],
    tables: dict[int, tuple[int, ...]],
    *,
    now: datetime,
    spans: Sequence[tuple[datetime, datetime]] = (),
) -> None:
    """Give up what the seatings have and take what they shall have; all of it or nothing."""
    for seating in seatings:
        sweep_day(
            session,
            branch_id=seating.branch_id,
            environment=seating.environment,
            day=seating.service_date,
            now=now,
        )
    with session.begin_nested():
        for seating in seatings:
            vacate(session, seating)
        for seating, span in zip(seatings, spans, strict=False):
            seating.starts_at, seating.ends_at = span
        for seating in seatings:
            _settle(session, seating, tables[seating.id])
    for seating in seatings:
        _touch(session, seating, now)


def _settle(session: Session, seating: Seating, table_ids: tuple[int, ...]) -> None:
    section = session.execute(
        select(Section.id, Section.capacity)
        .join(DiningTable, DiningTable.section_id == Section.id)
        .where(DiningTable.id.in_(table_ids), Section.branch_id == seating.branch_id)
        .distinct()
    ).one()
    set_tables_of(session, seating.id, table_ids)
    seating.section_id = section.id
    session.flush()
    try:
        occupy(session, seating, table_ids, Limits(section=section.capacity))
    except TablesTaken as error:
        error.by = holder_of(
            session,
            table_ids=table_ids,
            environment=seating.environment,
            starts_at=seating.starts_at,
            ends_at=seating.ends_at,
            apart_from=[seating.id],
        )
        raise


def _touch(session: Session, seating: Seating, now: datetime) -> None:
    pulse.touch(session, branch_id=seating.branch_id, environment=seating.environment, now=now)
