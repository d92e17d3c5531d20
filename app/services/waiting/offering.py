"""Tables that become free are offered to those who wait: one after the other, each with a real hold of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingProblem, BookingRefused, TablesTaken, WaitingEntryNotFound
from app.domain.reservations import READY_FOR, SeatingPurpose, WaitingKind, WaitingState, check_waiting_move
from app.domain.seating import Ask
from app.domain.states import Environment
from app.domain.tenant import SYSTEM, Actor, Tenant
from app.domain.topics import Topic
from app.models import Seating, WaitingEntry
from app.services import audit_trail, availability, pulse, seatings
from app.services.ports import MessageTexts
from app.services.seatings import Wish
from app.services.waiting import notices
from app.services.waiting.joining import ENTITY
from app.services.waiting.locking import lock_entry
from app.services.waiting.reading import WaitingView, get_view, list_before

# Who let so many offers pass has found something else.
_MOST_OFFERS: Final = 3


class WaitingDay(NamedTuple):
    """A branch's day for which somebody waits."""

    business_id: int
    branch_id: int
    environment: Environment
    service_date: date

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.business_id, self.environment)


def list_days(session: Session, *, now: datetime, limit: int) -> list[WaitingDay]:
    """The days for which somebody waits, the nearest first."""
    rows = session.execute(
        select(WaitingEntry.business_id, WaitingEntry.branch_id, WaitingEntry.environment, WaitingEntry.service_date)
        .where(
            WaitingEntry.kind == WaitingKind.WAITING_LIST,
            WaitingEntry.state == WaitingState.WAITING,
            WaitingEntry.wanted_until > now,
        )
        .distinct()
        .order_by(WaitingEntry.service_date, WaitingEntry.branch_id)
        .limit(limit)
    )
    return [WaitingDay(*row) for row in rows]


