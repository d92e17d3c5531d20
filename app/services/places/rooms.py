"""What goes on in branches: their sections, how many are taken just now, and who waits today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.reservations import HOLDING, ReservationPayment, WaitingKind, WaitingState
from app.domain.seating import serving_date
from app.domain.states import Environment
from app.models import Reservation, Section, WaitingEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """A section; `capacity` in guests as set, or what is left of it."""

    id: int
    name: str
    capacity: int
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A party that waits, without saying who it is."""

    id: int
    state: WaitingState
    party_size: int
    created_at: datetime
    updated_at: datetime


def seated_now(session: Session, branch_id: int, environment: Environment, *, now: datetime) -> dict[int, int]:
    """Paid reservations that hold a table at this moment, by section: as many, not as many guests. One statement."""
    rows = session.execute(
        select(Reservation.section_id, func.count())
        .where(
            Reservation.branch_id == branch_id,
            Reservation.environment == environment,
            Reservation.state.in_(HOLDING),
            Reservation.payment_state == ReservationPayment.PAID,
            Reservation.starts_at <= now,
            Reservation.ends_at > now,
        )
        .group_by(Reservation.section_id)
    )
    return {section_id: count for section_id, count in rows}  # noqa: C416  # rows are no pairs to mypy


def sections_of(
    session: Session, branch_ids: Collection[int], *, seated: Mapping[int, int]
) -> Mapping[int, Sequence[SectionFacts]]:
    """Sections by branch, as they stand on the page; `seated` is taken off their capacity. One statement."""
    rows = session.execute(
        select(Section.branch_id, Section.id, Section.name_en, Section.capacity, Section.is_active)
        .where(Section.branch_id.in_(branch_ids))
        .order_by(Section.display_order, Section.id)
    )
    found: defaultdict[int, list[SectionFacts]] = defaultdict(list)
    for row in rows:
        left = max(0, row.capacity - seated.get(row.id, 0))
        found[row.branch_id].append(SectionFacts(id=row.id, name=row.name_en, capacity=left, is_active=row.is_active))
    return found


def waiting_at(
    session: Session, zones: Mapping[int, str], environment: Environment, *, now: datetime
) -> Mapping[int, Sequence[Waiting]]:
    """Who waits today or for a later day, by branch; `zones` are the branches' clocks. One statement."""
    rows = session.execute(
        select(
            WaitingEntry.branch_id,
            WaitingEntry.service_date,
            WaitingEntry.id,
            WaitingEntry.state,
            WaitingEntry.party_size,
            WaitingEntry.created_at,
            WaitingEntry.updated_at,
        )
        .where(
            WaitingEntry.branch_id.in_(zones),
            WaitingEntry.environment == environment,
            WaitingEntry.kind == WaitingKind.WAITING_LIST,
            WaitingEntry.archive.is_(False),
            # The earliest day it may still be on any clock.
            WaitingEntry.service_date >= (now - timedelta(days=1)).date(),
            or_(
                WaitingEntry.state == WaitingState.WAITING,
                (WaitingEntry.state == WaitingState.READY) & (WaitingEntry.ready_until > now),
            ),
        )
        .order_by(WaitingEntry.created_at, WaitingEntry.id)
    )
    found: defaultdict[int, list[Waiting]] = defaultdict(list)
    for row in rows:
        if row.service_date >= serving_date(now, ZoneInfo(zones[row.branch_id])):
            found[row.branch_id].append(
                Waiting(
                    id=row.id,
                    state=row.state,
                    party_size=row.party_size,
                    created_at=row.created_at,
                    updated_at=row.updated_at,
                )
            )
    return found
