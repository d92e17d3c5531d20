"""/api/public/brand and /api/public/branch."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationState, WaitingState
from app.models import Branch, Brand, BrandMedia
from app.services.brand_media import MediaSlot, address_of
from tests.factories import (
    NOW,
    make_branch,
    make_brand,
    make_country,
    make_reservation,
    make_restaurant,
    make_waiting,
)
from tests.integration.api.dining.conftest import OTHER_KEY, PUBLISHABLE_KEY, SURNAME, Group
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

BRAND = "/api/public/brand"
BRANCH = "/api/public/branch"
ZONE = {
    "value": "Asia/Kuwait",
    "label": "(GMT+3:00) Kuwait, Riyadh",
    "offset": 3,
    "abbrev": "AST",
    "altName": "Arabian Standard Time",
}
BRAND_ROW: dict[str, Any] = {
    "id": 2,
    "brand_name": "PARKERS",
    "brand_Id": "PKR02501",
    "description": "",
    "social_links": ["https://www.instagram.com/parkers.ksa/"],
    "logo_image": None,
    "cover_image": None,
    "cover_video": None,
    "logo_image_url": "https://localhost/api/media/PKR02501/PKR02501_logo_image.png",
    "cover_image_url": "https://localhost/api/media/PKR02501/PKR02501_cover_image.png",
    "cover_video_url": None,
    "brand_main_color": "#ffffff",
    "brand_font_color": "#000000",
    "brand_hover_color": "#000000",
    "brand_secondary_color": "#2b7a4d",
    "payment_provider": "OTHER",
    "is_active": False,
    "whatsapp_message": False,
    "email_message": False,
    "country_id": 1,
    "created_date": "2025-05-06T09:35:57.393Z",
    "updated_date": "2026-03-10T12:05:52.854Z",
    "country": {
        "id": 1,
        "country_id": "KSA",
        "country_name": "KSA",
        "currency": "SAR",
        "is_active": True,
        "discount_wallet_redeem_otp": False,
        "discount_wallet_redeem_pin": False,
        "points_redeem_otp": False,
        "points_redeem_pin": False,
        "time_zone": ZONE,
    },
}
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
    "venue_details": {
        "availability_title": "t",
        "availability_subtitle": None,
        "availability_title_font_size": None,
        "availability_subtitle_font_size": None,
    },
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
BRANCH_FLAGS = dict.fromkeys(
    [f"{slot}{end}" for slot in ("logo_image", "cover_image", "cover_video") for end in ("", "_url")], True
)
BRAND_FLAGS = BRANCH_FLAGS | dict.fromkeys(
    [f"slider_image_{number}{end}" for number in (1, 2, 3) for end in ("", "_url")], False
)
Picture = Callable[..., BrandMedia]


@pytest.fixture
def picture(session: Session) -> Picture:
    """A picture that is known of; the file itself is another test's business."""

    def add(brand: Brand, slot: MediaSlot, branch: Branch | None = None) -> BrandMedia:
        media = BrandMedia(
            brand_id=brand.id,
            branch_id=branch and branch.id,
            branch_key=branch.id if branch else 0,
            slot=slot.value,
            file_key="brands/x.png",
            url=address_of(brand.code, branch.code if branch else None, slot),
            content_type="image/png",
            updated_at=NOW,
        )
        session.add(media)
        session.flush()
        return media

    return add


@pytest.fixture
def dressed(group: Group, session: Session, picture: Picture) -> Group:
    """The brand with its pictures and links, the branch with all it may tell."""
    group.brand.social_links = ["https://www.instagram.com/parkers.example/"]
    group.branch.map_code = "https://maps.example/x"
    group.branch.address_en = "Al Khazan Park"
    group.branch.venue_details = BRANCH_ROW["venue_details"]
    group.branch.oracle_token_id = "till-7"
    for slot in (MediaSlot.LOGO, MediaSlot.COVER):
        picture(group.brand, slot)
        picture(group.brand, slot, group.branch)
    session.commit()
    return group


def names(dining: Family, path: str, **query: Any) -> list[str]:
    answer = dining.get(path, key=PUBLISHABLE_KEY, query=query)
    assert answer.status == 200, answer.json
    return [row[f"{path.rpartition('/')[2]}_name"] for row in answer.json["data"]]


# --- brands


