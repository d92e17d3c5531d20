"""/api/public/brand: one by its id or code, and lists of them."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_brand, make_country
from tests.integration.api.dining.conftest import PUBLISHABLE_KEY, Group
from tests.integration.api.dining.places import (
    BRAND,
    BRAND_FLAGS,
    names,
)
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

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
        "time_zone": {
            "value": "Asia/Kuwait",
            "label": "(GMT+3:00) Kuwait, Riyadh",
            "offset": 3,
            "abbrev": "AST",
            "altName": "Arabian Standard Time",
        },
    },
}


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
        assert answer.json["hasFiles"] == BRAND_FLAGS


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


def test_a_list_takes_as_many_statements_for_thirty_as_for_one(dining: Family, group: Group, session: Session) -> None:
    def cost() -> int:
        with count_statements() as sent:
            assert dining.get(BRAND, key=SANDBOX_KEY, query={"limit": 50}).status == 200
        return len(sent)

    one = cost()
    for _ in range(29):
        make_brand(session, platform=group.platform)
    session.commit()

    # The key, its storefront, how many, the rows, their pictures.
    assert (one, cost()) == (5, 5)
