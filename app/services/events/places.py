"""Places of a slot, taken and given back: the count in the row is the truth, and it never exceeds the capacity."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import EventSlotFull, HoldExpired, PlacesLimit
from app.domain.event_slots import PlannedSlot
from app.domain.tenant import Tenant
from app.models import Event, EventBooking, EventBookingState, EventHold, EventSlot
from app.models.upsert import insert_into
from app.services.ports import KeyedHasher


def take(session: Session, planned: PlannedSlot, *, tenant: Tenant, quantity: int, now: datetime) -> EventSlot:
    """Take places of a slot; whoever takes some waits for others who do. Raises EventSlotFull, when none were taken."""
    slot_id = _slot_id(session, planned, tenant)
    # The row is locked before the lapsed holds are counted off, or two takers would both count them.
    slot = session.scalars(
        select(EventSlot)
        .where(EventSlot.id == slot_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    _sweep(session, slot, now)
    capacity = planned.rule.capacity
    left = capacity - slot.taken
    taken = session.scalar(
        update(EventSlot)
        .where(EventSlot.id == slot_id, EventSlot.taken + quantity <= capacity)
        .values(taken=EventSlot.taken + quantity, capacity=capacity)
        .returning(EventSlot.taken)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise EventSlotFull(left=max(0, left))
    session.refresh(slot)
    return slot


def lock(session: Session, planned: PlannedSlot, *, tenant: Tenant, also: int | None) -> None:
    """Lock a slot and another one in the order of their rows, so that two who swap wait rather than hang."""
    ids = {_slot_id(session, planned, tenant), *(() if also is None else (also,))}
    session.execute(
        select(EventSlot.id).where(EventSlot.id.in_(ids)).order_by(EventSlot.id).with_for_update(key_share=True)
    )


def give_back(session: Session, *, slot_id: int, quantity: int) -> None:
    """Places that are free again."""
    session.execute(
        update(EventSlot)
        .where(EventSlot.id == slot_id)
        .values(taken=EventSlot.taken - quantity)
        .execution_options(synchronize_session=False)
    )


def check_number(session: Session, event: Event, slot: EventSlot, *, phone: str) -> None:
    """One number books so many places of a slot at most. Asked with the slot's row locked. Raises PlacesLimit."""
    booked = session.scalar(
        select(func.coalesce(func.sum(EventBooking.quantity), 0)).where(
            EventBooking.slot_id == slot.id,
            EventBooking.phone == phone,
            EventBooking.state != EventBookingState.CANCELED,
        )
    )
    if int(booked or 0) > event.most_per_number:
        raise PlacesLimit(limit=event.most_per_number)


def hold(
    session: Session,
    event: Event,
    planned: PlannedSlot,
    *,
    tenant: Tenant,
    keyed: KeyedHasher,
    quantity: int,
    now: datetime,
) -> tuple[EventHold, str]:
    """Keep places while a form is filled in; the token says whose form. Raises EventSlotFull, PlacesLimit."""
    if quantity > event.most_per_number:
        raise PlacesLimit(limit=event.most_per_number)
    slot = take(session, planned, tenant=tenant, quantity=quantity, now=now)
    token = secrets.token_urlsafe(24)
    kept = EventHold(
        slot_id=slot.id,
        quantity=quantity,
        token_hash=keyed.digest("event-hold", token),
        created_at=now,
        expires_at=now + timedelta(minutes=event.hold_minutes),
    )
    session.add(kept)
    session.flush()
    return kept, token


def find_hold(session: Session, *, keyed: KeyedHasher, token: str, now: datetime) -> EventHold | None:
    """The hold of a form, as long as it lasts."""
    return session.scalars(
        select(EventHold).where(EventHold.token_hash == keyed.digest("event-hold", token), EventHold.expires_at > now)
    ).one_or_none()


def use_hold(session: Session, *, keyed: KeyedHasher, token: str, now: datetime) -> tuple[EventSlot, int]:
    """The held places, for a booking to have: the slot and how many. Raises HoldExpired."""
    row = session.execute(
        delete(EventHold)
        .where(EventHold.token_hash == keyed.digest("event-hold", token), EventHold.expires_at > now)
        .returning(EventHold.slot_id, EventHold.quantity)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        raise HoldExpired
    slot = session.scalars(
        select(EventSlot)
        .where(EventSlot.id == row.slot_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    return slot, row.quantity


def drop_hold(session: Session, *, keyed: KeyedHasher, token: str) -> None:
    """Somebody has left the form: the places are free at once."""
    row = session.execute(
        delete(EventHold)
        .where(EventHold.token_hash == keyed.digest("event-hold", token))
        .returning(EventHold.slot_id, EventHold.quantity)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is not None:
        give_back(session, slot_id=row.slot_id, quantity=row.quantity)


def sweep(session: Session, *, now: datetime, limit: int = 50) -> int:
    """Give back what lapsed holds still count for; how many slots had some."""
    slots = session.scalars(
        select(EventHold.slot_id).where(EventHold.expires_at <= now).distinct().order_by(EventHold.slot_id).limit(limit)
    ).all()
    for slot_id in slots:
        slot = session.scalars(select(EventSlot).where(EventSlot.id == slot_id).with_for_update(key_share=True)).one()
        _sweep(session, slot, now)
    return len(slots)


def _sweep(session: Session, slot: EventSlot, now: datetime) -> None:
    lapsed = session.scalars(
        delete(EventHold)
        .where(EventHold.slot_id == slot.id, EventHold.expires_at <= now)
        .returning(EventHold.quantity)
        .execution_options(synchronize_session=False)
    ).all()
    if lapsed:
        give_back(session, slot_id=slot.id, quantity=sum(lapsed))
        session.refresh(slot)


def _slot_id(session: Session, planned: PlannedSlot, tenant: Tenant) -> int:
    """The row of a slot, made at its first booking; two makers get the same one."""
    wanted = select(EventSlot.id).where(
        EventSlot.rule_id == planned.rule.id,
        EventSlot.environment == tenant.environment,
        EventSlot.starts_at == planned.starts_at,
    )
    known = session.scalar(wanted)
    if known is not None:
        return known
    session.execute(
        insert_into(session, EventSlot)
        .values(
            rule_id=planned.rule.id,
            environment=tenant.environment,
            date=planned.date,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            capacity=planned.rule.capacity,
            taken=0,
        )
        .on_conflict_do_nothing()
    )
    return session.scalars(wanted).one()
