"""Paystack's webhooks: genuine ones are read, forged ones refused, and the same event is known again."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from app.integrations.payments.paystack import Paystack
from app.services.provider_ports import BadSignature
from tests.providers.paystack_kit import ASK, GIVE_BACK, paid
from tests.support.standin import WebhookSender
from tests.support.standin.paystack import KEY
from tests.support.standin.paystack import Paystack as Vendor

BODY = (
    b'{"event":"charge.success","data":{"id":302961,"status":"success","reference":"ORD-1001-1",'
    b'"amount":1250050,"currency":"NGN"}}'
)
SIGNED = (
    "706e90c4870bc266a30765885ab3c499a86308131021db3940b249699dcc719d"
    "635ecb76be98b81dd6d290d53fc706ec582b5af30e4c17925490b754bbc5eb9e"
)


def read(paystack: Paystack, event: object) -> Any:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return paystack.read_webhook({"x-paystack-signature": _sign(body)}, body)


def _sign(body: bytes) -> str:
    return hmac.new(KEY.encode(), body, hashlib.sha512).hexdigest()


def test_the_signature_is_the_one_that_was_worked_out_by_hand(paystack: Paystack, vendor: Vendor) -> None:
    note = paystack.read_webhook({"x-paystack-signature": SIGNED}, BODY)

    assert (note.kind, note.reference) == ("charge.success", "ORD-1001-1")
    assert len(note.event_key) == 64
    assert vendor.sign(BODY) == {"x-paystack-signature": SIGNED}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        ({"x-paystack-signature": ""}, BODY),
        ({"x-paystack-signature": SIGNED}, BODY + b" "),
        ({"x-paystack-signature": SIGNED[:-1] + "f"}, BODY),
        ({"x-paystack-signature": "é" * 128}, BODY),
        ({"x-paystack-signature": SIGNED.upper()}, BODY),
    ],
)
def test_a_forged_webhook_is_refused(paystack: Paystack, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(BadSignature):
        paystack.read_webhook(headers, body)


def test_the_same_event_has_the_same_key_and_another_another(paystack: Paystack) -> None:
    event: dict[str, Any] = json.loads(BODY)
    spaced = json.dumps(event, indent=1).encode()
    failed = {**event, "data": {**event["data"], "status": "failed"}}

    assert read(paystack, BODY).event_key == read(paystack, spaced).event_key
    assert read(paystack, failed).event_key != read(paystack, BODY).event_key


def test_a_refunds_event_names_the_payment(paystack: Paystack) -> None:
    data = {"status": "processed", "transaction_reference": "ORD10011", "refund_reference": None, "amount": "10000"}
    one = read(paystack, {"event": "refund.processed", "data": data})
    other = read(paystack, {"event": "refund.processed", "data": {**data, "amount": 20000}})

    assert (one.kind, one.reference) == ("refund.processed", "ORD10011")
    assert one.event_key != other.event_key


def test_a_disputes_event_names_the_payment_inside(paystack: Paystack) -> None:
    inside = {"id": 7, "status": "resolved", "transaction": {"reference": "ORD10011", "status": "reversed"}}

    assert read(paystack, {"event": "charge.dispute.resolve", "data": inside}).reference == "ORD10011"


@pytest.mark.parametrize("event", [b"not json", b"[]", b'{"event":1}', b'{"event":"x","data":[]}', b"\xff"])
def test_a_genuine_webhook_that_nobody_can_read_is_still_a_note(paystack: Paystack, event: bytes) -> None:
    note = read(paystack, event)

    assert (note.kind, note.reference) == ("unreadable", "")


def test_the_stand_ins_webhooks_are_what_the_client_reads(paystack: Paystack, vendor: Vendor) -> None:
    notes: list[Any] = []

    def deliver(body: bytes, headers: Any) -> int:
        notes.append(paystack.read_webhook({name.lower(): value for name, value in headers.items()}, body))
        return 200

    paid(paystack, vendor)
    refund = paystack.refund(GIVE_BACK)
    sender = WebhookSender(vendor, deliver)
    sender.hold(vendor.charge(ASK.reference))
    sender.hold(vendor.finish_refund(int(refund.provider_reference), "processed"))
    assert sender.release(backwards=True) == [200, 200]
    sender.replay()

    assert [note.kind for note in notes] == ["refund.processed", "charge.success", "charge.success"]
    assert {note.reference for note in notes} == {ASK.reference}
    for corrupt in ("signature", "body"):
        with pytest.raises(BadSignature):
            sender.send(vendor.charge(ASK.reference), corrupt=corrupt)
