"""What search engines are told."""

import json
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from app.models import Product
from tests.factories import make_category, make_platform, make_product
from tests.support.pages import PageClient

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def rice(session: Session) -> Product:
    platform = make_platform(session)
    food = make_category(session, platform=platform, slug="food", name_en="Food")
    product = make_product(
        session, category=food, slug="rice", name_en="Rice </script>", sku="R-1", rating_sum=9, rating_count=2
    )
    make_product(session, category=food, slug="hidden", is_active=False)
    session.commit()
    return product


def test_the_site_map_lists_every_page_in_both_languages(pages: PageClient, rice: Product) -> None:
    answer = pages.client.get("/sitemap.xml")
    found = ET.fromstring(answer.get_data())  # noqa: S314  # our own answer
    addresses = [str(place.text).removeprefix("http://localhost") for place in found.findall("s:url/s:loc", NAMES)]
    assert addresses[:8] == ["/", "/ar/", "/c", "/ar/c", "/c/food", "/ar/c/food", "/p/rice", "/ar/p/rice"]
    assert len(addresses) == len(set(addresses)) == 18
    assert {len(url.findall("x:link", NAMES)) for url in found.findall("s:url", NAMES)} == {2}


def test_every_address_of_the_site_map_has_a_page(pages: PageClient, rice: Product) -> None:
    found = ET.fromstring(pages.client.get("/sitemap.xml").get_data())  # noqa: S314  # our own answer
    for place in found.findall("s:url/s:loc", NAMES):
        page = pages.get(str(place.text).removeprefix("http://localhost"))
        assert page.one("link[rel=canonical]")["href"] == place.text


def test_robots_are_kept_from_personal_pages_and_endless_filters(pages: PageClient, session: Session) -> None:
    make_platform(session)
    session.commit()
    lines = pages.client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert {"User-agent: *", "Disallow: /account", "Disallow: /ar/cart", "Disallow: /*?*maker="} <= set(lines)
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_a_product_is_described_in_the_words_of_search_engines(pages: PageClient, rice: Product) -> None:
    page = pages.get("/p/rice")
    product, trail = (json.loads(script.get_text()) for script in page.select("script[type='application/ld+json']"))
    assert (product["name"], product["sku"], product["aggregateRating"]["ratingValue"]) == (
        "Rice </script>",
        "R-1",
        4.5,
    )
    assert product["offers"] == {
        "@type": "Offer",
        "url": "http://localhost/p/rice",
        "price": "1000.00",
        "priceCurrency": "NGN",
        "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/NewCondition",
    }
    assert [step["name"] for step in trail["itemListElement"]] == ["Food", "Rice </script>"]


def test_each_language_has_its_own_storefront_map(pages: PageClient, session: Session, rice: Product) -> None:
    other = make_platform(session, slug="muscat", is_default=False)
    make_product(session, platform=other, slug="oud")
    session.commit()
    text = pages.client.get("/muscat/sitemap.xml").get_data(as_text=True)
    assert "<loc>http://localhost/ar/muscat/p/oud</loc>" in text
    assert "rice" not in text
