"""Staff signing in and out."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Business, Platform, StaffMember, StaffSignIn
from app.services.staff_reach import reaches
from app.web.staff.session import current_staff
from tests.factories import PASSWORD, make_business, make_pickup_location, make_staff
from tests.support.pages import PageClient

WRONG = [("The e-mail, phone number or password is not right.", "password")]


@pytest.fixture
def bisi(session: Session, platform: Platform) -> StaffMember:
    business = session.get_one(Business, platform.business_id)
    made = make_staff(session, business=business, email="bisi@example.com")
    session.commit()
    return made


def enter(pages: PageClient, *, password: str = PASSWORD, status: int = 303, **more: str) -> object:
    return pages.post("/staff/sign-in", {"email": "bisi@example.com", "password": password, **more}, status=status)


def test_a_shift_begins_and_ends(app: Flask, pages: PageClient, session: Session, bisi: StaffMember) -> None:
    page = pages.post("/staff/sign-in", {"email": "Bisi@example.com", "password": PASSWORD, "next": "/staff/orders"})
    assert page.location == "/staff/orders"
    cookie = pages.cookie("souk_staff")
    row = session.scalars(select(StaffSignIn)).one()
    assert cookie is not None
    assert cookie not in row.token_hash
    assert (row.expires_at - row.created_at).total_seconds() == 12 * 3600

    pages.post("/staff/sign-out")

    assert pages.cookie("souk_staff") is None
    session.refresh(row)
    assert row.ended_at is not None


def test_where_they_may_work_comes_along(app: Flask, session: Session, platform: Platform) -> None:
    business = session.get_one(Business, platform.business_id)
    here, there = make_pickup_location(session, platform=platform), make_pickup_location(session, platform=platform)
    make_staff(session, business=business, email="bisi@example.com", locations=(here,))
    session.commit()
    pages = PageClient(app, session.expire_all)
    enter(pages)

    with app.test_request_context("/", headers={"Cookie": f"souk_staff={pages.cookie('souk_staff')}"}):
        seen = current_staff()

    assert seen is not None
    assert (seen.name, seen.every_location) == ("Bisi Staff", False)
    assert [reaches(seen, place.id) for place in (here, there)] == [True, False]


def test_a_wrong_password_comes_back(pages: PageClient, bisi: StaffMember) -> None:
    page = pages.post("/staff/sign-in", {"email": "bisi@example.com", "password": "wrong"}, status=422)
    assert page.summary == WRONG
    assert page.value("email") == "bisi@example.com"


def test_five_wrong_passwords_close_it_for_a_while(pages: PageClient, bisi: StaffMember) -> None:
    for _time in range(5):
        enter(pages, password="wrong", status=422)
    enter(pages, status=429)


def test_who_has_left_cannot_come_in(session: Session, pages: PageClient, bisi: StaffMember) -> None:
    bisi.is_active = False
    session.commit()
    enter(pages, status=422)


def test_staff_of_another_business_are_nobody_here(session: Session, pages: PageClient, platform: Platform) -> None:
    make_staff(session, business=make_business(session), email="bisi@example.com")
    session.commit()
    enter(pages, status=422)
