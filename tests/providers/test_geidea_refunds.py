"""Money back by Geidea, which keeps no reference of ours with a refund; and the callbacks that tell of it."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.integrations.payments.geidea import Geidea
from app.integrations.payments.geidea_wire import from_uuid, to_uuid
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RefundOutcome,
)
from tests.providers.geidea_kit import ACCOUNT, ASK, GIVE_BACK, ORDER, UUID, canned, found, paid
from tests.support.standin import StandIn, WebhookSender
from tests.support.standin.geidea import Geidea as Vendor


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)


# --- refunds


def test_a_part_goes_back_and_then_the_rest(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    order = paid(geidea, vendor)

    part = geidea.refund(GIVE_BACK)
    rest = geidea.refund(replace(GIVE_BACK, amount_minor=10_000, others=frozenset({part.provider_reference})))

    assert (part.outcome, rest.outcome) == (RefundOutcome.SUCCEEDED, RefundOutcome.SUCCEEDED)
    assert part.provider_reference != rest.provider_reference
    assert geidea.look_up_refund(GIVE_BACK, part.provider_reference) == part
    assert geidea.look_up(ASK.reference).outcome is Outcome.REVERSED
    sent = standin.requests("geidea", "refund")[0].json
    assert (sent["orderId"], sent["refundAmount"], sent["reason"]) == (order["orderId"], Decimal("25.5"), "cancelled")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("Success", RefundOutcome.SUCCEEDED),
        ("Failed", RefundOutcome.FAILED),
        *[(word, RefundOutcome.PROCESSING) for word in ("Pending", "InProgress", "Quantum")],
    ],
)
def test_every_state_of_a_refund_has_a_meaning(status: str, outcome: RefundOutcome) -> None:
    one = {"transactionId": "T1", "type": "Refund", "status": status, "amount": Decimal("25.5")}
    told = {"order": {**ORDER, "transactions": [one]}, "responseCode": "000"}

    assert canned(found(), told).look_up_refund(GIVE_BACK, "T1").outcome is outcome


def test_one_whose_answer_was_lost_is_found_among_the_others(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    """Of two refunds of the same amount, the one that is known already is left out."""
    paid(geidea, vendor)
    known = geidea.refund(replace(GIVE_BACK, reference="RFD76"))
    ask = replace(GIVE_BACK, others=frozenset({known.provider_reference}))
    assert geidea.look_up_refund(ask, None).outcome is RefundOutcome.UNKNOWN
    standin.next("geidea", "refund", "reset_after")
    with pytest.raises(ProviderUnclear):
        geidea.refund(ask)

    seen = geidea.look_up_refund(ask, None)

    assert seen.outcome is RefundOutcome.SUCCEEDED
    assert seen.provider_reference not in {"", known.provider_reference}


def test_one_that_was_never_made_is_unknown(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    assert geidea.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.UNKNOWN
    paid(geidea, vendor)
    standin.next("geidea", "refund", "reset")
    with pytest.raises(ProviderUnclear):
        geidea.refund(GIVE_BACK)

    assert geidea.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.UNKNOWN
    assert geidea.look_up_refund(GIVE_BACK, "404").outcome is RefundOutcome.UNKNOWN


def test_a_failed_try_is_not_taken_for_a_lost_one(geidea: Geidea, vendor: Vendor) -> None:
    paid(geidea, vendor)
    vendor.refunds_end = "Failed"
    with pytest.raises(ProviderUnclear):
        geidea.refund(GIVE_BACK)

    assert geidea.look_up_refund(GIVE_BACK, None).outcome is RefundOutcome.UNKNOWN


def test_the_order_that_holds_enough_is_the_one(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    """Where two were paid under one reference, one of them goes back whole."""
    orders = [paid(geidea, vendor) for _ in range(2)]
    whole = replace(GIVE_BACK, amount_minor=12_550)
    first = geidea.refund(whole)
    geidea.refund(replace(whole, others=frozenset({first.provider_reference})))

    asked = [call.json["orderId"] for call in standin.requests("geidea", "refund")]
    assert asked == [order["orderId"] for order in orders]


@pytest.mark.parametrize("change", [{"amount_minor": 12_551}, {"currency": "SAR"}, {"payment_reference": "TXN2"}])
def test_what_it_does_not_hold_is_not_asked_back(
    geidea: Geidea, vendor: Vendor, standin: StandIn, change: dict[str, Any]
) -> None:
    paid(geidea, vendor)

    with pytest.raises(ProviderRefused) as refused:
        geidea.refund(replace(GIVE_BACK, **change))

    assert refused.value.code == "not_paid"
    assert standin.requests("geidea", "refund") == []


def test_its_own_no_is_definite(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    paid(geidea, vendor)
    standin.next("geidea", "refund", "200_with_error_body")

    with pytest.raises(ProviderRefused, match="Something went wrong"):
        geidea.refund(GIVE_BACK)


UNCLEAR = ("timeout_after", "reset", "reset_after", "500", "502_html", "malformed_json", "empty")


@pytest.mark.parametrize("mode", [*UNCLEAR, "500_after", "502_html_after", "missing_field"])
def test_an_unclear_refund_is_asked_for_once(geidea: Geidea, vendor: Vendor, standin: StandIn, mode: str) -> None:
    paid(geidea, vendor)
    standin.next("geidea", "refund", mode)

    with pytest.raises(ProviderUnclear):
        geidea.refund(GIVE_BACK)

    assert len(standin.requests("geidea", "refund")) == 1


@pytest.mark.parametrize("mode", ["500", "missing_field", "200_with_error_body"])
def test_it_is_not_sure_where_the_order_cannot_be_read(
    geidea: Geidea, vendor: Vendor, standin: StandIn, mode: str
) -> None:
    paid(geidea, vendor)
    standin.next("geidea", "order", mode, times=3)

    with pytest.raises(ProviderDown):
        geidea.look_up_refund(GIVE_BACK, None)


def test_nothing_is_sent_where_the_payment_cannot_be_read(geidea: Geidea, vendor: Vendor, standin: StandIn) -> None:
    paid(geidea, vendor)
    standin.next("geidea", "orders", "500", times=3)

    with pytest.raises(ProviderDown):
        geidea.refund(GIVE_BACK)

    assert standin.requests("geidea", "refund") == []


# --- references


@pytest.mark.parametrize("reference", ["TXN23456789ABC", "ORD10011", "0", "00A", "Z" * 22])
def test_a_reference_is_a_uuid_and_can_be_read_again(reference: str) -> None:
    assert from_uuid(to_uuid(reference)) == reference
    assert from_uuid(to_uuid(reference).upper()) == reference


@pytest.mark.parametrize("reference", ["", "txn1", "TXN-1", "Z" * 23])
def test_what_is_no_reference_is_refused(reference: str) -> None:
    with pytest.raises(ValueError):
        to_uuid(reference)


@pytest.mark.parametrize(
    "value", ["11111111-1111-1111-1111-111111111111", "10", "", None, 7, "5b2b3a4e-8a5c-4f5e-9d55-0d7f6a3b1c2d"]
)
def test_a_uuid_of_somebody_elses_is_no_reference(value: object) -> None:
    assert from_uuid(value) == ""


# --- callbacks

SIGNED: dict[str, Any] = {
    "order": {
        "orderId": "22222222-2222-2222-2222-222222222222",
        "merchantReferenceId": "11111111-1111-1111-1111-111111111111",
        "amount": 125.50,
        "currency": "AED",
        "status": "Success",
        "detailedStatus": "Paid",
    },
    "signature": "JEzLHaq0S1NwlDTgWX1pgjvtdOt0TSl4J9HLkLhmoiI=",
    "timeStamp": "2026-01-01T00:00:00Z",
}


def read(event: object) -> Any:
    return canned({}).read_webhook({}, event if isinstance(event, bytes) else json.dumps(event).encode())


def test_the_callbacks_signature_is_the_one_that_was_worked_out_by_hand() -> None:
    note = read(SIGNED)

    assert (note.kind, note.reference, len(note.event_key)) == ("payment.paid", "", 64)
    flat = {**SIGNED["order"], **{name: SIGNED[name] for name in ("signature", "timeStamp")}}
    assert read(flat).event_key == note.event_key


@pytest.mark.parametrize("with_time", [True, False])
def test_a_callback_names_our_payment(geidea: Geidea, vendor: Vendor, with_time: bool) -> None:
    event = vendor.callback(paid(geidea, vendor), with_time=with_time)

    assert read(event).reference == ASK.reference


def test_the_same_event_has_the_same_key_and_each_refund_its_own(geidea: Geidea, vendor: Vendor) -> None:
    order = paid(geidea, vendor)
    notes = [read(vendor.callback(order)), read(vendor.callback(order))]
    known: frozenset[str] = frozenset()
    for _ in range(2):
        known |= {geidea.refund(replace(GIVE_BACK, others=known)).provider_reference}
        notes.append(read(vendor.callback(order)))

    assert [note.kind for note in notes] == [*["payment.paid"] * 2, *["refund.partiallyrefunded"] * 2]
    assert len({note.event_key for note in notes}) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"signature": ""},
        {"signature": SIGNED["signature"][:-2] + "A="},
        {"signature": "\udcff"},
        {"timeStamp": "2026-01-01T00:00:01Z"},
        *[
            {"order": SIGNED["order"] | changed}
            for changed in (
                {"amount": 125.51},
                {"amount": "NaN"},
                {"amount": None},
                {"currency": "SAR"},
                {"status": "Failed"},
                {"orderId": "x"},
                {"merchantReferenceId": UUID},
            )
        ],
    ],
)
def test_a_forged_callback_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadSignature):
        read({**SIGNED, **change})


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"\xff", b"[" * 200_000, b'{"amount": 1e999999999}', b"NaN"])
def test_what_is_no_callback_is_refused(body: bytes) -> None:
    with pytest.raises(BadSignature):
        read(body)


def test_an_empty_callback_is_not_signed_by_anybody() -> None:
    told = {"amount": 1, "signature": ACCOUNT.sign(ACCOUNT.public_key, "1.00")}

    assert read(told).reference == ""


def test_the_stand_ins_callbacks_are_what_the_client_reads(geidea: Geidea, vendor: Vendor) -> None:
    notes: list[Any] = []

    def deliver(body: bytes, headers: Any) -> int:
        notes.append(geidea.read_webhook({}, body))
        return 200

    sender = WebhookSender(vendor, deliver)
    sender.send(vendor.callback(paid(geidea, vendor)))
    sender.replay()

    assert [note.reference for note in notes] == [ASK.reference, ASK.reference]
    assert notes[0] == notes[1]
