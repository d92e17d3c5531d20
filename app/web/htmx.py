"""Answering HTMX: a fragment for a swap, a header for leaving the page."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def wants_fragment() -> bool:
    """Whether this is a swap by HTMX, not a page load or a history restore."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def render(page: str, fragment: str, /, *, status: int = 200, **context: object) -> Response:
    """The fragment for an HTMX swap and the whole page otherwise."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context), status)
    response.vary.add("HX-Request")
    return response


def go_to(url: str) -> ResponseReturnValue:
    """Leave the page after success; HTMX must be told by header, or it would swap the new page in."""
    if wants_fragment():
        return "", 200, {"HX-Redirect": url}
    return redirect(url, code=303)
