"""Logos, covers and dishes of the restaurants, kept in the files store."""

from pathlib import Path
from typing import Any

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.brands import BRANDS
from app.demo.data.dining.pictures import CONTENT_TYPES, FOLDER, MediaData, media, pictures
from app.demo.loading.tools import Loader
from app.models import BrandMedia
from app.services.brand_media import MediaSlot, address_of

_BRANDS = {brand.number: brand.code for brand in BRANDS}
_BRANCHES = {branch.number: branch.code for branch in BRANCHES}


def fill(loader: Loader) -> None:
    """Copy each picture once, however many restaurants show it, and say where it is."""
    kept = {}
    for picture in pictures():
        key = f"restaurants/{picture.name}"
        loader.files.put(key, (FOLDER / picture.name).read_bytes())
        loader.pictures += 1
        kept[picture.name] = (key, (picture.width, picture.height))
    loader.add_all(BrandMedia, [_row(loader, one, *kept[one.picture]) for one in media()])


def _row(loader: Loader, one: MediaData, key: str, size: tuple[int, int]) -> dict[str, Any]:
    return {
        "brand_id": one.brand,
        "branch_id": one.branch,
        "branch_key": one.branch or 0,
        "slot": one.slot,
        "file_key": key,
        "url": address_of(_BRANDS[one.brand], _BRANCHES.get(one.branch or 0), MediaSlot(one.slot)),
        "content_type": CONTENT_TYPES[Path(key).suffix],
        "width": size[0],
        "height": size[1],
        "updated_at": loader.days_ago(12),
    }
