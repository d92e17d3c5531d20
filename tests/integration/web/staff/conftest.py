"""A business with a store, orders in it, and people who work there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Business, Order, PickupLocation, Platform, StaffMember
from tests.factories import PASSWORD, buy, make_pickup_location, make_platform, make_staff
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
