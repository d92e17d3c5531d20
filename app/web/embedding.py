"""Booking pages inside other sites' frames: no cookie is read or set there, and links stay in the frame's layout.

Browsers keep cookies from frames of third parties or, worse, send them to a page that somebody else has wrapped. So
what is embedded knows nobody: its forms carry signed tokens (booking/tokens.py), and who is signed in is a stranger.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Request, Response, has_request_context, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from typing_extensions import override

# The first path segments of pages that may be embedded; a session is opened before the route is known.
_FRAMED: Final = frozenset({"b", "brands", "events"})
_FRAMES: Final = frozenset({"iframe", "frame", "embed", "object"})


def is_embedded() -> bool:
    """Whether this page is shown in another site's frame: its address says so, or the browser does."""
    return has_request_context() and _asks_embedded(request)


def _asks_embedded(asked: Request) -> bool:
    if asked.path.lstrip("/").partition("/")[0] not in _FRAMED:
        return False
    return asked.args.get("embed") == "1" or asked.headers.get("Sec-Fetch-Dest", "") in _FRAMES


class FrameSessions(SecureCookieSessionInterface):
    """Cookie sessions, but none in a frame: nothing is read from the browser and nothing is left in it."""

    @override
    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return self.session_class() if _asks_embedded(request) else super().open_session(app, request)

    @override
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not _asks_embedded(request):
            super().save_session(app, session, response)
