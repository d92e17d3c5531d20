"""A shop to buy in."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.integration.flows.shop import Shop, Uow, open_shop


@pytest.fixture
def shop(app: Flask, session: Session, uow: Uow) -> Shop:
    return open_shop(app, session, uow)
