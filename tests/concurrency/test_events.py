"""Twelve places are booked by twelve, however many ask at the same moment."""

import time
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.extensions import gateways, unit_of_work
from app.models import Event, EventBooking, EventSlot
from app.services.events import booking, reading
from app.services.events.booking import BookPlaces
from tests.factories import make_event, make_event_rule, make_platform
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

DINERS = 40
PLACES = 12


@pytest.fixture
def wanted(live_app: Flask) -> tuple[int, Tenant]:
    """An event with one slot tomorrow."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session, currency="AED", country="AE")
        tomorrow = (utc_now() + timedelta(days=1)).date()
        event = make_event(session, platform=platform, first_date=tomorrow, last_date=tomorrow)
        make_event_rule(session, event, starts_minute=1020, ends_minute=1140, capacity=PLACES)
        return event.id, Tenant(platform.business_id, Environment.TEST)


def test_exactly_the_places_there_are_get_booked(live_app: Flask, wanted: tuple[int, Tenant]) -> None:
    event_id, tenant = wanted

    def book(session: Session, number: int) -> None:
        command = BookPlaces(phone=f"+9715012345{number:02d}", first_name=f"Guest {number}")
        event = session.get_one(Event, event_id)
        booking.book(session, event, command, tenant=tenant, keyed=gateways().keyed, now=utc_now())

    results = race([in_unit_of_work(live_app, partial(book, number=number)) for number in range(DINERS)])

    # Who found the slot already full is told so, whether by the row or by the look for the next free one.
    assert outcomes(results) == {"won": PLACES, "EventSlotFull": DINERS - PLACES}
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.sum(EventBooking.quantity))) == PLACES
        assert session.scalars(select(EventSlot.taken)).all() == [PLACES]


def test_control_the_race_is_real_when_the_places_are_counted_before_they_are_taken(
    live_app: Flask, wanted: tuple[int, Tenant]
) -> None:
    """If this one stops overbooking, the test above proves nothing."""
    event_id, tenant = wanted
    sold: list[int] = []

    def check_then_write(number: int) -> bool:
        with live_app.app_context(), unit_of_work() as session:
            event = session.get_one(Event, event_id)
            view = reading.find_next(session, event, tenant=tenant, quantity=1, now=utc_now())
            left = 0 if view is None else view.left - len(sold)
        if left < 1:
            return False
        time.sleep(THINKING)
        sold.append(number)
        return True

    results = race([partial(check_then_write, number) for number in range(DINERS)])

    assert sum(result is True for result in results) > PLACES, outcomes(results)
