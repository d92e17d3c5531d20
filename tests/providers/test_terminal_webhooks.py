"""Terminal Africa's webhooks: only what it signed, told apart by what they say."""

import json

import pytest

from app.integrations.delivery.terminal_africa import SIGNATURE, TerminalAfrica
from app.services.provider_ports import (
    BadSignature,
    BookAsk,
)
from tests.factories.delivery import make_parcel
from tests.support.paying import make_http
from tests.support.standin import StandIn
from tests.support.standin.terminal import KEY, Terminal


@pytest.fixture
def client(standin: StandIn) -> TerminalAfrica:
    return TerminalAfrica(make_http(standin, "terminal", KEY), secret_key=KEY)


@pytest.fixture
def vendor(standin: StandIn) -> Terminal:
    return standin.vendor(Terminal)


def _ask(client: TerminalAfrica) -> BookAsk:
    parcel = make_parcel()
    return BookAsk(reference="our", provider_rate_id=client.quote(parcel)[0].provider_rate_id, parcel=parcel)


BODY = b'{"event":"shipment.updated","data":{"shipment_id":"SH-1001","status":"in-transit"}}'
# Computed once, outside this code base's own functions.
SIGNED = (
    "9ce7b7de9d850340bca0ead2fbddc3be35b8f128a15708054b50a147d984d3c8"
    "4df6e51c07374cc1634e55e333bb9bbf08023cf98b28bad92af2d43268c750e2"
)


def test_a_genuine_webhook_names_its_shipment_raw_or_reformatted(client: TerminalAfrica) -> None:
    spaced = BODY.replace(b":", b": ").replace(b",", b", ")
    note, again = (client.read_webhook({SIGNATURE: SIGNED}, body) for body in (BODY, spaced))

    assert (note.kind, note.reference) == ("shipment.updated", "SH-1001")
    assert note == again


def test_events_differ_by_state_and_number_of_steps(client: TerminalAfrica, vendor: Terminal) -> None:
    shipment_id = client.book(_ask(client)).provider_shipment_id
    keys = []
    for status in ("in-transit", "in-transit", "delivered"):
        body = json.dumps(vendor.move(shipment_id, status)).encode()
        headers = {name.lower(): value for name, value in vendor.sign(body).items()}
        keys.append(client.read_webhook(headers, body).event_key)

    assert len(set(keys)) == 3


@pytest.mark.parametrize("headers", [{}, {SIGNATURE: ""}, {SIGNATURE: SIGNED[:-1] + "0"}, {SIGNATURE: "é"}])
@pytest.mark.parametrize("body", [BODY, BODY + b"x", b"\xff", b""])
def test_what_terminal_did_not_sign(client: TerminalAfrica, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(BadSignature):
        client.read_webhook(headers, body)


def test_a_signed_body_that_says_nothing(client: TerminalAfrica, vendor: Terminal) -> None:
    headers = {name.lower(): value for name, value in vendor.sign(b"[]").items()}

    assert client.read_webhook(headers, b"[]").reference == ""
