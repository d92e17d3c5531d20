"""Events and what is left of their slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import EventNotFound
from app.domain.event_slots import PlannedSlot, SlotRule, plan
from app.domain.tenant import Tenant
from app.models import Event, EventHold, EventRule, EventSlot

# How far ahead "the next free slot" is looked for.
_SEARCHED: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A slot as it can be booked now; `left` counts the places that neither bookings nor holds have."""

    slot: PlannedSlot
    left: int
    entry_fee_minor: int
    has_begun: bool

    @property
    def total_minor(self) -> int:
        """What one place costs altogether."""
        return self.slot.rule.price_minor + self.entry_fee_minor

    def takes(self, quantity: int) -> bool:
        """Whether so many places can be booked."""
        return self.slot.rule.is_bookable and not self.has_begun and self.left >= quantity


def get_event(session: Session, *, tenant: Tenant, event_id: int | None = None, slug: str | None = None) -> Event:
    """The business's event by row id or by slug. Raises EventNotFound."""
    whose = Event.id == event_id if slug is None else Event.slug == slug
    found = session.scalars(
        select(Event).where(whose, Event.business_id == tenant.business_id, Event.is_active)
    ).one_or_none()
    if found is None:
        raise EventNotFound
    return found


def list_events(session: Session, *, tenant: Tenant, today: date) -> Sequence[Event]:
    """What is still to come, the nearest first."""
    return session.scalars(
        select(Event)
        .where(Event.business_id == tenant.business_id, Event.is_active, Event.last_date >= today)
        .order_by(Event.first_date, Event.id)
    ).all()


def list_slots(session: Session, event: Event, *, tenant: Tenant, day: date, now: datetime) -> list[SlotView]:
    """The slots of a date in the order of time, with what is left of each; three statements."""
    if not event.first_date <= day <= event.last_date:
        return []
    planned = plan(rules_of(session, event), day, ZoneInfo(event.zone))
    taken = taken_of(session, tenant=tenant, rule_ids={slot.rule.id for slot in planned}, days=(day, day), now=now)
    return [_view(event, slot, taken, now) for slot in planned]


def start_on(session: Session, event: Event, *, day: date, clock: time) -> datetime | None:
    """When the slot of a date begins whose clock time this is, UTC: 01:00 is in the night after the date."""
    zone = ZoneInfo(event.zone)
    return next(
        (
            slot.starts_at
            for slot in plan(rules_of(session, event), day, zone)
            if slot.starts_at.astimezone(zone).time() == clock
        ),
        None,
    )


def find_next(session: Session, event: Event, *, tenant: Tenant, quantity: int, now: datetime) -> SlotView | None:
    """The first slot from now on that takes so many places; three statements, whatever it has to look through."""
    zone = ZoneInfo(event.zone)
    rules = rules_of(session, event)
    # A slot after midnight belongs to the day before.
    first = max(event.first_date, now.astimezone(zone).date() - timedelta(days=1))
    last = min(event.last_date, first + _SEARCHED)
    taken = taken_of(session, tenant=tenant, rule_ids={rule.id for rule in rules}, days=(first, last), now=now)
    day = first
    while day <= last:
        for slot in plan(rules, day, zone):
            view = _view(event, slot, taken, now)
            if view.takes(quantity):
                return view
        day += timedelta(days=1)
    return None


def rules_of(session: Session, event: Event) -> list[SlotRule]:
    """The event's rules as values."""
    return [
        SlotRule(
            id=rule.id,
            weekdays=frozenset(rule.weekdays),
            first_date=rule.first_date,
            last_date=rule.last_date,
            starts_minute=rule.starts_minute,
            ends_minute=rule.ends_minute,
            slot_minutes=rule.slot_minutes,
            capacity=rule.capacity,
            price_minor=rule.price_minor,
            is_bookable=rule.is_bookable,
        )
        for rule in session.scalars(select(EventRule).where(EventRule.event_id == event.id).order_by(EventRule.id))
    ]


def taken_of(
    session: Session, *, tenant: Tenant, rule_ids: set[int], days: tuple[date, date], now: datetime
) -> Mapping[tuple[int, datetime], int]:
    """Places taken by rule and start; holds that have run out count no more, although nobody has swept them up yet."""
    lapsed = (
        select(EventHold.slot_id, func.sum(EventHold.quantity).label("places"))
        .where(EventHold.expires_at <= now)
        .group_by(EventHold.slot_id)
        .subquery()
    )
    rows = session.execute(
        select(EventSlot.rule_id, EventSlot.starts_at, EventSlot.taken - func.coalesce(lapsed.c.places, 0))
        .outerjoin(lapsed, lapsed.c.slot_id == EventSlot.id)
        .where(
            EventSlot.rule_id.in_(rule_ids),
            EventSlot.environment == tenant.environment,
            EventSlot.date.between(*days),
        )
    )
    found: dict[tuple[int, datetime], int] = defaultdict(int)
    found.update({(rule_id, starts_at): int(taken) for rule_id, starts_at, taken in rows})
    return found


def _view(event: Event, slot: PlannedSlot, taken: Mapping[tuple[int, datetime], int], now: datetime) -> SlotView:
    gone = taken.get((slot.rule.id, slot.starts_at), 0)
    return SlotView(
        slot=slot,
        left=max(0, slot.rule.capacity - gone),
        entry_fee_minor=event.entry_fee_minor,
        has_begun=slot.starts_at <= now,
    )
