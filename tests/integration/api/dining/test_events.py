"""/api/public/salt-al-bahar: slots, bookings without an account, and the event wallet."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import Environment, PaymentState
from app.domain.tenant import Tenant
from app.extensions import gateways, unit_of_work
from app.flows.settlement import settle
from app.models import Event, EventBooking, EventSlot, OutboxMessage, Payment, Refund
from app.services.events import money, places, reading, wallet
from app.services.provider_ports import Outcome
from tests.factories import make_event, make_event_rule
from tests.integration.api.dining.conftest import OTHER_KEY, PERSONAL, PUBLISHABLE_KEY, Group
from tests.support.api import SANDBOX_KEY, Answer, Family
from tests.support.gateway import FakeGateway
from tests.support.shapes import same_shape

BASE = "/api/public/salt-al-bahar"
SLOTS = f"{BASE}/available-slots"
BOOKINGS = f"{BASE}/reservations"
MONEY = f"{BASE}/transaction"
# The document's own row.
SLOT = {
    "event_rule_id": 12,
    "start_time": "2026-06-11T17:00:00.000Z",
    "end_time": "2026-06-11T19:00:00.000Z",
    "available": True,
    "remaining_capacity": 8,
    "price": 150,
    "entry_fee": 25,
    "total_price": 175,
}
TOMORROW = (utc_now() + timedelta(days=1)).date()


@pytest.fixture
def event(session: Session, group: Group) -> Event:
    made = make_event(session, platform=group.platform, first_date=TOMORROW, last_date=TOMORROW + timedelta(days=30))
    make_event_rule(session, made)
    make_event_rule(session, made, is_bookable=False, starts_minute=600, ends_minute=720)
    session.commit()
    return made


def booked(dining: Family, event: Event, **body: Any) -> Answer:
    return dining.post(BOOKINGS, {"mobile_number": "966501234567", "event_id": event.id, "quantity": 1, **body})


def test_slots_are_as_documented(dining: Family, event: Event) -> None:
    answer = dining.get(SLOTS, query={"event_id": event.id, "date": TOMORROW.isoformat(), "party_size": 2})

    assert answer.status == 200
    same_shape({"success": True, "data": [SLOT], "event": answer.json["event"]}, answer.json)
    assert len(answer.json["data"]) == 6
    evening = answer.json["data"][1]
    assert (evening["price"], evening["entry_fee"], evening["total_price"]) == (150, 25, 175)
    assert evening["start_time"] == f"{TOMORROW}T13:00:00.000Z", "five in the afternoon in Dubai"
    assert [slot["available"] for slot in answer.json["data"]] == [False, *[True] * 5]
    assert answer.json["event"]["name"] == "Salt Al Bahar"


def test_bookable_slots_stand_by_evening_and_night(dining: Family, event: Event) -> None:
    answer = dining.post(
        f"{SLOTS}/slots", {"event_id": event.id, "booking_date": TOMORROW.isoformat(), "party_size": 2}
    )

    groups = answer.json["data"]
    assert (len(groups["regular_slots"]), len(groups["mid_night_slots"])) == (4, 1)
    # One in the morning in Dubai, and still the evening's.
    assert groups["mid_night_slots"][0]["start_time"] == f"{TOMORROW}T21:00:00.000Z"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"event_id": 999_999, "date": "2026-06-11"}, 404),
        ({"date": "2026-06-11"}, 400),
        ({"event_id": 1, "date": "11.06.2026"}, 400),
    ],
)
def test_what_cannot_be_asked(dining: Family, event: Event, query: dict[str, Any], status: int) -> None:
    answer = dining.get(SLOTS, query=query)

    assert (answer.status, answer.json["success"]) == (status, False)


def test_a_guest_books_the_next_free_slot_for_cash(dining: Family, event: Event) -> None:
    answer = booked(dining, event)

    assert answer.status == 200
    data = answer.json["data"]
    assert data["booking_id"].startswith("SALT")
    assert data["booking_id"].removeprefix("SALT").isdigit()
    assert (data["status"], data["payment_status"], data["payment_type"]) == ("CONFIRMED", "PAID", "CASH")
    assert data["start_time"] == f"{TOMORROW}T13:00:00.000Z"
    assert len(data["manage_token"]) == 32
    assert data["payment_url"] is None
    assert "966501234567" not in str(answer.json), "a guest's own reply is masked like any other"
    left = dining.get(SLOTS, query={"event_id": event.id, "date": TOMORROW.isoformat()}).json["data"][1]
    assert left["remaining_capacity"] == 11


def test_a_clock_time_after_midnight_is_the_evenings_night(dining: Family, event: Event) -> None:
    answer = booked(dining, event, date=TOMORROW.isoformat(), start_time="01:00", quantity=3)

    assert answer.json["data"]["start_time"] == f"{TOMORROW}T21:00:00.000Z"
    assert answer.json["data"]["date"] == TOMORROW.isoformat()
    missing = booked(dining, event, date=TOMORROW.isoformat(), start_time="04:30")
    assert missing.status == 404


def test_limits_of_a_slot_and_of_a_number(dining: Family, event: Event) -> None:
    assert booked(dining, event, quantity=10).status == 200
    again = booked(dining, event, quantity=1)
    assert (again.status, again.json["message"]) == (400, "At most 10 places can be booked at once")
    other = booked(
        dining, event, mobile_number="971509990001", quantity=3, date=TOMORROW.isoformat(), start_time="17:00"
    )
    assert (other.status, other.json["message"]) == (409, "The slot is full: 2 left")
    assert booked(dining, event, quantity=11).status == 400
    assert booked(dining, event, mobile_number="12").status == 400


def test_a_held_place_counts_until_its_time_is_over(app: Flask, event: Event, session: Session, group: Group) -> None:
    keyed = app.extensions["souk_gateways"].keyed
    now = utc_now()
    view = reading.list_slots(session, event, tenant=_tenant(group), day=TOMORROW, now=now)[1]
    places.hold(session, event, view.slot, tenant=_tenant(group), keyed=keyed, quantity=5, now=now)
    left = reading.list_slots(session, event, tenant=_tenant(group), day=TOMORROW, now=now)[1].left
    later = now + timedelta(minutes=event.hold_minutes)

    assert left == 7
    assert reading.list_slots(session, event, tenant=_tenant(group), day=TOMORROW, now=later)[1].left == 12
    assert places.sweep(session, now=later) == 1
    assert session.scalars(select(EventSlot.taken)).all() == [0]


def test_the_token_moves_and_cancels_and_nothing_else_does(dining: Family, event: Event) -> None:
    made = booked(dining, event, quantity=2).json["data"]
    query, token = {"id": made["id"]}, made["manage_token"]

    assert dining.put(BOOKINGS, {"status": "CANCELED"}, query=query).status == 401
    assert dining.put(BOOKINGS, {"status": "CANCELED", "manage_token": "x"}, query=query).status == 401
    refused = dining.put(BOOKINGS, {"payment_status": "REFUNDED", "manage_token": token}, query=query)
    assert refused.status == 400
    moved = dining.put(
        BOOKINGS, {"date": TOMORROW.isoformat(), "start_time": "19:00"}, query=query, headers={"X-Manage-Token": token}
    )
    assert moved.json["data"]["start_time"] == f"{TOMORROW}T15:00:00.000Z"
    slots = dining.get(SLOTS, query={"event_id": event.id, "date": TOMORROW.isoformat()}).json["data"]
    assert [slot["remaining_capacity"] for slot in slots[1:3]] == [12, 10]
    cancelled = dining.put(BOOKINGS, {"status": "CANCELLED", "manage_token": token}, query=query)
    assert cancelled.json["data"]["status"] == "CANCELED"
    assert dining.put(BOOKINGS, {}, query={}).status == 400
    assert dining.put(BOOKINGS, {"status": "CANCELED"}, query={"id": 999_999}, key=SANDBOX_KEY).status == 404
    by_key = dining.put(BOOKINGS, {"payment_status": "REFUNDED"}, query=query, key=SANDBOX_KEY)
    assert by_key.json["data"]["payment_status"] == "REFUNDED"


def test_a_card_pays_at_the_gateway_and_a_cancellation_gives_it_back(
    app: Flask, dining: Family, event: Event, session: Session, gateway: FakeGateway
) -> None:
    made = booked(dining, event, payment_type="CARD", quantity=2).json["data"]
    assert (made["status"], made["payment_status"]) == ("PENDING", "PENDING")
    assert made["payment_url"]
    payment = session.scalars(select(Payment)).one()
    assert payment.amount_minor == 2 * 175_00
    reference = payment.reference
    session.commit()
    gateway.decide(reference, Outcome.SUCCEEDED)
    _settle(app, gateway, reference)
    shown = dining.get(BOOKINGS, query={"booking_id": made["booking_id"]}, key=SANDBOX_KEY).json["data"][0]
    assert (shown["status"], shown["payment_status"]) == ("CONFIRMED", "PAID")
    dining.put(BOOKINGS, {"status": "CANCELED", "manage_token": made["manage_token"]}, query={"id": made["id"]})
    session.expire_all()
    assert session.scalars(select(Refund.amount_minor)).all() == [350_00]
    assert session.scalars(select(Payment.state)).all() == [PaymentState.REVERSED]


def test_an_unpaid_booking_frees_its_places_and_money_that_comes_later_takes_them_again(
    app: Flask, dining: Family, event: Event, session: Session, gateway: FakeGateway
) -> None:
    made = booked(dining, event, payment_type="CARD").json["data"]
    later = utc_now() + timedelta(minutes=31)
    with app.app_context(), unit_of_work() as work:
        assert money.expire(work, booking_row=made["id"], now=later)
    session.expire_all()
    assert session.scalars(select(EventSlot.taken)).all() == [0]
    reference = session.scalars(select(Payment.reference)).one()
    session.commit()
    gateway.decide(reference, Outcome.SUCCEEDED)
    _settle(app, gateway, reference)
    session.expire_all()
    assert session.scalars(select(EventBooking.state)).all() == ["CONFIRMED"]
    assert session.scalars(select(EventSlot.taken)).all() == [1]


def test_bookings_are_listed_masked_without_a_key(dining: Family, event: Event, group: Group) -> None:
    booked(dining, event, mobile_number=group.john.phone, first_name="John", last_name=group.john.last_name)
    found: dict[str | None, Any] = {
        key: dining.get(BOOKINGS, query={"event_id": event.id}, key=key).json
        for key in (None, PUBLISHABLE_KEY, SANDBOX_KEY, OTHER_KEY)
    }

    assert [found[key]["total"] for key in found] == [1, 1, 1, 0]
    assert {"success", "data", "total", "limit", "skip"} == set(found[None])
    for key in (None, PUBLISHABLE_KEY):
        assert not any(fact in str(found[key]) for fact in PERSONAL)
    assert found[SANDBOX_KEY]["data"][0]["customer"]["mobile_number"] == group.john.phone
    assert dining.get(BOOKINGS, key="wrong").status == 401


def test_the_wallet(dining: Family, event: Event, group: Group, session: Session) -> None:
    account = wallet.open_wallet(
        session, tenant=_tenant(group), customer_id=group.john.id, currency="AED", now=utc_now()
    )
    session.commit()
    move = {"customer_id": group.john.id, "wallet_id": account.id, "amount": 100.5, "transaction_type": "CREDIT"}

    assert dining.post(MONEY, move).status == 401
    assert dining.get(MONEY).status == 401
    assert dining.get(f"{MONEY}/summery").status == 401
    made = dining.post(MONEY, move | {"payment_method": "CASH", "note": "At the gate"}, key=SANDBOX_KEY)
    assert (made.status, made.json["data"]["balance_after"]) == (200, 100.5)
    assert (made.json["data"]["payment_method"], made.json["data"]["note"]) == ("CASH", "At the gate")
    debit = move | {"amount": 40, "transaction_type": "DEBIT"}
    assert dining.post(MONEY, debit, key=SANDBOX_KEY).json["data"]["balance_after"] == 60.5
    over = dining.post(MONEY, debit | {"amount": 61}, key=SANDBOX_KEY)
    assert (over.status, over.json) == (409, {"success": False, "message": "Insufficient wallet balance"})
    assert dining.post(MONEY, debit | {"amount": 0}, key=SANDBOX_KEY).status == 400
    for amount in (1.005, 1e106):
        assert dining.post(MONEY, debit | {"amount": amount}, key=SANDBOX_KEY).status == 400
    assert dining.post(MONEY, debit | {"wallet_id": account.id + 1}, key=SANDBOX_KEY).status == 404
    assert dining.post(MONEY, debit, key=OTHER_KEY).status == 404
    listed = dining.get(MONEY, query={"wallet_id": account.id}, key=SANDBOX_KEY).json
    assert [(line["transaction_type"], line["amount"]) for line in listed["data"]] == [("DEBIT", 40), ("CREDIT", 100.5)]
    sums = dining.get(f"{MONEY}/summery", query={"customer_wallet_id": account.id}, key=SANDBOX_KEY).json["data"]
    assert sums == {"total_credit": 100.5, "total_debit": 40, "balance": 60.5, "count": 2, "currency": "AED"}
    assert dining.get(MONEY, key=OTHER_KEY).json["total"] == 0


def test_a_code_is_asked_where_the_event_wants_one(dining: Family, event: Event, session: Session) -> None:
    event.needs_code = True
    session.commit()

    asked = booked(dining, event)
    assert (asked.status, asked.json["message"]) == (400, "Mobile number must be verified by OTP first")
    code = session.scalars(select(OutboxMessage.code).where(OutboxMessage.recipient == "+966501234567")).one()
    assert booked(dining, event, otp="12").status == 400
    assert booked(dining, event, otp=code).status == 200


def _settle(app: Flask, gateway: FakeGateway, reference: str) -> None:
    with app.app_context():
        settle(unit_of_work, utc_now, gateway.registry, gateways().texts, reference=reference)


def _tenant(group: Group) -> Tenant:
    return Tenant(group.business.id, Environment.TEST)