def offer_day(session: Session, texts: MessageTexts, day: WaitingDay, *, now: datetime) -> int:
    """Offer what is free to those who wait, in their order; how many were offered something.

    Who comes first is asked first. Somebody behind is offered only what does not fit those before.
    """
    seatings.lock_day(session, branch_id=day.branch_id, service_date=day.service_date)
    waiting = session.scalars(
        select(WaitingEntry)
        .where(
            WaitingEntry.branch_id == day.branch_id,
            WaitingEntry.environment == day.environment,
            WaitingEntry.service_date == day.service_date,
            WaitingEntry.kind == WaitingKind.WAITING_LIST,
            WaitingEntry.state == WaitingState.WAITING,
            WaitingEntry.wanted_until > now,
        )
        .order_by(WaitingEntry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return sum(_offer(session, texts, entry, day, now) for entry in waiting)


def find_time(session: Session, view: WaitingView, *, now: datetime) -> datetime | None:
    """The first time within what somebody wants that could be offered to them; None where nothing is free."""
    entry = session.get_one(WaitingEntry, view.id)
    return _free_time(session, entry, _day_of(entry), now)


def offer_by_hand(
    session: Session, texts: MessageTexts, *, tenant: Tenant, uuid: UUID, actor: Actor, now: datetime
) -> WaitingView:
    """Staff offer a table to somebody on the list, whoever stands before them; the trail says who was passed over.

    Raises WaitingEntryNotFound, TransitionRefused for who does not wait any more; BookingRefused, TablesTaken where
    nothing is free in the time they want.
    """
    entry = lock_entry(session, tenant, uuid)
    if entry.kind is not WaitingKind.WAITING_LIST:
        raise WaitingEntryNotFound
    check_waiting_move(entry.state, WaitingState.READY)
    day = _day_of(entry)
    starts_at = _free_time(session, entry, day, now)
    if starts_at is None:
        raise BookingRefused(reason=BookingProblem.FULL, nearest=())
    view = get_view(session, tenant=tenant, uuid=uuid, now=now)
    passed_over = [one.id for one in list_before(session, view, tenant=tenant, now=now)]
    return _hold(session, texts, entry, day, starts_at, actor=actor, passed_over=passed_over, now=now)


def list_overdue(session: Session, *, now: datetime, limit: int) -> list[tuple[Tenant, int]]:
    """Entries whose offer has run out and that nobody has written down as expired yet."""
    rows = session.execute(
        select(WaitingEntry.business_id, WaitingEntry.environment, WaitingEntry.id)
        .where(WaitingEntry.state == WaitingState.READY, WaitingEntry.ready_until <= now)
        .order_by(WaitingEntry.ready_until)
        .limit(limit)
    )
    return [(Tenant(row.business_id, row.environment), row.id) for row in rows]


def expire(session: Session, texts: MessageTexts, *, tenant: Tenant, entry_id: int, now: datetime) -> bool:
    """Write down that an offer has run out, and tell whose it was. False where it was taken meanwhile."""
    day = session.execute(
        select(WaitingEntry.branch_id, WaitingEntry.service_date).where(WaitingEntry.id == entry_id)
    ).one()
    seatings.lock_day(session, branch_id=day.branch_id, service_date=day.service_date)
    entry = session.scalars(
        select(WaitingEntry)
        .where(WaitingEntry.id == entry_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if entry.state is not WaitingState.READY or entry.ready_until is None or entry.ready_until > now:
        return False
    release(session, entry, now=now)
    entry.state, entry.ready_until, entry.ended_at, entry.updated_at = WaitingState.EXPIRED, None, now, now
    session.flush()
    _note(session, entry, "waiting_expired", now)
    view = get_view(session, tenant=tenant, uuid=entry.uuid, now=now)
    notices.tell(
        session, texts, view, tenant=tenant, customer_id=entry.customer_id, topic=Topic.WAITING_EXPIRED, now=now
    )
    pulse.touch(session, branch_id=entry.branch_id, environment=entry.environment, now=now)
    return True


def release(session: Session, entry: WaitingEntry, *, now: datetime) -> None:
    """The table that was kept for them is free again. The caller has the lock of the day."""
    if entry.seating_id is not None:
        seating = session.get_one(Seating, entry.seating_id, populate_existing=True)
        entry.seating_id = None
        session.flush()
        seatings.release(session, seating, now=now)


def _offer(session: Session, texts: MessageTexts, entry: WaitingEntry, day: WaitingDay, now: datetime) -> bool:
    starts_at = _free_time(session, entry, day, now)
    if starts_at is None or entry.offers >= _MOST_OFFERS:
        return False
    try:
        _hold(session, texts, entry, day, starts_at, actor=SYSTEM, passed_over=[], now=now)
    except (BookingRefused, TablesTaken):
        return False
    return True


def _hold(
    session: Session,
    texts: MessageTexts,
    entry: WaitingEntry,
    day: WaitingDay,
    starts_at: datetime,
    *,
    actor: Actor,
    passed_over: list[int],
    now: datetime,
) -> WaitingView:
    """Keep a table for them for a quarter of an hour, and tell them. Raises BookingRefused, TablesTaken."""
    wish = Wish(
        branch_id=day.branch_id,
        environment=day.environment,
        starts_at=starts_at,
        party_size=entry.party_size,
        service_date=day.service_date,
        section_id=entry.section_id,
    )
    placed = seatings.take(session, wish, purpose=SeatingPurpose.OFFER, expires_at=now + READY_FOR, now=now)
    entry.seating_id, entry.offers = placed.seating.id, entry.offers + 1
    entry.state, entry.ready_at, entry.ready_until, entry.updated_at = WaitingState.READY, now, now + READY_FOR, now
    session.flush()
    _note(session, entry, "waiting_offered", now, actor=actor, passed_over=passed_over)
    view = get_view(session, tenant=day.tenant, uuid=entry.uuid, now=now)
    notices.tell(
        session, texts, view, tenant=day.tenant, customer_id=entry.customer_id, topic=Topic.WAITING_READY, now=now
    )
    return view


def _day_of(entry: WaitingEntry) -> WaitingDay:
    return WaitingDay(entry.business_id, entry.branch_id, entry.environment, entry.service_date)


def _free_time(session: Session, entry: WaitingEntry, day: WaitingDay, now: datetime) -> datetime | None:
    """The first time within the wanted span that is free."""
    ask = Ask(service_date=day.service_date, party_size=entry.party_size, now=now, section_id=entry.section_id)
    found = availability.day(session, day.branch_id, day.environment, ask)
    earliest = entry.wanted_from or now
    latest = entry.wanted_until
    times = [
        slot.starts_at
        for slot in found.slots
        if slot.is_free and slot.starts_at >= earliest and (latest is None or slot.starts_at <= latest)
    ]
    return min(times, default=None)


def _note(
    session: Session,
    entry: WaitingEntry,
    action: str,
    now: datetime,
    *,
    actor: Actor = SYSTEM,
    passed_over: list[int] | None = None,
) -> None:
    audit_trail.record(
        session,
        actor=actor,
        action=action,
        entity=ENTITY,
        entity_id=entry.id,
        business_id=entry.business_id,
        after={"state": entry.state.value, **({"passed_over": passed_over} if passed_over else {})},
        now=now,
    )
