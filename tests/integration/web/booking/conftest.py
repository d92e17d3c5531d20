"""A restaurant with a page of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Branch, Platform
from tests.factories import make_platform
from tests.factories.dining import make_branch, make_brand
from tests.support.application import running_app
from tests.support.booking_page import add_booking_page
from tests.support.database import Databases


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
