"""Every way a webhook can come: credited exactly once or not at all."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import PaymentState
from app.extensions import webhook_intake
from app.flows.webhooks import handle_due
from app.integrations.providers import ProviderRegistry
from app.models import AttemptCounter, Payment, ProviderEvent, Transfer
from app.services import provider_events
from app.services.ledger_audit import audit
from app.services.ports import UnitOfWork
from app.services.provider_events import MOST_ATTEMPTS
from app.services.provider_ports import WebhookNote
from tests.integration.flows.paying import TOP_UP, TopUp, by_client, events, make_payer, start
from tests.support.paying import paid_by_paystack
from tests.support.standin import StandIn, WebhookSender
from tests.support.standin.paystack import Paystack as Vendor


@pytest.fixture
def registry(app: Flask, standin: StandIn) -> Iterator[ProviderRegistry]:
    with paid_by_paystack(app, standin) as registry:
        yield registry


@pytest.fixture
def top_up(app: Flask, session: Session, uow: UnitOfWork, registry: ProviderRegistry, standin: StandIn) -> TopUp:
    return start(uow, registry, make_payer(session), standin, app)


def later(session: Session) -> None:
    """Let what was put off be due, and handle it."""
    for event in events(session):
        event.next_try_at = utc_now() - timedelta(seconds=1)
    session.commit()


def handle(app: Flask) -> int:
    with app.app_context():
        return handle_due(webhook_intake())


def credited(session: Session) -> int:
    return session.scalar(select(func.count(Transfer.id))) or 0


def test_a_valid_one_credits(top_up: TopUp, session: Session) -> None:
    top_up.pay()

    assert top_up.tell() == 200

    assert (top_up.state(session), top_up.balance(session)) == (PaymentState.SUCCEEDED, TOP_UP)
    (event,) = events(session)
    assert (event.kind, event.outcome, event.handled_at is not None) == ("charge.success", "succeeded", True)
    assert event.reference == top_up.reference
    assert [finding for finding in audit(session) if finding.breaches] == []


@pytest.mark.parametrize("corrupt", ["signature", "body"])
def test_a_forged_one_changes_nothing_and_is_counted(top_up: TopUp, session: Session, corrupt: str) -> None:
    top_up.pay()

    statuses = [top_up.sender.send(top_up.vendor.charge(top_up.reference), corrupt=corrupt) for _ in range(2)]

    assert statuses == [401, 401]
    assert (top_up.state(session), top_up.balance(session), events(session)) == (PaymentState.PENDING, 0, [])
    counter = select(AttemptCounter.attempts).where(AttemptCounter.key == "webhook_refused:paystack")
    assert session.scalar(counter) == 2


def test_an_unsigned_one_is_refused(top_up: TopUp, app: Flask) -> None:
    assert app.test_client().post("/webhooks/paystack", json={"event": "charge.success"}).status_code == 401


def test_the_same_one_again_and_again_credits_once(top_up: TopUp, session: Session, standin: StandIn) -> None:
    top_up.pay()
    statuses = [top_up.tell() for _ in range(3)]
    top_up.sender.replay(0)

    assert statuses == [200, 200, 200]
    assert (top_up.balance(session), credited(session), len(events(session))) == (TOP_UP, 1, 1)
    assert len(standin.requests("paystack", "verify")) == 1


def test_what_says_paid_is_not_believed_before_the_provider_says_so(top_up: TopUp, session: Session) -> None:
    assert top_up.sender.send(top_up.vendor.charge(top_up.reference) | {"event": "charge.success"}) == 200

    assert (top_up.is_unpaid(session), top_up.balance(session)) == (True, 0)


def test_out_of_order(top_up: TopUp, session: Session) -> None:
    top_up.pay()
    refund = {"status": "processed", "transaction_reference": top_up.reference, "amount": "1", "currency": "NGN"}
    top_up.sender.hold(top_up.vendor.charge(top_up.reference))
    top_up.sender.hold({"event": "refund.processed", "data": refund})

    assert top_up.sender.release(backwards=True) == [200, 200]

    assert (top_up.state(session), top_up.balance(session)) == (PaymentState.SUCCEEDED, TOP_UP)
    assert {event.outcome for event in events(session)} == {"succeeded", "nothing_under_way"}


def test_before_the_providers_own_reply(
    app: Flask, session: Session, uow: UnitOfWork, registry: ProviderRegistry, standin: StandIn
) -> None:
    """The money is paid and told of while the shop still waits for the answer to its first call."""
    told = []

    def pay_and_tell(asked: Any, _answer: object) -> None:
        vendor = standin.vendor(Vendor)
        vendor.finish(asked.json["reference"], "success")
        told.append(WebhookSender(vendor, by_client(app)).send(vendor.charge(asked.json["reference"])))

    standin.before_reply("paystack", "initialize", pay_and_tell)
    top_up = start(uow, registry, make_payer(session), standin, app)

    assert told == [200]
    assert (top_up.state(session), top_up.balance(session)) == (PaymentState.SUCCEEDED, TOP_UP)


def test_an_unknown_reference_is_kept_and_answered(top_up: TopUp, session: Session) -> None:
    data = {"id": 1, "status": "success", "reference": "NOBODYS", "amount": 1, "currency": "NGN"}

    assert top_up.sender.send({"event": "charge.success", "data": data}) == 200

    (event,) = events(session)
    assert (event.outcome, event.reference) == ("unknown_reference", "NOBODYS")
    assert "NOBODYS" in event.body
    assert credited(session) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"amount": TOP_UP - 1}, "amount_mismatch"),
        ({"amount": TOP_UP + 1}, "amount_mismatch"),
        ({"currency": "GHS"}, "currency_mismatch"),
    ],
)
def test_another_amount_or_currency_waits_for_a_person(
    top_up: TopUp, session: Session, change: dict[str, object], reason: str
) -> None:
    top_up.pay(**change)

    assert [top_up.tell(), top_up.tell()] == [200, 200]

    payment = top_up.payment(session)
    assert (payment.state, payment.reason) == (PaymentState.NEEDS_REVIEW, reason)
    assert (payment.seen_minor, payment.seen_currency) == (change.get("amount", TOP_UP), change.get("currency", "NGN"))
    assert (top_up.balance(session), credited(session)) == (0, 0)


@pytest.mark.parametrize("mode", ["500", "timeout_before", "malformed_json", "reset", "502_html"])
def test_where_the_truth_cannot_be_read_the_event_waits(
    top_up: TopUp, session: Session, app: Flask, standin: StandIn, mode: str
) -> None:
    top_up.pay()
    standin.next("paystack", "verify", mode, times=3)

    assert top_up.tell() == 200
    before = (top_up.state(session), events(session)[0].handled_at, events(session)[0].attempts)
    assert handle(app) == 0
    later(session)
    assert handle(app) == 1

    assert before == (PaymentState.PENDING, None, 1)
    assert (top_up.state(session), top_up.balance(session)) == (PaymentState.SUCCEEDED, TOP_UP)
    assert events(session)[0].handled_at is not None


def test_an_event_that_nobody_handled_is_found_again(top_up: TopUp, session: Session, app: Flask) -> None:
    """The process died between keeping the event and acting on it."""
    top_up.pay()
    note = WebhookNote(event_key="k", kind="charge.success", reference=top_up.reference)
    long_ago = utc_now() - timedelta(seconds=30)
    provider_events.record(session, provider="paystack", note=note, body="{}", now=long_ago)
    session.commit()

    assert handle(app) == 1

    assert top_up.balance(session) == TOP_UP


def test_an_event_that_never_works_is_given_up(top_up: TopUp, session: Session) -> None:
    note = WebhookNote(event_key="k", kind="charge.success", reference=top_up.reference)
    event = provider_events.record(session, provider="paystack", note=note, body="{}", now=utc_now())
    assert event is not None
    tries = 1
    while provider_events.note_failure(session, event_id=event.id, reason="error", now=utc_now()):
        tries += 1

    assert tries == MOST_ATTEMPTS
    assert session.get_one(ProviderEvent, event.id).outcome == "given_up"
    assert provider_events.take_due(session, now=utc_now() + timedelta(days=9), limit=9) == []


def test_old_events_are_forgotten_and_open_ones_kept(top_up: TopUp, session: Session) -> None:
    top_up.pay()
    top_up.tell()
    note = WebhookNote(event_key="k", kind="charge.success", reference=top_up.reference)
    provider_events.record(session, provider="paystack", note=note, body="{}", now=utc_now())

    assert provider_events.purge(session, now=utc_now() + timedelta(days=179)) == 0
    assert provider_events.purge(session, now=utc_now() + timedelta(days=181)) == 1
    assert [event.event_key for event in events(session)] == ["k"]


@pytest.mark.parametrize("body", [b"not json", b"[]", b'{"event":"transfer.success","data":{"id":1}}', b"\x00\xff"])
def test_what_is_no_business_of_ours_is_kept_and_answered(top_up: TopUp, session: Session, body: bytes) -> None:
    assert top_up.sender.send(body) == 200

    assert [event.outcome for event in events(session)] == ["ignored"]
    assert session.scalar(select(func.count(Payment.id))) == 1


def test_nobody_else_has_an_address(top_up: TopUp, app: Flask) -> None:
    assert app.test_client().post("/webhooks/nobody", data=b"{}").status_code == 404
    assert app.test_client().get("/webhooks/paystack").status_code == 405


def test_too_long_a_body_is_not_read(top_up: TopUp, app: Flask, session: Session) -> None:
    body = b'{"event":"' + b"x" * 300_000 + b'"}'

    assert top_up.sender.send(body) == 413
    assert events(session) == []
