"""A brand's page in the back office: words, colours with their preview, and two people at once."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEntry, Branch, Brand
from tests.factories import make_platform
from tests.factories.dining import make_brand
from tests.support.pages import Page, PageClient

# What becomes of white on white with yellow.
REASONS = [
    "Used as chosen in light; in the dark a deep shade of it, which does not glare.",
    "Made darker in light, so that it can be read; in the dark used as chosen.",
    "Made darker in light, so that it can be read; in the dark used as chosen.",
    "Made darker in light, so that it can be read; in the dark used as chosen.",
]


@pytest.fixture
def brand(session: Session, branch: Branch) -> Brand:
    return session.get_one(Brand, branch.brand_id)


def _open(boss: PageClient, brand: Brand, **changes: Any) -> dict[str, str]:
    """The form as a browser would send it after these changes; None unticks."""
    here = f"/admin/brands/{brand.code}"
    form: dict[str, Any] = {**boss.get(here).form(here), **changes}
    return {name: value for name, value in form.items() if value is not None}


def _save(boss: PageClient, brand: Brand, **changes: Any) -> Page:
    form = _open(boss, brand, **changes)
    return boss.follow(boss.post(f"/admin/brands/{brand.code}", form))


def test_a_change_shows_on_the_next_request_and_says_who_made_it(
    session: Session, boss: PageClient, pages: PageClient, brand: Brand, branch: Branch
) -> None:
    theme = f"/b/{branch.code}/theme.css"
    before, version = pages.client.get(theme).text, brand.version

    page = _save(
        boss,
        brand,
        name_en=" Corniche ",
        main_color="#0A3D62",
        social_links="https://www.instagram.com/corniche\n\nhttps://corniche.example/",
        whatsapp_message="y",
    )

    assert "Saved." in page.text
    assert "Last changed by Ngozi" in page.text
    assert brand.version == version + 1
    assert "#0a3d62" not in before
    assert "--band: #0a3d62" in pages.client.get(theme).text
    assert "Corniche" in pages.get(f"/b/{branch.code}").text
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "brand_changed")).one()
    assert entry.actor_kind == "staff"
    assert entry.after == {
        "name_en": "Corniche",
        "main_color": "#0a3d62",
        "social_links": ["https://www.instagram.com/corniche", "https://corniche.example/"],
        "whatsapp_message": True,
    }
    assert set(entry.before or {}) == set(entry.after or {})
    assert "Nothing was different." in _save(boss, brand).text


def test_a_picked_colour_counts_where_the_typed_one_was_left_alone(
    session: Session, boss: PageClient, brand: Brand
) -> None:
    _save(boss, brand, **{"main_color-pick": "#112233", "font_color": "fff000", "font_color-pick": "#445566"})

    assert (brand.main_color, brand.font_color) == ("#112233", "#fff000")


def test_the_preview_saves_nothing_and_says_what_becomes_of_the_colours(
    session: Session, boss: PageClient, brand: Brand
) -> None:
    unreadable = {"main_color": "#ffffff", "font_color": "#ffffff", "hover_color": "#fffde0"}
    form = _open(boss, brand, name_en="", **unreadable, secondary_color="#ffe600", preview="1")

    page = boss.post(f"/admin/brands/{brand.code}", form, status=200)
    swapped = boss.post(f"/admin/brands/{brand.code}", form, htmx=True)

    assert page.value("font_color") == "#ffffff"
    assert page.summary == []
    for shown in (page, swapped):
        assert shown.texts("#palette .shades li > .small") == REASONS
        assert "Text on main: 1.0 : 1 before" in shown.text
        sheets = [str(link["href"]) for link in shown.select("#palette link")]
        assert [sheet.split("?")[0] for sheet in sheets] == [
            "/admin/palettes/ffffff-ffffff-fffde0-ffe600.css",
            "/admin/palettes/7a1f2b-ffffff-5c1720-f4e9dc.css",
        ]
        sheet = boss.client.get(sheets[0])
        assert sheet.text.startswith(".palette-ffffff-ffffff-fffde0-ffe600 {")
        assert "immutable" in sheet.headers["Cache-Control"]
    assert swapped.select("form") == []
    assert brand.main_color == "#7a1f2b"
    boss.get("/admin/palettes/ffffff-red.css", status=404)


@pytest.mark.parametrize(
    ("changes", "said", "field"),
    [
        ({"main_color": "red"}, "Enter a colour as #", "main_color"),
        ({"name_ar": " "}, "Enter the name in Arabic.", "name_ar"),
        ({"social_links": "javascript:alert(1)"}, "“javascript:alert(1)” is no web address", "social_links"),
        ({"social_links": "https://a.example\n" * 21}, "Enter at most 20 lines.", "social_links"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    boss: PageClient, brand: Brand, changes: dict[str, str], said: str, field: str
) -> None:
    page = boss.post(f"/admin/brands/{brand.code}", _open(boss, brand, **changes), status=422)

    assert [(words.startswith(said), at) for words, at in page.summary] == [(True, field)]
    assert page.value(field).split() == changes[field].split()


def test_the_second_of_two_people_is_told_and_keeps_what_they_typed(
    session: Session, boss: PageClient, brand: Brand
) -> None:
    mine = _open(boss, brand, name_en="Mine", whatsapp_message="y")
    _save(boss, brand, name_en="Theirs", cuisine_en="Levantine")

    page = boss.post(f"/admin/brands/{brand.code}", mine, status=409)

    assert "Ngozi has changed this since you opened it." in page.text
    assert page.value("name_en") == "Mine"
    assert page.texts(".facts dt") == ["Name in English", "Cuisine in English", "Send WhatsApp messages"]
    assert page.texts(".facts dd") == ["Theirs", "Levantine", "not ticked"]
    assert brand.name_en == "Theirs"
    boss.post(f"/admin/brands/{brand.code}", page.form(f"/admin/brands/{brand.code}"))
    assert (brand.name_en, brand.cuisine_en, brand.whatsapp_message) == ("Mine", "", True)


def test_a_brand_of_another_business_is_nobodys(session: Session, boss: PageClient, brand: Brand) -> None:
    form = _open(boss, brand)
    other = make_brand(session, platform=make_platform(session, is_default=False))
    session.commit()

    boss.get(f"/admin/brands/{other.code}", status=404)
    boss.post(f"/admin/brands/{other.code}", form, status=404)
