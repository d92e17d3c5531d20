"""Signing in with a password, changing it, and recovering it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BadCredentials, CodeInvalid, PasswordTooWeak, ResetTokenInvalid, TooManyAttempts
from app.domain.logins import Login
from app.flows import credentials
from app.flows.tools import Tools, Visit
from app.models import AttemptCounter, CodePurpose, Customer, OutboxMessage, Platform
from app.services import sign_ins
from tests.factories import NOW, PASSWORD, make_business, make_customer, make_platform
from tests.integration.services.people.kit import KEYED, FakeClock, last_code, make_visit, tenant_of

EMAIL = Login(email="ada@example.com")
RESET = CodePurpose.RESET_PASSWORD


def open_web(session: Session, customer: Customer) -> sign_ins.OpenedSignIn:
    opened = sign_ins.open_web(session, keyed=KEYED, customer_id=customer.id, user_agent="", now=NOW)
    session.commit()
    return opened


def is_open(session: Session, platform: Platform, token: str) -> bool:
    session.expire_all()
    return sign_ins.find_web(session, keyed=KEYED, tenant=tenant_of(platform), token=token, now=NOW) is not None


def test_the_right_password_is_remembered_as_a_sign_in(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    profile = credentials.check_password(tools, visit, login="ADA@example.com", password=PASSWORD)
    assert profile.id == ada.id
    session.expire_all()
    assert session.get_one(Customer, ada.id).last_login_at == NOW
    assert session.get_one(Customer, ada.id).updated_at == NOW
    assert session.scalar(select(func.count()).select_from(AttemptCounter)) == 0


@pytest.mark.parametrize("login", ["ada@example.com", "+2348012345678", "nobody@example.com", "no login at all", ""])
def test_the_sixth_try_is_refused_for_known_and_unknown_alike(
    tools: Tools, visit: Visit, ada: Customer, login: str
) -> None:
    for _time in range(5):
        with pytest.raises(BadCredentials):
            credentials.check_password(tools, visit, login=login, password="wrong")
    with pytest.raises(TooManyAttempts) as refusal:
        credentials.check_password(tools, visit, login=login, password=PASSWORD)
    assert refusal.value.retry_at == NOW + timedelta(minutes=15)


def test_e_mail_and_phone_share_one_count(tools: Tools, visit: Visit, ada: Customer) -> None:
    for login in ("ada@example.com", "+2348012345678", "ada@example.com", "08012345678", "ada@example.com"):
        with pytest.raises(BadCredentials):
            credentials.check_password(tools, visit, login=login, password="wrong")
    with pytest.raises(TooManyAttempts):
        credentials.check_password(tools, visit, login="+2348012345678", password=PASSWORD)


def test_after_the_window_one_may_try_again(tools: Tools, visit: Visit, ada: Customer, clock: FakeClock) -> None:
    for _time in range(5):
        with pytest.raises(BadCredentials):
            credentials.check_password(tools, visit, login="ada@example.com", password="wrong")
    clock.forward(minutes=15)
    assert credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD).id == ada.id


def test_a_right_password_forgives_the_wrong_ones(tools: Tools, visit: Visit, ada: Customer) -> None:
    for _round in range(3):
        for _time in range(4):
            with pytest.raises(BadCredentials):
                credentials.check_password(tools, visit, login="ada@example.com", password="wrong")
        credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD)


def test_an_address_has_twenty_wrong_tries_and_right_ones_are_free(
    tools: Tools, platform: Platform, ada: Customer
) -> None:
    visit = make_visit(platform, address="203.0.113.9")
    for _time in range(25):
        credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD)
    for number in range(20):
        with pytest.raises(BadCredentials):
            credentials.check_password(tools, visit, login=f"nobody{number}@example.com", password="wrong")
    with pytest.raises(TooManyAttempts):
        credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD)
    elsewhere = make_visit(platform, address="203.0.113.10")
    credentials.check_password(tools, elsewhere, login="ada@example.com", password=PASSWORD)


def test_without_a_password_nobody_signs_in(session: Session, tools: Tools, visit: Visit, platform: Platform) -> None:
    make_customer(session, business_id=platform.business_id, email="code-only@example.com", password=None)
    session.commit()
    with pytest.raises(BadCredentials):
        credentials.check_password(tools, visit, login="code-only@example.com", password="")


def test_a_very_long_password_is_not_worth_a_hash(tools: Tools, visit: Visit, ada: Customer) -> None:
    with pytest.raises(BadCredentials):
        credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD + "x" * 10_000)


def test_changing_it_ends_every_other_sign_in(
    session: Session, tools: Tools, visit: Visit, platform: Platform, ada: Customer
) -> None:
    here, there = open_web(session, ada), open_web(session, ada)

    credentials.change_password(
        tools, visit, customer_id=ada.id, current=PASSWORD, new="New-password-8", sign_in_id=here.sign_in_id
    )

    assert (is_open(session, platform, here.token), is_open(session, platform, there.token)) == (True, False)
    assert credentials.check_password(tools, visit, login="ada@example.com", password="New-password-8").id == ada.id
    with pytest.raises(BadCredentials):
        credentials.check_password(tools, visit, login="ada@example.com", password=PASSWORD)


def test_changing_it_needs_the_current_one(tools: Tools, visit: Visit, ada: Customer) -> None:
    for _time in range(5):
        with pytest.raises(BadCredentials):
            credentials.change_password(
                tools, visit, customer_id=ada.id, current="wrong", new="New-password-8", sign_in_id=None
            )
    with pytest.raises(TooManyAttempts):
        credentials.change_password(
            tools, visit, customer_id=ada.id, current=PASSWORD, new="New-password-8", sign_in_id=None
        )


def test_a_short_new_password_is_refused(tools: Tools, visit: Visit, ada: Customer) -> None:
    with pytest.raises(PasswordTooWeak):
        credentials.change_password(tools, visit, customer_id=ada.id, current=PASSWORD, new="12345", sign_in_id=None)


def test_from_forgotten_to_a_new_password(
    session: Session, tools: Tools, visit: Visit, platform: Platform, ada: Customer
) -> None:
    there = open_web(session, ada)
    sent = credentials.forgot(tools, visit, purpose=RESET, to=EMAIL)
    assert sent.expires_at == NOW + timedelta(minutes=5)

    earned = credentials.earn_reset(tools, visit, purpose=RESET, to=EMAIL, code=last_code(session, "ada@example.com"))
    assert earned.expires_at == NOW + timedelta(hours=1)
    profile = credentials.reset_password(tools, visit, token=earned.token, new="New-password-8")

    assert profile.id == ada.id
    assert not is_open(session, platform, there.token)
    credentials.check_password(tools, visit, login="ada@example.com", password="New-password-8")
    with pytest.raises(ResetTokenInvalid):
        credentials.reset_password(tools, visit, token=earned.token, new="Another-one-9")


def test_by_phone_the_code_comes_as_a_text_message(session: Session, tools: Tools, visit: Visit, ada: Customer) -> None:
    phone = Login(phone="+2348012345678")
    credentials.forgot(tools, visit, purpose=RESET, to=phone)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.channel.value, message.recipient, message.subject) == ("sms", "+2348012345678", "")
    assert message.body == (
        f"{message.code} is your Lagos Market code. It works once, for 5 minutes. Share it with nobody."
    )
    credentials.earn_reset(tools, visit, purpose=RESET, to=phone, code=message.code or "")


def test_an_unknown_address_is_answered_alike(session: Session, tools: Tools, visit: Visit, ada: Customer) -> None:
    known = credentials.forgot(tools, visit, purpose=RESET, to=EMAIL)
    unknown = credentials.forgot(tools, visit, purpose=RESET, to=Login(email="nobody@example.com"))
    assert known == unknown
    assert session.scalars(select(OutboxMessage.recipient)).all() == ["ada@example.com"]


def test_a_token_is_good_for_an_hour(
    session: Session, tools: Tools, visit: Visit, ada: Customer, clock: FakeClock
) -> None:
    credentials.forgot(tools, visit, purpose=RESET, to=EMAIL)
    earned = credentials.earn_reset(tools, visit, purpose=RESET, to=EMAIL, code=last_code(session, "ada@example.com"))
    clock.forward(hours=1)
    with pytest.raises(ResetTokenInvalid):
        credentials.reset_password(tools, visit, token=earned.token, new="New-password-8")


def test_a_token_is_for_one_purpose_and_one_business(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    credentials.forgot(tools, visit, purpose=RESET, to=EMAIL)
    earned = credentials.earn_reset(tools, visit, purpose=RESET, to=EMAIL, code=last_code(session, "ada@example.com"))
    elsewhere = make_visit(make_platform(session, business=make_business(session), is_default=False))
    with pytest.raises(ResetTokenInvalid):
        credentials.reset_pin(tools, visit, token=earned.token, new="1357")
    with pytest.raises(ResetTokenInvalid):
        credentials.reset_password(tools, elsewhere, token=earned.token, new="New-password-8")


def test_a_code_for_one_thing_does_not_do_another(session: Session, tools: Tools, visit: Visit, ada: Customer) -> None:
    credentials.forgot(tools, visit, purpose=CodePurpose.RESET_PIN, to=EMAIL)
    with pytest.raises(CodeInvalid):
        credentials.earn_reset(tools, visit, purpose=RESET, to=EMAIL, code=last_code(session, "ada@example.com"))
