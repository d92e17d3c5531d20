"""A storefront, somebody who shops there, and a way to sign them in."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Business, Customer, OutboxMessage, Platform
from tests.factories import PASSWORD, make_customer
from tests.support.pages import PageClient


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, first_name="Ada", email="ada@example.com", phone="+2348012345678")
    session.commit()
    return made


@pytest.fixture
def signed_in(pages: PageClient, ada: Customer) -> PageClient:
    """Ada's browser."""
    sign_in(pages, "ada@example.com")
    return pages


def sign_in(pages: PageClient, login: str, password: str = PASSWORD) -> None:
    pages.post("/account/sign-in", {"login": login, "password": password})


def last_code(session: Session, recipient: str) -> str:
    """The digits of the newest code sent there."""
    code = session.scalars(
        select(OutboxMessage.code)
        .where(OutboxMessage.recipient == recipient, OutboxMessage.code.is_not(None))
        .order_by(OutboxMessage.id.desc())
    ).first()
    assert code is not None, f"no code was sent to {recipient}"
    return code
