"""/api/public/branch: one with what is left of its sections just now, and lists of them."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationState, WaitingState
from app.domain.seating import serving_date
from tests.factories import make_branch, make_brand, make_country, make_reservation, make_restaurant, make_waiting
from tests.integration.api.dining.conftest import OTHER_KEY, PUBLISHABLE_KEY, SURNAME, VENUE, Group
from tests.integration.api.dining.places import (
    BRANCH,
    BRANCH_FLAGS,
    names,
)
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

BRANCH_ROW: dict[str, Any] = {
    "id": 1096,
    "brand_id": 4,
    "branch_name": "10 Years Later.same Park.New Chapter",
    "branch_code": "Parkers-Events-2",
    "latitude": None,
    "longitude": None,
    "map_code": "https://maps.app.goo.gl/v6eJ8BJuWrchFi5i6",
    "address": "Al Khazan Park",
    "logo_image": None,
    "cover_image": None,
    "cover_video": None,
    "logo_image_url": "/media/PAK2001/Parkers-Events-2/logo_image.webp",
    "cover_image_url": "https://localhost/api/media/PAK2001/Parkers-Events-2/cover_image.jpeg",
    "cover_video_url": None,
    "club_id": "",
    "chefz_id": None,
    "chefz_reservation": False,
    "is_active": True,
    "is_active_waitinglist": False,
    "is_active_payment": False,
    "new_customer_reservation_otp": False,
    "new_customer_waiting_list_otp": False,
    "remaining_capacity_hide": True,
    "time_slot_hide": False,
    "section_wise_time_slots": False,
    "show_time_range": False,
    "show_slots_header": True,
    "show_period_headers": True,
    "child_seats": False,
    "play_enable": False,
    "description": None,
    "waiting_list_config": None,
    "venue_details": VENUE,
    "reservation_link": None,
    "oracle_token_id": None,
    "orgShortName": None,
    "locRef": None,
    "rvcRef": None,
    "country_id": 2,
    "organization_id": 1,
    "created_date": "2026-04-27T14:16:46.888Z",
    "updated_date": "2026-06-11T10:44:38.610Z",
    "brand": {
        "id": 4,
        "brand_name": "PARKERS",
        "brand_Id": "PAK2001",
        "brand_main_color": "#ffffff",
        "brand_font_color": "#000000",
        "payment_provider": "OTHER",
        "is_active": False,
    },
    "country": {
        "id": 2,
        "country_id": "UAE",
        "country_name": "UAE",
        "currency": "AED",
        "is_active": True,
        "time_zone": {"value": "Asia/Dubai", "label": "(GMT+4:00) Abu Dhabi, Muscat", "offset": 4},
    },
    "sections": [{"id": 1757, "name": "all", "capacity": 200, "is_active": True}],
    "waiting_list": [],
}


@pytest.mark.usefixtures("dressed")
def test_branches_are_as_documented(dining: Family) -> None:
    answer = dining.get(BRANCH, key=SANDBOX_KEY, query={"page": 1, "limit": 10})

    assert answer.status == 200
    same_shape(
        {"success": True, "data": [BRANCH_ROW], "total": 141, "page": 1, "pages": 15, "hasFiles": True}, answer.json
    )
    row = answer.json["data"][0]
    assert row["logo_image_url"] == "/media/PKR02501/DT01/logo_image.webp"
    assert row["cover_image_url"] == "http://localhost/api/media/PKR02501/DT01/cover_image.jpeg"
    assert row["oracle_token_id"] == "till-7"


def test_one_branch(dining: Family, dressed: Group) -> None:
    answer = dining.get(BRANCH, key=PUBLISHABLE_KEY, query={"id": dressed.branch.id})

    same_shape({"success": True, "data": BRANCH_ROW, "hasFiles": BRANCH_FLAGS}, answer.json)
    assert answer.json["data"]["oracle_token_id"] is None, "told to a publishable key"
    missing = dining.get(BRANCH, key=OTHER_KEY, query={"id": dressed.branch.id})
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Branch not found"})


def test_one_branch_tells_what_is_left_just_now(dining: Family, group: Group, session: Session) -> None:
    now = utc_now()
    paid: dict[str, Any] = {"payment_state": ReservationPayment.PAID, "is_claiming": False, "branch": group.branch}
    parties: tuple[tuple[datetime, dict[str, Any]], ...] = (
        (now - timedelta(minutes=30), {}),
        (now - timedelta(minutes=30), {"state": ReservationState.SEATED, "party_size": 6}),
        (now - timedelta(minutes=30), {"state": ReservationState.CANCELED}),
        (now - timedelta(minutes=30), {"payment_state": ReservationPayment.PAYLATER}),
        (now + timedelta(minutes=30), {}),
        (now - timedelta(hours=3), {}),
    )
    for starts_at, given in parties:
        make_reservation(session, **{**paid, "starts_at": starts_at, **given})
    session.commit()

    def capacity(**query: Any) -> int:
        data = dining.get(BRANCH, key=SANDBOX_KEY, query=query).json["data"]
        section = (data if isinstance(data, dict) else data[0])["sections"][0]
        found: int = section["capacity"]
        return found

    assert capacity(id=group.branch.id) == 18 - 2, "two paid parties sit there: parties count, not guests"
    assert capacity() == 18


def test_who_waits_is_told_without_names(dining: Family, group: Group, session: Session) -> None:
    now = utc_now()
    evening = serving_date(now, ZoneInfo(group.branch.zone))
    today: dict[str, Any] = {"branch": group.branch, "customer": group.john, "service_date": evening}
    entry = make_waiting(session, **today)
    make_waiting(session, **today, archive=True)
    make_waiting(session, **today, state=WaitingState.READY, ready_until=now - timedelta(minutes=1))
    make_waiting(session, **{**today, "service_date": evening - timedelta(days=2)})
    session.commit()

    row = dining.get(BRANCH, key=SANDBOX_KEY).json["data"][0]
    assert [waiting["id"] for waiting in row["waiting_list"]] == [entry.id]
    assert set(row["waiting_list"][0]) == {"id", "status", "party_size", "createdAt", "updatedAt"}
    assert SURNAME not in str(row)


def test_branches_are_filtered(dining: Family, group: Group, session: Session) -> None:
    other = make_brand(session, platform=group.platform, code="pkr02501", name_en="Alba")
    third = make_brand(session, platform=group.platform, code="THIRD")
    make_restaurant(session, platform=group.platform, brand=other, name_en="Alba Bay", code="AB1", play_enable=True)
    make_branch(
        session,
        platform=group.platform,
        brand=third,
        name_en="Closed",
        is_active=False,
        country_id=make_country(session, code="QAT").id,
    )
    session.commit()

    assert names(dining, BRANCH) == ["Alba Bay", "Closed", "Downtown"]
    assert names(dining, BRANCH, branch_name="down") == ["Downtown"]
    assert names(dining, BRANCH, branch_code="ab") == ["Alba Bay"]
    assert names(dining, BRANCH, brand_id=other.id) == ["Alba Bay"]
    assert names(dining, BRANCH, brand_ids=f"{group.brand.id},{third.id}", brand_id=other.id) == ["Closed", "Downtown"]
    assert names(dining, BRANCH, brand_Id="PKR02501", brand_ids=str(other.id), brand_id=third.id) == ["Downtown"]
    assert names(dining, BRANCH, brand_Id="Pkr02501") == [], "names of parameters and codes are case-sensitive"
    assert names(dining, BRANCH, country=make_country(session).id) == ["Alba Bay", "Downtown"]
    assert names(dining, BRANCH, isbookable="true") == ["Alba Bay", "Downtown"]
    assert names(dining, BRANCH, play_enable="true") == ["Alba Bay"]
    assert names(dining, BRANCH, play_enable="false") == ["Closed", "Downtown"]
    assert names(dining, BRANCH, search="dt0") == ["Downtown"]
    assert "Downtown" in names(dining, BRANCH, search=str(group.branch.id))
    assert dining.get(BRANCH, key=SANDBOX_KEY, query={"isbookable": "maybe"}).status == 400


def test_pages_and_everything_at_once(dining: Family, group: Group, session: Session) -> None:
    for number in range(3):
        make_branch(session, platform=group.platform, brand=group.brand, name_en=f"Park {number}")
    session.commit()

    def sizes(**query: Any) -> tuple[int, int, int, int]:
        body = dining.get(BRANCH, key=SANDBOX_KEY, query=query).json
        return len(body["data"]), body["total"], body["page"], body["pages"]

    assert sizes(page=2, limit=3) == (1, 4, 2, 2)
    assert sizes(page=2, limit=499) == (0, 4, 2, 1)
    assert sizes(page=2, limit=500) == (4, 4, 1, 1)


@pytest.mark.usefixtures("dressed")
def test_files_can_be_left_out(dining: Family) -> None:
    row = dining.get(BRANCH, key=SANDBOX_KEY, query={"excludeFiles": "true"}).json["data"][0]

    assert set(BRANCH_ROW) - set(row) == {"logo_image", "cover_image", "cover_video"}


def test_a_list_takes_as_many_statements_for_thirty_as_for_one(dining: Family, group: Group, session: Session) -> None:
    def cost() -> int:
        with count_statements() as sent:
            assert dining.get(BRANCH, key=SANDBOX_KEY, query={"limit": 50}).status == 200
        return len(sent)

    one = cost()
    for _ in range(29):
        make_branch(session, platform=group.platform, brand=make_brand(session, platform=group.platform))
    session.commit()

    # The key, its storefront, how many, the rows; their pictures, sections and who waits.
    assert (one, cost()) == (7, 7)
