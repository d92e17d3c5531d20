"""What stands round a restaurant's pages: its own name, words and ways to reach it, in the page's language."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Branch, Brand, BrandMedia
from tests.factories.clock import NOW
from tests.support.pages import PageClient

PAGE = "/b/DT01/specimen"


@pytest.fixture
def app(specimen_app: Flask) -> Flask:
    return specimen_app


@pytest.fixture
def house(session: Session, branch: Branch) -> Branch:
    """With everything a frame can show, and things it must not."""
    brand = session.get_one(Brand, branch.brand_id)
    brand.social_links = ["https://www.instagram.com/saffron/", "javascript:alert(1)", "https://tiktok.com/@saffron"]
    branch.address_en, branch.city_en, branch.city_ar = "Old Town, Dubai", "Dubai", "دبي"
    branch.latitude, branch.longitude, branch.phone = 25.1972, 55.2744, "+97144452210"
    for branch_id, key in ((None, "brands/cover.webp"), (branch.id, "branches/cover.webp")):
        session.add(
            BrandMedia(
                brand_id=brand.id,
                branch_id=branch_id,
                branch_key=branch_id or 0,
                slot="cover_image",
                file_key=key,
                url=f"/media/{key}",
                content_type="image/webp",
                updated_at=NOW,
            )
        )
    session.commit()
    return branch


def test_the_frame_names_the_house_and_the_ways_to_it(pages: PageClient, house: Branch) -> None:
    page = pages.get(PAGE)

    assert page.texts(".house-name") == ["Saffron House Downtown"]
    # The town stands in the street's line already.
    assert page.texts(".house-facts li") == ["Old Town, Dubai", "+97144452210", "Times are Dubai time"]
    assert "mlat=25.197200&mlon=55.274400" in str(page.select(".house-facts a")[0]["href"])
    assert page.texts(".house-foot nav a") == ["Instagram", "TikTok"]
    assert "javascript:" not in page.html


def test_the_branchs_own_picture_stands_over_the_brands(pages: PageClient, house: Branch) -> None:
    assert pages.get(PAGE).one(".house-cover img")["src"] == "/media/branches/cover.webp"


def test_in_arabic_the_house_has_its_arabic_name(pages: PageClient, house: Branch) -> None:
    page = pages.get(f"/ar{PAGE}")

    assert page.texts(".house-name") == ["بيت الزعفران وسط المدينة"]
    # The street is known in English only; better that than none.
    assert "Old Town, Dubai" in page.texts(".house-facts li")[0]


def test_the_page_wears_the_theme_of_its_address(pages: PageClient, house: Branch) -> None:
    page = pages.get(PAGE)
    sheet = next(str(link["href"]) for link in page.select("link[rel=stylesheet]") if "theme.css" in str(link["href"]))

    assert "immutable" in pages.client.get(sheet).headers["Cache-Control"]
    assert page.one("meta[name=theme-color]")["content"] == "#7a1f2b"
