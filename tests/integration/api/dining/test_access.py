"""Who may ask what, and how much of it they see: for every route of the family as it is declared."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.api._kit.operation import Needs
from app.api.dining import dining as family
from app.domain.reservations import WaitingKind
from app.extensions import STAFF_COOKIE
from app.integrations.hashing import HmacHasher
from app.models import AttemptCounter, StaffBranch, StaffMember
from app.services import staff_accounts
from tests.factories import (
    NOW,
    make_api_key,
    make_reservation,
    make_restaurant,
    make_staff,
    make_waiting,
)
from tests.factories.tenancy import SANDBOX
from tests.integration.api.dining.conftest import OTHER_KEY, PERSONAL, PHONE, PUBLISHABLE_KEY, Group
from tests.integration.api.dining.walk import open_reads, replies, told
from tests.support.api import SANDBOX_KEY, Family

FILTER = "/api/booking/reservations/filter"
NO_KEY = {"success": False, "message": "Invalid or missing API key"}
# Those that tell of guests in rows of one shape.
PEOPLE = [op for op in open_reads() if "/booking/" in op.path and "slots" not in op.path]


@pytest.fixture
def guests(group: Group, session: Session) -> Group:
    """John has booked, waits and stands at the door."""
    texts: dict[str, Any] = {"request": f"Table for {PERSONAL[0]}", "allergies": ["peanuts"]}
    make_reservation(session, branch=group.branch, customer=group.john, reference="RES123", **texts)
    for kind in WaitingKind:
        make_waiting(session, branch=group.branch, customer=group.john, kind=kind, notes=f"Call {PHONE}")
    session.commit()
    return group


def test_a_wrong_key_is_refused_everywhere(dining: Family) -> None:
    for operation in family.operations:
        for key in ("wrong", "x" * 5_000, "clé"):
            answer = dining.ask(operation.method, operation.path, key=key)
            said = (answer.status, answer.json["success"], answer.json["message"])
            assert said == (401, False, NO_KEY["message"]), operation.name
            assert answer.headers["WWW-Authenticate"]


def test_without_a_key_only_what_says_so_answers(dining: Family) -> None:
    for operation in family.operations:
        answer = dining.ask(operation.method, operation.path, key=None)
        assert (answer.status == 401) == (operation.needs is not Needs.NOTHING), operation.name


@pytest.mark.usefixtures("guests")
def test_masked_means_masked(dining: Family) -> None:
    for operation in open_reads():
        for key in (None, PUBLISHABLE_KEY):
            for body in replies(dining, operation, key=key):
                assert told(body, PERSONAL) == set(), operation.name


@pytest.mark.usefixtures("guests")
def test_a_secret_key_sees_people_in_full_and_in_the_same_shape(dining: Family) -> None:
    for operation in PEOPLE:
        full = dining.get(operation.path, key=SANDBOX_KEY).json
        masked = dining.get(operation.path).json

        assert len(full["data"]) == len(masked["data"]) == 1
        assert told(full, PERSONAL[:2]) == set(PERSONAL[:2])
        known, customer = full["data"][0]["customer"], masked["data"][0]["customer"]
        assert (customer["first_name"], customer["last_name"]) == ("J•••", "Z•••")
        assert customer["mobile_number"].removeprefix("+") == "9715•••567"
        assert {name: type(value) for name, value in customer.items()} == {n: type(v) for n, v in known.items()}


@pytest.mark.usefixtures("guests")
def test_a_key_of_another_business_sees_its_own_business_only(dining: Family) -> None:
    for operation in PEOPLE:
        own = dining.get(operation.path, key=SANDBOX_KEY).json["data"][0]["id"]

        assert dining.get(operation.path, key=OTHER_KEY).json["data"] == []
        if operation.path != FILTER:
            assert dining.get(operation.path, key=OTHER_KEY, query={"id": own}).status == 404


def test_a_secret_key_without_the_scope_is_refused(dining: Family, group: Group, session: Session) -> None:
    key = make_api_key(session, group.platform, scopes=["catalog:read"])
    session.commit()

    assert dining.get(FILTER, key=key).status == 403


# --- addresses nobody answers


@pytest.mark.parametrize(
    "path",
    ["/api/booking", "/api/booking/tables", "/api/public/x/y", "/api/gift-cards/1", "/api/customers/signup/again"],
)
def test_unknown_addresses_are_answered_in_the_familys_shape(dining: Family, path: str) -> None:
    answer = dining.get(path)

    assert (answer.status, answer.json["success"], answer.json["message"]) == (404, False, "Resource not found")


def test_a_wrong_method_is_told_the_right_ones(dining: Family) -> None:
    answer = dining.post(FILTER, {})

    assert (answer.status, answer.json) == (405, {"success": False, "message": "Method not allowed"})
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_neighbours_are_answered_by_their_own_families(dining: Family) -> None:
    for path in ("/api/customers", "/api/customer/x", "/api/bookings", "/api/v1x"):
        assert set(dining.get(path).json) == {"success", "message", "data"}


# --- searching without a key


@pytest.mark.usefixtures("guests")
@pytest.mark.parametrize(
    ("text", "masked", "full"),
    [
        (PHONE, 1, 1),
        (PHONE.removeprefix("+"), 1, 1),
        ("res123", 1, 1),
        ("50123", 0, 1),
        ("RES12", 0, 1),
        ("John", 0, 1),
        ("zephyr", 0, 1),
        ("John Zeph", 0, 1),
        ("%", 0, 0),
        ("nobody", 0, 0),
    ],
)
def test_search_finds_parts_only_with_a_key(dining: Family, text: str, masked: int, full: int) -> None:
    assert len(dining.get(FILTER, query={"search": text}).json["data"]) == masked
    assert len(dining.get(FILTER, query={"search": text}, key=SANDBOX_KEY).json["data"]) == full


@pytest.mark.usefixtures("guests")
def test_sorting_by_what_is_personal_needs_a_key(dining: Family) -> None:
    answer = dining.get(FILTER, query={"sort_by": "last_name"})

    message = "sort_by: last_name needs a secret API key"
    assert (answer.status, answer.json) == (400, {"success": False, "message": message})
    assert dining.get(FILTER, query={"sort_by": "last_name"}, key=SANDBOX_KEY).status == 200


# --- staff


def signed_in(app: Flask, session: Session, staff: StaffMember) -> Any:
    token = staff_accounts.open_sign_in(
        session, keyed=HmacHasher(SANDBOX.pepper), staff_id=staff.id, user_agent="", now=NOW.replace(year=2126)
    )
    session.commit()
    client = app.test_client()
    client.set_cookie(STAFF_COOKIE, token)
    return client


def test_staff_read_in_full_at_their_own_branches(app: Flask, guests: Group, session: Session) -> None:
    elsewhere = make_restaurant(session, brand=guests.brand, platform=guests.platform)
    make_reservation(session, branch=elsewhere)
    host = make_staff(session, business=guests.business, every_location=False)
    session.add(StaffBranch(staff_id=host.id, branch_id=guests.branch.id))
    everywhere = make_staff(session, business=guests.business)
    session.commit()

    seen = signed_in(app, session, host).get(FILTER).get_json()["data"]
    assert [row["customer"]["mobile_number"] for row in seen] == [PHONE]
    assert len(signed_in(app, session, everywhere).get(FILTER).get_json()["data"]) == 2


def test_staff_of_another_business_see_what_anybody_sees(app: Flask, guests: Group, session: Session) -> None:
    stranger = make_staff(session)
    session.commit()

    assert guests.john.last_name not in signed_in(app, session, stranger).get(FILTER).get_data(as_text=True)


# --- limits and openness


def test_callers_without_a_key_are_counted(app: Flask, guests: Group, session: Session) -> None:
    client = app.test_client()
    operation = next(op for op in family.operations if op.path == FILTER)
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}

    statuses = [client.get(FILTER, environ_base=elsewhere).status_code for _ in range(operation.open_limit + 1)]
    refused = client.get(FILTER, environ_base=elsewhere, headers={"x-api-key": PUBLISHABLE_KEY})

    assert statuses == [200] * operation.open_limit + [429]
    assert (refused.status_code, refused.get_json()["success"]) == (429, False)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get(FILTER, environ_base=elsewhere, headers={"x-api-key": SANDBOX_KEY}).status_code == 200
    assert client.get(FILTER).status_code == 200, "loopback is not counted in the sandbox"
    assert session.scalar(select(func.count()).select_from(AttemptCounter)) == 1


def test_a_get_writes_nothing_for_callers_that_are_not_counted(dining: Family, guests: Group, session: Session) -> None:
    for operation in PEOPLE:
        assert dining.get(operation.path, query={"status": "WAITING"} if "list" in operation.path else {}).status == 200
    assert session.scalar(select(func.count()).select_from(AttemptCounter)) == 0
    assert guests.branch.updated_at == NOW


@pytest.mark.usefixtures("guests")
def test_open_routes_restore_the_documents_openness(
    app: Flask, dining: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "souk_settings", replace(app.extensions["souk_settings"], open_routes="1"))

    for operation in PEOPLE:
        assert told(dining.get(operation.path).json, PERSONAL[:2]) == set(PERSONAL[:2])
    for operation in family.operations:
        status = dining.ask(operation.method, operation.path, body={} if operation.is_unsafe else None).status
        assert (status == 401) == (not operation.is_open), operation.name
