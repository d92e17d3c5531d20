"""Moves the language and the storefront's slug from the path into the script root, so that every link keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ARABIC: Final = "ar"
LOCALE_KEY: Final = "souk.locale"
SLUG_KEY: Final = "souk.slug"


class PrefixMiddleware:
    """`/ar/muscat/cart` is `/cart` in Arabic at the storefront `muscat`."""

    def __init__(self, wsgi: WSGIApplication, is_slug: Callable[[str], bool]) -> None:
        self._wsgi = wsgi
        self._is_slug = is_slug

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        first, rest = _split(path)
        taken: list[str] = []
        if first == ARABIC:
            environ[LOCALE_KEY] = ARABIC
            taken.append(first)
            path = rest
            first, rest = _split(path)
        if first and self._is_slug(first):
            environ[SLUG_KEY] = first
            taken.append(first)
            path = rest
        if taken:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/" + "/".join(taken)
            environ["PATH_INFO"] = path or "/"
        return self._wsgi(environ, start_response)


def _split(path: str) -> tuple[str, str]:
    """The first segment and what follows it, with its slash."""
    head, slash, tail = path.removeprefix("/").partition("/")
    return head, slash + tail
