"""A shop to buy in, and a till that takes its payments on a gateway's page."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.integration.flows.shop import Shop, Uow, open_shop
from tests.integration.flows.till import Till


@pytest.fixture
def shop(app: Flask, session: Session, uow: Uow) -> Shop:
    return open_shop(app, session, uow)


@pytest.fixture
def till(shop: Shop) -> Till:
    return Till(shop)
