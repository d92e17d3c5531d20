"""Serves pictures from the files store: by their keys, and those of restaurants by the addresses third parties know."""

from __future__ import annotations

import hashlib
import mimetypes
from typing import Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from app.extensions import db, gateways
from app.services import brand_media
from app.web.security import PICTURE_POLICY

# Files below /api too, where every other address answers in JSON.
FILE_PREFIXES: Final = ("/api/media",)

media = Blueprint("media", __name__)

_KEEP = "public, max-age=86400"
# Under an address that stays the same when the picture changes.
_ASK_AGAIN = "public, max-age=300"
_BRANCH_PARTS: Final = 3


@media.get("/media/<path:key>")
def file(key: str) -> ResponseReturnValue:
    """A file by its key, else a branch's picture: /media/{brand code}/{branch code}/logo_image.webp."""
    content = gateways().files.get(key)
    if content is not None:
        return _picture(content, mimetypes.guess_type(key)[0] or "application/octet-stream", keep=_KEEP)
    parts = key.split("/")
    if len(parts) != _BRANCH_PARTS:
        abort(404)
    return _of_brand(parts[0], parts[1], parts[2])


@media.get("/api/media/<brand_code>/<name>")
def brand_file(brand_code: str, name: str) -> ResponseReturnValue:
    """A brand's own: /api/media/{brand code}/{brand code}_logo_image.png."""
    return _of_brand(brand_code, None, name)


@media.get("/api/media/<brand_code>/<branch_code>/<name>")
def branch_file(brand_code: str, branch_code: str, name: str) -> ResponseReturnValue:
    """A branch's: /api/media/{brand code}/{branch code}/cover_image.jpeg."""
    return _of_brand(brand_code, branch_code, name)


def _of_brand(brand_code: str, branch_code: str | None, name: str) -> ResponseReturnValue:
    found = brand_media.find(db.session(), brand_code, branch_code, name)
    content = gateways().files.get(found.key) if found is not None else None
    if found is None or content is None:
        abort(404)
    return _picture(content, found.content_type, keep=_ASK_AGAIN)


def _picture(content: bytes, content_type: str, *, keep: str) -> ResponseReturnValue:
    """Browsers and caches may keep it for a while and ask again cheaply."""
    response = Response(content, mimetype=content_type)
    response.set_etag(hashlib.blake2s(content, digest_size=8).hexdigest())
    response.headers["Cache-Control"] = keep
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response.make_conditional(request)
