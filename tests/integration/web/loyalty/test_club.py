"""The dining club: shown to anybody, joined once, and a member's page with points, level and statement."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Customer, Membership
from app.services import memberships
from tests.factories import PASSWORD, make_customer, make_platform
from tests.factories.restaurants import make_restaurant
from tests.support.pages import PageClient


def test_a_visitor_sees_what_it_gives_and_signs_in_first(pages: PageClient, session: Session) -> None:
    make_platform(session)
    session.commit()

    page = pages.get("/loyalty")

    assert page.heading == "Dining club"
    assert "10 points a guest" in page.text
    assert "Sign in to join" in page.text
    assert "/account/sign-in" in pages.post("/loyalty/join", {"branch": "1"}).location


def test_joined_once_and_points_are_told(pages: PageClient, session: Session) -> None:
    platform = make_platform(session)
    branch = make_restaurant(session, platform=platform, club_id="CLUB-1")
    make_restaurant(session, platform=platform, club_id="")
    customer = make_customer(session, business_id=platform.business_id, email="ada@example.com")
    session.commit()
    pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD})
    form = pages.get("/loyalty").form("/loyalty/join")
    assert form["branch"] == str(branch.id)

    pages.post("/loyalty/join", form)
    pages.post("/loyalty/join", form)
    pages.post("/loyalty/join", form | {"branch": "999999"})
    member = session.scalars(select(Membership)).one()
    tenant = Tenant(platform.business_id, Environment.TEST)
    memberships.award_visit(
        session, tenant=tenant, customer_id=customer.id, branch=branch, party_size=49, visit="v1", now=utc_now()
    )
    session.commit()

    page = pages.get("/loyalty")
    assert member.member_id in page.text
    assert "490 points" in page.text
    assert "10 points more and you are Silver." in page.text
    assert "+490 points" in page.text
    assert f"Visit to {branch.name_en}" in page.text
    assert branch.name_ar in pages.get("/ar/loyalty").one("section[aria-labelledby=statement]").text
    memberships.award_visit(
        session, tenant=tenant, customer_id=customer.id, branch=branch, party_size=1, visit="v2", now=utc_now()
    )
    session.commit()
    assert session.scalars(select(Customer.level)).one() == "SILVER"
    for _time in range(2):
        memberships.take_back_visit(session, tenant=tenant, customer_id=customer.id, visit="v2", now=utc_now())
    assert [view.points for view in memberships.list_memberships(session, customer_id=customer.id)] == [490]
    session.commit()
    undone = pages.get("/loyalty")
    assert "Silver" in undone.text
    assert f"Visit to {branch.name_en}, taken back" in undone.text
