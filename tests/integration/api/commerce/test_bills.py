"""Bills over JSON, by the document's own examples: what is sold, whose meter it is, and buying."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Bill, BillService
from tests.factories import fund_card
from tests.integration.api.commerce.bills_shop import (
    AIRTIME,
    CABLE,
    DATA,
    DSTV,
    EKEDC,
    ELECTRICITY,
    METER,
    MTN,
    MTN_DATA,
    SMART_CARD,
)
from tests.integration.api.commerce.conftest import OTHER_KEY, Shop
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.shapes import same_shape

BASE = "/api/billspayment"
SERVICES = {
    "airtime": (MTN, "MTN", "mtn", ["MTN", "Glo", "Airtel", "9mobile"]),
    "data": (MTN_DATA, "MTNData", "mtndata", ["MTNData", "GloData", "AirtelData", "9mobileData"]),
    "cable": (DSTV, "DSTV", "dstv", ["DSTV", "GOTV", "Startimes", "Showmax"]),
    "electricity": (
        EKEDC,
        "EKEDC",
        "ekedc",
        ["EKEDC", "IKEDC", "EEDC", "KAEDCO", "KEDCO", "AEDC", "PHED", "JEDC", "BEDC", "YEDC"],
    ),
}
SAMPLE: dict[str, Any] = {
    "success": True,
    "message": "Airtime purchase completed",
    "transactionReference": "TXN123456789",
    "paymentReference": "PAY123456789",
    "token": "AIRTIME_TOKEN_12345",
    "amount": 1000.0,
    "telcoName": "MTN",
    "phoneNumber": "+2348012345678",
    "processedAt": "2025-01-15T10:30:00Z",
}
SHARED = {name: value for name, value in SAMPLE.items() if name not in {"telcoName", "phoneNumber"}}
# kind → body, data of the reply, message of the reply.
PURCHASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "airtime": (AIRTIME, SAMPLE, "Airtime purchased successfully"),
    "data": (
        DATA,
        {**SHARED, "message": "Data purchase completed", "status": "success", "phoneNumber": "+2348012345678"},
        "Data purchased successfully",
    ),
    "electricity": (
        ELECTRICITY,
        {**SHARED, "message": "Electricity purchase completed", "status": "success", "meterNumber": "12345678901"},
        "Electricity purchased successfully",
    ),
    "cable": (
        CABLE,
        {**SHARED, "message": "Cable TV purchase completed", "status": "success", "smartCardNumber": "12345678901"},
        "Cable TV purchased successfully",
    ),
}
NUMBER = {"airtime": "phoneNumber", "data": "phoneNumber", "electricity": "meterNumber", "cable": "smartCardNumber"}


@pytest.fixture
def rich(commerce: Family, shop: Shop, session: Session, john: str) -> str:
    """John with 101,000.00 more on the card."""
    fund_card(session, shop.john, 10_100_000)
    session.commit()
    return john


def buy(commerce: Family, token: str, kind: str = "airtime", **changes: Any) -> Answer:
    options = {name: changes.pop(name) for name in ("idempotency_key", "key") if name in changes}
    return commerce.post(f"{BASE}/{kind}/purchase", {**PURCHASES[kind][0], **changes}, token=token, **options)


def bills(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Bill)) or 0


def balance(commerce: Family, token: str) -> float:
    found: float = commerce.get("/api/customer/get-card-balance", token=token).json["data"]["currentBalance"]
    return found


@pytest.mark.parametrize("kind", SERVICES)
def test_services(commerce: Family, john: str, kind: str) -> None:
    uuid, name, slug, names = SERVICES[kind]

    answer = commerce.get(f"{BASE}/services/{kind}", token=john)

    title = kind.capitalize()
    first = {"id": uuid, "name": name, "slug": slug, "isActive": True}
    assert answer.json["message"] == f"{title} services retrieved successfully"
    assert answer.json["data"][0] == first
    assert [item["name"] for item in answer.json["data"]] == names
    same_shape(replied("", [first]), answer.json | {"message": ""})


def test_a_service_that_is_switched_off_is_not_listed_and_sells_nothing(
    commerce: Family, john: str, session: Session
) -> None:
    session.scalars(select(BillService).where(BillService.slug == "mtn")).one().is_active = False
    session.commit()

    listed = commerce.get(f"{BASE}/services/airtime", token=john).json["data"]

    assert "MTN" not in [item["name"] for item in listed]
    assert (buy(commerce, john).status, buy(commerce, john).json) == (404, failed("Service not found"))


def test_periods(commerce: Family, john: str) -> None:
    expected = [{"id": 1, "name": "Daily"}, {"id": 2, "name": "Weekly"}, {"id": 3, "name": "Monthly"}]

    answer = commerce.get(f"{BASE}/periods", token=john)

    assert answer.json == replied("Billing periods retrieved successfully", expected)


def test_data_plans(commerce: Family, john: str) -> None:
    answer = commerce.post(f"{BASE}/dataplans", {"serviceName": "MTNData", "period": "Monthly"}, token=john)

    assert answer.json["message"] == "Data plans retrieved successfully"
    assert answer.json["data"][:2] == [
        {
            "id": 1,
            "slug": "mtn-1gb-monthly",
            "name": "1GB Monthly",
            "amount": 500.0,
            "billerId": 101,
            "slugName": "mtn-1gb-monthly",
        },
        {
            "id": 2,
            "slug": "mtn-2gb-monthly",
            "name": "2GB Monthly",
            "amount": 1000.0,
            "billerId": 101,
            "slugName": "mtn-2gb-monthly",
        },
    ]


@pytest.mark.parametrize("service", ["MTNData", "GloData", "AirtelData", "9mobileData", "mtndata", " glodata "])
@pytest.mark.parametrize("period", ["Daily", "Weekly", "Monthly"])
def test_every_network_has_plans_of_every_period(commerce: Family, john: str, service: str, period: str) -> None:
    plans = commerce.post(f"{BASE}/dataplans", {"serviceName": service, "period": period}, token=john).json["data"]

    assert plans
    assert all(plan["amount"] >= 50 for plan in plans)


def test_disco_and_cable_plans(commerce: Family, john: str) -> None:
    disco = commerce.post(f"{BASE}/discoplans", {"discoName": "EKEDC"}, token=john).json
    cable = commerce.post(f"{BASE}/cableplans", {"cableTvName": "DSTV"}, token=john).json

    assert (disco["message"], cable["message"]) == (
        "DISCO plans retrieved successfully",
        "Cable plans retrieved successfully",
    )
    assert disco["data"][0] == {
        "id": 1,
        "slug": "ekedc-prepaid",
        "name": "EKEDC Prepaid",
        "amount": None,
        "billerId": 201,
        "billerSlug": "ekedc",
        "slugName": "ekedc-prepaid",
    }
    assert [(plan["id"], plan["slug"], plan["amount"], plan["billerId"]) for plan in cable["data"][:2]] == [
        (1, "dstv-compact", 7900.0, 301),
        (2, "dstv-premium", 24500.0, 301),
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("dataplans", {"serviceName": "MTN", "period": "Daily"}),
        ("discoplans", {"discoName": "DSTV"}),
        ("cableplans", {"cableTvName": "Netflix"}),
        ("electricity/validate", {**METER, "billerSlug": "dstv"}),
    ],
)
def test_an_unknown_service(commerce: Family, john: str, path: str, body: dict[str, Any]) -> None:
    answer = commerce.post(f"{BASE}/{path}", body, token=john)

    assert (answer.status, answer.json) == (404, failed("Service not found"))


def test_validating(commerce: Family, john: str) -> None:
    meter = commerce.post(f"{BASE}/electricity/validate", METER, token=john)
    card = commerce.post(f"{BASE}/cable/validate", SMART_CARD, token=john)

    words = "Customer validated successfully"
    person = {"isValid": True, "message": words, "customerName": "John Doe", "customerMessage": words}
    assert meter.json == replied(
        "Electricity customer validated successfully", {**person, "meterNumber": "12345678901", "minAmount": 100.0}
    )
    assert card.json == replied(
        "Cable customer validated successfully", {**person, "smartCardNumber": "12345678901", "minAmount": 500.0}
    )


@pytest.mark.parametrize("number", ["12345670000", "1", "abcdefghijk", "١٢٣٤٥٦٧٨٩٠١", "4" * 50])
def test_an_unknown_meter_or_card(commerce: Family, john: str, session: Session, number: str) -> None:
    meter = commerce.post(f"{BASE}/electricity/validate", {**METER, "meterNumber": number}, token=john)
    card = commerce.post(f"{BASE}/cable/validate", {**SMART_CARD, "smartCardNumber": number}, token=john)
    bought = buy(commerce, john, "electricity", amount=100, meterNumber=number)

    assert (meter.status, meter.json) == (404, failed("EKEDC does not know this number"))
    assert (card.status, card.json) == (404, failed("DSTV does not know this number"))
    assert (bought.status, bought.json, bills(session)) == (404, failed("EKEDC does not know this number"), 0)


def test_a_biller_of_another_service(commerce: Family, john: str, session: Session) -> None:
    words = failed("billerId and billerSlug do not belong to this service")

    for answer in (
        commerce.post(f"{BASE}/electricity/validate", {**METER, "billerId": 202}, token=john),
        commerce.post(f"{BASE}/cable/validate", {**SMART_CARD, "billerId": 201}, token=john),
        buy(commerce, john, "data", billerId=102),
        buy(commerce, john, "electricity", billerId=1),
        buy(commerce, john, "electricity", billerSlug="dstv"),
        buy(commerce, john, "cable", billerSlug="gotv"),
    ):
        assert (answer.status, answer.json) == (400, words)
    assert bills(session) == 0


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


def test_a_platform_without_bills(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shop.platform.features = []
    session.commit()

    answers = [commerce.get(f"{BASE}/services/{kind}", token=john) for kind in SERVICES]
    answers += [commerce.get(f"{BASE}/periods", token=john)]
    answers += [commerce.post(f"{BASE}/discoplans", {"discoName": "EKEDC"}, token=john)]
    answers += [commerce.post(f"{BASE}/electricity/validate", METER, token=john)]
    answers += [buy(commerce, john, kind) for kind in PURCHASES]

    words = failed("Bill payments are not configured for this platform")
    assert [(answer.status, answer.json) for answer in answers] == [(503, words)] * len(answers)


def test_a_platform_whose_provider_is_not_installed(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shop.platform.providers = {"bills": "coralpay"}
    session.commit()

    assert commerce.post(f"{BASE}/cableplans", {"cableTvName": "DSTV"}, token=john).status == 503
    assert (buy(commerce, john).status, bills(session)) == (503, 0)


def test_another_business_has_none_of_it(commerce: Family, john: str, jane: str) -> None:
    assert commerce.get(f"{BASE}/services/airtime", token=john, key=OTHER_KEY).status == 401
    assert buy(commerce, john, key=OTHER_KEY).status == 401


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
