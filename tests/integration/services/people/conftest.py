"""A storefront, a standing clock, and the tools of the flows."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from app.flows.tools import Tools, Visit
from app.models import Business, Customer, Platform
from tests.factories import make_customer, make_platform
from tests.integration.services.people.kit import FakeClock, FakeSender, make_tools, make_visit


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session)
    session.commit()
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def tools(uow: Callable[[], AbstractContextManager[Session]], clock: FakeClock, sender: FakeSender) -> Tools:
    return make_tools(uow, clock, sender)


@pytest.fixture
def visit(platform: Platform) -> Visit:
    return make_visit(platform)


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, first_name="Ada", email="ada@example.com", phone="+2348012345678")
    session.commit()
    return made
