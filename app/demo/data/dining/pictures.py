"""The pictures of brands and restaurants, and where each lies.

They are drawings of ours, but third parties expect points, not outlines: `tools/draw_restaurants.py` makes them once,
and they are kept beside the code, because no machine that loads the demo should need a browser for it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.brands import BRANDS
from app.demo.drawings.covers import draw_cover
from app.demo.drawings.crests import draw_cloth, draw_crest
from app.demo.drawings.dishes import draw_dish

FOLDER = Path(__file__).resolve().parents[2] / "pictures"
CONTENT_TYPES = {".png": "image/png", ".webp": "image/webp", ".jpeg": "image/jpeg"}


class PictureData(NamedTuple):
    """A picture in the folder: who draws it, and how large it is kept."""

    name: str
    draw: Callable[[], str]
    width: int
    height: int


class MediaData(NamedTuple):
    """Which picture a brand, or one of its branches, has in a slot."""

    brand: int
    branch: int | None
    slot: str
    picture: str


def pictures() -> Iterator[PictureData]:
    """Every picture that is kept."""
    for brand in BRANDS:
        yield PictureData(f"{brand.slug}-crest.png", partial(draw_crest, brand.slug), 480, 480)
        yield PictureData(f"{brand.slug}-crest.webp", partial(draw_crest, brand.slug), 320, 320)
        yield PictureData(f"{brand.slug}-cloth.png", partial(draw_cloth, brand.slug), 1440, 540)
        yield PictureData(f"{brand.slug}-dish.png", partial(draw_dish, brand.slug), 640, 480)
    for branch in BRANCHES:
        yield PictureData(f"{branch.code.lower()}.jpeg", partial(draw_cover, branch.code), 1296, 450)


def media() -> Iterator[MediaData]:
    """Every slot that is filled."""
    slugs = {brand.number: brand.slug for brand in BRANDS}
    for brand in BRANDS:
        for slot, kind in (("logo_image", "crest"), ("cover_image", "cloth"), ("slider_image_1", "dish")):
            yield MediaData(brand.number, None, slot, f"{brand.slug}-{kind}.png")
    for branch in BRANCHES:
        yield MediaData(branch.brand, branch.number, "logo_image", f"{slugs[branch.brand]}-crest.webp")
        yield MediaData(branch.brand, branch.number, "cover_image", f"{branch.code.lower()}.jpeg")
