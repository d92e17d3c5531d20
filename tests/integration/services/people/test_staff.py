"""Staff signing in: as customers, with limits of their own."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import BadCredentials, EmailTaken, TooManyAttempts
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.flows.staff_entry import check_staff_password
from app.flows.tools import Tools
from app.models import Business, Platform, StaffRole
from app.services import staff_accounts
from tests.factories import NOW, PASSWORD, make_staff
from tests.integration.services.people.kit import make_visit, tenant_of


def create(session: Session, tenant: Tenant) -> None:
    staff_accounts.create_staff(
        session,
        tenant=tenant,
        email=" Bisi@Example.com ",
        name="Bisi",
        password_hash="",
        role=StaffRole.HOST,
        every_location=True,
        now=NOW,
    )


def test_an_address_has_twenty_wrong_tries_and_right_ones_are_free(
    session: Session, tools: Tools, platform: Platform
) -> None:
    staff = make_staff(session, business=session.get_one(Business, platform.business_id), email="bisi@example.com")
    session.commit()
    staff_id = staff.id
    visit = make_visit(platform, address="203.0.113.9")
    for _time in range(22):
        assert check_staff_password(tools, visit, email="BISI@example.com", password=PASSWORD) == staff_id
    for number in range(20):
        with pytest.raises(BadCredentials):
            check_staff_password(tools, visit, email=f"nobody{number}@example.com", password="wrong")
    with pytest.raises(TooManyAttempts):
        check_staff_password(tools, visit, email="bisi@example.com", password=PASSWORD)


def test_an_address_has_one_account(session: Session, platform: Platform) -> None:
    create(session, tenant_of(platform))
    with pytest.raises(EmailTaken):
        create(session, tenant_of(platform))
    assert staff_accounts.find_id(session, email="bisi@example.com") is not None


def test_another_broken_promise_is_not_called_taken(session: Session) -> None:
    with pytest.raises(IntegrityError):
        create(session, Tenant(0, Environment.TEST))
