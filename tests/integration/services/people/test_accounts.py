"""Finding customers, claiming unclaimed ones, and what the database refuses."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import CodeInvalid, CustomerNotFound, EmailTaken, PhoneTaken
from app.domain.logins import Login
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Customer, Order, Platform
from app.services import accounts
from tests.factories import NOW, make_business, make_customer, make_order
from tests.integration.services.people.kit import tenant_of


def make_guest(session: Session, platform: Platform, **given: Any) -> Customer:
    """Somebody known from an order only."""
    defaults: dict[str, Any] = {
        "claimed_at": None,
        "email": None,
        "phone": None,
        "email_verified_at": None,
        "phone_verified_at": None,
        "card_number": None,
        "referral_code": None,
    }
    return make_customer(session, business_id=platform.business_id, **{**defaults, **given})


def register(session: Session, platform: Platform | None, **given: Any) -> Customer:
    defaults: dict[str, Any] = {
        "tenant": Tenant(0, Environment.TEST) if platform is None else tenant_of(platform),
        "first_name": "Ada",
        "last_name": "Obi",
        "email": "new@example.com",
        "phone": "+2348055550000",
        "password_hash": None,
        "pin_hash": None,
        "locale": "en",
        "now": NOW,
    }
    return accounts.register(session, **{**defaults, **given})


def test_a_profile_is_found_by_its_public_id_in_its_own_world(
    session: Session, platform: Platform, ada: Customer
) -> None:
    found = accounts.find_profile(session, tenant=tenant_of(platform), uuid=ada.uuid)
    assert found == accounts.get_profile(session, customer_id=ada.id)
    assert found is not None
    assert found.name == f"Ada {ada.last_name}"
    live = Tenant(platform.business_id, Environment.LIVE)
    elsewhere = Tenant(make_business(session).id, Environment.TEST)
    assert [accounts.find_profile(session, tenant=tenant, uuid=ada.uuid) for tenant in (live, elsewhere)] == [None] * 2
    assert accounts.find_profile(session, tenant=tenant_of(platform), uuid=uuid4()) is None


def test_who_is_not_there_is_an_error(session: Session) -> None:
    with pytest.raises(CustomerNotFound):
        accounts.get_profile(session, customer_id=0)


def test_an_unclaimed_customer_is_no_profile(session: Session, platform: Platform) -> None:
    guest = make_guest(session, platform, phone="+2348055550000")
    assert accounts.find_profile(session, tenant=tenant_of(platform), uuid=guest.uuid) is None


def test_an_unclaimed_customer_becomes_an_account_by_a_code(session: Session, platform: Platform) -> None:
    guest = make_guest(session, platform, phone="+2348055550000")

    profile = accounts.confirm_phone(session, customer_id=guest.id, phone="+2348055550000", now=NOW)

    assert (guest.claimed_at, guest.phone_verified_at) == (NOW, NOW)
    assert profile.card_number is not None
    assert profile.referral_code is not None
    found = accounts.find_by_login(session, tenant=tenant_of(platform), login=Login(phone="+2348055550000"))
    assert found is guest


def test_a_proved_number_brings_the_orders_made_with_it(session: Session, platform: Platform) -> None:
    guest = make_guest(session, platform, phone="+2348055550000")
    order = make_order(session, platform=platform, customer=guest)
    joined = register(session, platform)
    assert (joined.phone, joined.pending_phone) == (None, "+2348055550000")

    profile = accounts.confirm_phone(session, customer_id=joined.id, phone="+2348055550000", now=NOW)

    session.expire_all()
    assert (profile.phone, profile.is_phone_verified) == ("+2348055550000", True)
    assert session.get_one(Order, order.id).customer_id == joined.id
    assert guest.phone is None


def test_a_number_claimed_by_somebody_else_meanwhile_is_taken(session: Session, platform: Platform) -> None:
    guest = make_guest(session, platform, phone="+2348055550000")
    joined = register(session, platform)
    accounts.confirm_phone(session, customer_id=guest.id, phone="+2348055550000", now=NOW)
    with pytest.raises(PhoneTaken):
        accounts.confirm_phone(session, customer_id=joined.id, phone="+2348055550000", now=NOW)


def test_an_address_claimed_by_somebody_else_meanwhile_is_taken(session: Session, platform: Platform) -> None:
    guest = make_guest(session, platform, email="new@example.com")
    joined = register(session, platform)
    accounts.confirm_email(session, customer_id=guest.id, email="new@example.com", now=NOW)
    with pytest.raises(EmailTaken):
        accounts.confirm_email(session, customer_id=joined.id, email="new@example.com", now=NOW)


def test_a_code_for_a_contact_one_has_left_confirms_nothing(session: Session, ada: Customer) -> None:
    with pytest.raises(CodeInvalid):
        accounts.confirm_email(session, customer_id=ada.id, email="old@example.com", now=NOW)
    with pytest.raises(CodeInvalid):
        accounts.confirm_phone(session, customer_id=ada.id, phone="+2348099999999", now=NOW)


def test_who_waits_for_a_code_is_found_as_a_contact_but_not_to_sign_in(session: Session, platform: Platform) -> None:
    make_guest(session, platform, email="new@example.com", phone="+2348055550000")
    joined = register(session, platform)
    tenant = tenant_of(platform)
    for login in (Login(email="new@example.com"), Login(phone="+2348055550000")):
        assert accounts.find_by_login(session, tenant=tenant, login=login) is None
        assert accounts.find_by_contact(session, tenant=tenant, login=login) is joined


@pytest.mark.parametrize(
    ("taken", "error"), [({"email": "new@example.com"}, EmailTaken), ({"phone": "+2348055550000"}, PhoneTaken)]
)
def test_the_database_has_the_last_word(
    session: Session,
    platform: Platform,
    monkeypatch: pytest.MonkeyPatch,
    taken: dict[str, Any],
    error: type[Exception],
) -> None:
    """As in a race: the look before the insert saw nobody."""
    make_customer(session, business_id=platform.business_id, **taken)
    session.commit()
    monkeypatch.setattr(accounts, "_owner", lambda *_given: None)

    with pytest.raises(error):
        register(session, platform)
    kept = session.scalars(select(Customer)).all()
    assert len(kept) == 1
    with pytest.raises(error):
        accounts.update_profile(
            session, customer_id=make_customer(session, business_id=platform.business_id).id, now=NOW, **taken
        )


def test_a_confirmation_that_comes_second_is_refused_by_the_database(
    session: Session, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_customer(session, business_id=platform.business_id, email="new@example.com")
    late = make_customer(session, business_id=platform.business_id, email=None, pending_email="new@example.com")
    session.commit()
    monkeypatch.setattr(accounts, "_owner", lambda *_given: None)
    with pytest.raises(EmailTaken):
        accounts.confirm_email(session, customer_id=late.id, email="new@example.com", now=NOW)


def test_another_broken_promise_is_not_called_taken(session: Session) -> None:
    with pytest.raises(IntegrityError):
        register(session, None, email=None, phone=None)


def test_a_number_that_is_taken_is_drawn_again(
    session: Session, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_customer(session, business_id=platform.business_id, card_number="ARK" + "1" * 10)
    draws = iter("1" * 10 + "A" * 8 + "2" * 10 + "B" * 8)
    monkeypatch.setattr("app.services.accounts.secrets.choice", lambda _letters: next(draws))
    joined = register(session, platform)
    assert (joined.card_number, joined.referral_code) == ("ARK" + "2" * 10, "B" * 8)


def test_when_every_draw_is_taken_that_is_said(
    session: Session, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_customer(session, business_id=platform.business_id, card_number="ARK" + "1" * 10)
    monkeypatch.setattr("app.services.accounts.secrets.choice", lambda _letters: "1")
    with pytest.raises(RuntimeError):
        register(session, platform)
