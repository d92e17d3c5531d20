"""Every drawing is a valid, self-contained, light SVG file."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from app.demo.drawings import places
from app.demo.drawings.colours import PALETTES, darker, ink_on, lighter, mix
from app.demo.drawings.marks import draw_category, draw_logo
from app.demo.drawings.motifs import MOTIFS
from app.demo.drawings.products import LIMIT, SHAPES, Picture, draw_detail, draw_front, draw_gallery

ALLOWED = {"svg", "defs", "g", "path", "rect", "ellipse", "circle", "text", "linearGradient", "stop", "clipPath"}


def check_file(svg: str, *, limit: int) -> None:
    found = list(ET.fromstring(svg).iter())  # noqa: S314 - our own text
    assert found[0].tag == "{http://www.w3.org/2000/svg}svg"
    assert {element.tag.rpartition("}")[2] for element in found} <= ALLOWED
    names = {name for element in found for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in {"href", "style", "class"}}
    links = {value for element in found for value in element.attrib.values() if value.startswith("url(")}
    ids = [element.attrib["id"] for element in found if "id" in element.attrib]
    assert links == {f"url(#{name})" for name in ids}
    assert len(ids) == len(set(ids))
    assert len(svg.encode()) <= limit


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_light_files(shape: str) -> None:
    gallery = draw_gallery(Picture(shape, "saffron", "ZAHRA", "finest quality", "khatam", "petals"), shape, views=3)
    assert len(gallery) >= 2
    for svg in gallery:
        check_file(svg, limit=LIMIT)


@pytest.mark.parametrize("pattern", ["checks", "diamonds", "petals", "rings", "stripes", "zigzag"])
def test_every_pattern_fits_the_largest_cloth(pattern: str) -> None:
    for shape in ("fabric", "dress", "pillow", "notebook", "gift"):
        check_file(draw_front(Picture(shape, "indigo", "ZAHRA", pattern=pattern), shape), limit=LIMIT)


@pytest.mark.parametrize("emblem", MOTIFS)
def test_every_emblem_makes_a_logo(emblem: str) -> None:
    check_file(draw_logo("Zahra", "plum", emblem), limit=LIMIT)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_palette_paints(palette: str) -> None:
    check_file(draw_front(Picture("cups", palette, "ZAHRA"), palette), limit=LIMIT)


@pytest.mark.parametrize("place", [places.lagos, places.muscat, places.club])
def test_banners(place: Callable[[], str]) -> None:
    check_file(place(), limit=15_000)


def test_category_picture() -> None:
    check_file(draw_category(Picture("phone", "lagoon"), Picture("laptop", "slate"), "ocean"), limit=2 * LIMIT)


def test_drawing_twice_gives_the_same_file() -> None:
    picture = Picture("dallah", "gold", motif="khatam")
    assert draw_front(picture, "dallah") == draw_front(picture, "dallah")


def test_views_differ() -> None:
    picture = Picture("kettle", "ember", "SAFI")
    assert draw_front(picture, "kettle") != draw_detail(picture, "kettle")


def test_label_text_is_escaped() -> None:
    assert "A&lt;B&amp;C" in draw_front(Picture("box", "ember", "A<B&C"), "box")


def test_colours_mix_by_share() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert lighter("#000000", 1) == "#ffffff"
    assert darker("#ffffff", 1) == "#17102a"


@pytest.mark.parametrize(("ground", "ink"), [("#ffffff", "#8b8894"), ("#000000", "#999999")])
def test_ink_is_dark_on_light_and_light_on_dark(ground: str, ink: str) -> None:
    assert ink_on(ground) == ink
