"""People, and machines, who do the same thing at the same moment."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import CodeInvalid, DomainError, EmailTaken, PinLocked, PinWrong, TooManyAttempts
from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.extensions import db, unit_of_work
from app.flows.messages import deliver_due
from app.flows.one_time_codes import send_code, use_code
from app.flows.pins import check_pin
from app.flows.sign_up import SignUp, sign_up
from app.flows.tools import Tools
from app.models import AttemptCounter, CodePurpose, Customer, OneTimeCode, OutboxMessage, Platform
from app.services import limits, outbox
from tests.factories import NOW, make_customer, make_platform
from tests.integration.services.people.kit import KEYED, FakeClock, FakeSender, last_code, make_tools, make_visit
from tests.support.race import THINKING, race

T = TypeVar("T")
TO = Login(phone="+2348012345678")


def in_app(app: Flask, work: Callable[[], T]) -> Callable[[], T]:
    """The work with an application context and a session of its own, as a request has them."""

    def run() -> T:
        with app.app_context():
            try:
                return work()
            finally:
                db.session.remove()

    return run


def in_turn(app: Flask, work: Callable[[Session], T]) -> T:
    def once() -> T:
        with unit_of_work() as session:
            return work(session)

    return in_app(app, once)()


def outcomes(results: list[T | Exception]) -> dict[str, int]:
    """How often each thing happened, by name; what is neither a result nor the business's refusal is a bug."""
    counted: dict[str, int] = {}
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, DomainError):
            raise result
        name = type(result).__name__
        counted[name] = counted.get(name, 0) + 1
    return counted


@pytest.fixture
def tools() -> Tools:
    return make_tools(unit_of_work, FakeClock())


@pytest.fixture
def platform(live_app: Flask) -> Platform:
    """A storefront, read and let go: its columns only."""

    def make(session: Session) -> Platform:
        made = make_platform(session)
        session.flush()
        session.refresh(made)
        session.expunge(made)
        return made

    return in_turn(live_app, make)


def test_one_code_sent_twenty_times_at_once_works_once(live_app: Flask, platform: Platform, tools: Tools) -> None:
    visit = make_visit(platform)
    in_app(live_app, lambda: send_code(tools, visit, purpose=CodePurpose.SIGN_IN, to=TO, customer_id=None))()
    code = in_turn(live_app, lambda session: last_code(session, TO.text))
    use = in_app(live_app, lambda: use_code(tools, visit, purpose=CodePurpose.SIGN_IN, to=TO, code=code))

    assert outcomes(race([use] * 20)) == {"UsedCode": 1, "CodeInvalid": 19}


def test_twenty_wrong_codes_at_once_are_five_tries(live_app: Flask, platform: Platform, tools: Tools) -> None:
    visit = make_visit(platform)
    in_app(live_app, lambda: send_code(tools, visit, purpose=CodePurpose.SIGN_IN, to=TO, customer_id=None))()
    code = in_turn(live_app, lambda session: last_code(session, TO.text))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    def use(text: str) -> Callable[[], object]:
        return in_app(live_app, lambda: use_code(tools, visit, purpose=CodePurpose.SIGN_IN, to=TO, code=text))

    assert outcomes(race([use(wrong)] * 20)) == {"CodeInvalid": 20}
    assert in_turn(live_app, lambda session: session.scalars(select(OneTimeCode.tries)).one()) == 5
    with pytest.raises(CodeInvalid):
        use(code)()


def test_the_control_counting_in_python_lets_more_than_five_through(live_app: Flask, platform: Platform) -> None:
    """If reading first and writing later kept the limit too, the test above would prove nothing."""
    key, most = "control", 5

    def careless() -> str:
        session = db.session()
        seen = session.scalar(select(AttemptCounter.attempts).where(AttemptCounter.key == key)) or 0
        session.rollback()
        if seen >= most:
            return "refused"
        time.sleep(THINKING)
        in_turn(live_app, lambda work: limits.hit(work, key=key, most=1000, window=timedelta(hours=1), now=NOW))
        return "allowed"

    allowed = race([in_app(live_app, careless)] * 20).count("allowed")
    assert allowed > most


def test_a_limit_of_five_lets_five_of_twenty_through(live_app: Flask, platform: Platform) -> None:
    def hit() -> str:
        in_turn(live_app, lambda session: limits.hit(session, key="k", most=5, window=timedelta(hours=1), now=NOW))
        return "allowed"

    assert outcomes(race([in_app(live_app, hit)] * 20)) == {"str": 5, "TooManyAttempts": 15}


def test_ten_wrong_pins_at_once_lock_after_five(live_app: Flask, platform: Platform) -> None:
    customer_id = in_turn(live_app, lambda session: make_customer(session, business_id=platform.business_id).id)

    def check() -> None:
        check_pin(unit_of_work, KEYED, customer_id=customer_id, pin="0000", now=NOW)

    results = race([in_app(live_app, check)] * 10)

    assert outcomes(results) == {"PinWrong": 4, "PinLocked": 6}
    assert sorted(r.tries_left for r in results if isinstance(r, PinWrong)) == [1, 2, 3, 4]
    assert {r.retry_at for r in results if isinstance(r, PinLocked)} == {NOW + timedelta(minutes=15)}


def test_of_ten_who_sign_up_with_one_e_mail_one_succeeds(live_app: Flask, platform: Platform, tools: Tools) -> None:
    visit = make_visit(platform)

    def join(number: int) -> Callable[[], object]:
        command = SignUp(
            first_name="Ada",
            last_name="Obi",
            email="ada@example.com",
            phone=f"+234801234{number:04d}",
            password="Correct-horse-7",
            pin="2468",
        )
        return in_app(live_app, lambda: sign_up(tools, visit, command))

    assert outcomes(race([join(number) for number in range(10)])) == {"SignedUp": 1, EmailTaken.__name__: 9}
    assert in_turn(live_app, lambda s: s.scalar(select(func.count()).select_from(Customer))) == 1


def test_ten_requests_for_a_code_at_once_send_five(live_app: Flask, platform: Platform, tools: Tools) -> None:
    visit = make_visit(platform)
    send = in_app(live_app, lambda: send_code(tools, visit, purpose=CodePurpose.SIGN_IN, to=TO, customer_id=None))
    assert outcomes(race([send] * 10)) == {"SentCode": 5, TooManyAttempts.__name__: 5}
    assert in_turn(live_app, lambda s: s.scalar(select(func.count()).select_from(OutboxMessage))) == 5


def test_four_workers_send_each_message_once(live_app: Flask, platform: Platform) -> None:
    def write(session: Session) -> None:
        for number in range(30):
            outbox.enqueue(
                session,
                tenant=Tenant(platform.business_id, make_visit(platform).tenant.environment),
                platform_id=platform.id,
                channel="sms",
                recipient=f"+234801234{number:04d}",
                topic="order_ready",
                subject="",
                body="Ready",
                locale="en",
                now=NOW,
            )

    in_turn(live_app, write)
    sender = FakeSender()

    def work() -> int:
        sent = 0
        while (tried := deliver_due(unit_of_work, FakeClock(), sender, limit=4)) > 0:
            sent += tried
        return sent

    race([in_app(live_app, work)] * 4)

    recipients = [recipient for _channel, recipient, _subject, _body in sender.sent]
    assert len(recipients) == len(set(recipients)) == 30
