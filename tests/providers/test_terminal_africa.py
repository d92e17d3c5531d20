"""Terminal Africa's client against the stand-in and against recorded bodies: every answer, every way to get none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.address import Address
from app.domain.states import ShipmentState
from app.integrations.delivery.terminal_africa import TerminalAfrica
from app.integrations.http import Reply
from app.services.provider_ports import (
    BookAsk,
    ParcelAsk,
    ParcelItem,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
)
from tests.factories.delivery import make_address, make_parcel
from tests.providers.paystack_kit import Canned
from tests.support.paying import make_http
from tests.support.standin import StandIn
from tests.support.standin.terminal import KEY, Terminal

PARCEL = make_parcel(items=(ParcelItem(name="Basket", quantity=2, weight_grams=500, value_minor=250_000),))


@pytest.fixture
def client(standin: StandIn) -> TerminalAfrica:
    return TerminalAfrica(make_http(standin, "terminal", KEY), secret_key=KEY)


@pytest.fixture
def vendor(standin: StandIn) -> Terminal:
    return standin.vendor(Terminal)


def canned(*bodies: object, status: int = 200) -> TerminalAfrica:
    replies = Canned(*(Reply(status, body) for body in bodies))
    return TerminalAfrica(replies, secret_key=KEY)  # type: ignore[arg-type]  # not a real one


def asked(client: TerminalAfrica, reference: str = "our-uuid", parcel: ParcelAsk = PARCEL) -> BookAsk:
    return BookAsk(reference=reference, provider_rate_id=client.quote(parcel)[0].provider_rate_id, parcel=parcel)


def test_prices_come_in_minor_units_the_cheapest_first(client: TerminalAfrica, standin: StandIn) -> None:
    rates = client.quote(PARCEL)
    client.quote(PARCEL)

    assert [(rate.carrier_slug, rate.fee_minor, rate.eta_minutes) for rate in rates] == [
        ("kwik", 210_000, 360),
        ("gigl", 325_050, 4320),
        ("dhl", 980_075, 1440),
    ]
    assert len(standin.requests("terminal", "packaging")) == 1
    sent = standin.requests("terminal", "quotes")[0].json
    assert sent["parcel"]["weight_unit"] == "kg"
    assert sum(item["weight"] * item["quantity"] for item in sent["parcel"]["items"]) == 1.5
    assert sent["parcel"]["items"][0]["value"] == 2500


def test_a_recorded_answer_is_read_bare_or_listed() -> None:
    """The shape integrators print."""
    rate = {
        "rate_id": "RT-1001",
        "carrier_name": "GIG Logistics",
        "carrier_slug": "gigl",
        "carrier_logo": "https://logos.example/gigl.png",
        "amount": Decimal("3250.5"),
        "currency": "NGN",
        "delivery_time": "Within 3 days",
        "delivery_eta": 4320,
    }
    dollars = {
        **rate,
        "rate_id": None,
        "id": "RT-2",
        "currency": "USD",
        "default_amount": 10,
        "default_currency": "NGN",
    }
    for data in ([rate, dollars, "noise", {"amount": 1}], {"rates": [rate, dollars], "pagination": {}}):
        client = canned({"status": True, "data": {"packaging_id": "PA-1"}}, {"status": True, "data": data})
        found = client.quote(PARCEL)
        assert [(one.provider_rate_id, one.fee_minor) for one in found] == [("RT-2", 1000), ("RT-1001", 325_050)]


def test_a_long_first_line_goes_on_in_the_second(client: TerminalAfrica, vendor: Terminal) -> None:
    long = "Flat 12, Block C, Millennium Housing Estate, off Admiralty Way"
    address_id = client.save_address(make_address(line1=long, landmark="By the mosque"))

    kept = vendor.addresses[address_id]
    assert len(kept["line1"]) <= 45
    assert f"{kept['line1']}, {kept['line2']}" == f"{long}, By the mosque"
    unbroken = client.save_address(make_address(line1="x" * 60))
    assert vendor.addresses[unbroken]["line2"] == "x" * 15


def test_addresses_are_saved_changed_and_forgotten(client: TerminalAfrica, vendor: Terminal) -> None:
    address_id = client.save_address(make_address(first_name="", last_name="Obi"))
    before = dict(vendor.addresses[address_id])
    client.update_address(address_id, make_address(city="Ikeja"))
    kept = vendor.addresses[address_id]
    client.delete_address(address_id)
    client.delete_address(address_id)

    assert (before["first_name"], kept["city"], vendor.addresses) == ("Obi", "Ikeja", {})
    with pytest.raises(ProviderRefused):
        client.update_address(address_id, make_address())


@pytest.mark.parametrize(
    "call",
    [
        lambda client, address: client.save_address(address),
        lambda client, address: client.quote(make_parcel(recipient=address)),
    ],
)
def test_an_address_no_carrier_knows(client: TerminalAfrica, call: Callable[[TerminalAfrica, Address], object]) -> None:
    with pytest.raises(ProviderRefused) as refused:
        call(client, make_address(city="Atlantis"))
    assert refused.value.code == "address_refused"


def test_a_parcel_is_booked_with_our_reference_and_paid_from_the_wallet(
    client: TerminalAfrica, vendor: Terminal, standin: StandIn
) -> None:
    seen = client.book(asked(client))

    assert (seen.state, seen.raw_status) == (ShipmentState.BOOKED, "confirmed")
    assert seen.tracking_number.startswith("TRK")
    assert seen.tracking_url.startswith("https://carrier.example/")
    assert seen.label_url.startswith("https://label.example/")
    assert vendor.wallet == 100_000 - 2100
    assert standin.requests("terminal", "create_shipment")[0].json["metadata"] == {"souk_shipment": "our-uuid"}
    found = client.find_booking("our-uuid")
    assert found is not None
    assert found.provider_shipment_id == seen.provider_shipment_id
    assert client.find_booking("another") is None


def test_a_draft_is_no_booking(client: TerminalAfrica, vendor: Terminal) -> None:
    ask = asked(client)
    vendor.wallet = 0
    with pytest.raises(ProviderRefused) as poor:
        client.book(ask)

    assert poor.value.code == "wallet_empty"
    assert [one["status"] for one in vendor.shipments.values()] == ["draft"]
    assert client.find_booking("our-uuid") is None


def test_a_rate_that_is_gone_or_used(client: TerminalAfrica) -> None:
    ask = asked(client)
    client.book(ask)
    for gone in (ask, replace(ask, provider_rate_id="RT-unknown")):
        with pytest.raises(ProviderRefused) as refused:
            client.book(gone)
        assert refused.value.code == "rate_gone"


def test_a_rate_without_its_addresses_is_booked_inline(
    client: TerminalAfrica, vendor: Terminal, standin: StandIn
) -> None:
    ask = asked(client)
    vendor.rates[ask.provider_rate_id]["parcel"] = None
    client.book(ask)

    sent = standin.requests("terminal", "create_shipment")[0].json
    assert (sent["pickup_address"]["city"], sent["parcel"]["packaging"]) == ("Lagos", "PA-DEFAULT")


@pytest.mark.parametrize("mode", ["timeout_after", "reset_after", "500_after", "502_html_after", "malformed_json"])
def test_an_answer_lost_after_the_pickup_is_unclear_and_found(
    client: TerminalAfrica, vendor: Terminal, standin: StandIn, mode: str
) -> None:
    ask = asked(client)
    standin.next("terminal", "pickup", mode)
    with pytest.raises(ProviderUnclear):
        client.book(ask)

    assert client.find_booking("our-uuid") is not None
    assert (len(vendor.booked), len(standin.requests("terminal", "pickup"))) == (1, 1)


@pytest.mark.parametrize("mode", ["timeout_before", "reset", "500", "502_html", "empty"])
def test_no_answer_to_the_pickup_is_unclear_whatever_happened(
    client: TerminalAfrica, standin: StandIn, mode: str
) -> None:
    ask = asked(client)
    standin.next("terminal", "pickup", mode)
    with pytest.raises(ProviderUnclear):
        client.book(ask)
    assert len(standin.requests("terminal", "pickup")) == 1


@pytest.mark.parametrize("route", ["rate", "create_shipment"])
def test_trouble_before_the_pickup_has_done_nothing(
    client: TerminalAfrica, vendor: Terminal, standin: StandIn, route: str
) -> None:
    ask = asked(client)
    standin.next("terminal", route, "500_after" if route == "create_shipment" else "500", times=9)
    with pytest.raises(ProviderDown):
        client.book(ask)
    assert vendor.booked == []


def test_a_pickup_that_would_come_too_late_is_not_asked_for(standin: StandIn) -> None:
    """Preparing took so long that another worker may have looked for the booking, found none, and booked."""
    times = iter((0.0, 11.0, 20.0, 21.0))
    slow = TerminalAfrica(make_http(standin, "terminal", KEY), secret_key=KEY, clock=lambda: next(times))
    ask = asked(slow)

    with pytest.raises(ProviderDown):
        slow.book(ask)
    assert slow.find_booking("our-uuid") is None

    assert slow.book(ask).state is ShipmentState.BOOKED


def test_too_many_requests_and_errors_with_http_200(client: TerminalAfrica, standin: StandIn) -> None:
    ask = asked(client)
    standin.next("terminal", "pickup", "429")
    with pytest.raises(ProviderDown):
        client.book(ask)
    standin.next("terminal", "pickup", "200_with_error_body")
    with pytest.raises(ProviderRefused) as refused:
        client.book(ask)
    assert refused.value.code == "refused"


@pytest.mark.parametrize(
    "mode", ["timeout_before", "reset", "500", "502_html", "malformed_json", "empty", "missing_field"]
)
def test_questions_without_an_answer(client: TerminalAfrica, standin: StandIn, mode: str) -> None:
    booked = client.book(asked(client))
    for route, call in (
        ("quotes", lambda: client.quote(PARCEL)),
        ("track", lambda: client.track(booked.provider_shipment_id)),
        ("shipments", lambda: client.find_booking("our-uuid")),
    ):
        fault = standin.next("terminal", route, mode, times=9)
        with pytest.raises(ProviderDown):
            call()
        fault.times = 0


def test_fields_nobody_knows_and_slow_answers_do_no_harm(client: TerminalAfrica, standin: StandIn) -> None:
    standin.next("terminal", "quotes", "extra_field")
    standin.next("terminal", "quotes", "slow", seconds=0.05)

    assert len(client.quote(PARCEL)) == len(client.quote(PARCEL)) == 3


def test_a_price_in_another_currency_is_no_price(client: TerminalAfrica, standin: StandIn) -> None:
    standin.next("terminal", "quotes", "wrong_currency")

    assert len(client.quote(PARCEL)) == 2


def test_a_parcel_is_followed_and_an_unknown_status_counts_as_on_its_way(
    client: TerminalAfrica, vendor: Terminal
) -> None:
    shipment_id = client.book(asked(client)).provider_shipment_id
    seen = []
    for status in ("in-transit", "Out for delivery", "teleported", "exception", "delivered"):
        vendor.move(shipment_id, status)
        parcel = client.track(shipment_id)
        seen.append((parcel.state, parcel.raw_status, len(parcel.steps)))

    assert seen == [
        (ShipmentState.IN_TRANSIT, "in-transit", 1),
        (ShipmentState.OUT_FOR_DELIVERY, "Out for delivery", 2),
        (ShipmentState.IN_TRANSIT, "teleported", 3),
        (ShipmentState.EXCEPTION, "exception", 4),
        (ShipmentState.DELIVERED, "delivered", 5),
    ]
    with pytest.raises(ProviderRefused) as refused:
        client.track("SH-unknown")
    assert refused.value.code == "not_found"


def test_recorded_tracking_with_its_number_in_either_place() -> None:
    event = {"status": "in-transit", "message": "Left", "location": "Ikeja", "timestamp": "2026-01-01T10:00:00Z"}
    inside = {"extras": {"tracking_number": "N1", "tracking_url": "javascript:alert(1)"}}
    outside = {"tracking_number": "N1"}
    for data in (inside, outside):
        told = {
            "shipment_id": "SH-1",
            "status": "in-transit",
            "events": [event, {"status": "no time"}, "noise"],
            **data,
        }
        seen = canned({"status": True, "data": told}).track("SH-1")
        assert (seen.tracking_number, seen.tracking_url) == ("N1", "")
        [step] = seen.steps
        assert (step.description, step.place) == ("Left", "Ikeja")
        assert step.at == datetime(2026, 1, 1, 10, tzinfo=UTC)
    with pytest.raises(ProviderDown):
        canned({"status": True, "data": {"shipment_id": "SH-2", "status": "x"}}).track("SH-1")


def test_cancelling_until_it_was_collected(client: TerminalAfrica, vendor: Terminal, standin: StandIn) -> None:
    first = client.book(asked(client, "one")).provider_shipment_id
    second = client.book(asked(client, "two")).provider_shipment_id
    client.cancel(first)
    vendor.move(second, "in-transit")

    assert client.track(first).state is ShipmentState.CANCELLED
    with pytest.raises(ProviderRefused):
        client.cancel(second)
    standin.next("terminal", "cancel", "timeout_after")
    with pytest.raises(ProviderUnclear):
        client.cancel(second)


def test_a_wrong_key(standin: StandIn) -> None:
    client = TerminalAfrica(make_http(standin, "terminal", "wrong"), secret_key=KEY)
    for call in (client.check, lambda: client.quote(PARCEL), lambda: client.save_address(make_address())):
        with pytest.raises(ProviderMisconfigured):
            call()


def test_the_key_is_checked_harmlessly(client: TerminalAfrica, standin: StandIn) -> None:
    client.check()

    assert [one.route for one in standin.requests("terminal")] == ["shipments"]
