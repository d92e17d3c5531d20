"""Bills over JSON, by the document's own examples: what is sold, whose meter it is, and buying."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import BillService
from tests.integration.api.commerce.bills_shop import (
    BASE,
    DSTV,
    EKEDC,
    METER,
    MTN,
    MTN_DATA,
    PURCHASES,
    SMART_CARD,
    bills,
    buy,
)
from tests.integration.api.commerce.conftest import OTHER_KEY, Shop
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Family
from tests.support.shapes import same_shape

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
