"""What the tests of brands and of branches share."""

from typing import Any

from tests.integration.api.dining.conftest import PUBLISHABLE_KEY
from tests.support.api import Family

BRAND = "/api/public/brand"
BRANCH = "/api/public/branch"
SLOTS = ("logo_image", "cover_image", "cover_video")
BRANCH_FLAGS = dict.fromkeys([f"{slot}{end}" for slot in SLOTS for end in ("", "_url")], True) | {
    "cover_video": False,
    "cover_video_url": False,
}
BRAND_FLAGS = BRANCH_FLAGS | dict.fromkeys(
    [f"slider_image_{number}{end}" for number in (1, 2, 3) for end in ("", "_url")], False
)


def names(dining: Family, path: str, **query: Any) -> list[str]:
    answer = dining.get(path, key=PUBLISHABLE_KEY, query=query)
    assert answer.status == 200, answer.json
    return [row[f"{path.rpartition('/')[2]}_name"] for row in answer.json["data"]]
