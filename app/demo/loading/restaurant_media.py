"""Logos, covers and dishes of the restaurants, kept in the files store."""

from pathlib import Path
from typing import Any

from app.demo.data.dining.pictures import CONTENT_TYPES, FOLDER, MediaData, media, pictures
from app.demo.loading.tools import Loader
from app.models import BrandMedia


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
        "url": one.url,
        "content_type": CONTENT_TYPES[Path(key).suffix],
        "width": size[0],
        "height": size[1],
        "updated_at": loader.days_ago(12),
    }
