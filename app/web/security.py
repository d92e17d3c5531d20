"""Headers that keep pages safe, and the one content policy."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# A drawing opened on its own may style itself but never run or fetch anything.
PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def init_security(app: Flask) -> None:
    @app.after_request
    def guard(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        # Flask-WTF compares the Referer over https, so it must be sent to ourselves.
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        if response.mimetype == "text/html":
            # Pages differ by cookie and may show personal data: browsers keep them for the back button only.
            headers.setdefault("Cache-Control", "private, no-cache")
            response.vary.add("Cookie")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response
