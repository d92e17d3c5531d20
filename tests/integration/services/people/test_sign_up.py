"""Becoming a customer, and proving an e-mail or number."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import CodeInvalid, EmailTaken, PasswordTooWeak, PhoneInvalid, PhoneTaken, TooManyAttempts
from app.domain.logins import Login
from app.flows.sign_up import SignUp, ask_for_code, sign_up, verify
from app.flows.tools import Tools, Visit
from app.models import Channel, Customer, OneTimeCode, Order, OutboxMessage, Platform
from app.services import accounts
from tests.factories import NOW, make_business, make_customer, make_order, make_platform
from tests.integration.services.people.kit import FakeClock, FakeSender, last_code, make_visit, tenant_of

ADA = SignUp(
    first_name=" Ada ",
    last_name="Obi",
    email="Ada.Obi@Example.com",
    phone="0801 234 5678",
    password="Correct-horse-7",
    pin="2468",
)


def other(**changes: str | None) -> SignUp:
    given = {name: getattr(ADA, name) for name in ADA.__slots__} | changes
    return SignUp(**given)


def test_a_new_customer_is_claimed_unverified_and_has_a_card(
    session: Session, tools: Tools, visit: Visit, platform: Platform
) -> None:
    done = sign_up(tools, visit, ADA)

    customer = session.scalars(select(Customer)).one()
    assert (customer.first_name, customer.last_name) == ("Ada", "Obi")
    assert (customer.email, customer.phone) == ("ada.obi@example.com", "+2348012345678")
    assert (customer.claimed_at, customer.email_verified_at, customer.phone_verified_at) == (NOW, None, None)
    assert customer.card_number is not None
    assert customer.card_number[:3] == "ARK"
    assert customer.card_number[3:].isdecimal()
    assert customer.referral_code is not None
    assert len(customer.referral_code) == 8
    assert customer.password_hash is not None
    assert "Correct-horse-7" not in customer.password_hash
    assert customer.pin_hash is not None
    # Hexadecimal digits may hold any four in a row, so that the PIN is looked for as the whole.
    assert (len(customer.pin_hash), customer.pin_hash == "2468") == (64, False)
    assert done.profile == accounts.get_profile(session, customer_id=customer.id)
    assert done.was_delivered


def test_the_code_goes_to_the_e_mail_in_a_message_that_names_the_shop(
    session: Session, tools: Tools, visit: Visit
) -> None:
    sign_up(tools, visit, ADA)

    message = session.scalars(select(OutboxMessage)).one()
    assert message.channel is Channel.EMAIL
    assert message.recipient == "ada.obi@example.com"
    assert message.topic == "verify_email"
    assert message.code is not None
    assert message.subject == f"{message.code} is your Lagos Market code"
    assert f"\n\n{message.code}\n\n" in message.body
    assert message.sent_at == NOW


def test_the_right_code_verifies_the_e_mail_once(session: Session, tools: Tools, visit: Visit) -> None:
    done = sign_up(tools, visit, ADA)
    code = last_code(session, "ada.obi@example.com")

    verified = verify(tools, visit, to=Login(email="ada.obi@example.com"), code=code)

    assert verified.id == done.profile.id
    assert (verified.is_email_verified, verified.is_phone_verified) == (True, False)
    with pytest.raises(CodeInvalid):
        verify(tools, visit, to=Login(email="ada.obi@example.com"), code=code)


def test_a_number_is_verified_by_its_own_code(session: Session, tools: Tools, visit: Visit) -> None:
    done = sign_up(tools, visit, ADA)
    phone = Login(phone="+2348012345678")

    ask_for_code(tools, visit, to=phone, customer_id=done.profile.id)
    verified = verify(tools, visit, to=phone, code=last_code(session, "+2348012345678"))

    assert (verified.is_email_verified, verified.is_phone_verified) == (False, True)


@pytest.mark.parametrize("email", ["ada.obi@example.com", "ADA.OBI@example.COM", " ada.obi@example.com "])
def test_an_e_mail_is_taken_however_it_is_written(tools: Tools, visit: Visit, email: str) -> None:
    sign_up(tools, visit, ADA)
    with pytest.raises(EmailTaken):
        sign_up(tools, visit, other(email=email, phone="+2348099999999"))


@pytest.mark.parametrize("phone", ["+2348012345678", "08012345678", "+234 801-234-5678"])
def test_a_number_is_taken_however_it_is_written(tools: Tools, visit: Visit, phone: str) -> None:
    sign_up(tools, visit, ADA)
    with pytest.raises(PhoneTaken):
        sign_up(tools, visit, other(email="bola@example.com", phone=phone))


def test_another_business_has_its_own_customers(session: Session, tools: Tools, visit: Visit) -> None:
    sign_up(tools, visit, ADA)
    elsewhere = make_platform(session, business=make_business(session), is_default=False)

    done = sign_up(tools, make_visit(elsewhere), ADA)

    assert done.profile.business_id == elsewhere.business_id


@pytest.mark.parametrize("phone", ["", "12", "not a number", "+999123"])
def test_what_is_no_number_is_refused(tools: Tools, visit: Visit, phone: str) -> None:
    with pytest.raises(PhoneInvalid):
        sign_up(tools, visit, other(phone=phone))


def test_a_short_password_is_refused(session: Session, tools: Tools, visit: Visit) -> None:
    with pytest.raises(PasswordTooWeak) as refusal:
        sign_up(tools, visit, other(password="12345"))
    assert refusal.value.min_length == 6
    assert session.scalar(select(func.count()).select_from(Customer)) == 0


def test_who_is_known_from_an_order_only_may_sign_up_and_gets_the_order_with_the_code(
    session: Session, tools: Tools, visit: Visit, platform: Platform
) -> None:
    guest = accounts.ensure_contact(
        session,
        tenant=tenant_of(platform),
        first_name="A",
        last_name="O",
        email="ada.obi@example.com",
        phone=None,
        locale="en",
        now=NOW,
    )
    order = make_order(session, platform=platform, customer=guest)
    guest_id, order_id = guest.id, order.id

    done = sign_up(tools, visit, ADA)

    assert done.profile.id != guest_id
    assert (done.profile.email, done.profile.is_email_verified) == ("ada.obi@example.com", False)
    login = Login(email="ada.obi@example.com")
    assert accounts.find_by_login(session, tenant=tenant_of(platform), login=login) is None
    assert session.get_one(Order, order_id).customer_id == guest_id

    verified = verify(tools, visit, to=login, code=last_code(session, "ada.obi@example.com"))

    assert (verified.id, verified.is_email_verified) == (done.profile.id, True)
    session.expire_all()
    assert session.get_one(Order, order_id).customer_id == done.profile.id
    assert session.get_one(Customer, guest_id).email is None


def test_a_code_asked_for_by_somebody_else_does_not_open_my_page(
    session: Session, tools: Tools, visit: Visit, platform: Platform
) -> None:
    """Two people say that an unclaimed e-mail is theirs; each one's code counts for that one only."""
    accounts.ensure_contact(
        session,
        tenant=tenant_of(platform),
        first_name="",
        last_name="",
        email="ada.obi@example.com",
        phone=None,
        locale="en",
        now=NOW,
    )
    owner = sign_up(tools, visit, ADA)
    owners_code = last_code(session, "ada.obi@example.com")
    thief = sign_up(tools, visit, other(phone="+2348099999999"))

    login = Login(email="ada.obi@example.com")
    with pytest.raises(CodeInvalid):
        verify(tools, visit, to=login, code=owners_code, customer_id=thief.profile.id)
    verified = verify(tools, visit, to=login, code=owners_code, customer_id=owner.profile.id)

    assert verified.id == owner.profile.id


