"""A business with a store, orders in it, and people who work there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import (
    Branch,
    Business,
    Order,
    PickupLocation,
    Platform,
    Reservation,
    Seating,
    StaffBranch,
    StaffMember,
    StaffRole,
)
from tests.factories import PASSWORD, buy, make_customer, make_pickup_location, make_platform, make_staff
from tests.factories.bookings import make_reservation, make_restaurant, tables_of
from tests.support.pages import PageClient


@dataclass
class Shopfloor:
    """Where the staff of the tests work."""

    session: Session
    platform: Platform
    place: PickupLocation

    @property
    def business(self) -> Business:
        return self.session.get_one(Business, self.platform.business_id)

    def staff(self, *locations: PickupLocation, **given: Any) -> StaffMember:
        made = make_staff(self.session, **{"business": self.business, "locations": locations, **given})
        self.session.commit()
        return made

    def buy(self, **given: Any) -> Order:
        return buy(self.session, **{"platform": self.platform, "location": self.place, **given})


@pytest.fixture
def floor(session: Session) -> Shopfloor:
    platform = make_platform(session)
    place = make_pickup_location(session, platform=platform, name_en="Ikeja")
    session.commit()
    return Shopfloor(session, platform, place)


@pytest.fixture
def enter(app: Flask, session: Session) -> Callable[[StaffMember], PageClient]:
    """Opens a browser for a member of staff; each has their own."""

    def sign_in(staff: StaffMember) -> PageClient:
        browser = PageClient(app, session.expire_all)
        browser.post("/staff/sign-in", {"email": staff.email, "password": PASSWORD})
        return browser

    return sign_in


@pytest.fixture
def bisi(floor: Shopfloor) -> StaffMember:
    """Works at the one store."""
    return floor.staff(floor.place, name="Bisi")


@pytest.fixture
def at_work(enter: Callable[[StaffMember], PageClient], bisi: StaffMember) -> PageClient:
    return enter(bisi)


@dataclass
class Diningroom:
    """A restaurant of the business, its evening of yesterday to tomorrow, and who works there."""

    session: Session
    branch: Branch

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.branch.zone)

    def path(self, *more: object, day: date | None = None) -> str:
        """A page of the restaurant; `day` where it is not today's."""
        here = "/".join(["/staff/tables", self.branch.code, *(str(one) for one in more)])
        return here if day is None else f"{here}?day={day.isoformat()}"

    def book(self, first_name: str, *, at: datetime, table: int = 0, **given: Any) -> Reservation:
        """A confirmed booking at the table of this number, counted from nought, which it holds."""
        customer = make_customer(self.session, business_id=self.branch.business_id, first_name=first_name)
        tables = [tables_of(self.session, self.branch)[table]]
        made = make_reservation(
            self.session, branch=self.branch, customer=customer, starts_at=at, tables=tables, **given
        )
        # The factory writes no counters, so nothing is to be taken off them.
        seating = self.session.get_one(Seating, made.seating_id)
        seating.counts_section = seating.counts_pacing = False
        self.session.commit()
        return made


@pytest.fixture
def room(floor: Shopfloor) -> Diningroom:
    branch = make_restaurant(floor.session, platform=floor.platform)
    floor.session.commit()
    return Diningroom(floor.session, branch)


@pytest.fixture
def host(room: Diningroom, floor: Shopfloor, enter: Callable[[StaffMember], PageClient]) -> PageClient:
    """The browser of Omar, who works at that restaurant only."""
    omar = floor.staff(floor.place, name="Omar", role=StaffRole.HOST)
    floor.session.add(StaffBranch(staff_id=omar.id, branch_id=room.branch.id))
    floor.session.commit()
    return enter(omar)


@pytest.fixture
def evening() -> datetime:
    """Half past seven in Dubai, in five days: open, and far from any border of a day."""
    return datetime.combine(utc_now().date() + timedelta(days=5), time(15, 30), UTC)
