"""Taking tables: the best that fit, under the lock of the day, with a fresh look at what is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import seating as engine
from app.domain.errors import BookingRefused, BranchNotFound, TablesTaken
from app.domain.reservations import SeatingPurpose
from app.domain.seating import Reason, Slot
from app.domain.states import Environment
from app.models import Branch, DiningTable, Seating, Section
from app.services import availability, pulse
from app.services.seatings.claims import UNLIMITED, Limits, check_standing, occupy, set_tables_of, vacate
from app.services.seatings.holders import holder_of
from app.services.seatings.locks import lock_day
from app.services.seatings.sweeping import sweep_day

# Instants offered in place of one that is refused.
_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """When, how many, where. `service_date`: the evening the start belongs to, where that is known.

    `table_ids`: exactly these. Staff may take what guests may not, and waive what `waives` names of PACING, CLOSED,
    PARTY_TOO_LARGE and PARTY_TOO_SMALL.
    """

    branch_id: int
    environment: Environment
    starts_at: datetime
    party_size: int
    service_date: date | None = None
    section_id: int | None = None
    table_ids: tuple[int, ...] = ()
    custom_rule_id: int | None = None
    show_hidden: bool = False
    is_staff: bool = False
    waives: frozenset[Reason] = frozenset()

    def ask(self, day: date, now: datetime) -> engine.Ask:
        """As the engine takes it."""
        return engine.Ask(
            service_date=day,
            party_size=self.party_size,
            now=now,
            section_id=self.section_id,
            show_hidden=self.show_hidden,
            custom_rule_id=self.custom_rule_id,
            is_staff=self.is_staff,
            waives=self.waives,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """What was taken: the seating, and the slot it has, with its terms."""

    seating: Seating
    slot: Slot


def take(
    session: Session,
    wish: Wish,
    *,
    purpose: SeatingPurpose,
    now: datetime,
    expires_at: datetime | None = None,
    token_hash: str | None = None,
    created_by: int | None = None,
    note: str = "",
    instead_of: Seating | None = None,
) -> Placed:
    """Take tables for a party. `instead_of`: a live seating that is given up for it; should this fail, it stays.

    Holds and offers need `expires_at`. Takes the lock of the day: a caller that locks rows locks the day before.

    Raises BranchNotFound; BookingRefused with the reason and the nearest times; TablesTaken where the tables named are
    somebody else's by now.
    """
    day = wish.service_date or service_date_of(session, wish, now=now)
    lock_day(
        session,
        branch_id=wish.branch_id,
        service_date=day,
        also=(instead_of.service_date,) if instead_of is not None else (),
    )
    sweep_day(session, branch_id=wish.branch_id, environment=wish.environment, day=day, now=now)
    slot = _slot(session, wish, day, now, instead_of)
    with session.begin_nested():
        if instead_of is not None:
            vacate(session, instead_of)
            instead_of.released_at = now
        seating = Seating(
            branch_id=wish.branch_id,
            section_id=slot.section_id,
            environment=wish.environment,
            purpose=purpose,
            service_date=day,
            starts_at=slot.starts_at,
            ends_at=slot.held_until,
            party_size=wish.party_size,
            rule_id=slot.rule_id,
            counts_section=True,
            counts_pacing=Reason.PACING not in wish.waives,
            expires_at=expires_at,
            token_hash=token_hash,
            created_by=created_by,
            note=note,
            created_at=now,
        )
        _put(session, seating, slot.tables, _limits(session, slot))
    pulse.touch(session, branch_id=wish.branch_id, environment=wish.environment, now=now)
    return Placed(seating, slot)


def take_exactly(
    session: Session,
    *,
    table_ids: Sequence[int],
    starts_at: datetime,
    ends_at: datetime,
    service_date: date,
    environment: Environment,
    purpose: SeatingPurpose,
    now: datetime,
    created_by: int | None = None,
    note: str = "",
) -> list[Seating]:
    """Keep tables of a branch free, without guests: one seating for each section they stand in.

    Raises TablesTaken; ValueError for tables of several branches or none at all.
    """
    rows = session.execute(
        select(DiningTable.id, DiningTable.section_id, DiningTable.branch_id).where(DiningTable.id.in_(table_ids))
    ).all()
    branches = {row.branch_id for row in rows}
    if len(branches) != 1 or len(rows) != len(set(table_ids)):
        raise ValueError("tables of one branch are needed")
    branch_id = branches.pop()
    lock_day(session, branch_id=branch_id, service_date=service_date)
    check_standing(session, table_ids)
    sweep_day(session, branch_id=branch_id, environment=environment, day=service_date, now=now)
    made: list[Seating] = []
    with session.begin_nested():
        for section_id in sorted({row.section_id for row in rows}):
            seating = Seating(
                branch_id=branch_id,
                section_id=section_id,
                environment=environment,
                purpose=purpose,
                service_date=service_date,
                starts_at=starts_at,
                ends_at=ends_at,
                party_size=0,
                counts_section=False,
                counts_pacing=False,
                created_by=created_by,
                note=note,
                created_at=now,
            )
            _put(session, seating, [row.id for row in rows if row.section_id == section_id], Limits())
            made.append(seating)
    pulse.touch(session, branch_id=branch_id, environment=environment, now=now)
    return made


def _put(session: Session, seating: Seating, table_ids: Sequence[int], limits: Limits) -> None:
    """Write a seating with its tables and claims, inside the caller's savepoint.

    The look before said that they are free; should the constraints know better, they win.

    Raises TablesTaken, BookingRefused.
    """
    session.add(seating)
    session.flush()
    set_tables_of(session, seating.id, table_ids)
    occupy(session, seating, table_ids, limits)


def _limits(session: Session, slot: Slot) -> Limits:
    """The limits a party at this slot keeps to: its section's, and the kitchen's."""
    capacity = session.scalar(select(Section.capacity).where(Section.id == slot.section_id))
    return Limits(
        section=UNLIMITED if capacity is None else capacity,
        covers=UNLIMITED if slot.pacing_covers is None else slot.pacing_covers,
        parties=UNLIMITED if slot.pacing_parties is None else slot.pacing_parties,
    )


def service_date_of(session: Session, wish: Wish, *, now: datetime) -> date:
    """The evening a start belongs to: the day before, where its hours reach that far into the night, else its own.

    Raises BranchNotFound.
    """
    zone = session.scalar(select(Branch.zone).where(Branch.id == wish.branch_id))
    if zone is None:
        raise BranchNotFound
    own = wish.starts_at.astimezone(ZoneInfo(zone)).date()
    for day in (own, own - timedelta(days=1)):
        venue = availability.read_venue(session, wish.branch_id, first_date=day)
        slot = engine.fits(venue, engine.Taken(), wish.ask(day, now), starts_at=wish.starts_at)
        if slot.rule_id is not None:
            return day
    return own


def _slot(session: Session, wish: Wish, day: date, now: datetime, instead_of: Seating | None) -> Slot:
    """The slot that is free for the wish. Raises BookingRefused, TablesTaken."""
    ask = wish.ask(day, now)
    slot = availability.slot(
        session,
        wish.branch_id,
        wish.environment,
        ask,
        starts_at=wish.starts_at,
        table_ids=wish.table_ids,
        apart_from=() if instead_of is None else (instead_of.id,),
    )
    if slot.reason is None:
        return slot
    if wish.table_ids and slot.reason is Reason.FULL:
        raise TablesTaken(by=_by(session, wish, slot))
    near = engine.nearest(availability.day(session, wish.branch_id, wish.environment, ask), wish.starts_at, _OFFERED)
    raise BookingRefused(reason=slot.reason.value, nearest=tuple(one.starts_at for one in near))


def _by(session: Session, wish: Wish, slot: Slot) -> str:
    """Who has one of the tables: told to staff only."""
    if not wish.is_staff:
        return ""
    return holder_of(
        session,
        table_ids=wish.table_ids,
        environment=wish.environment,
        starts_at=slot.starts_at,
        ends_at=slot.held_until,
    )
