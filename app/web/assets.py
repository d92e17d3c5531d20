"""Addresses of static files and pictures: outside every language prefix, and changing with their content."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, request, url_for

from app.config import ROOT

STATIC: Final = ROOT / "static"
FOR_EVER: Final = "public, max-age=31536000, immutable"
# What style sheets name (fonts, patterns) carries no fingerprint; it seldom changes.
A_DAY: Final = "public, max-age=86400"


@lru_cache(maxsize=512)
def _fingerprint(path: Path, _mtime_ns: int) -> str:
    return hashlib.blake2s(path.read_bytes(), digest_size=6).hexdigest()


def asset(filename: str) -> str:
    """The address of a static file, with a fingerprint that lets browsers keep it for ever."""
    path = STATIC / filename
    if not path.is_file():
        return f"/static/{filename}"
    return f"/static/{filename}?v={_fingerprint(path, path.stat().st_mtime_ns)}"


def media_url(key: str) -> str:
    """The address of a picture in the files store; empty for an empty key."""
    return f"/media/{key}" if key else ""


def _template_url_for(endpoint: str, **values: object) -> str:
    if endpoint == "static":
        return asset(str(values["filename"]))
    if endpoint == "media.file":
        return media_url(str(values["key"]))
    return url_for(endpoint, **values)  # type: ignore[arg-type]  # Flask types its own keywords, not the route's


def init_assets(app: Flask) -> None:
    app.jinja_env.globals.update(asset=asset, media_url=media_url, url_for=_template_url_for)

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:  # noqa: PLR2004  # found
            response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") else A_DAY
        return response
