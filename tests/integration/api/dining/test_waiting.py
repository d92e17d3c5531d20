"""Waiting lists under /api/booking and /api/public/booking, and the queue at the door."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import WaitingKind, WaitingState
from app.models import WaitingEntry
from tests.factories import make_restaurant, make_seating, make_waiting, tables_of
from tests.integration.api.dining.conftest import EMAIL, PHONE, Group
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

LIST = "/api/booking/waiting-list"
PUBLIC = "/api/public/booking/waiting-list"
DOOR = "/api/public/booking/walkin-list"
ROW: dict[str, Any] = {
    "id": 1,
    "customer_id": 12,
    "branch_id": 5,
    "status": "WAITING",
    "party_size": 4,
    "notes": "Window seat preferred",
    "archive": False,
    "createdAt": "2024-12-01T10:30:00.000Z",
    "updatedAt": "2024-12-01T10:30:00.000Z",
    "customer": {
        "id": 12,
        "mobile_number": "971501234567",
        "first_name": "John",
        "last_name": "Doe",
        "email": "user@example.com",
        "customer_type": "REGULAR",
    },
    "branch": {
        "id": 5,
        "branch_name": "Downtown Branch",
        "branch_code": "DT01",
        "address": "123 Main St",
        "country": {"id": 1, "country_id": "AE", "currency": "AED"},
        "brand": {"brand_Id": 2, "brand_name": "My Brand"},
    },
    "tables": [{"table": {"id": 7, "table_number": "T3", "capacity": 4, "shape": "round", "section_id": 2}}],
}
SAMPLE: dict[str, Any] = {
    "success": True,
    "data": [ROW],
    "total": 35,
    "page": 1,
    "pages": 4,
    "meta": {
        "total": 35,
        "filters": {
            "branch_id": "5",
            "status": "WAITING",
            "customer_id": None,
            "mobile_number": None,
            "date": None,
        },
        "sort": {"sort_by": "createdAt", "sort_order": "desc"},
    },
}


@pytest.fixture
def waiting(group: Group, session: Session) -> WaitingEntry:
    """John waits downtown since half past ten; a table is kept for him."""
    group.branch.address_en = "123 Main St"
    at = datetime(2024, 12, 1, 10, 30, tzinfo=UTC)
    seating = make_seating(session, tables_of(session, group.branch)[:1], service_date=at.date(), starts_at=at)
    made = make_waiting(
        session,
        branch=group.branch,
        customer=group.john,
        party_size=4,
        notes="Window seat preferred",
        seating_id=seating.id,
        created_at=at,
        updated_at=at,
    )
    session.commit()
    return made


def ready(session: Session, group: Group, *, lapses_in: int, **given: Any) -> WaitingEntry:
    """Somebody who was offered a table, so many minutes before they lose it."""
    until = utc_now() + timedelta(minutes=lapses_in)
    return make_waiting(session, branch=group.branch, state=WaitingState.READY, ready_until=until, **given)


def found(dining: Family, path: str = LIST, **query: Any) -> list[int]:
    answer = dining.get(path, query=query)
    assert answer.status == 200, answer.json
    return [row["id"] for row in answer.json["data"]]


def test_the_list_is_as_documented(dining: Family, waiting: WaitingEntry) -> None:
    answer = dining.get(LIST, key=SANDBOX_KEY, query={"branch_id": waiting.branch_id, "status": "WAITING"})

    assert answer.status == 200
    same_shape(SAMPLE, answer.json)
    row, meta = answer.json["data"][0], answer.json["meta"]
    assert meta == {
        "total": 1,
        "filters": SAMPLE["meta"]["filters"] | {"branch_id": str(waiting.branch_id)},
        "sort": {"sort_by": "createdAt", "sort_order": "desc"},
    }
    assert (row["customer"]["mobile_number"], row["customer"]["email"]) == (PHONE.removeprefix("+"), EMAIL)
    assert row["createdAt"] == "2024-12-01T10:30:00.000Z"


@pytest.mark.parametrize("path", [LIST, PUBLIC])
def test_one_entry_ignores_every_filter(dining: Family, waiting: WaitingEntry, path: str) -> None:
    answer = dining.get(path, query={"id": waiting.id, "status": "EXPIRED", "limit": "x"})

    same_shape({"success": True, "data": ROW}, answer.json)
    assert (answer.json["data"]["notes"], answer.json["data"]["customer"]["email"]) == ("•••", "j•••@•••.com")
    missing = dining.get(path, query={"id": 999_999})
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Waiting list entry not found"})


def test_an_offer_that_lapsed_is_told_by_the_clock_in_each_routes_word(
    dining: Family, group: Group, session: Session
) -> None:
    lapsed, fresh = ready(session, group, lapses_in=-1), ready(session, group, lapses_in=5)
    written = make_waiting(session, branch=group.branch, state=WaitingState.EXPIRED)
    session.commit()

    for path, word in ((LIST, "EXPIRED"), (PUBLIC, "NOSHOW")):
        rows = {row["id"]: row["status"] for row in dining.get(path).json["data"]}
        assert rows == {lapsed.id: word, fresh.id: "READY", written.id: word}
        assert dining.get(path, query={"id": lapsed.id}).json["data"]["status"] == word
        for asked in ("EXPIRED", "NOSHOW", "no_show"):
            assert set(found(dining, path, status=asked)) == {lapsed.id, written.id}
        assert found(dining, path, status="READY") == [fresh.id]
    session.refresh(lapsed)
    assert lapsed.state is WaitingState.READY, "reading wrote something down"


def test_a_branch_by_row_or_code_and_the_other_filters(
    dining: Family, waiting: WaitingEntry, group: Group, session: Session
) -> None:
    elsewhere = make_restaurant(session, platform=group.platform, code=str(group.branch.id))
    other = make_waiting(session, branch=elsewhere)
    session.commit()

    assert found(dining, branch_id="DT01") == [waiting.id]
    assert found(dining, branch_id=elsewhere.id) == [other.id]
    assert found(dining, branch_id=group.branch.id) == [other.id], "a code stands over a row"
    assert found(dining, branch_id="nowhere") == []
    assert found(dining, brand_id=group.brand.id) == [waiting.id]
    assert found(dining, customer_id=group.john.id) == [waiting.id]
    for number in (PHONE, PHONE.removeprefix("+"), "+971 50 123 4567"):
        assert found(dining, mobile_number=number) == [waiting.id]
    for number in ("50123", "+971509999999", "nobody"):
        assert found(dining, mobile_number=number) == []
    assert found(dining, date="2024-12-01") == [waiting.id]
    assert found(dining, date="2024-12-02") == []


def test_sorting_falls_back_and_pages_are_capped(dining: Family, group: Group, session: Session) -> None:
    made = [make_waiting(session, branch=group.branch, party_size=party) for party in (3, 1, 2)]
    session.commit()

    body = dining.get(LIST, query={"sort_by": "mobile_number", "sort_order": "ASC", "limit": 500}).json
    assert body["meta"]["sort"] == {"sort_by": "createdAt", "sort_order": "asc"}
    assert [row["id"] for row in body["data"]] == [entry.id for entry in made]
    assert found(dining, sort_by="party_size", sort_order="asc") == [made[1].id, made[2].id, made[0].id]
    body = dining.get(LIST, query={"page": 2, "limit": 2}).json
    assert (body["total"], body["page"], body["pages"], len(body["data"])) == (3, 2, 2, 1)
    assert dining.get(LIST, query={"status": "HUNGRY"}).status == 400


def test_the_queue_at_the_door_is_a_list_of_its_own(
    dining: Family, waiting: WaitingEntry, group: Group, session: Session
) -> None:
    walk_in = make_waiting(session, branch=group.branch, kind=WaitingKind.WALK_IN, quoted_minutes=20)
    session.commit()

    assert found(dining, DOOR) == [walk_in.id]
    assert found(dining, PUBLIC) == [waiting.id]
    assert dining.get(DOOR, query={"id": waiting.id}).status == 404
    same_shape({"success": True, "data": {**ROW, "tables": []}}, dining.get(DOOR, query={"id": walk_in.id}).json)


def test_a_page_takes_as_many_statements_for_thirty_as_for_one(
    dining: Family, waiting: WaitingEntry, group: Group, session: Session
) -> None:
    def cost() -> int:
        with count_statements() as sent:
            dining.get(LIST, key=SANDBOX_KEY, query={"limit": 50, "branch_id": "DT01", "mobile_number": PHONE})
        return len(sent)

    one = cost()
    for _ in range(29):
        make_waiting(session, branch=group.branch, customer=group.john)
    session.commit()

    # The key, its storefront, the branch, how many, the rows and their tables.
    assert (one, cost()) == (6, 6)
