"""Geidea's client against the stand-in and against recorded bodies: every answer, and every way to get none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest

from app.integrations.payments.geidea import Geidea
from app.services.provider_ports import (
    Outcome,
    PaymentSeen,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.providers.geidea_kit import ACCOUNT, ASK, GIVE_BACK, UUID, canned, found, paid
from tests.support.paying import make_geidea
from tests.support.standin import StandIn
from tests.support.standin.geidea import Geidea as Vendor

TIME = "2026-01-01T00:00:00Z"
NOBODY = "11111111-1111-1111-1111-111111111111"


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)


# --- signatures, as they were worked out by hand


@pytest.mark.parametrize(
    ("order", "signature"),
    [
        ("A", "uhvvFdDI/9XbJpTEtzqHUsSwinKcsVJwubrcq8DPITM="),
        ("B", "zB5cf4Pvg9EY6Txo6zwlHpvU0UZJUlCQ71kCwfkGJUM="),
    ],
)
def test_a_session_is_signed_in_either_order(order: str, signature: str) -> None:
    account = replace(ACCOUNT, order=order)

    signed = account.sign_session(amount=Decimal("125.5"), currency="AED", reference=NOBODY, timestamp=TIME)

    assert signed == signature


@pytest.mark.parametrize(("amount", "signed_as"), [("1.234", "1.23"), ("1.235", "1.24"), ("7", "7.00")])
def test_amounts_are_signed_with_two_decimals_whatever_the_currency(amount: str, signed_as: str) -> None:
    signed = ACCOUNT.sign_session(amount=Decimal(amount), currency="OMR", reference=NOBODY, timestamp=TIME)

    assert signed == ACCOUNT.sign(ACCOUNT.public_key, signed_as, "OMR", NOBODY, TIME)


# --- starting


def test_a_session_is_asked_for_with_all_that_geidea_wants(geidea: Geidea, standin: StandIn) -> None:
    started = geidea.start(ASK)

    assert started.pay_url == "https://shop.example/ar/dubai/pay/geidea/TXN23456789ABC"
    assert started.provider_reference == UUID
    assert started.access_code in standin.vendor(Vendor).sessions
    sent = standin.requests("geidea", "session")[0].json
    wanted = {
        "amount": Decimal("125.5"),
        "currency": "AED",
        "merchantReferenceId": UUID,
        "callbackUrl": "https://shop.example/webhooks/geidea",
        "returnUrl": ASK.return_url,
        "language": "ar",
        "paymentOperation": "Pay",
        "customer": {"email": "sara@example.com", "firstName": "Sara", "lastName": "Al Marri"},
    }
    assert {name: sent[name] for name in wanted} == wanted


def test_it_is_told_of_no_address_it_would_refuse(geidea: Geidea, standin: StandIn) -> None:
    geidea.start(replace(ASK, return_url="http://127.0.0.1:8000/pay/return/TXN23456789ABC", locale="en"))

    assert standin.requests("geidea", "session")[0].json.keys().isdisjoint({"callbackUrl", "returnUrl"})


@pytest.mark.parametrize(("ours", "theirs"), [("A", "A"), ("B", "B"), ("A", "B"), ("B", "A")])
def test_the_order_of_the_signature_is_a_setting(standin: StandIn, vendor: Vendor, ours: str, theirs: str) -> None:
    vendor.order = theirs
    client = make_geidea(standin, order=ours)

    if ours == theirs:
        assert client.start(ASK).access_code
        return
    with pytest.raises(ProviderRefused, match="Signature is not valid"):
        client.start(ASK)


@pytest.mark.parametrize("currency", ["AED", "SAR", "QAR", "OMR", "KWD", "BHD"])
def test_amounts_arrive_exactly_in_every_currency(
    geidea: Geidea, vendor: Vendor, standin: StandIn, currency: str
) -> None:
    ask = replace(ASK, currency=currency, amount_minor=1_234_567)

    paid(geidea, vendor, ask)

    three = currency in {"OMR", "KWD", "BHD"}
    assert standin.requests("geidea", "session")[0].json["amount"] == Decimal("1234.567" if three else "12345.67")
    seen = geidea.look_up(ASK.reference)
    assert (seen.outcome, seen.amount_minor, seen.currency) == (Outcome.SUCCEEDED, 1_234_567, currency)


def test_nobody_is_sent_to_pay_what_was_rounded(geidea: Geidea, vendor: Vendor) -> None:
    vendor.decimals = 2
    assert geidea.start(replace(ASK, currency="OMR", amount_minor=12_550)).access_code

    with pytest.raises(ProviderRefused) as refused:
        geidea.start(replace(ASK, currency="OMR", amount_minor=12_555))

    assert refused.value.code == "amount"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"currency": "NGN"}, "currency"),
        ({"reference": "ORD-1001"}, "reference"),
        ({"amount_minor": 0}, "refused"),
    ],
)
def test_what_cannot_be_asked_for_is_a_definite_no(geidea: Geidea, change: dict[str, Any], code: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        geidea.start(replace(ASK, **change))

    assert refused.value.code == code


# That silence is borne is the connection's business, and tested there.
UNCLEAR = ("reset", "reset_after", "500", "502_html", "malformed_json", "empty")
STARTING: dict[str, type[ProviderError] | None] = {
    **dict.fromkeys((*UNCLEAR, "timeout_after", "500_after", "502_html_after", "missing_field"), ProviderUnclear),
    "429": ProviderDown,
    "200_with_error_body": ProviderRefused,
    "wrong_amount": ProviderRefused,
    "extra_field": None,
    "slow": None,
}


@pytest.mark.parametrize(("mode", "error"), STARTING.items())
def test_starting_in_every_mode(geidea: Geidea, standin: StandIn, mode: str, error: type[ProviderError] | None) -> None:
    standin.next("geidea", "session", mode, seconds=0.01)

    if error is None:
        assert geidea.start(ASK).access_code
    else:
        with pytest.raises(error):
            geidea.start(ASK)
    assert len(standin.requests("geidea", "session")) == 1


@pytest.mark.parametrize(
    "body", [{}, [], None, {"responseCode": "000"}, {"responseCode": "000", "session": {"id": 9**99}}]
)
def test_an_answer_without_a_session_is_unclear(body: object) -> None:
    with pytest.raises(ProviderUnclear):
        canned(body).start(ASK)


# --- looking up


@pytest.mark.parametrize(
    ("status", "detail", "outcome"),
    [
        *[("Success", word, Outcome.SUCCEEDED) for word in ("Paid", "Captured", "Settled", "PartiallyRefunded", "")],
        *[("SUCCESS", word, Outcome.REVERSED) for word in ("Refunded", "Voided")],
        *[("Success", word, Outcome.PENDING) for word in ("Authorized", "Quantum")],
        *[(word, "", Outcome.PENDING) for word in ("InProgress", "Initiated", "Quantum")],
        *[(word, "Paid", Outcome.FAILED) for word in ("Failed", "Rejected")],
        *[(word, "", Outcome.ABANDONED) for word in ("Cancelled", "Expired")],
    ],
)
def test_every_state_has_a_meaning(status: str, detail: str, outcome: Outcome) -> None:
    assert canned(found(status=status, detailedStatus=detail)).look_up(ASK.reference).outcome is outcome


def test_a_paid_one_is_told_in_full(geidea: Geidea, vendor: Vendor) -> None:
    order = paid(geidea, vendor)

    seen = geidea.look_up(ASK.reference)

    assert (seen.outcome, seen.amount_minor, seen.currency) == (Outcome.SUCCEEDED, 12_550, "AED")
    assert seen.provider_reference == order["orderId"]
    assert seen.paid_at is not None
    assert seen.paid_at.tzinfo is UTC


def test_a_session_nobody_has_paid_is_unknown(geidea: Geidea) -> None:
    geidea.start(ASK)

    assert geidea.look_up(ASK.reference) == PaymentSeen(outcome=Outcome.UNKNOWN)


@pytest.mark.parametrize("status", [200, 400, 404])
def test_an_order_it_does_not_know_is_unknown(status: int) -> None:
    told = {"responseCode": "110", "detailedResponseMessage": "Order not found"}

    assert canned(told, status=status).look_up(ASK.reference).outcome is Outcome.UNKNOWN


def test_what_was_paid_counts_among_tries_that_came_to_nothing(geidea: Geidea, vendor: Vendor) -> None:
    session = geidea.start(ASK).access_code
    for outcome in ("failed", "cancelled"):
        vendor.pay(session, outcome)
    assert geidea.look_up(ASK.reference).outcome is Outcome.FAILED
    vendor.pay(session)

    assert geidea.look_up(ASK.reference).outcome is Outcome.SUCCEEDED


def test_two_paid_orders_under_one_reference_are_too_much(geidea: Geidea, vendor: Vendor) -> None:
    """So that staff look at it, and one of them goes back."""
    for _ in range(2):
        paid(geidea, vendor)

    assert geidea.look_up(ASK.reference).amount_minor == 25_100


@pytest.mark.parametrize(
    "told",
    [
        found(merchantReferenceId=NOBODY),
        found(status=None),
        found(orderId=""),
        found(amount=None),
        found(amount=Decimal("12.555")),
        found(currency=""),
        {"orders": ["x"]},
        {"responseCode": "000"},
        {"responseCode": "100", "orders": []},
        [],
        None,
    ],
)
def test_an_answer_of_no_use_is_no_answer(told: object) -> None:
    with pytest.raises(ProviderDown):
        canned(told).look_up(ASK.reference)


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
    geidea: Geidea, vendor: Vendor, standin: StandIn, mode: str, outcome: Outcome | None
) -> None:
    paid(geidea, vendor)
    standin.next("geidea", "orders", mode, times=1 if mode == "429" else 3, seconds=0)

    if outcome is None:
        with pytest.raises(ProviderDown):
            geidea.look_up(ASK.reference)
        return
    seen = geidea.look_up(ASK.reference)
    assert seen.outcome is outcome
    # What it took is told as it is; whether that is enough, others decide.
    assert (seen.amount_minor == ASK.amount_minor) is (mode != "wrong_amount")
    assert (seen.currency == "AED") is (mode != "wrong_currency")


# --- credentials and addresses


def test_good_credentials_pass_the_check(geidea: Geidea) -> None:
    geidea.check()


@pytest.mark.parametrize(
    "call",
    [
        Geidea.check,
        lambda client: client.start(ASK),
        lambda client: client.look_up(ASK.reference),
        lambda client: client.refund(GIVE_BACK),
    ],
)
def test_a_wrong_password_is_told_everywhere(standin: StandIn, call: Callable[[Geidea], object]) -> None:
    client = make_geidea(standin, "wrong_password")

    with pytest.raises(ProviderMisconfigured, match="credentials"):
        call(client)


def test_its_pages_are_where_its_script_is() -> None:
    client = canned({})

    assert client.frame_host == "https://payments.geidea.ae"
    assert client.hosted_page("6f1e/2") == "https://payments.geidea.ae/hpp/checkout/?6f1e%2F2"
