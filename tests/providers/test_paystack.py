"""Paystack's client against the stand-in and against recorded bodies: every answer, and every way to get none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.integrations.payments.paystack import Paystack
from app.services.provider_ports import (
    Outcome,
    PaymentSeen,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
    RefundOutcome,
)
from tests.providers.paystack_kit import ASK, GIVE_BACK, canned, paid
from tests.support.paying import make_paystack
from tests.support.standin import StandIn
from tests.support.standin.paystack import KEY
from tests.support.standin.paystack import Paystack as Vendor

# --- starting


def test_a_payment_is_registered_with_all_that_paystack_asks_for(paystack: Paystack, standin: StandIn) -> None:
    started = paystack.start(ASK)

    assert started.pay_url == f"{standin.base('paystack')}/pay/{started.access_code}"
    sent = standin.requests("paystack", "initialize")[0]
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert {name: sent.json[name] for name in ("email", "amount", "currency", "reference", "callback_url")} == {
        "email": "john.doe@example.com",
        "amount": 1_250_050,
        "currency": "NGN",
        "reference": "ORD10011",
        "callback_url": "https://shop.example/pay/return",
    }


def test_a_recorded_answer_is_read(paystack: Paystack) -> None:
    """The vendor's own sample."""
    told = {
        "status": True,
        "message": "Authorization URL created",
        "data": {
            "authorization_url": "https://checkout.paystack.com/0peioxfhpn",
            "access_code": "0peioxfhpn",
            "reference": "7PVGX8MEk85tgeEpVDtD",
        },
    }

    started = canned(told).start(ASK)

    assert (started.pay_url, started.access_code) == ("https://checkout.paystack.com/0peioxfhpn", "0peioxfhpn")


def test_the_same_reference_is_refused_as_a_duplicate(paystack: Paystack) -> None:
    paystack.start(ASK)

    with pytest.raises(ProviderRefused) as refused:
        paystack.start(ASK)

    assert refused.value.code == "duplicate"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"currency": "OMR"}, "currency"),
        ({"amount_minor": 4_999}, "amount_too_small"),
        ({"email": "nobody"}, "refused"),
        ({"reference": "with_underscore"}, "refused"),
    ],
)
def test_what_cannot_be_registered_is_a_definite_no(paystack: Paystack, change: dict[str, Any], code: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        paystack.start(replace(ASK, **change))

    assert refused.value.code == code


UNCLEAR = ("timeout_before", "timeout_after", "reset", "reset_after", "500", "502_html", "malformed_json", "empty")
STARTING: dict[str, type[ProviderError] | None] = {
    **dict.fromkeys((*UNCLEAR, "500_after", "502_html_after", "missing_field"), ProviderUnclear),
    "429": ProviderDown,
    "200_with_error_body": ProviderRefused,
    "extra_field": None,
    "slow": None,
}


@pytest.mark.parametrize(("mode", "error"), STARTING.items())
def test_starting_in_every_mode(
    paystack: Paystack, standin: StandIn, mode: str, error: type[ProviderError] | None
) -> None:
    standin.next("paystack", "initialize", mode, seconds=0.01)

    if error is None:
        assert paystack.start(ASK).pay_url
    else:
        with pytest.raises(error):
            paystack.start(ASK)
    assert len(standin.requests("paystack", "initialize")) == 1


# --- looking up


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("success", Outcome.SUCCEEDED),
        ("failed", Outcome.FAILED),
        ("abandoned", Outcome.ABANDONED),
        ("reversed", Outcome.REVERSED),
        *[(word, Outcome.PENDING) for word in ("pending", "ongoing", "processing", "queued", "quantum")],
    ],
)
def test_every_state_has_a_meaning(paystack: Paystack, vendor: Vendor, status: str, outcome: Outcome) -> None:
    paystack.start(ASK)
    vendor.finish(ASK.reference, status)

    assert paystack.look_up(ASK.reference).outcome is outcome


