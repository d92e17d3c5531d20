"""A restaurant with a page of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Branch, Platform
from tests.factories import make_platform
from tests.factories.dining import make_branch, make_brand
from tests.factories.restaurants import make_restaurant
from tests.integration.web.booking.guest import Guest
from tests.support.application import running_app
from tests.support.booking_page import add_booking_page
from tests.support.database import Databases
from tests.support.pages import PageClient


@pytest.fixture(scope="package")
def specimen_app(databases: Databases, media_dir: Path, empty_database: str) -> Iterator[Flask]:
    with running_app(databases, "specimen", like=empty_database, media_dir=media_dir) as app:
        add_booking_page(app)
        yield app


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session, slug="club", name_en="Dining club")


@pytest.fixture
def branch(session: Session, platform: Platform) -> Branch:
    """Saffron House in Dubai, which its own site may show in a frame."""
    brand = make_brand(session, platform=platform, code="SAF001", name_en="Saffron House", name_ar="بيت الزعفران")
    made = make_branch(
        session,
        platform=platform,
        brand=brand,
        code="DT01",
        name_en="Downtown",
        name_ar="وسط المدينة",
        zone="Asia/Dubai",
        allowed_hosts=["https://saffron.example", "menu.saffron.example/", "x; script-src *", "*"],
    )
    session.commit()
    return made


@pytest.fixture
def house(session: Session, platform: Platform) -> Branch:
    """Dinner in Dubai from six to ten at five tables; parties of four and more pay 50.00 a guest beforehand."""
    made = make_restaurant(
        session,
        platform=platform,
        code="DT01",
        is_active_payment=True,
        deposit_minor=50_00,
        deposit_from_party=4,
        phone="+97144452210",
    )
    session.commit()
    return made


@pytest.fixture
def guest(pages: PageClient, house: Branch) -> Guest:
    return Guest(pages)
