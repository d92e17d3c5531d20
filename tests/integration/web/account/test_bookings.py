"""A person's tables in their account: what is to come, what was, and what was booked without signing in."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import Branch, Business, Customer, Platform
from tests.factories import PASSWORD, make_customer, make_platform
from tests.factories.bookings import make_reservation, make_restaurant
from tests.integration.services.people.kit import last_code
from tests.support.pages import PageClient


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def house(session: Session, platform: Platform) -> Branch:
    return make_restaurant(session, platform=platform)


@pytest.fixture
def ada(session: Session, platform: Platform, pages: PageClient) -> Customer:
    """Signed in."""
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, email="ada@example.com", phone="+971501110000")
    session.commit()
    pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD})
    return made


def test_what_is_to_come_stands_before_what_was(
    pages: PageClient, session: Session, house: Branch, ada: Customer
) -> None:
    for days in (3, 1, -2):
        make_reservation(
            session,
            branch=house,
            customer=ada,
            starts_at=utc_now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days),
            reference=f"RES90000{days}",
            is_claiming=False,
        )
    make_reservation(session, branch=house, reference="RES777777", is_claiming=False)
    session.commit()

    page = pages.get("/account/bookings")

    assert page.texts(".moves bdi.mono") == ["RES900001", "RES900003", "RES90000-2"]
    assert pages.get(str(page.select(".moves a")[0]["href"])).heading == "Your booking"


def test_earlier_bookings_come_with_the_code(pages: PageClient, session: Session, house: Branch, ada: Customer) -> None:
    nobody = make_customer(
        session,
        business=session.get_one(Business, house.business_id),
        email=None,
        phone="+971509998888",
        claimed_at=None,
        password=None,
        pin=None,
    )
    made = make_reservation(
        session, branch=house, customer=nobody, email="ada@example.com", reference="RES123123", is_claiming=False
    )
    session.commit()

    asked = pages.follow(pages.post("/account/bookings/email/send"))
    wrong = pages.post("/account/bookings/email/claim", {"code": "000000"}, status=422)
    done = pages.follow(pages.post("/account/bookings/email/claim", {"code": last_code(session, "ada@example.com")}))

    assert asked.heading == "Find earlier bookings"
    assert [anchor for _words, anchor in wrong.summary] == ["code"]
    assert "1 booking was found" in done.text
    assert made.reference in done.text


def test_without_bookings_the_page_leads_to_the_restaurants(pages: PageClient, ada: Customer) -> None:
    assert "/brands" in [a["href"] for a in pages.get("/account/bookings").select(".empty a")]
