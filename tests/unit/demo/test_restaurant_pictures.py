"""The restaurants' pictures are those of today's drawings, in the sizes and formats their addresses promise."""

import json
from collections import Counter

import pytest
from PIL import Image

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.brands import BRANDS
from app.demo.data.dining.pictures import CONTENT_TYPES, FOLDER, PictureData, media, pictures
from tools.draw_restaurants import DIGESTS, digest_of

PICTURES = list(pictures())


def test_every_picture_was_drawn_after_its_drawing_last_changed() -> None:
    kept = json.loads(DIGESTS.read_text())
    assert {picture.name: digest_of(picture) for picture in PICTURES} == kept, "run python -m tools.draw_restaurants"
    assert {path.name for path in FOLDER.iterdir()} == {*kept, DIGESTS.name}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_what_its_name_says(picture: PictureData) -> None:
    path = FOLDER / picture.name
    with Image.open(path) as found:
        assert found.size == (picture.width, picture.height)
        assert Image.MIME[str(found.format)] == CONTENT_TYPES[path.suffix]
    assert path.stat().st_size < 130_000


def test_every_brand_and_branch_has_a_logo_and_a_cover() -> None:
    given = list(media())
    slots = Counter((one.brand, one.branch) for one in given if one.slot in {"logo_image", "cover_image"})
    owners = {(brand.number, None) for brand in BRANDS} | {(branch.brand, branch.number) for branch in BRANCHES}
    assert slots == dict.fromkeys(owners, 2)
