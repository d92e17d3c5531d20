"""The dining document's own examples against the demo data, and nobody of the demo told to strangers."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer, Reservation, WaitingEntry
from tests.integration.api.dining.test_branches import BRANCH_ROW
from tests.integration.api.dining.test_reservations import FILTER, SAMPLE
from tests.integration.api.dining.test_waiting import LIST
from tests.integration.api.dining.test_waiting import ROW as WAITING
from tests.integration.api.dining.walk import open_reads, replies, told
from tests.support.api import SANDBOX_KEY, ApiClient, Family
from tests.support.shapes import same_shape

PUBLISHABLE_KEY = "sandbox-publishable-key"


@pytest.fixture(scope="session")
def app(demo_app: Flask) -> Flask:
    return demo_app


@pytest.fixture
def dining(api: ApiClient) -> Family:
    return api.dining


@pytest.fixture
def people(session: Session) -> set[str]:
    """The numbers, e-mails and surnames of everybody in the demo's restaurants and shops."""
    found: set[str] = set()
    for kind in (Customer, Reservation, WaitingEntry):
        for phone, email, last_name in session.execute(select(kind.phone, kind.email, kind.last_name).distinct()):
            found |= {phone.removeprefix("+") if phone else "", email or "", last_name}
    return {text for text in found if len(text) > 1}


def test_masked_means_masked(dining: Family, people: set[str]) -> None:
    for operation in open_reads():
        for key in (None, PUBLISHABLE_KEY):
            for body in replies(dining, operation, key=key):
                assert told(body, people) == set(), operation.name


def test_with_the_key_the_same_people_are_told(dining: Family, people: set[str]) -> None:
    for path in (FILTER, LIST):
        assert told(dining.get(path, key=SANDBOX_KEY, query={"limit": 100}).json, people)


def test_reservations_of_downtown(dining: Family) -> None:
    query = {"reservation_status": "CONFIRMED,PENDING", "branch_id": 5, "sort_by": "start_time", "sort_order": "ASC"}
    answer = dining.get(FILTER, key=SANDBOX_KEY, query=query)

    assert answer.status == 200
    rows = answer.json["data"]
    same_shape({**SAMPLE, "data": []}, {**answer.json, "data": []})
    assert [row["start_time"] for row in rows] == sorted(row["start_time"] for row in rows)
    assert {row["branch"]["id"] for row in rows} == {5}
    for row in rows:
        same_shape(
            {**SAMPLE["data"][0], "payments": [], "tables": SAMPLE["data"][0]["tables"]}, {**row, "payments": []}
        )


def test_the_documents_reservation(dining: Family) -> None:
    answer = dining.get(FILTER, query={"reservation_id": "RES123"})

    assert [row["reservation_id"] for row in answer.json["data"]] == ["RES123"]


def test_the_documents_waiting_entry(dining: Family) -> None:
    entry = dining.get(LIST, key=SANDBOX_KEY, query={"id": 1}).json["data"]

    same_shape({**WAITING, "tables": []}, {**entry, "tables": []})
    assert dining.get(LIST, query={"branch_id": "DT01", "limit": 100}).json["total"] >= 1


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("country", {"id": 1}, {"id": 1, "country_id": "KSA"}),
        ("country", {"country_name": "bah"}, {"id": 3, "country_id": "BHD", "country_name": "BAHRAIN"}),
        ("brand", {"brand_Id": "PKR02501"}, {"id": 2, "brand_Id": "PKR02501", "country_id": 1}),
        ("brand", {"brand_code": "PKR02501"}, {"id": 2}),
        ("branch", {"id": 1096}, {"id": 1096, "branch_code": "Parkers-Events-2", "brand_id": 4}),
        ("branch", {"branch_code": "DT01"}, {"id": 5, "branch_code": "DT01"}),
        ("branch", {"id": 12}, {"id": 12}),
    ],
)
def test_the_documents_places(dining: Family, path: str, query: dict[str, Any], expected: dict[str, Any]) -> None:
    answer = dining.get(f"/api/public/{path}", key=SANDBOX_KEY, query=query)

    assert answer.status == 200
    data = answer.json["data"]
    row = data[0] if isinstance(data, list) else data
    assert {name: row[name] for name in expected} == expected


def test_every_branch_on_one_page(dining: Family) -> None:
    body = dining.get("/api/public/branch", key=SANDBOX_KEY, query={"limit": 500}).json

    assert (body["pages"], len(body["data"])) == (1, body["total"])
    for row in body["data"]:
        assert set(row) == set(BRANCH_ROW)
