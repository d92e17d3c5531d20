"""The pages for developers."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.config import PRODUCTION, Settings
from app.web.developers.openapi import SANDBOX_KEYS
from tests.factories import make_platform
from tests.support.pages import PageClient


@pytest.fixture(autouse=True)
def storefront(session: Session) -> None:
    make_platform(session, slug="lagos")
    session.commit()


def test_the_reference_is_drawn_from_our_own_files(pages: PageClient) -> None:
    page = pages.get("/developers")

    reference = page.select("#reference")[0]
    assert reference["data-document"] == "/developers/openapi/commerce.json"
    assert reference["data-key"] == "sandbox-api-key"
    sources = [str(script["src"]).partition("?")[0] for script in page.select("script[src]")]
    assert "/static/vendor/swagger-ui/swagger-ui-bundle.js" in sources
    assert "/static/js/developers.js" in sources
    assert all(source.startswith("/static/") for source in sources)


def test_each_family_has_a_reference(pages: PageClient) -> None:
    page = pages.get("/developers?family=dining")

    assert page.select("#reference")[0]["data-document"] == "/developers/openapi/dining.json"
    assert [link.get_text() for link in page.select(".families [aria-current]")] == ["Restaurants"]
    other = pages.get("/developers?family=unknown")
    assert other.select("#reference")[0]["data-document"] == "/developers/openapi/commerce.json"


def test_the_guide_shows_the_sandboxs_keys_and_lines_that_work_here(pages: PageClient) -> None:
    text = pages.get("/developers/guide").text

    assert "sandbox-api-key – secret" in text
    assert (
        "curl -H 'x-api-key: sandbox-api-key' 'http://localhost/api/CustomerProuct?searchTerm=coffee&pageSize=5'"
        in text
    )


@pytest.mark.parametrize("path", ["/developers", "/developers/guide"])
def test_no_sandbox_key_is_shown_in_production(
    app: Flask, settings: Settings, pages: PageClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(app.extensions, "souk_settings", replace(settings, env=PRODUCTION))

    html = pages.get(path).html

    assert [key for key in SANDBOX_KEYS if key in html] == []


def test_in_arabic_too(pages: PageClient) -> None:
    assert pages.get("/ar/developers").select("html")[0]["dir"] == "rtl"
