"""Files by their keys, and the pictures of restaurants by the addresses third parties know."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from app.extensions import gateways
from app.services import brand_media
from app.services.brand_media import MediaSlot
from tests.factories import NOW, make_branch, make_brand, make_platform

ADDRESSES = (
    "/api/media/PKR02501/PKR02501_logo_image.png",
    "/media/PKR02501/DT01/logo_image.webp",
    "/api/media/PKR02501/DT01/logo_image.png",
)


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A brand and its branch have a logo each."""
    platform = make_platform(session)
    brand = make_brand(session, platform=platform, code="PKR02501")
    branch = make_branch(session, platform=platform, brand=brand, code="DT01")
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    picture = brand_media.draw_anew(out.getvalue(), MediaSlot.LOGO)
    with app.app_context():
        for owner in (None, branch):
            brand_media.put(
                session, gateways().files, brand=brand, branch=owner, slot=MediaSlot.LOGO, picture=picture, now=NOW
            )
    session.commit()
    return app.test_client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_is_a_file_that_may_be_kept(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.data)).size == (8, 8)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].startswith("public")
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/api/media/PKR02501/PKR02501_cover_image.png",
        "/api/media/OTHER/OTHER_logo_image.png",
        "/api/media/PKR02501",
        "/api/media/PKR02501/DT01/logo_image.png/more",
        "/media/PKR02501/OTHER/logo_image.webp",
        "/media/PKR02501/../../etc/passwd",
        "/api/media/..%2f..%2fetc/passwd",
        "/api/media/PKR02501/%00.png",
    ],
)
def test_what_is_no_file_is_not_found_and_not_answered_in_json(client: FlaskClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code in {400, 404}
    assert answer.mimetype == "text/html"
