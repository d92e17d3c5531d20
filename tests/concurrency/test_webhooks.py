"""The same webhook twenty times at once, beside the browser that comes back at the same moment: credited once."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.clock import utc_now
from app.domain.states import PaymentState
from app.extensions import gateways, unit_of_work
from app.flows.settlement import settle
from app.models import Entry, Payment, ProviderEvent, Transfer
from tests.integration.flows.paying import TOP_UP, TopUp, make_payer, start
from tests.support.paying import paid_by_paystack
from tests.support.race import outcomes, race
from tests.support.standin import StandIn

TIMES = 20


@pytest.fixture
def top_up(live_app: Flask, standin: StandIn) -> Iterator[TopUp]:
    with paid_by_paystack(live_app, standin) as registry, live_app.app_context():
        with unit_of_work() as session:
            payer = make_payer(session)
        made = start(unit_of_work, registry, payer, standin, live_app)
        made.pay()
        yield made


def come_back(app: Flask, top_up: TopUp) -> PaymentState:
    """What the page does to which the gateway sends the browser."""
    with app.app_context():
        outside = gateways()
        settled = settle(unit_of_work, utc_now, outside.providers, outside.texts, reference=top_up.reference)
        return settled.state


def counts(app: Flask) -> tuple[int, ...]:
    with app.app_context(), unit_of_work() as session:
        return tuple(session.scalar(select(func.count(model.id))) or 0 for model in (ProviderEvent, Transfer, Entry))


def test_twenty_at_once_credit_once(live_app: Flask, top_up: TopUp) -> None:
    statuses = top_up.sender.send_many(top_up.vendor.charge(top_up.reference), TIMES)

    assert statuses == [200] * TIMES
    assert counts(live_app) == (1, 1, 2)
    with live_app.app_context(), unit_of_work() as session:
        assert top_up.balance(session) == TOP_UP


def test_twenty_webhooks_and_twenty_browsers_credit_once(live_app: Flask, top_up: TopUp) -> None:
    tell = partial(top_up.sender.send, top_up.vendor.charge(top_up.reference))

    return_ = partial(come_back, live_app, top_up)
    runners: list[Callable[[], object]] = [tell, return_] * (TIMES // 2)
    results = race(runners)

    assert outcomes(results) == {"won": TIMES}
    assert set(results[::2]) == {200}
    assert set(results[1::2]) == {PaymentState.SUCCEEDED}
    assert counts(live_app) == (1, 1, 2)


def test_without_the_unique_event_the_provider_is_asked_as_often_as_it_tells(
    live_app: Flask, top_up: TopUp, standin: StandIn
) -> None:
    """The control: what keeps the books right is the lock on the payment; what keeps the provider quiet is the key."""
    for number in range(5):
        event = top_up.vendor.charge(top_up.reference)
        event["data"]["id"] += number
        assert top_up.sender.send(event) == 200

    assert counts(live_app)[:2] == (5, 1)
    assert len(standin.requests("paystack", "verify")) == 5
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.count(Payment.id)).where(Payment.state == PaymentState.SUCCEEDED)) == 1