def test_a_paid_one_is_told_in_full(paystack: Paystack, vendor: Vendor) -> None:
    paid(paystack, vendor)

    seen = paystack.look_up(ASK.reference)

    assert (seen.outcome, seen.amount_minor, seen.currency) == (Outcome.SUCCEEDED, 1_250_050, "NGN")
    assert seen.provider_reference.isdecimal()
    assert seen.paid_at is not None
    assert seen.paid_at.tzinfo is UTC


def test_amounts_come_as_text_too() -> None:
    data = {"id": 1, "status": "success", "reference": "R1", "amount": "1250050", "currency": "NGN", "metadata": 0}

    assert canned({"status": True, "data": data}).look_up("R1").amount_minor == 1_250_050


@pytest.mark.parametrize("status", [400, 404])
def test_a_reference_it_does_not_know_is_unknown(status: int) -> None:
    told = {"status": False, "message": "Transaction reference not found."}

    assert canned(told, status=status).look_up("R1") == PaymentSeen(outcome=Outcome.UNKNOWN)


@pytest.mark.parametrize(
    "told",
    [
        {"status": False, "message": "Something else"},
        {"status": True, "data": {"status": "success", "reference": "another", "amount": 1, "currency": "NGN"}},
        {"status": True, "data": {"status": "success", "reference": "R1", "currency": "NGN"}},
        {"status": True, "data": {"status": "success", "reference": "R1", "amount": 12.5, "currency": "NGN"}},
        {"status": True, "data": {"status": "success", "reference": "R1", "amount": 1}},
        {"status": True, "data": {"reference": "R1"}},
        {"status": True, "data": []},
        [],
        None,
    ],
)
def test_an_answer_of_no_use_is_no_answer(told: object) -> None:
    with pytest.raises(ProviderDown):
        canned(told).look_up("R1")


LOOKING: dict[str, Outcome | None] = {
    **dict.fromkeys((*UNCLEAR, "200_with_error_body", "missing_field"), None),
    "429": Outcome.SUCCEEDED,
    "unknown_status": Outcome.PENDING,
    "extra_field": Outcome.SUCCEEDED,
    "slow": Outcome.SUCCEEDED,
    "wrong_amount": Outcome.SUCCEEDED,
    "wrong_currency": Outcome.SUCCEEDED,
}


@pytest.mark.parametrize(("mode", "outcome"), LOOKING.items())
def test_looking_up_in_every_mode(
    paystack: Paystack, vendor: Vendor, standin: StandIn, mode: str, outcome: Outcome | None
) -> None:
    paid(paystack, vendor)
    standin.next("paystack", "verify", mode, times=1 if mode == "429" else 3, seconds=0)

    if outcome is None:
        with pytest.raises(ProviderDown):
            paystack.look_up(ASK.reference)
        return
    seen = paystack.look_up(ASK.reference)
    assert seen.outcome is outcome
    # What it took is told as it is; whether that is enough, others decide.
    assert (seen.amount_minor == ASK.amount_minor) is (mode != "wrong_amount")
    assert (seen.currency == "NGN") is (mode != "wrong_currency")


# --- refunds


def test_a_refund_is_asked_for_followed_and_ends(paystack: Paystack, vendor: Vendor, standin: StandIn) -> None:
    paid(paystack, vendor)

    asked = paystack.refund(GIVE_BACK)
    vendor.finish_refund(int(asked.provider_reference), "processed")

    assert asked.outcome is RefundOutcome.PROCESSING
    assert paystack.look_up_refund(GIVE_BACK, asked.provider_reference).outcome is RefundOutcome.SUCCEEDED
    sent = standin.requests("paystack", "refund")[0].json
    assert (sent["transaction"], sent["amount"], sent["merchant_note"]) == ("ORD10011", 250_050, "RFD77 cancelled")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("processed", RefundOutcome.SUCCEEDED),
        ("failed", RefundOutcome.FAILED),
        *[(word, RefundOutcome.PROCESSING) for word in ("pending", "processing", "needs-attention", "quantum")],
    ],
)
def test_every_state_of_a_refund_has_a_meaning(status: str, outcome: RefundOutcome) -> None:
    told = {"status": True, "data": {"id": 9, "status": status}}

    assert canned(told).refund(GIVE_BACK).outcome is outcome
    assert canned(told).look_up_refund(GIVE_BACK, "9").outcome is outcome