def test_a_contact_is_made_once(session: Session, platform: Platform) -> None:
    def contact(email: str | None) -> Customer:
        return accounts.ensure_contact(
            session,
            tenant=tenant_of(platform),
            first_name="A",
            last_name="O",
            email=email,
            phone="+2348012345678",
            locale="en",
            now=NOW,
        )

    first, again = contact("a@example.com"), contact(None)
    assert (first.id, first.claimed_at, first.card_number) == (again.id, None, None)


def test_five_codes_an_hour_for_one_e_mail(
    session: Session, tools: Tools, visit: Visit, clock: FakeClock, platform: Platform
) -> None:
    make_customer(session, email="ada@example.com", business=None, business_id=platform.business_id)
    login = Login(email="ada@example.com")
    for _time in range(5):
        ask_for_code(tools, visit, to=login)

    with pytest.raises(TooManyAttempts) as refusal:
        ask_for_code(tools, visit, to=login)

    assert (refusal.value.retry_at - NOW).total_seconds() == 3600
    clock.forward(hours=1)
    ask_for_code(tools, visit, to=login)
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 6


def test_twenty_codes_an_hour_for_one_address(tools: Tools, platform: Platform) -> None:
    visit = make_visit(platform, address="203.0.113.9")
    for number in range(20):
        ask_for_code(tools, visit, to=Login(email=f"somebody{number}@example.com"))
    with pytest.raises(TooManyAttempts):
        ask_for_code(tools, visit, to=Login(email="one-more@example.com"))
    with pytest.raises(TooManyAttempts):
        sign_up(tools, visit, ADA)


def test_an_unknown_e_mail_is_answered_alike_but_not_written_to(
    session: Session, tools: Tools, visit: Visit, platform: Platform
) -> None:
    make_customer(session, email="known@example.com", business_id=platform.business_id)

    known = ask_for_code(tools, visit, to=Login(email="known@example.com"))
    unknown = ask_for_code(tools, visit, to=Login(email="unknown@example.com"))

    assert known == unknown
    assert session.scalars(select(OutboxMessage.recipient)).all() == ["known@example.com"]
    assert session.scalar(select(func.count()).select_from(OneTimeCode)) == 2


def test_a_message_that_cannot_be_sent_is_told_and_kept(
    session: Session, tools: Tools, sender: FakeSender, visit: Visit
) -> None:
    sender.is_down = True

    done = sign_up(tools, visit, ADA)

    assert not done.was_delivered
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.sent_at, message.failed_at, message.attempts) == (None, None, 1)
    assert message.last_error == "the line is dead"
