"""Buying bills over JSON: the document's examples, limits, PIN, balance, pending, refused, repeated."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import fund_card
from tests.integration.api.commerce.bills_shop import (
    MTN,
    MTN_DATA,
    NUMBER,
    PURCHASES,
    balance,
    bills,
    buy,
)
from tests.integration.api.commerce.conftest import Shop
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Family
from tests.support.shapes import same_shape


@pytest.fixture
def rich(commerce: Family, shop: Shop, session: Session, john: str) -> str:
    """John with 101,000.00 more on the card."""
    fund_card(session, shop.john, 10_100_000)
    session.commit()
    return john


@pytest.mark.parametrize("kind", PURCHASES)
def test_purchase(commerce: Family, rich: str, session: Session, kind: str) -> None:
    body, sample, message = PURCHASES[kind]
    before = balance(commerce, rich)

    answer = buy(commerce, rich, kind)

    assert answer.status == 200, answer.json
    same_shape(replied(message, sample), answer.json)
    data = answer.json["data"]
    fixed = {"transactionReference", "paymentReference", "token", "processedAt"}
    expected = {name: value for name, value in sample.items() if name not in fixed} | {"amount": body["amount"]}
    assert (answer.json["message"], {name: data[name] for name in expected}) == (message, expected)
    assert data["transactionReference"].startswith("TXN")
    assert data["paymentReference"].startswith("PAY")
    assert data["token"]
    assert balance(commerce, rich) == before - body["amount"]
    assert bills(session) == 1


@pytest.mark.parametrize(
    ("kind", "lowest", "highest"),
    [("airtime", 50, 50_000), ("electricity", 100, 100_000)],
)
def test_amounts_have_limits(commerce: Family, rich: str, kind: str, lowest: int, highest: int) -> None:
    words = failed(f"Amount must be between {lowest}.00 and {highest:,}.00 NGN")

    for amount in (lowest - 0.01, highest + 0.01, 0.01):
        answer = buy(commerce, rich, kind, amount=amount)
        assert (answer.status, answer.json) == (400, words), amount
    assert buy(commerce, rich, kind, amount=lowest).status == 200
    assert buy(commerce, rich, kind, amount=highest).status == 200


def test_amounts_of_data_and_cable_have_limits_too(commerce: Family, rich: str) -> None:
    assert buy(commerce, rich, "data", amount=49).json == failed("Amount must be between 50.00 and 50,000.00 NGN")
    assert buy(commerce, rich, "cable", amount=499).json == failed("Amount must be between 500.00 and 100,000.00 NGN")
    assert buy(commerce, rich, "cable", amount=100_001).status == 400


@pytest.mark.parametrize(("kind", "amount", "price"), [("data", 999.99, "1,000.00"), ("cable", 7901, "7,900.00")])
def test_a_fixed_price_is_paid_exactly(
    commerce: Family, rich: str, session: Session, kind: str, amount: float, price: str
) -> None:
    answer = buy(commerce, rich, kind, amount=amount)

    assert (answer.status, answer.json) == (400, failed(f"Amount must be the plan's price, {price}"))
    assert bills(session) == 0


def test_a_plan_that_is_not_sold(commerce: Family, john: str) -> None:
    for kind, slug in (("data", "glo-1gb-daily"), ("data", "mtn-vtu"), ("cable", "dstv-gold"), ("electricity", "x")):
        answer = buy(commerce, john, kind, packageSlug=slug)
        assert (answer.status, answer.json) == (404, failed("Plan not found")), slug


@pytest.mark.parametrize("kind", PURCHASES)
def test_a_service_of_another_kind_is_unknown(commerce: Family, john: str, kind: str) -> None:
    name = next(name for name in PURCHASES[kind][0] if name.endswith("ServiceId"))
    other = MTN if kind != "airtime" else MTN_DATA

    answer = buy(commerce, john, kind, **{name: other})

    assert (answer.status, answer.json) == (404, failed("Service not found"))


@pytest.mark.parametrize("phone", ["12", "+999", "08o12345678", "a phone"])
def test_a_phone_number_that_is_none(commerce: Family, john: str, phone: str) -> None:
    for kind in ("airtime", "data"):
        answer = buy(commerce, john, kind, phoneNumber=phone)
        assert (answer.status, answer.json) == (400, failed("Phone number is not valid"))


def test_a_national_phone_number_is_read_as_the_platforms_own(commerce: Family, john: str) -> None:
    assert buy(commerce, john, phoneNumber="0801 234 5678").json["data"]["phoneNumber"] == "+2348012345678"


def test_wrong_pins_lock_and_buy_nothing(commerce: Family, john: str, session: Session) -> None:
    for _ in range(4):
        answer = buy(commerce, john, transactionPin="9999")
        assert (answer.status, answer.json) == (400, failed("Invalid transaction PIN"))
    locked = buy(commerce, john, transactionPin="9999")
    still = buy(commerce, john)

    assert (locked.status, still.status) == (429, 429)
    assert still.headers["Retry-After"]
    assert bills(session) == 0


def test_six_digits_are_compared_and_wrong(commerce: Family, john: str) -> None:
    assert buy(commerce, john, transactionPin="123456").json == failed("Invalid transaction PIN")


def test_a_card_with_too_little(commerce: Family, john: str, jane: str, session: Session) -> None:
    answer = buy(commerce, john, amount=1000.01)
    other = buy(commerce, jane, amount=50, transactionPin="4321")

    assert (answer.status, answer.json) == (400, failed("Insufficient shopping card balance"))
    assert (other.status, other.json) == (400, failed("Insufficient shopping card balance"))
    assert (bills(session), balance(commerce, john)) == (0, 1000.0)


def test_a_purchase_that_stays_open_says_pending(commerce: Family, rich: str) -> None:
    before = balance(commerce, rich)

    airtime = buy(commerce, rich, phoneNumber="+2348012341111")
    meter = buy(commerce, rich, "electricity", meterNumber="12345671111")

    assert (airtime.status, meter.status) == (200, 200)
    assert (airtime.json["message"], airtime.json["data"]["status"]) == ("Airtime is pending", "pending")
    assert (meter.json["message"], meter.json["data"]["status"]) == ("Electricity is pending", "pending")
    assert (airtime.json["data"]["token"], meter.json["data"]["token"]) == (None, None)
    assert balance(commerce, rich) == before - 6000


def test_a_token_that_comes_late_is_pending_until_then(commerce: Family, rich: str) -> None:
    data = buy(commerce, rich, "electricity", meterNumber="12345672222").json["data"]

    assert (data["status"], data["token"]) == ("pending", None)


def test_a_refusal_gives_the_money_back_and_says_so(commerce: Family, john: str, session: Session) -> None:
    answer = buy(commerce, john, phoneNumber="+2348012345555")

    words = "The provider did not deliver. The amount was returned to the shopping card"
    assert (answer.status, answer.json) == (502, failed(words))
    assert (bills(session), balance(commerce, john)) == (1, 1000.0)
    listed = commerce.get("/api/customer/transaction/list", token=john).json["data"]
    kinds = [line["transactionType"] for line in (listed["transactions"] if isinstance(listed, dict) else listed)]
    assert kinds[:2] == ["Refund", "Bills Payment"]


def test_the_same_request_again_is_the_same_purchase(commerce: Family, john: str, session: Session) -> None:
    first = buy(commerce, john, amount=400, idempotency_key="bill-1")
    again = buy(commerce, john, amount=400, idempotency_key="bill-1")
    other = buy(commerce, john, amount=500, idempotency_key="bill-1")

    assert (again.json, again.headers["Idempotent-Replayed"]) == (first.json, "true")
    assert other.status == 422
    assert (bills(session), balance(commerce, john)) == (1, 600.0)


def test_without_a_key_twice_is_two(commerce: Family, john: str, session: Session) -> None:
    buy(commerce, john, amount=400)
    buy(commerce, john, amount=400)

    assert (bills(session), balance(commerce, john)) == (2, 200.0)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        *((kind, "amount", value) for kind in PURCHASES for value in ("1000", None, -1, 0, True, 1e13, "NaN")),
        *((kind, "transactionPin", value) for kind in PURCHASES for value in ("12", "1234567", 1234, None, "12a4")),
        *((kind, NUMBER[kind], value) for kind in PURCHASES for value in ("", None, 5, "9" * 51, "a\u0000b")),
        *((kind, "packageSlug", value) for kind in ("data", "cable") for value in ("", None, "x" * 101)),
        *((kind, "billerId", value) for kind in ("data", "cable") for value in ("101", 0, None, 1.5, 2**40)),
        ("airtime", "airtimeServiceId", "mtn"),
        ("cable", "cableServiceId", None),
    ],
)
def test_bad_fields_are_refused(
    commerce: Family, john: str, session: Session, kind: str, field: str, value: object
) -> None:
    answer = buy(commerce, john, kind, **{field: value})

    assert (answer.status, answer.json["success"], answer.json["data"]) == (400, False, None)
    assert bills(session) == 0


def test_an_amount_finer_than_kobo(commerce: Family, john: str) -> None:
    answer = buy(commerce, john, amount=100.005)

    assert (answer.status, answer.json) == (400, failed("amount has more decimals than the currency"))
