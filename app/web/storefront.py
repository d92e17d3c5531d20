"""The storefront and the language of a request."""

from __future__ import annotations

import time
from typing import Final

from flask import Flask, current_app, g, has_app_context, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from app.domain.states import Environment
from app.extensions import db, settings
from app.services import platforms
from app.services.platforms import Storefront, StorefrontDirectory
from app.web.prefix import ARABIC, LOCALE_KEY, SLUG_KEY

_KEEP_SECONDS: Final = 5.0


class DirectoryCache:
    """The storefront directory, read again after a few seconds; hosts and slugs change rarely."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        # Replaced as one, so that a reader never sees half a change.
        self._known = (platforms.EMPTY_DIRECTORY, float("-inf"))
        self._storefronts: dict[tuple[int, Environment], Storefront] = {}

    def get(self) -> StorefrontDirectory:
        """The directory. Two requests may both read it anew: harmless, where waiting for each other might never end."""
        keep = 0.0 if self._app.testing else _KEEP_SECONDS
        known, read_at = self._known
        if time.monotonic() - read_at <= keep and known.default_id is not None:
            return known
        found = self._read()
        self._known = (found, time.monotonic())
        return found

    def _read(self) -> StorefrontDirectory:
        """On the request's own connection where there is a request: who holds one may not ask for another."""
        if has_app_context():
            return platforms.read_directory(db.session())
        with self._app.app_context():
            return platforms.read_directory(db.session())

    def is_slug(self, segment: str) -> bool:
        """Whether a first path segment names a storefront; the shop's own segments are never asked for."""
        if segment in platforms.RESERVED_SLUGS:
            return False
        try:
            return segment in self.get().by_slug
        except SQLAlchemyError:
            # Asked before there is a request to answer; the page itself will find out and say so.
            return False

    def storefront(self, platform_id: int, environment: Environment) -> Storefront | None:
        """The platform as it is now; read again only when its version has changed."""
        session = db.session()
        if self._app.testing:
            # A test's rows are rolled back and their keys used again: what was known under one is another's.
            return platforms.find_storefront(session, platform_id, environment)
        known = self._storefronts.get((platform_id, environment))
        if known is not None and platforms.find_version(session, platform_id) == known.catalog_version:
            return known
        found = platforms.find_storefront(session, platform_id, environment)
        if found is not None:
            self._storefronts[platform_id, environment] = found
        return found


def directory() -> DirectoryCache:
    """The running application's directory."""
    found: DirectoryCache = current_app.extensions["souk_directory"]
    return found


def current_locale() -> str:
    """ "ar" under the /ar prefix, else "en"."""
    return ARABIC if request.environ.get(LOCALE_KEY) == ARABIC else "en"


def current_storefront() -> Storefront:
    """The storefront whose pages are being shown: by slug in the path, else by host, else the default one."""
    found: Storefront | None = g.get("storefront")
    if found is None:
        found = _find(_platform_id())
        g.storefront = found
    return found


def _platform_id() -> int | None:
    known = directory().get()
    slug = request.environ.get(SLUG_KEY)
    if slug is not None:
        return known.by_slug.get(slug)
    return known.by_host.get(request.host.partition(":")[0], known.default_id)


def _find(platform_id: int | None) -> Storefront:
    """One small statement where the platform is known from before and has not changed since."""
    environment = Environment(settings().environment)
    found = directory().storefront(platform_id, environment) if platform_id else None
    if found is None:
        raise ServiceUnavailable("No storefront has been set up yet. Load the demo data or create a platform.")
    return found
