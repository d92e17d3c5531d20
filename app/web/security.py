"""Headers that keep pages safe, and the one content policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from flask import Flask, Response, abort, request

from app.domain.web_links import read_origin

_CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'"
)


def page_policy(form_targets: Collection[str] = (), framed_by: Collection[str] = ()) -> str:
    """The policy of a page whose forms may lead, by way of redirects, to these origins besides our own.

    Chromium holds a form to the policy through all redirects of its answer, so a gateway's page must be named here.
    `framed_by` are the origins that may show the page in a frame.
    """
    ancestors = " ".join(sorted(framed_by)) or "'none'"
    return " ".join((f"{_CONTENT_POLICY}; frame-ancestors {ancestors}; form-action 'self'", *sorted(form_targets)))


def frame_origins(hosts: Iterable[str]) -> frozenset[str]:
    """Hosts as somebody wrote them, as a policy's origins: https where nothing is said, nothing for what is no host."""
    return frozenset(origin for host in hosts if (origin := read_origin(host)) is not None)


def framing_policy(host: str) -> str:
    """The policy of a page on which a gateway's script from `host` opens its own form in a frame.

    Such a script sets the style of its frame as it likes; nothing on the page was written by a visitor.
    """
    widened = {
        "script-src 'self'": f"script-src 'self' {host}",
        "style-src 'self'": f"style-src 'self' 'unsafe-inline' {host}",
        "img-src 'self' data:": f"img-src 'self' data: {host}",
        "connect-src 'self'": f"connect-src 'self' {host}",
        "font-src 'self'": f"font-src 'self' {host}",
    }
    own = [widened.get(part, part) for part in page_policy().split("; ")]
    return "; ".join([*own, f"frame-src {host}"])


# A drawing opened on its own may style itself but never run or fetch anything.
PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def init_security(app: Flask) -> None:
    """Let pages send forms on to the configured gateways only."""
    policy = page_policy(app.extensions["souk_gateways"].providers.payment_pages)

    @app.after_request
    def guard(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
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


def refuse_nul(app: Flask, pages: frozenset[str]) -> None:
    """Pages answer 400 to NUL characters, which no browser sends and PostgreSQL cannot hold; `pages` are blueprints.

    JSON families read their own input, each in its own shape.
    """

    @app.before_request
    def refuse() -> None:
        if request.blueprint in pages and any("\x00" in text for text in _everything_sent()):
            abort(400)


def _everything_sent() -> Iterator[str]:
    yield request.path
    for name, value in (*request.args.items(multi=True), *request.form.items(multi=True)):
        yield from (name, value)