def test_a_refund_whose_answer_was_lost_is_found_by_our_own_reference(
    paystack: Paystack, vendor: Vendor, standin: StandIn
) -> None:
    paid(paystack, vendor)
    paystack.refund(replace(GIVE_BACK, reference="RFD76", amount_minor=1_000))
    standin.next("paystack", "refund", "timeout_after")
    with pytest.raises(ProviderUnclear):
        paystack.refund(GIVE_BACK)

    found = paystack.look_up_refund(GIVE_BACK, None)

    assert found.outcome is RefundOutcome.PROCESSING
    assert found.provider_reference == str(vendor.refunds[1]["id"])


def test_a_refund_that_was_never_made_is_unknown(paystack: Paystack, vendor: Vendor, standin: StandIn) -> None:
    assert paystack.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.UNKNOWN
    paid(paystack, vendor)
    standin.next("paystack", "refund", "reset")
    with pytest.raises(ProviderUnclear):
        paystack.refund(GIVE_BACK)

    assert paystack.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.UNKNOWN
    assert paystack.look_up_refund(GIVE_BACK, "404404").outcome is RefundOutcome.UNKNOWN


def test_it_is_not_sure_where_there_are_too_many_refunds_to_read() -> None:
    seen = {"id": 5, "status": "success", "reference": "ORD10011", "amount": 1, "currency": "NGN"}
    payment = {"status": True, "data": seen}
    full = {"status": True, "data": [{"id": number, "status": "processed"} for number in range(100)]}

    with pytest.raises(ProviderDown):
        canned(payment, full).look_up_refund(GIVE_BACK, None)


@pytest.mark.parametrize("amount", [1_250_051, 9_999_999])
def test_more_than_was_paid_is_refused(paystack: Paystack, vendor: Vendor, amount: int) -> None:
    paid(paystack, vendor)

    with pytest.raises(ProviderRefused, match="cannot be more"):
        paystack.refund(replace(GIVE_BACK, amount_minor=amount))


@pytest.mark.parametrize("mode", [*UNCLEAR, "500_after", "502_html_after", "missing_field"])
def test_an_unclear_refund_is_asked_for_once(paystack: Paystack, vendor: Vendor, standin: StandIn, mode: str) -> None:
    paid(paystack, vendor)
    standin.next("paystack", "refund", mode)

    with pytest.raises(ProviderUnclear):
        paystack.refund(GIVE_BACK)

    assert len(standin.requests("paystack", "refund")) == 1


# --- credentials


def test_a_good_key_passes_the_check(paystack: Paystack) -> None:
    paystack.check()


@pytest.mark.parametrize(
    "call",
    [
        Paystack.check,
        lambda client: client.start(ASK),
        lambda client: client.look_up("R1"),
        lambda client: client.refund(GIVE_BACK),
    ],
)
def test_a_wrong_key_is_told_everywhere(standin: StandIn, call: Callable[[Paystack], object]) -> None:
    client = make_paystack(standin, "sk_test_wrong")

    with pytest.raises(ProviderMisconfigured, match="credentials"):
        call(client)


def test_times_are_read_with_and_without_a_zone() -> None:
    data = {"id": 1, "status": "success", "reference": "R1", "amount": 1, "currency": "NGN"}
    for text in ("2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00+01:00", "2026-01-01T10:00:00"):
        seen = canned({"status": True, "data": {**data, "paidAt": text}}).look_up("R1")
        assert seen.paid_at == datetime(2026, 1, 1, 10, tzinfo=UTC)
    assert canned({"status": True, "data": {**data, "paid_at": "yesterday"}}).look_up("R1").paid_at is None
