"""The last step: bought once whatever is pressed, and everything that can stand in the way said where it helps."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.bills import BillKind
from app.domain.states import BillState
from app.models import Customer, Payment
from app.services.provider_ports import BillAccount, Plan, ProviderDown, ProviderRefused
from tests.factories import PASSWORD, PIN, fund_card
from tests.integration.flows.bill_office import DONE, Scripted
from tests.integration.web.bills.conftest import ADDRESSES, KEY, MONEY, balance, bills_of, keyed, pay, says
from tests.support.pages import Page, PageClient


@pytest.mark.parametrize(
    ("kind", "minor", "title"),
    [
        (BillKind.AIRTIME, 100_000, "MTN airtime"),
        (BillKind.DATA, 100_000, "MTNData 2GB Monthly"),
        (BillKind.ELECTRICITY, 500_000, "EKEDC Prepaid"),
        (BillKind.CABLE, 790_000, "DSTV Compact"),
    ],
)
def test_each_kind_is_bought(
    buyer: PageClient, session: Session, ada: Customer, kind: BillKind, minor: int, title: str
) -> None:
    page = buyer.follow(pay(buyer, kind))

    [bill] = bills_of(session)
    assert (bill.state, bill.kind, bill.amount_minor, bill.locale) == (BillState.SUCCEEDED, kind, minor, "en")
    assert balance(session, ada) == MONEY - minor
    assert (page.heading, page.response.request.path) == (title, f"/bills/{bill.uuid}")


def test_a_form_sent_twice_buys_once(buyer: PageClient, session: Session, ada: Customer) -> None:
    first, again = pay(buyer, BillKind.AIRTIME), buyer.post(keyed(BillKind.AIRTIME), {"shown": "100000", "pin": PIN})

    assert first.location == again.location
    assert (len(bills_of(session)), balance(session, ada)) == (1, MONEY - 100_000)


def test_coming_back_to_the_form_shows_that_it_was_bought(buyer: PageClient, session: Session) -> None:
    bought = pay(buyer, BillKind.AIRTIME)

    page = buyer.get(keyed(BillKind.AIRTIME))

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.select("#pay") == []
    assert page.one("main .btn-primary")["href"] == bought.location
    once_more = buyer.get(str(page.one("main .btn-quiet")["href"]), status=302)
    assert parse_qs(urlsplit(once_more.location).query)["key"] != [KEY]
    assert buyer.get(once_more.location).select("#pay")


def test_a_form_without_a_key_buys_nothing(buyer: PageClient, session: Session) -> None:
    answer = buyer.post(ADDRESSES[BillKind.AIRTIME], {"shown": "100000", "pin": PIN})

    assert answer.location.startswith("/bills/airtime?service=mtn")
    assert bills_of(session) == []


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        ("", "Enter the PIN of your shopping card."),
        ("12", "The PIN has exactly four digits."),
        ("0000", "That PIN is not right. You can try 4 more times."),
    ],
)
def test_a_wrong_pin_is_said_and_everything_else_stays(
    buyer: PageClient, session: Session, ada: Customer, pin: str, told: str
) -> None:
    page = pay(buyer, BillKind.ELECTRICITY, pin=pin, status=422)

    assert page.summary == [(told, "pin")]
    assert page.texts(".chosen dd:first-of-type") == ["EKEDC", "EKEDC Prepaid", "12345678901", "₦5,000.00"]
    assert (page.one("#pay")["action"], page.one("#pin").get("value")) == (keyed(BillKind.ELECTRICITY), None)
    assert (bills_of(session), balance(session, ada)) == ([], MONEY)


def test_a_locked_pin_is_said(buyer: PageClient) -> None:
    for _ in range(4):
        pay(buyer, BillKind.AIRTIME, pin="0000", status=422)

    for pin in ("0000", PIN):
        page = pay(buyer, BillKind.AIRTIME, pin=pin, status=429)
        assert page.summary == [("The PIN was wrong too many times. Try again in 15 minutes, or reset it.", "pin")]


def test_without_a_pin_one_is_set_first_and_the_way_leads_back(
    buyer: PageClient, session: Session, ada: Customer
) -> None:
    ada.pin_hash = None
    session.commit()

    page = buyer.get(keyed(BillKind.AIRTIME))
    link = page.one("main .btn-primary")
    assert (link.get_text(strip=True), page.select("#pay")) == ("Set a PIN", [])
    form = {"password": PASSWORD, "pin": PIN, "next": keyed(BillKind.AIRTIME)}
    assert parse_qs(urlsplit(str(link["href"])).query)["next"] == [form["next"]]

    assert buyer.post(str(link["href"]).split("?")[0], form).location == keyed(BillKind.AIRTIME)
    assert pay(buyer, BillKind.AIRTIME).location.startswith("/bills/")


def test_what_is_missing_is_said_with_the_way_to_top_up_and_back(
    signed_in: PageClient, platform: object, session: Session, ada: Customer
) -> None:
    fund_card(session, ada, 150_050)
    session.commit()

    page = signed_in.get(keyed(BillKind.ELECTRICITY))

    assert page.texts(".notice b") == ["₦3,499.50 is missing on your shopping card"]
    assert page.select("#pay") == []
    wallet = signed_in.get(str(page.one("main .btn-primary")["href"]))
    assert (wallet.value("amount"), wallet.value("next")) == ("3500", keyed(BillKind.ELECTRICITY))


def test_topping_up_leads_back_to_the_bill(
    signed_in: PageClient, platform: object, session: Session, ada: Customer
) -> None:
    back = keyed(BillKind.ELECTRICITY)
    gateway = signed_in.post("/wallet/top-up", {"amount": "5000", "key": "a key", "next": back}).location
    signed_in.post(urlsplit(gateway).path, {"outcome": "success"})
    [reference] = session.scalars(Payment.__table__.select().with_only_columns(Payment.reference))

    answer = signed_in.get(f"/pay/return/{reference}", status=303)

    assert answer.location.startswith(f"{back}&reference={reference}")
    page = signed_in.get(answer.location)
    assert page.texts(".notice b") == ["Your shopping card is topped up"]
    assert page.one("#pay")["action"] == back
    assert signed_in.get("/bills?status=failed").texts(".notice b") == ["The top-up did not go through"]


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_topping_up_leads_only_to_pages_of_ours(buyer: PageClient, session: Session, evil: str) -> None:
    buyer.post("/wallet/top-up", {"amount": "5000", "key": "a key", "next": evil})

    assert list(session.scalars(Payment.__table__.select().with_only_columns(Payment.return_url))) == [None]


def test_money_spent_in_another_window_is_noticed(buyer: PageClient, session: Session, ada: Customer) -> None:
    form = {"shown": "790000", "pin": PIN}
    pay(buyer, BillKind.ELECTRICITY, key="another-key-of-another")

    page = buyer.post(keyed(BillKind.CABLE), form, status=422)

    assert page.texts(".summary li") == ["There is not enough on your shopping card for this."]
    assert page.texts(".notice b") == ["₦2,900.00 is missing on your shopping card"]
    assert (len(bills_of(session)), balance(session, ada)) == (1, MONEY - 500_000)


def test_a_price_that_changed_is_said_and_shown(
    buyer: PageClient, session: Session, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Plan] = scripted.plans("MTN_NIGERIA")
    dearer = [replace(plan, amount_minor=120_000 if plan.slug == "mtn-2gb-monthly" else 1) for plan in said]

    def sent(data: dict[str, Any]) -> Page:
        return buyer.post(keyed(BillKind.DATA), data, status=422)

    monkeypatch.setattr(scripted, "plans", lambda _slug: dearer)
    page = sent({"shown": "100000", "pin": PIN})

    assert page.texts(".summary li") == ["This plan now costs ₦1,200.00. Check it and confirm again."]
    assert (page.one("#pay [name=shown]")["value"], bills_of(session)) == ("120000", [])


@pytest.mark.parametrize("shown", ["", "-5", "1e9", "9" * 40, "٥"])
def test_a_tampered_amount_buys_nothing(buyer: PageClient, session: Session, shown: str) -> None:
    page = buyer.post(keyed(BillKind.AIRTIME), {"shown": shown, "pin": PIN}, status=422)

    assert page.texts(".summary li") == ["Enter an amount from ₦50.00 to ₦50,000.00."]
    assert bills_of(session) == []


def test_a_meter_that_wants_more_than_usual_is_heard(
    buyer: PageClient, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants = BillAccount(name="John Doe", number="12345678901", min_amount_minor=700_000)
    monkeypatch.setattr(scripted, "find_account", lambda *_asked: wants)

    page = buyer.get(keyed(BillKind.ELECTRICITY), status=422)

    assert page.summary == [("Enter an amount from ₦7,000.00 to ₦100,000.00.", "amount")]
    assert page.texts(".usual a") == ["₦10,000.00", "₦20,000.00"]


def test_a_meter_that_vanished_meanwhile_is_asked_for_again(
    buyer: PageClient, session: Session, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_asked: str) -> BillAccount:
        raise ProviderRefused("account_not_found", "Customer not found")

    monkeypatch.setattr(scripted, "find_account", gone)
    page = buyer.post(keyed(BillKind.ELECTRICITY), {"shown": "500000", "pin": PIN}, status=422)

    assert page.summary == [("EKEDC does not know this number. Check the digits.", "number")]
    assert (page.value("number"), bills_of(session)) == ("12345678901", [])


def test_a_provider_that_is_down_at_the_end_charges_nothing(
    buyer: PageClient, session: Session, ada: Customer, scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    well, calls = scripted.plans, []

    def first_down(slug: str) -> list[Plan]:
        calls.append(slug)
        if len(calls) == 1:
            raise ProviderDown("no answer")
        plans: list[Plan] = well(slug)
        return plans

    monkeypatch.setattr(scripted, "plans", first_down)
    page = buyer.post(keyed(BillKind.DATA), {"shown": "100000", "pin": PIN}, status=422)

    assert "Nothing was charged" in page.texts(".summary li")[0]
    assert (bills_of(session), balance(session, ada)) == ([], MONEY)
    says(scripted, DONE)
    buyer.post(str(page.one("#pay")["action"]), {"shown": "100000", "pin": PIN})
    assert [bill.state for bill in bills_of(session)] == [BillState.SUCCEEDED]


def test_where_nobody_sells_bills_the_page_says_so(
    app: Flask, buyer: PageClient, platform: Any, session: Session
) -> None:
    platform.providers = {**(platform.providers or {}), "bills": "nobody"}
    session.commit()

    buyer.get(keyed(BillKind.CABLE), status=503)


def test_the_pin_is_in_no_address(buyer: PageClient) -> None:
    answer = pay(buyer, BillKind.AIRTIME)

    page = buyer.follow(answer)
    assert PIN not in answer.location.replace(answer.location.rpartition("/")[2], "")
    assert all("pin=" not in str(link["href"]) for link in page.select("a[href]"))
    assert all(form.get("method") == "post" for form in buyer.get(keyed(BillKind.DATA)).select("form:has([name=pin])"))
