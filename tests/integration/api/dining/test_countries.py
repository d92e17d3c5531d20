"""/api/public/country: one by id, and the list by name with skip and limit."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_country
from tests.integration.api.dining.conftest import PUBLISHABLE_KEY, Group
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape

PATH = "/api/public/country"
COUNTRY = {
    "id": 3,
    "country_id": "BHD",
    "country_name": "BAHRAIN",
    "currency": "BHD",
    "is_active": True,
    "discount_wallet_redeem_otp": True,
    "discount_wallet_redeem_pin": False,
    "points_redeem_otp": True,
    "points_redeem_pin": False,
    "created_date": "2025-05-14T17:46:46.749Z",
    "updated_date": "2025-08-12T07:46:22.301Z",
    "time_zone": {
        "value": "Asia/Kuwait",
        "label": "(GMT+3:00) Kuwait, Riyadh",
        "offset": 3,
        "abbrev": "AST",
        "altName": "Arabian Standard Time",
    },
}
LIST = {"success": True, "data": [COUNTRY], "total": 9, "page": 1, "pages": 1}


@pytest.fixture
def countries(session: Session, group: Group) -> None:
    make_country(session, code="BHD", name="BAHRAIN", currency="BHD", points_redeem_otp=True)
    make_country(session, code="ONL", name="ONLINE", time_zone=None)
    session.commit()


@pytest.mark.usefixtures("countries")
@pytest.mark.parametrize("key", [SANDBOX_KEY, PUBLISHABLE_KEY])
def test_the_list_is_as_documented(dining: Family, key: str) -> None:
    answer = dining.get(PATH, key=key, query={"country_name": "bah"})

    assert answer.status == 200
    same_shape(LIST, answer.json)
    assert [country["country_id"] for country in answer.json["data"]] == ["BHD"]


@pytest.mark.usefixtures("countries")
def test_lists_go_by_name_and_are_cut_by_skip_and_limit(dining: Family) -> None:
    def names(**query: object) -> tuple[list[str], int, int, int]:
        body = dining.get(PATH, key=SANDBOX_KEY, query=query).json
        return [c["country_name"] for c in body["data"]], body["total"], body["page"], body["pages"]

    assert names() == (["BAHRAIN", "ONLINE", "United Arab Emirates"], 3, 1, 1)
    assert names(skip=1, limit=1) == (["ONLINE"], 3, 2, 3)
    assert names(page=3, limit=2) == (["BAHRAIN", "ONLINE"], 3, 1, 2), "a page parameter has no effect"
    assert names(country_id="ae") == (["United Arab Emirates"], 1, 1, 1)
    assert names(country_name="%") == ([], 0, 1, 1)


@pytest.mark.usefixtures("countries")
def test_one_country(dining: Family, session: Session) -> None:
    online = make_country(session, code="ONL")
    answer = dining.get(PATH, key=SANDBOX_KEY, query={"id": online.id, "limit": 0})

    same_shape({"success": True, "data": COUNTRY | {"time_zone": None}}, answer.json)
    assert answer.json["data"]["time_zone"] is None
    missing = dining.get(PATH, key=SANDBOX_KEY, query={"id": 9_999_999})
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Country not found"})


@pytest.mark.parametrize("key", [None, "wrong"])
def test_a_key_is_asked_for_before_anything_else(dining: Family, key: str | None) -> None:
    answer = dining.get(PATH, key=key, query={"id": "x"})

    assert (answer.status, answer.json) == (401, {"success": False, "message": "Invalid or missing API key"})
