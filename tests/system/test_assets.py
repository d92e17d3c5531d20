"""What a browser must fetch stays small, and what was vendored is what its list says."""

import gzip
import hashlib
import re

import pytest
from flask import Flask

from app.config import ROOT
from app.web.assets import asset

STATIC = ROOT / "static"
KILOBYTE = 1000
SHARED = ("tokens", "base", "components")


def _weight(*names: str) -> int:
    """Bytes sent for these files, each compressed by itself."""
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in names)


@pytest.mark.parametrize(
    "area",
    [
        ("shop", "goods"),
        ("forms", "shop"),
        ("forms", "help"),
        ("forms", "lost"),
        ("forms", "checkout"),
        ("forms", "account"),
        ("forms", "account", "bills"),
        ("forms", "staff"),
        ("forms", "staff", "admin"),
        ("forms", "staff", "plan", "furnish"),
        ("forms", "staff", "dining", "visits"),
        ("forms", "staff", "dining", "room", "plan"),
        ("brand", "booking"),
        ("forms", "brand", "ticket"),
        ("forms", "brand", "place"),
    ],
    ids="-".join,
)
def test_the_style_sheets_of_a_page_weigh_at_most_12_kilobytes(area: tuple[str, ...]) -> None:
    assert _weight(*(f"css/{name}.css" for name in (*SHARED, *area))) <= 12 * KILOBYTE


def test_the_scripts_of_a_page_weigh_at_most_20_kilobytes() -> None:
    assert _weight("js/app.js", "js/theme.js") <= 3 * KILOBYTE
    assert _weight("js/app.js", "js/theme.js", "vendor/htmx.min.js") <= 20 * KILOBYTE


def test_vendored_files_are_the_listed_ones() -> None:
    readme = (STATIC / "vendor/README.md").read_text()
    listed = dict(re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", readme, re.MULTILINE))
    present = {
        path.relative_to(STATIC / "vendor").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.suffix in {".js", ".css", ".woff2"}
    }

    assert listed == present


def test_every_vendored_font_is_used_and_every_used_one_is_there() -> None:
    used = set(re.findall(r"vendor/fonts/([\w-]+\.woff2)", (STATIC / "css/tokens.css").read_text()))

    assert used == {path.name for path in (STATIC / "vendor/fonts").glob("*.woff2")}


def test_every_icon_asked_for_by_name_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="(\w+)"', (STATIC / "img/icons.svg").read_text()))
    asked = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r'(?:icon\(|icon_name=)"(\w+)"', path.read_text())
    }

    assert asked - there == set()


def test_fingerprinted_files_are_kept_for_ever_and_those_named_by_style_sheets_for_a_day(app: Flask) -> None:
    client = app.test_client()

    with client.get(asset("css/base.css")) as fingerprinted, client.get("/static/img/tile.svg") as named:
        kept = [response.headers["Cache-Control"] for response in (fingerprinted, named)]

    assert kept == ["public, max-age=31536000, immutable", "public, max-age=86400"]
