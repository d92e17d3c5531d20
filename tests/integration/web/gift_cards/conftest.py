"""A storefront that sells one gift card, and somebody with money on the shopping card."""

import pytest
from sqlalchemy.orm import Session

from app.models import Business, Customer, GiftCardTemplate, Platform
from tests.factories import PASSWORD, fund_card, make_customer, make_gift_card_template
from tests.support.pages import PageClient


@pytest.fixture
def template(session: Session, platform: Platform) -> GiftCardTemplate:
    """Of any amount from 1,000.00 to 100,000.00."""
    made = make_gift_card_template(session, platform=platform, name_en="Thank you", name_ar="شكرًا")
    session.commit()
    return made


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    """She has 50,000.00 on her card."""
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, first_name="Ada", last_name="Obi", email="ada@example.com")
    fund_card(session, made, 5_000_000)
    session.commit()
    return made


@pytest.fixture
def signed_in(pages: PageClient, ada: Customer) -> PageClient:
    pages.post("/account/sign-in", {"login": ada.email, "password": PASSWORD})
    return pages
