"""The sandbox's gateway: one page for one reference, decisions that stand, late results, refunds, its own webhooks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.money import EXPONENTS
from app.integrations.payments.sandbox import SandboxPayments
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    PaymentAsk,
    ProviderRefused,
    RefundAsk,
    RefundOutcome,
)

ASK = PaymentAsk(
    reference="PAY1",
    amount_minor=12_500,
    currency="OMR",
    email="sami@example.com",
    name="Sami",
    phone="+96899999999",
    description="Order 7",
    return_url="http://shop.example/ar/muscat/checkout/return?token=x",
    locale="ar",
)
GIVE_BACK = RefundAsk(reference="RFD1", payment_reference="PAY1", amount_minor=12_500, currency="OMR", note="")


@dataclass
class Now:
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def gateway(uow: Callable[[], AbstractContextManager[Session]], now: Now) -> SandboxPayments:
    return SandboxPayments(uow, secret="s" * 32, clock=now)


def test_a_payment_has_a_page_in_the_customers_language_and_storefront(gateway: SandboxPayments) -> None:
    started = gateway.start(ASK)

    assert started.pay_url == "http://shop.example/ar/muscat/sandbox/gateway/PAY1"
    assert gateway.start(ASK) == started
    assert gateway.look_up("PAY1").outcome is Outcome.PENDING


@pytest.mark.parametrize(
    ("back", "page"),
    [
        ("http://127.0.0.1:8000/checkout/return", "http://127.0.0.1:8000/sandbox/gateway/PAY1"),
        ("https://shop.example/club/account/x", "https://shop.example/club/sandbox/gateway/PAY1"),
        ("https://shop.example/", "https://shop.example/sandbox/gateway/PAY1"),
    ],
)
def test_the_page_is_where_the_customer_comes_from(gateway: SandboxPayments, back: str, page: str) -> None:
    assert gateway.start(replace(ASK, locale="en", return_url=back)).pay_url == page


def test_a_reference_is_not_used_for_another_amount(gateway: SandboxPayments) -> None:
    gateway.start(ASK)

    with pytest.raises(ProviderRefused) as refused:
        gateway.start(replace(ASK, amount_minor=1))

    assert refused.value.code == "duplicate"


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("success", Outcome.SUCCEEDED), ("failed", Outcome.FAILED), ("abandoned", Outcome.ABANDONED)],
)
def test_what_the_customer_chooses_is_what_happened(gateway: SandboxPayments, word: str, outcome: Outcome) -> None:
    gateway.start(ASK)

    back = gateway.decide("PAY1", word)

    assert back == "http://shop.example/ar/muscat/checkout/return?token=x&reference=PAY1"
    assert gateway.look_up("PAY1").outcome is outcome


def test_a_decision_stands_but_who_went_away_may_come_back(gateway: SandboxPayments) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "abandoned")
    gateway.decide("PAY1", "success")
    gateway.decide("PAY1", "failed")

    seen = gateway.look_up("PAY1")

    assert (seen.outcome, seen.amount_minor, seen.currency) == (Outcome.SUCCEEDED, 12_500, "OMR")
    assert gateway.decide("NONE", "success") is None
    assert gateway.look_up("NONE").outcome is Outcome.UNKNOWN


def test_a_late_result_is_pending_until_it_is_known(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "success", is_late=True)
    now.later(44)
    assert gateway.look_up("PAY1").outcome is Outcome.PENDING
    assert gateway.due_webhooks() == []

    now.later(3)

    assert gateway.look_up("PAY1").outcome is Outcome.SUCCEEDED
    assert len(gateway.due_webhooks()) == 1


def test_webhooks_are_signed_and_come_again_until_they_are_taken(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "success")
    now.later(2)
    (first,) = gateway.due_webhooks()
    assert gateway.due_webhooks() == []
    now.later(30)
    (second,) = gateway.due_webhooks()
    gateway.told(second.id)
    now.later(3600)

    note = gateway.read_webhook(first.headers, first.body)

    assert (note.kind, note.reference) == ("payment.succeeded", "PAY1")
    assert gateway.read_webhook(second.headers, second.body).event_key == note.event_key
    assert gateway.due_webhooks() == []
    with pytest.raises(BadSignature):
        gateway.read_webhook(first.headers, first.body + b" ")
    with pytest.raises(BadSignature):
        gateway.read_webhook({}, first.body)


def test_a_shop_that_never_listens_is_given_up(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "failed")
    rounds = 0
    now.later(2)
    while gateway.due_webhooks():
        rounds += 1
        now.later(30)

    assert rounds == 20


def test_who_went_away_causes_no_webhook(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "abandoned")
    now.later(3600)

    assert gateway.due_webhooks() == []


def test_a_refund_takes_its_time_and_is_made_once(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "success")
    now.later(5)
    gateway.told(gateway.due_webhooks()[0].id)

    assert gateway.refund(GIVE_BACK).outcome is RefundOutcome.PROCESSING
    assert gateway.refund(GIVE_BACK).provider_reference == "RF-RFD1"
    now.later(22)

    assert gateway.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.SUCCEEDED
    (told,) = gateway.due_webhooks()
    note = gateway.read_webhook(told.headers, told.body)
    assert (note.kind, note.reference) == ("refund.succeeded", "PAY1")


def test_no_more_goes_back_than_was_paid(gateway: SandboxPayments) -> None:
    gateway.start(ASK)
    with pytest.raises(ProviderRefused) as unpaid:
        gateway.refund(GIVE_BACK)
    gateway.decide("PAY1", "success")
    gateway.refund(replace(GIVE_BACK, amount_minor=12_000))
    with pytest.raises(ProviderRefused) as much:
        gateway.refund(replace(GIVE_BACK, reference="RFD2", amount_minor=501))
    with pytest.raises(ProviderRefused) as lost:
        gateway.refund(replace(GIVE_BACK, payment_reference="NONE"))

    assert [unpaid.value.code, much.value.code, lost.value.code] == ["not_paid", "too_much", "not_found"]
    assert gateway.look_up_refund(replace(GIVE_BACK, reference="RFD2"), None).outcome is RefundOutcome.UNKNOWN


def test_refunds_fail_where_the_page_said_so(gateway: SandboxPayments, now: Now) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "success", refunds_fail=True)
    gateway.refund(GIVE_BACK)
    now.later(21)

    assert gateway.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.FAILED


def test_only_a_paid_one_may_be_taken_back(gateway: SandboxPayments) -> None:
    gateway.start(ASK)
    gateway.decide("PAY1", "reversed")
    before = gateway.look_up("PAY1").outcome
    gateway.decide("PAY1", "success")
    gateway.decide("PAY1", "reversed")

    assert (before, gateway.look_up("PAY1").outcome) == (Outcome.PENDING, Outcome.REVERSED)


def test_the_page_shows_what_is_asked_for(gateway: SandboxPayments) -> None:
    gateway.start(ASK)

    shown = gateway.look_at("PAY1")

    assert shown is not None
    assert (shown.amount_minor, shown.currency, shown.description, shown.is_open) == (12_500, "OMR", "Order 7", True)
    assert gateway.look_at("NONE") is None
    assert gateway.currencies == frozenset(EXPONENTS)
    gateway.check()
