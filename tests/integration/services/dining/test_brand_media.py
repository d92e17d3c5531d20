"""Pictures of brands: drawn anew, kept under their content, found by the addresses third parties know."""

import io
from dataclasses import dataclass, field

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from app.domain.errors import UploadProblem, UploadRefused
from app.services import brand_media
from app.services.brand_media import BRAND_SLOTS, MOST_BYTES, MOST_PIXELS, MediaSlot, StoredFile
from tests.factories import NOW, make_branch, make_brand, make_platform


@dataclass
class Shelf:
    """A files store in a dictionary."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, content: bytes) -> None:
        self.files[key] = content

    def get(self, key: str) -> bytes | None:
        return self.files.get(key)

    def delete(self, key: str) -> None:
        self.files.pop(key, None)


def drawn(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def test_a_photograph_loses_its_metadata_and_what_nobody_would_see() -> None:
    exif = Image.Exif()
    # Turned by a quarter, and where it was taken.
    exif[0x0112], exif[0x010E] = 6, "24.4539 N 54.3773 E"

    picture = brand_media.draw_anew(drawn("JPEG", (4_000, 2_000), exif=exif), MediaSlot.COVER)

    found = Image.open(io.BytesIO(picture.content))
    assert (found.format, found.size, picture.content_type) == ("JPEG", (960, 1_920), "image/jpeg")
    assert (picture.width, picture.height) == found.size
    assert dict(found.getexif()) == {}
    assert b"24.4539" not in picture.content


def test_a_logo_stays_see_through() -> None:
    picture = brand_media.draw_anew(drawn("WEBP", (2_000, 1_000), "RGBA"), MediaSlot.LOGO)

    found = Image.open(io.BytesIO(picture.content))
    assert (found.format, found.mode, found.size) == ("PNG", "RGBA", (512, 256))


@pytest.mark.parametrize(
    ("content", "slot", "problem"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", MediaSlot.LOGO, UploadProblem.NOT_AN_IMAGE),
        (b"%PDF-1.7", MediaSlot.LOGO, UploadProblem.NOT_AN_IMAGE),
        (b"", MediaSlot.LOGO, UploadProblem.NOT_AN_IMAGE),
        (drawn()[:60], MediaSlot.LOGO, UploadProblem.NOT_AN_IMAGE),
        (drawn("GIF"), MediaSlot.LOGO, UploadProblem.NOT_AN_IMAGE),
        (drawn(), MediaSlot.VIDEO, UploadProblem.NOT_AN_IMAGE),
        (b"x" * (MOST_BYTES + 1), MediaSlot.LOGO, UploadProblem.TOO_LARGE),
        (drawn(size=(MOST_PIXELS + 1, 1), mode="1"), MediaSlot.LOGO, UploadProblem.TOO_MANY_PIXELS),
    ],
    ids=str,
)
def test_what_is_no_picture_is_refused(content: bytes, slot: MediaSlot, problem: UploadProblem) -> None:
    with pytest.raises(UploadRefused) as refused:
        brand_media.draw_anew(content, slot)

    assert refused.value.reason == problem


def test_a_picture_takes_the_place_of_the_one_before(session: Session) -> None:
    platform, shelf = make_platform(session), Shelf()
    brand = make_brand(session, platform=platform)
    branch = make_branch(session, platform=platform, brand=brand)
    old, new = (brand_media.draw_anew(drawn(size=(side, side)), MediaSlot.LOGO) for side in (10, 20))

    for owner in (None, branch):
        first = brand_media.put(
            session, shelf, brand=brand, branch=owner, slot=MediaSlot.LOGO, picture=old, now=NOW
        ).file_key
        again = brand_media.put(session, shelf, brand=brand, branch=owner, slot=MediaSlot.LOGO, picture=new, now=NOW)
        assert first != again.file_key
        assert shelf.files[again.file_key] == new.content
        code = owner.code if owner is not None else None
        name = again.url.rpartition("/")[2]
        assert brand_media.find(session, brand.code, code, name) == StoredFile(again.file_key, "image/png")
        assert brand_media.find(session, brand.code, code, name.replace("logo", "cover")) is None

    session.refresh(brand)
    assert brand.version == 5
    assert len(shelf.files) == 4


def test_addresses_are_the_documented_ones() -> None:
    assert brand_media.address_of("PKR02501", None, MediaSlot.LOGO) == "/api/media/PKR02501/PKR02501_logo_image.png"
    assert brand_media.address_of("PKR02501", "DT01", MediaSlot.LOGO) == "/media/PKR02501/DT01/logo_image.webp"
    assert brand_media.address_of("PKR02501", "DT01", MediaSlot.COVER) == "/api/media/PKR02501/DT01/cover_image.jpeg"
    assert len({brand_media.address_of("A", None, slot) for slot in BRAND_SLOTS}) == len(BRAND_SLOTS)
