"""Pictures of brands and branches in the back office: put up, replaced, refused in words, taken down."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import gateways
from app.models import AuditEntry, Branch, Brand, BrandMedia
from app.services import brand_media
from app.web.admin import pictures as admin_pictures
from tests.factories import make_platform
from tests.factories.dining import make_branch
from tests.support.pages import Page, PageClient

HERE = "/admin/restaurants/MB01/pictures"


def _drawn(colour: str = "#aa0000", size: tuple[int, int] = (64, 32), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def _put(boss: PageClient, path: str, content: bytes | None, *, status: int = 303) -> Page:
    name = f"{path.rpartition('/')[2]}-picture"
    sent: dict[str, Any] = {} if content is None else {name: (io.BytesIO(content), "picture.png")}
    return boss.post(path, sent, status=status)


def test_a_picture_is_put_up_replaced_and_taken_down(
    session: Session, boss: PageClient, pages: PageClient, branch: Branch
) -> None:
    version = session.get_one(Brand, branch.brand_id).version
    assert boss.get(HERE).texts(".office-picture h2") == ["Logo", "Cover"]

    shown = boss.follow(_put(boss, f"{HERE}/cover_image", _drawn()))

    first = session.scalars(select(BrandMedia.file_key)).one()
    assert "The picture is shown from now on." in shown.text
    assert "64 × 32" in shown.text
    assert first in str(shown.one(".office-picture img")["src"])
    assert first in pages.get("/b/MB01").html
    _put(boss, f"{HERE}/cover_image", _drawn("#00aa00"))
    second = session.scalars(select(BrandMedia.file_key)).one()
    assert second != first
    with boss.app.app_context():
        assert [gateways().files.get(key) is not None for key in (first, second)] == [False, True]

    asked = boss.get(f"{HERE}/cover_image/remove")
    assert "It cannot be brought back." in asked.text
    assert "The picture is taken down." in boss.follow(boss.post(f"{HERE}/cover_image/remove")).text
    assert boss.post(f"{HERE}/cover_image/remove").location.endswith(HERE)
    assert boss.get(f"{HERE}/cover_image/remove", status=303).location.endswith(HERE)
    assert second not in pages.get("/b/MB01").html
    with boss.app.app_context():
        assert gateways().files.get(second) is None
    assert session.get_one(Brand, branch.brand_id).version == version + 3
    entries = session.scalars(select(AuditEntry).where(AuditEntry.entity == "branch").order_by(AuditEntry.id)).all()
    assert [(entry.action, (entry.before or {})["file"], (entry.after or {})["file"]) for entry in entries] == [
        ("branch_picture_put", None, first),
        ("branch_picture_put", first, second),
        ("branch_picture_removed", second, None),
    ]


def test_a_brand_has_sliders_too_and_what_it_has_no_place_for_is_not_there(
    session: Session, boss: PageClient, branch: Branch
) -> None:
    brand = session.get_one(Brand, branch.brand_id)
    here = f"/admin/brands/{brand.code}/pictures"

    _put(boss, f"{here}/slider_image_2", _drawn())
    _put(boss, f"{here}/logo_image", _drawn())

    page = boss.get(here)
    assert len(page.select(".office-picture")) == 5
    assert page.texts(".tabs [aria-current]") == ["Pictures"]
    assert len(page.select(".office-picture img")) == 2
    assert len(boss.get("/admin/restaurants").select(".office-crest img")) == 1
    # A file that stands for another picture too stays when one of the two is taken down.
    logo = session.scalars(select(BrandMedia).where(BrandMedia.slot == "logo_image")).one()
    shared = {name: getattr(logo, name) for name in ("file_key", "url", "content_type", "updated_at")}
    session.add(BrandMedia(brand_id=brand.id, branch_id=branch.id, branch_key=branch.id, slot="logo_image", **shared))
    session.commit()
    boss.post(f"{here}/logo_image/remove")
    with boss.app.app_context():
        assert gateways().files.get(shared["file_key"]) is not None
    for path in (f"{here}/cover_video", f"{HERE}/slider_image_1", f"{HERE}/nothing"):
        _put(boss, path, _drawn(), status=404)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Choose a picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a picture we can show. Choose a JPEG, PNG or WebP"),
        (_drawn() + bytes(1_000), "This picture is too large. Choose one of at most 0.001 MB."),
        (_drawn(size=(8_001, 1)), "This picture has too many pixels. Choose one of at most 8000 on each side."),
    ],
    ids=["nothing", "no picture", "too large", "too many pixels"],
)
def test_what_is_no_picture_is_refused_in_words(
    session: Session,
    boss: PageClient,
    branch: Branch,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    said: str,
) -> None:
    for module in (brand_media, admin_pictures):
        monkeypatch.setattr(module, "MOST_BYTES", 1_000)

    page = _put(boss, f"{HERE}/logo_image", content, status=422)

    assert [(words.startswith(said), at) for words, at in page.summary] == [(True, "logo_image-picture")], page.summary
    assert session.scalars(select(BrandMedia)).all() == []


def test_only_who_may_put_up_pictures_may_send_so_much(
    app: Flask, session: Session, boss: PageClient, pages: PageClient, branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_branch(session, platform=make_platform(session, is_default=False))
    session.commit()
    large = _drawn(size=(400, 400)) + bytes(5_000)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 4_000)

    _put(boss, f"{HERE}/logo_image", large)
    _put(boss, f"/admin/restaurants/{other.code}/pictures/logo_image", large, status=404)
    _put(pages, f"{HERE}/logo_image", large, status=413)
    boss.post(HERE.removesuffix("/pictures"), {"name_en": "x" * 5_000}, status=413)
