"""Calls from browsers on other origins: only with a publishable key, only from the origins listed on it."""

from __future__ import annotations

from typing import Final

from flask import Response, current_app, g, request
from werkzeug.exceptions import Forbidden

from app.extensions import db
from app.models import KeyKind
from app.services import api_keys
from app.services.api_keys import KeyInForce

_HEADERS: Final = "Authorization, Content-Type, Idempotency-Key, X-Api-Key"
_EXPOSED: Final = "Idempotent-Replayed, Retry-After, X-Request-Id"
_KEEP_SECONDS: Final = "600"


def foreign_origin() -> str | None:
    """The other origin a browser says it calls from; None for our own pages and for programs."""
    origin = request.headers.get("Origin")
    # The scheme does not count: a proxy may have taken the encryption off.
    return None if origin is None or origin.partition("://")[2] == request.host else origin


def answer_preflight() -> Response:
    """A browser asks whether it may call. The key is not sent yet, so any publishable key's origin will do."""
    methods = set(current_app.create_url_adapter(request).allowed_methods())  # type: ignore[union-attr]  # in a request
    response = Response(status=204, content_type="application/json")
    response.headers["Allow"] = ", ".join(sorted(methods))
    origin = foreign_origin()
    if origin is None:
        return response
    if not api_keys.is_listed_origin(db.session(), origin=origin):
        raise Forbidden("This origin is not listed on any publishable API key")
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(methods - {"HEAD", "OPTIONS"}))
    response.headers["Access-Control-Allow-Headers"] = _HEADERS
    response.headers["Access-Control-Max-Age"] = _KEEP_SECONDS
    response.vary.update(("Access-Control-Request-Method", "Access-Control-Request-Headers"))
    return response


def check_origin(key: KeyInForce) -> None:
    """Let the browser read the answer when the key lists its origin. Raises Forbidden when it does not.

    A secret key has no business in a browser, so its answers are never readable from another origin.
    """
    origin = foreign_origin()
    if origin is None or key.kind is not KeyKind.PUBLISHABLE:
        return
    if origin not in key.origins:
        raise Forbidden("This origin is not listed on the API key")
    g.souk_readable_from = origin


def mark(response: Response) -> Response:
    """Say in the headers who may read, and that this depends on who asks."""
    origin = g.get("souk_readable_from")
    if origin is not None:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    response.vary.add("Origin")
    return response
