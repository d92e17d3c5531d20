"""What booking needs from outside."""

import pytest
from flask import Flask

from app.extensions import gateways
from app.services.bookings import Office


@pytest.fixture
def office(app: Flask) -> Office:
    with app.app_context():
        outside = gateways()
    return Office(outside.texts, outside.keyed)
