"""Serves pictures from the files store."""

from __future__ import annotations

import hashlib
import mimetypes

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from app.extensions import gateways
from app.web.security import PICTURE_POLICY

media = Blueprint("media", __name__, url_prefix="/media")

_KEEP = "public, max-age=86400"


@media.get("/<path:key>")
def file(key: str) -> ResponseReturnValue:
    """A file by its key; browsers and caches may keep it for a day and ask again cheaply."""
    content = gateways().files.get(key)
    if content is None:
        abort(404)
    response = Response(content, mimetype=mimetypes.guess_type(key)[0] or "application/octet-stream")
    response.set_etag(hashlib.blake2s(content, digest_size=8).hexdigest())
    response.headers["Cache-Control"] = _KEEP
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response.make_conditional(request)
