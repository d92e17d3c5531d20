"""Changing one's details."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import EmailTaken, PhoneInvalid, PhoneTaken
from app.domain.logins import Login
from app.flows.profile import ChangeProfile, change_profile
from app.flows.sign_up import verify
from app.flows.tools import Tools, Visit
from app.models import AuditEntry, Customer, OutboxMessage, Platform
from app.services import accounts, sign_ins
from app.services.profiles import CustomerProfile
from tests.factories import NOW, PASSWORD, make_customer
from tests.integration.services.people.kit import KEYED, FakeClock, last_code, tenant_of


def change(tools: Tools, visit: Visit, customer: Customer, **given: str) -> CustomerProfile:
    return change_profile(tools, visit, ChangeProfile(**given), customer_id=customer.id, sign_in_id=None)


def test_what_is_not_given_stays(tools: Tools, visit: Visit, ada: Customer, clock: FakeClock) -> None:
    clock.forward(hours=1)
    after = change(tools, visit, ada, first_name="Adaeze")
    assert (after.first_name, after.last_name, after.email, after.phone) == (
        "Adaeze",
        ada.last_name,
        "ada@example.com",
        "+2348012345678",
    )
    assert (after.is_email_verified, after.is_phone_verified) == (True, True)
    assert after.updated_at == clock()


def test_a_new_e_mail_is_unverified_and_the_old_one_is_told(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    after = change(tools, visit, ada, email="Adaeze@example.com")

    assert (after.email, after.is_email_verified, after.is_phone_verified) == ("adaeze@example.com", False, True)
    told = session.execute(select(OutboxMessage.recipient, OutboxMessage.topic).order_by(OutboxMessage.id)).all()
    assert [tuple(row) for row in told] == [
        ("ada@example.com", "contact_changed"),
        ("adaeze@example.com", "verify_email"),
    ]
    code = last_code(session, "adaeze@example.com")
    assert verify(tools, visit, to=Login(email="adaeze@example.com"), code=code).is_email_verified


def test_a_new_number_is_unverified_and_the_old_one_is_told(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    after = change(tools, visit, ada, phone="0809 876 5432")

    assert (after.phone, after.is_phone_verified) == ("+2348098765432", False)
    told = session.execute(select(OutboxMessage.recipient, OutboxMessage.topic).order_by(OutboxMessage.id)).all()
    assert [tuple(row) for row in told] == [
        ("+2348012345678", "contact_changed"),
        ("+2348098765432", "verify_phone"),
    ]


def test_the_same_again_changes_nothing(session: Session, tools: Tools, visit: Visit, ada: Customer) -> None:
    after = change(tools, visit, ada, email="ADA@example.com", phone="08012345678")
    assert (after.is_email_verified, after.is_phone_verified) == (True, True)
    assert session.scalars(select(OutboxMessage)).all() == []


def test_what_belongs_to_others_is_refused_and_nothing_changes(
    session: Session, tools: Tools, visit: Visit, platform: Platform, ada: Customer
) -> None:
    make_customer(session, business_id=platform.business_id, email="bola@example.com", phone="+2348099999999")
    session.commit()
    before = accounts.get_profile(session, customer_id=ada.id)

    with pytest.raises(EmailTaken):
        change(tools, visit, ada, first_name="X", email="bola@example.com")
    with pytest.raises(PhoneTaken):
        change(tools, visit, ada, first_name="X", phone="+2348099999999")
    with pytest.raises(PhoneInvalid):
        change(tools, visit, ada, first_name="X", phone="12")

    session.expire_all()
    assert accounts.get_profile(session, customer_id=ada.id) == before


def test_an_unclaimed_address_waits_for_its_code(
    session: Session, tools: Tools, visit: Visit, platform: Platform, ada: Customer
) -> None:
    make_customer(session, business_id=platform.business_id, email="guest@example.com", claimed_at=None)
    session.commit()
    after = change(tools, visit, ada, email="guest@example.com")
    assert (after.email, after.is_email_verified) == ("guest@example.com", False)
    assert accounts.find_by_login(session, tenant=tenant_of(platform), login=Login(email="guest@example.com")) is None


def test_a_new_password_and_pin_end_every_other_sign_in(
    session: Session, tools: Tools, visit: Visit, platform: Platform, ada: Customer
) -> None:
    opened = sign_ins.open_web(session, keyed=KEYED, customer_id=ada.id, user_agent="", now=NOW)
    session.commit()
    change(tools, visit, ada, password=PASSWORD + "x", pin="1357")
    session.expire_all()
    tenant = tenant_of(platform)
    assert sign_ins.find_web(session, keyed=KEYED, tenant=tenant, token=opened.token, now=NOW) is None


def test_what_touches_safety_is_noted_without_saying_what_it_was(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    change(tools, visit, ada, first_name="Adaeze")
    change(tools, visit, ada, email="adaeze@example.com", password=PASSWORD + "x", pin="1357")

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.actor_kind, entry.actor_id, entry.entity_id) for entry in entries] == [
        ("contact_changed", "customer", ada.id, ada.id),
        ("password_changed", "customer", ada.id, ada.id),
        ("pin_changed", "customer", ada.id, ada.id),
    ]
    assert {(entry.before, entry.after) for entry in entries} == {(None, None)}
