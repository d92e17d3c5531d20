"""Joining the line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BookingProblem, BookingRefused, PlacesLimit
from app.domain.reservations import WaitingKind, WaitingState
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Branch, WaitingEntry
from app.services import accounts, audit_trail, pulse
from app.services.bookings import Diner, Office
from app.services.bookings.places import get_branch
from app.services.waiting import notices
from app.services.waiting.reading import WaitingView, find_by_request, get_view, token_of

ENTITY: Final = "waiting_entry"
# Where the branch says nothing else.
_MOST_WAITING: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Who waits for what. The wanted time is a span of instants; none at the door: now.

    `link` is the address of their page with `{uuid}` and `{token}` in it.
    """

    branch_id: int
    service_date: date
    party_size: int
    diner: Diner
    kind: WaitingKind = WaitingKind.WAITING_LIST
    wanted_from: datetime | None = None
    wanted_until: datetime | None = None
    section_id: int | None = None
    notes: str = ""
    quoted_minutes: int | None = None
    request_key: str | None = None
    link: str | None = None
    customer_id: int | None = None


def join(session: Session, office: Office, wish: Join, *, tenant: Tenant, actor: Actor, now: datetime) -> WaitingView:
    """Take a place at the end of the line; the same form takes one.

    Raises BranchNotFound; BookingRefused(CLOSED) where the branch keeps no list, (PAST) for a day or time that is over,
    (FULL) where the list is; PlacesLimit for a party larger than it takes.
    """
    branch = get_branch(session, tenant=tenant, branch_id=wish.branch_id)
    known = find_by_request(session, tenant=tenant, request_key=wish.request_key, now=now)
    if known is not None:
        return known
    if actor.kind != "staff":
        _check(session, branch, wish, tenant, now)
    entry = _entry(session, office, wish, tenant=tenant, now=now)
    session.add(entry)
    session.flush()
    audit_trail.record(
        session,
        actor=actor,
        action="waiting_joined",
        entity=ENTITY,
        entity_id=entry.id,
        business_id=tenant.business_id,
        after={"party_size": entry.party_size, "service_date": entry.service_date.isoformat()},
        now=now,
    )
    view = get_view(session, tenant=tenant, uuid=entry.uuid, now=now)
    if wish.kind is WaitingKind.WAITING_LIST:
        notices.tell(
            session,
            office.texts,
            view,
            tenant=tenant,
            customer_id=entry.customer_id,
            topic=Topic.WAITING_JOINED,
            now=now,
        )
    pulse.touch(session, branch_id=branch.id, environment=tenant.environment, now=now)
    return view


def _check(session: Session, branch: Branch, wish: Join, tenant: Tenant, now: datetime) -> None:
    config = branch.waiting_list_config or {}
    if not branch.is_active_waitinglist:
        raise BookingRefused(reason=BookingProblem.CLOSED, nearest=())
    most = int(config.get("max_party") or branch.max_party)
    if wish.party_size > most:
        raise PlacesLimit(limit=most)
    if wish.wanted_until is not None and wish.wanted_until <= now:
        raise BookingRefused(reason=BookingProblem.PAST, nearest=())
    waiting = session.scalar(
        select(func.count(WaitingEntry.id)).where(
            WaitingEntry.branch_id == branch.id,
            WaitingEntry.environment == tenant.environment,
            WaitingEntry.kind == wish.kind,
            WaitingEntry.service_date == wish.service_date,
            WaitingEntry.state.in_((WaitingState.WAITING, WaitingState.READY)),
        )
    )
    if (waiting or 0) >= int(config.get("max_waiting") or _MOST_WAITING):
        raise BookingRefused(reason=BookingProblem.FULL, nearest=())


def _entry(session: Session, office: Office, wish: Join, *, tenant: Tenant, now: datetime) -> WaitingEntry:
    diner, uuid = wish.diner, uuid4()
    customer_id = wish.customer_id
    if customer_id is None:
        customer_id = accounts.ensure_contact(
            session,
            tenant=tenant,
            first_name=diner.first_name,
            last_name=diner.last_name,
            email=diner.email,
            phone=diner.phone,
            locale=diner.locale,
            now=now,
        ).id
    return WaitingEntry(
        uuid=uuid,
        business_id=tenant.business_id,
        environment=tenant.environment,
        branch_id=wish.branch_id,
        customer_id=customer_id,
        kind=wish.kind,
        state=WaitingState.WAITING,
        request_key=wish.request_key,
        party_size=wish.party_size,
        service_date=wish.service_date,
        wanted_from=wish.wanted_from,
        wanted_until=wish.wanted_until,
        section_id=wish.section_id,
        notes=wish.notes,
        first_name=diner.first_name,
        last_name=diner.last_name,
        email=diner.email,
        phone=diner.phone,
        locale=diner.locale,
        link=wish.link.format(uuid=uuid, token=token_of(office.keyed, uuid)) if wish.link else None,
        quoted_minutes=wish.quoted_minutes,
        created_at=now,
        updated_at=now,
    )
