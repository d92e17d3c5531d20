"""Entries of the waiting list as those who wait and the house see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.errors import WaitingEntryNotFound
from app.domain.manage_links import manage_token
from app.domain.reservations import WaitingKind, WaitingState
from app.domain.seating import Wait
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import DiningTable, Reservation, Seating, SeatingTable, WaitingEntry
from app.services import availability
from app.services.bookings import Place
from app.services.bookings.places import read_places
from app.services.ports import KeyedHasher


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """An entry; `position` counts from 1 among those who still wait, 0 for who does not.

    `offered_*` are the table that is kept for them until `ready_until`. A READY entry whose time is over is EXPIRED,
    although nobody may have written that down yet.
    """

    id: int
    uuid: UUID
    place: Place
    kind: WaitingKind
    state: WaitingState
    party_size: int
    service_date: date
    wanted_from: datetime | None
    wanted_until: datetime | None
    section_id: int | None
    notes: str
    first_name: str
    last_name: str
    phone: str | None
    email: str | None
    locale: str
    link: str | None
    quoted_minutes: int | None
    position: int
    offered_start: datetime | None
    offered_end: datetime | None
    offered_tables: tuple[str, ...]
    ready_until: datetime | None
    reservation_uuid: UUID | None
    created_at: datetime
    updated_at: datetime

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_open(self) -> bool:
        """Whether they still wait, or are asked just now."""
        return self.state in {WaitingState.WAITING, WaitingState.READY}


def token_of(keyed: KeyedHasher, uuid: UUID) -> str:
    """What opens an entry's page without an account."""
    return manage_token(keyed.digest, uuid)


def state_at(entry: WaitingEntry, now: datetime) -> WaitingState:
    """The state, by the clock rather than by who has written it down."""
    is_over = entry.state is WaitingState.READY and entry.ready_until is not None and entry.ready_until <= now
    return WaitingState.EXPIRED if is_over else entry.state


def get_view(session: Session, *, tenant: Tenant, uuid: UUID, now: datetime) -> WaitingView:
    """One entry; four statements. Raises WaitingEntryNotFound."""
    found = _views(session, tenant, WaitingEntry.uuid == uuid, now)
    if not found:
        raise WaitingEntryNotFound
    return found[0]


def find_by_request(session: Session, *, tenant: Tenant, request_key: str | None, now: datetime) -> WaitingView | None:
    """What this form has made before."""
    if request_key is None:
        return None
    found = _views(session, tenant, WaitingEntry.request_key == request_key, now)
    return found[0] if found else None


def list_queue(
    session: Session, *, tenant: Tenant, branch_id: int, service_date: date, kind: WaitingKind, now: datetime
) -> list[WaitingView]:
    """A day's line at a branch, the first first; those who were seated or left stand behind. Four statements."""
    views = _views(
        session,
        tenant,
        and_(
            WaitingEntry.branch_id == branch_id,
            WaitingEntry.service_date == service_date,
            WaitingEntry.kind == kind,
        ),
        now,
    )
    return sorted(views, key=lambda view: (not view.is_open, view.created_at, view.id))


def list_before(session: Session, view: WaitingView, *, tenant: Tenant, now: datetime) -> list[WaitingView]:
    """Who has waited longer for the same day and has not been asked; four statements."""
    queue = list_queue(
        session, tenant=tenant, branch_id=view.place.id, service_date=view.service_date, kind=view.kind, now=now
    )
    return [one for one in queue if one.id < view.id and one.state is WaitingState.WAITING]


def quote(
    session: Session, *, branch_id: int, environment: Environment, party_size: int, service_date: date, now: datetime
) -> Wait | None:
    """How long a party at the door will wait behind those who wait already; None where it is not served today."""
    ahead = session.scalars(
        select(WaitingEntry.party_size)
        .where(
            WaitingEntry.branch_id == branch_id,
            WaitingEntry.environment == environment,
            WaitingEntry.kind == WaitingKind.WALK_IN,
            WaitingEntry.service_date == service_date,
            WaitingEntry.state.in_((WaitingState.WAITING, WaitingState.READY)),
        )
        .order_by(WaitingEntry.id)
    ).all()
    return availability.wait(session, branch_id, environment, party_size=party_size, now=now, ahead=ahead)


def _views(session: Session, tenant: Tenant, wanted: ColumnElement[bool], now: datetime) -> list[WaitingView]:
    before = aliased(WaitingEntry)
    # A READY entry is being asked, so it still stands in front of those who wait.
    in_line = or_(
        before.state == WaitingState.WAITING, and_(before.state == WaitingState.READY, before.ready_until > now)
    )
    ahead = (
        select(func.count(before.id))
        .where(
            before.branch_id == WaitingEntry.branch_id,
            before.environment == WaitingEntry.environment,
            before.kind == WaitingEntry.kind,
            before.service_date == WaitingEntry.service_date,
            before.id < WaitingEntry.id,
            in_line,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(WaitingEntry, ahead.label("ahead"), Seating, Reservation.uuid)
        .outerjoin(Seating, Seating.id == WaitingEntry.seating_id)
        .outerjoin(Reservation, Reservation.id == WaitingEntry.reservation_id)
        .where(wanted, WaitingEntry.business_id == tenant.business_id, WaitingEntry.environment == tenant.environment)
        .order_by(WaitingEntry.id)
        .execution_options(populate_existing=True)
    ).all()
    if not rows:
        return []
    places = read_places(session, {entry.branch_id for entry, *_ in rows})
    tables = _tables(session, [seating.id for _entry, _ahead, seating, _uuid in rows if seating is not None])
    return [
        _view(
            entry, places[entry.branch_id], ahead_of, seating, tables.get(seating.id if seating else 0, ()), made, now
        )
        for entry, ahead_of, seating, made in rows
    ]


def _tables(session: Session, seating_ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for seating_id, number in session.execute(
        select(SeatingTable.seating_id, DiningTable.number)
        .join(DiningTable, DiningTable.id == SeatingTable.table_id)
        .where(SeatingTable.seating_id.in_(seating_ids))
        .order_by(SeatingTable.seating_id, DiningTable.number)
    ):
        found[seating_id] = (*found.get(seating_id, ()), number)
    return found


def _view(  # noqa: PLR0917  # private, called once above
    entry: WaitingEntry,
    place: Place,
    ahead: int,
    seating: Seating | None,
    tables: tuple[str, ...],
    reservation_uuid: UUID | None,
    now: datetime,
) -> WaitingView:
    state = state_at(entry, now)
    is_ready = state is WaitingState.READY
    return WaitingView(
        id=entry.id,
        uuid=entry.uuid,
        place=place,
        kind=entry.kind,
        state=state,
        party_size=entry.party_size,
        service_date=entry.service_date,
        wanted_from=entry.wanted_from,
        wanted_until=entry.wanted_until,
        section_id=entry.section_id,
        notes=entry.notes,
        first_name=entry.first_name,
        last_name=entry.last_name,
        phone=entry.phone,
        email=entry.email,
        locale=entry.locale,
        link=entry.link,
        quoted_minutes=entry.quoted_minutes,
        position=ahead + 1 if state in {WaitingState.WAITING, WaitingState.READY} else 0,
        offered_start=seating.starts_at if seating is not None and is_ready else None,
        offered_end=seating.ends_at if seating is not None and is_ready else None,
        offered_tables=tables if is_ready else (),
        ready_until=entry.ready_until if is_ready else None,
        reservation_uuid=reservation_uuid,
        created_at=entry.created_at,
        updated_at=entry.updated_at,
    )
