"""The PIN of the shopping card."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import CustomerNotFound, PinLocked, PinNotSet, PinWrong, ResetTokenInvalid
from app.domain.logins import Login
from app.flows import credentials, pins
from app.flows.tools import Tools, Visit
from app.models import CodePurpose, Customer, Platform
from app.services import pins as pin_service
from app.services import sign_ins
from tests.factories import NOW, PIN, make_customer
from tests.integration.services.people.kit import KEYED, FakeClock, last_code, tenant_of


def check(tools: Tools, customer: Customer, pin: str) -> None:
    pins.check_pin(tools.uow, KEYED, customer_id=customer.id, pin=pin, now=tools.clock())


def test_the_right_pin_passes(tools: Tools, ada: Customer) -> None:
    check(tools, ada, PIN)


def test_wrong_ones_count_down_and_the_fifth_locks(tools: Tools, ada: Customer) -> None:
    left = []
    for _time in range(4):
        with pytest.raises(PinWrong) as refusal:
            check(tools, ada, "0000")
        left.append(refusal.value.tries_left)
    with pytest.raises(PinLocked) as locked:
        check(tools, ada, "0000")
    assert left == [4, 3, 2, 1]
    assert locked.value.retry_at == NOW + timedelta(minutes=15)
    with pytest.raises(PinLocked):
        check(tools, ada, PIN)


def test_a_lock_ends_after_fifteen_minutes_with_five_new_tries(tools: Tools, ada: Customer, clock: FakeClock) -> None:
    for _time in range(5):
        with pytest.raises((PinWrong, PinLocked)):
            check(tools, ada, "0000")
    clock.forward(minutes=15)
    with pytest.raises(PinWrong) as refusal:
        check(tools, ada, "0000")
    assert refusal.value.tries_left == 4
    check(tools, ada, PIN)


def test_only_five_in_a_row_lock(tools: Tools, ada: Customer) -> None:
    for _round in range(3):
        for _time in range(4):
            with pytest.raises(PinWrong):
                check(tools, ada, "0000")
        check(tools, ada, PIN)


@pytest.mark.parametrize("pin", ["123", "12345", "", "abcd", "24 68", "2468\n"])
def test_what_is_no_pin_is_wrong_to_check_and_impossible_to_set(tools: Tools, ada: Customer, pin: str) -> None:
    with pytest.raises(PinWrong):
        check(tools, ada, pin)
    with pytest.raises(ValueError, match="four digits"):
        pin_service.hash_pin(KEYED, customer_uuid=ada.uuid, pin=pin)


def test_without_a_pin_that_is_said(session: Session, tools: Tools, platform: Platform) -> None:
    customer = make_customer(session, business_id=platform.business_id, pin=None)
    session.commit()
    with pytest.raises(PinNotSet):
        check(tools, customer, PIN)


def test_the_same_pin_of_two_people_looks_different(session: Session, platform: Platform) -> None:
    first = make_customer(session, business_id=platform.business_id)
    second = make_customer(session, business_id=platform.business_id)
    assert first.pin_hash != second.pin_hash


def test_changing_it_needs_the_current_one_and_ends_other_sign_ins(
    session: Session, tools: Tools, platform: Platform, ada: Customer
) -> None:
    here = sign_ins.open_web(session, keyed=KEYED, customer_id=ada.id, user_agent="", now=NOW)
    there = sign_ins.open_web(session, keyed=KEYED, customer_id=ada.id, user_agent="", now=NOW)
    session.commit()

    with pytest.raises(PinWrong):
        pins.change_pin(
            tools.uow, KEYED, customer_id=ada.id, current="0000", new="1357", sign_in_id=here.sign_in_id, now=NOW
        )
    pins.change_pin(tools.uow, KEYED, customer_id=ada.id, current=PIN, new="1357", sign_in_id=here.sign_in_id, now=NOW)

    check(tools, ada, "1357")
    found = [
        sign_ins.find_web(session, keyed=KEYED, tenant=tenant_of(platform), token=opened.token, now=NOW) is not None
        for opened in (here, there)
    ]
    assert found == [True, False]


def test_a_forgotten_pin_is_reset_by_a_code_even_while_locked(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    for _time in range(5):
        with pytest.raises((PinWrong, PinLocked)):
            check(tools, ada, "0000")
    to, purpose = Login(email="ada@example.com"), CodePurpose.RESET_PIN
    credentials.forgot(tools, visit, purpose=purpose, to=to)
    earned = credentials.earn_reset(tools, visit, purpose=purpose, to=to, code=last_code(session, "ada@example.com"))

    credentials.reset_pin(tools, visit, token=earned.token, new="1357", to=to)

    check(tools, ada, "1357")


def test_nobodys_pin(tools: Tools) -> None:
    with pytest.raises(CustomerNotFound):
        pins.check_pin(tools.uow, KEYED, customer_id=0, pin=PIN, now=NOW)
    with pytest.raises(CustomerNotFound):
        pins.set_pin(tools.uow, KEYED, customer_id=0, new=PIN, sign_in_id=None, now=NOW)


def test_a_permission_for_one_person_does_not_fit_anothers_address(
    session: Session, tools: Tools, visit: Visit, ada: Customer
) -> None:
    to, purpose = Login(email="ada@example.com"), CodePurpose.RESET_PIN
    credentials.forgot(tools, visit, purpose=purpose, to=to)
    earned = credentials.earn_reset(tools, visit, purpose=purpose, to=to, code=last_code(session, "ada@example.com"))
    with pytest.raises(ResetTokenInvalid):
        credentials.reset_pin(tools, visit, token=earned.token, new="1357", to=Login(email="bola@example.com"))
    credentials.reset_pin(tools, visit, token=earned.token, new="1357", to=to)
