"""Pictures of brands and branches: taken in, kept in the files store, and found by the addresses third parties know.

Whatever is uploaded is drawn anew, so that neither a place in its metadata nor anything that is no picture gets out
again. An address ends as third parties expect it; what the file really is, its content type says.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from PIL import Image, ImageOps
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import UploadProblem, UploadRefused
from app.models import Branch, Brand, BrandMedia
from app.services.ports import FileStore

MOST_BYTES: Final = 8_000_000
# A side of what is taken in; drawn at full size it is never larger in memory than some hundred megabytes.
MOST_PIXELS: Final = 8_000
_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_QUALITY: Final = 84


class MediaSlot(StrEnum):
    """What a picture is there for; sliders are the brand's only."""

    LOGO = "logo_image"
    COVER = "cover_image"
    VIDEO = "cover_video"
    SLIDER_1 = "slider_image_1"
    SLIDER_2 = "slider_image_2"
    SLIDER_3 = "slider_image_3"


BRAND_SLOTS: Final = tuple(MediaSlot)
BRANCH_SLOTS: Final = (MediaSlot.LOGO, MediaSlot.COVER, MediaSlot.VIDEO)
# The longest side it is shown at, on twice as dense a screen.
_SIDES: Final = {MediaSlot.LOGO: 512}
_WIDEST: Final = 1_920


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to be kept."""

    content: bytes
    content_type: str
    ending: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies in the store, and what it is."""

    key: str
    content_type: str


def draw_anew(content: bytes, slot: MediaSlot) -> Picture:
    """The uploaded picture in the size it is shown at: logos keep what is see-through, the rest is a photograph.

    Slow for large pictures: to be called outside of units of work. Raises UploadRefused.
    """
    if len(content) > MOST_BYTES:
        raise UploadRefused(UploadProblem.TOO_LARGE, MOST_BYTES)
    if slot is MediaSlot.VIDEO:
        raise UploadRefused(UploadProblem.NOT_AN_IMAGE, 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(content), formats=_FORMATS)
            if max(found.size) > MOST_PIXELS:
                raise UploadRefused(UploadProblem.TOO_MANY_PIXELS, MOST_PIXELS)
            upright = ImageOps.exif_transpose(found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefused(UploadProblem.TOO_MANY_PIXELS, MOST_PIXELS) from error
    except (OSError, ValueError, SyntaxError) as error:
        # What Pillow raises for a broken or unknown file depends on where it breaks.
        raise UploadRefused(UploadProblem.NOT_AN_IMAGE, 0) from error
    return _encoded(upright, slot)


def _encoded(picture: Image.Image, slot: MediaSlot) -> Picture:
    is_logo = slot is MediaSlot.LOGO
    drawn = picture.convert("RGBA" if is_logo else "RGB")
    side = _SIDES.get(slot, _WIDEST)
    drawn.thumbnail((side, side))
    out = io.BytesIO()
    if is_logo:
        drawn.save(out, "PNG", optimize=True)
    else:
        drawn.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Picture(
        content=out.getvalue(),
        content_type="image/png" if is_logo else "image/jpeg",
        ending="png" if is_logo else "jpg",
        width=drawn.width,
        height=drawn.height,
    )


def put(
    session: Session,
    files: FileStore,
    *,
    brand: Brand,
    branch: Branch | None = None,
    slot: MediaSlot,
    picture: Picture,
    now: datetime,
) -> BrandMedia:
    """Keep a picture of a brand, or of one of its branches, in place of the one before.

    Files are named by their content, so that caches never show an old one under a new name.
    """
    owner = f"branches/{branch.id}" if branch is not None else f"brands/{brand.id}"
    digest = hashlib.blake2s(picture.content, digest_size=8).hexdigest()
    key = f"{owner}/{slot.value}-{digest}.{picture.ending}"
    files.put(key, picture.content)
    branch_key = branch.id if branch is not None else 0
    found = session.scalar(
        select(BrandMedia).where(
            BrandMedia.brand_id == brand.id, BrandMedia.branch_key == branch_key, BrandMedia.slot == slot.value
        )
    )
    media = found or BrandMedia(brand_id=brand.id, branch_id=branch_key or None, branch_key=branch_key, slot=slot.value)
    media.file_key = key
    media.url = address_of(brand.code, branch.code if branch is not None else None, slot)
    media.content_type = picture.content_type
    media.width, media.height = picture.width, picture.height
    media.updated_at = now
    session.add(media)
    session.flush()
    # Pages and sheets that show it are cached under the brand's version.
    session.execute(
        update(Brand)
        .where(Brand.id == brand.id)
        .values(version=Brand.version + 1, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    return media


def address_of(brand_code: str, branch_code: str | None, slot: MediaSlot) -> str:
    """The path third parties are given: the documented patterns, one each for brands, branch logos and covers."""
    if branch_code is None:
        ending = "mp4" if slot is MediaSlot.VIDEO else "png"
        return f"/api/media/{brand_code}/{brand_code}_{slot.value}.{ending}"
    if slot is MediaSlot.COVER:
        return f"/api/media/{brand_code}/{branch_code}/{slot.value}.jpeg"
    ending = "mp4" if slot is MediaSlot.VIDEO else "webp"
    return f"/media/{brand_code}/{branch_code}/{slot.value}.{ending}"


def find(session: Session, brand_code: str, branch_code: str | None, name: str) -> StoredFile | None:
    """The file behind such a path, by the last part of it; its ending is not looked at. One statement."""
    stem = name.rpartition(".")[0]
    slot = stem if branch_code is not None else stem.removeprefix(f"{brand_code}_")
    question = (
        select(BrandMedia.file_key, BrandMedia.content_type)
        .join(Brand, Brand.id == BrandMedia.brand_id)
        .where(Brand.code == brand_code, BrandMedia.slot == slot)
    )
    if branch_code is None:
        question = question.where(BrandMedia.branch_key == 0)
    else:
        question = question.join(Branch, Branch.id == BrandMedia.branch_id).where(Branch.code == branch_code)
    row = session.execute(question).one_or_none()
    return None if row is None else StoredFile(key=row.file_key, content_type=row.content_type)