@pytest.mark.usefixtures("dressed")
def test_brands_are_as_documented(dining: Family) -> None:
    answer = dining.get(BRAND, key=PUBLISHABLE_KEY)

    assert answer.status == 200
    same_shape(
        {"success": True, "data": [BRAND_ROW], "total": 21, "page": 1, "pages": 3, "hasFiles": True}, answer.json
    )
    assert answer.json["hasFiles"] is True
    row = answer.json["data"][0]
    assert row["logo_image_url"] == "http://localhost/api/media/PKR02501/PKR02501_logo_image.png"


def test_one_brand_by_id_or_code(dining: Family, dressed: Group) -> None:
    for query in (
        {"id": dressed.brand.id, "page": "x"},
        {"brand_Id": "PKR02501"},
        {"brand_code": "PKR02501", "brand_name": "no"},
    ):
        answer = dining.get(BRAND, key=SANDBOX_KEY, query=query)
        same_shape({"success": True, "data": BRAND_ROW, "hasFiles": BRAND_FLAGS}, answer.json)
        assert answer.json["hasFiles"] == BRAND_FLAGS | {"cover_video": False, "cover_video_url": False}


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("query", [{"id": 999_999}, {"brand_code": "PKR0250"}, {"brand_Id": "NONE"}])
def test_a_brand_that_is_not_there(dining: Family, query: dict[str, Any]) -> None:
    answer = dining.get(BRAND, key=SANDBOX_KEY, query=query)

    assert (answer.status, answer.json) == (404, {"success": False, "message": "Brand not found"})


def test_a_part_of_a_code_lists_brands(dining: Family, group: Group, session: Session) -> None:
    make_brand(session, platform=group.platform, code="PKR02502", name_en="Alba")
    session.commit()

    assert names(dining, BRAND, brand_Id="pkr0250") == ["Alba", "PARKERS"]
    assert names(dining, BRAND, brand_Id="pkr02501") == ["PARKERS"], "another case is a part, not the code"


def test_brands_are_filtered_and_paged(dining: Family, group: Group, session: Session) -> None:
    qatar = make_country(session, code="QAT")
    make_brand(session, platform=group.platform, name_en="Alba", country_id=qatar.id)
    make_brand(session, platform=group.platform, name_en="Spark 100%", country_id=make_country(session, code="GBR").id)
    session.commit()

    assert names(dining, BRAND) == ["Alba", "PARKERS", "Spark 100%"]
    assert names(dining, BRAND, brand_name="PARK") == ["PARKERS", "Spark 100%"]
    assert names(dining, BRAND, brand_name="100%") == ["Spark 100%"]
    assert names(dining, BRAND, country_id=qatar.id) == ["Alba"]
    both = f"{qatar.id}, {group.brand.country_id}"
    assert names(dining, BRAND, country_ids=both, country_id=999) == ["Alba", "PARKERS"]
    assert names(dining, BRAND, page=2, limit=2) == ["Spark 100%"]
    assert dining.get(BRAND, key=SANDBOX_KEY, query={"country_ids": "1,x"}).status == 400


@pytest.mark.usefixtures("dressed")
def test_files_left_out_are_told_of(dining: Family) -> None:
    row = dining.get(BRAND, key=SANDBOX_KEY, query={"excludeFiles": "true"}).json["data"][0]

    told = {name: row[name] for name in row if name.startswith(("logo", "cover", "slider")) and "url" not in name}
    assert told == {
        "logo_image": True,
        "cover_image": True,
        "cover_video": None,
        "slider_image_1": None,
        "slider_image_2": None,
        "slider_image_3": None,
    }


# --- branches


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
    today: dict[str, Any] = {"branch": group.branch, "customer": group.john, "service_date": now.date()}
    entry = make_waiting(session, **today)
    make_waiting(session, **today, archive=True)
    make_waiting(session, **today, state=WaitingState.READY, ready_until=now - timedelta(minutes=1))
    make_waiting(session, **{**today, "service_date": now.date() - timedelta(days=2)})
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


def test_lists_take_as_many_statements_for_thirty_as_for_one(dining: Family, group: Group, session: Session) -> None:
    def cost(path: str) -> int:
        with count_statements() as sent:
            assert dining.get(path, key=SANDBOX_KEY, query={"limit": 50}).status == 200
        return len(sent)

    before = cost(BRAND), cost(BRANCH)
    for _ in range(29):
        make_branch(session, platform=group.platform, brand=make_brand(session, platform=group.platform))
    session.commit()

    # The key, its storefront, how many, the rows; pictures; and of branches sections and who waits.
    assert (cost(BRAND), cost(BRANCH)) == before == (5, 7)
