"""Restaurants ready to be booked, and who has booked or waits there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.reservations import (
    ReservationPayment,
    ReservationSource,
    ReservationState,
    WaitingKind,
    WaitingState,
    ticks_between,
)
from app.domain.states import Environment
from app.models import Branch, Country, Customer, DiningTable, Reservation, TableClaim, WaitingEntry
from tests.factories.clock import NOW, next_number
from tests.factories.dining import make_branch, make_rule, make_seating, make_section, make_table, make_turn_time
from tests.factories.people import make_customer

TOMORROW_EVENING = NOW + timedelta(days=1, hours=6)


def make_restaurant(session: Session, *, tables: Sequence[int] = (2, 2, 4, 4, 6), **given: Any) -> Branch:
    """A branch with one section of tables of these capacities, where parties stay for 90 minutes.

    It takes bookings every day from noon until ten in the evening, each half hour, without a lead.
    """
    branch = make_branch(session, **{"lead_minutes": 0, **given})
    section = make_section(session, branch, capacity=sum(tables))
    for capacity in tables:
        make_table(session, section, capacity=capacity)
    make_rule(session, branch, title_en="All day", title_ar="طوال اليوم", starts_minute=12 * 60)
    make_turn_time(session, branch, up_to_party=branch.max_party, minutes=90)
    return branch


def tables_of(session: Session, branch: Branch) -> list[DiningTable]:
    """Its tables, the first made first."""
    return list(session.scalars(select(DiningTable).where(DiningTable.branch_id == branch.id).order_by(DiningTable.id)))


def make_reservation(
    session: Session,
    *,
    branch: Branch | None = None,
    customer: Customer | None = None,
    starts_at: datetime = TOMORROW_EVENING,
    stay: timedelta = timedelta(minutes=90),
    tables: Sequence[DiningTable] = (),
    is_claiming: bool = True,
    **given: Any,
) -> Reservation:
    """A confirmed booking for two at the branch's first table, which it holds.

    Several at one time need `tables` of their own, or `is_claiming=False`; counters are not written.
    """
    branch = branch or make_restaurant(session)
    customer = customer or make_customer(session, business_id=branch.business_id, password=None, pin=None)
    party = given.get("party_size", 2)
    day = starts_at.astimezone(ZoneInfo(branch.zone)).date()
    seated = list(tables) or tables_of(session, branch)[:1]
    seating = make_seating(session, seated, service_date=day, starts_at=starts_at, stay=stay, party_size=party)
    if is_claiming:
        session.add_all(
            TableClaim(table_id=table.id, environment=seating.environment.value, tick=tick, seating_id=seating.id)
            for table in sorted(seated, key=lambda table: table.id)
            for tick in ticks_between(seating.starts_at, seating.ends_at)
        )
    defaults: dict[str, Any] = {
        "reference": f"RES{next_number():06d}",
        "business_id": branch.business_id,
        "environment": Environment.TEST,
        "branch_id": branch.id,
        "section_id": seating.section_id,
        "seating_id": seating.id,
        "customer_id": customer.id,
        "state": ReservationState.CONFIRMED,
        "payment_state": ReservationPayment.PAYLATER,
        "source": ReservationSource.ONLINE,
        "service_date": day,
        "starts_at": seating.starts_at,
        "ends_at": seating.ends_at,
        "party_size": party,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "email": customer.email,
        "phone": customer.phone,
        "country": session.get_one(Country, branch.country_id).code,
        "currency": branch.currency,
        "created_at": NOW,
        "updated_at": NOW,
    }
    reservation = Reservation(**{**defaults, **given})
    session.add(reservation)
    session.flush()
    return reservation


def make_waiting(
    session: Session, *, branch: Branch | None = None, customer: Customer | None = None, **given: Any
) -> WaitingEntry:
    """Somebody who waits for a table for two today; who is READY has a quarter of an hour."""
    branch = branch or make_restaurant(session)
    customer = customer or make_customer(session, business_id=branch.business_id, password=None, pin=None)
    is_ready = given.get("state") is WaitingState.READY
    defaults: dict[str, Any] = {
        "business_id": branch.business_id,
        "environment": Environment.TEST,
        "branch_id": branch.id,
        "customer_id": customer.id,
        "kind": WaitingKind.WAITING_LIST,
        "state": WaitingState.WAITING,
        "party_size": 2,
        "service_date": NOW.astimezone(ZoneInfo(branch.zone)).date(),
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "email": customer.email,
        "phone": customer.phone,
        "ready_at": NOW if is_ready else None,
        "ready_until": NOW + timedelta(minutes=15) if is_ready else None,
        "created_at": NOW,
        "updated_at": NOW,
    }
    entry = WaitingEntry(**{**defaults, **given})
    session.add(entry)
    session.flush()
    return entry
