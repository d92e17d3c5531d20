"""A business with a restaurant, and the browsers of who runs it and of who does not."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Branch, Business, Platform, StaffBranch, StaffMember, StaffRole
from tests.factories import PASSWORD, make_staff
from tests.factories.bookings import make_restaurant
from tests.support.pages import PageClient


@pytest.fixture
def branch(session: Session, platform: Platform) -> Branch:
    made = make_restaurant(session, platform=platform, code="MB01", name_en="Marina", name_ar="المارينا")
    session.commit()
    return made


@pytest.fixture
def enter(app: Flask, session: Session, platform: Platform) -> Callable[..., PageClient]:
    """Opens a browser for a new member of staff of this role, who works at these branches."""

    def sign_in(role: StaffRole, *branches: Branch, name: str = "Bisi") -> PageClient:
        member: StaffMember = make_staff(
            session, business=session.get_one(Business, platform.business_id), role=role, name=name
        )
        session.add_all(StaffBranch(staff_id=member.id, branch_id=one.id) for one in branches)
        session.commit()
        browser = PageClient(app, session.expire_all)
        browser.post("/staff/sign-in", {"email": member.email, "password": PASSWORD})
        return browser

    return sign_in


@pytest.fixture
def boss(enter: Callable[..., PageClient]) -> PageClient:
    """The browser of a manager."""
    return enter(StaffRole.MANAGER, name="Ngozi")
