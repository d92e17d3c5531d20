"""What every page shows around its content, and the globals of all templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from jinja2 import StrictUndefined

from app.domain.search_text import presentable
from app.extensions import babel, db, gateways, settings
from app.services.checkout_page import delivers
from app.services.platforms import Storefront
from app.web.prefix import ARABIC
from app.web.storefront import current_locale, current_storefront, directory


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class StorefrontLink:
    name: str
    url: str
    is_current: bool


class Shell:
    """The frame's data, read only when a template asks for it; one per request."""

    def __init__(self, storefront: Storefront, locale: str) -> None:
        self._storefront = storefront
        self._locale = locale
        self._cart_count: int | None = None

    @property
    def categories(self) -> list[Link]:
        return _categories(self._storefront, self._locale)

    @property
    def storefronts(self) -> list[StorefrontLink]:
        return _storefronts(self._storefront, self._locale)

    @property
    def cart_count(self) -> int:
        if self._cart_count is None:
            self._cart_count = _cart_count(self._storefront)
        return self._cart_count

    @property
    def wish_count(self) -> int:
        return _wish_count(self._storefront)

    @property
    def delivers(self) -> bool:
        """Whether this storefront sends things: it says so, and somebody carries them."""
        provider = gateways().providers.delivery(self._storefront)
        return delivers(self._storefront, None if provider is None else provider.name)

    @property
    def takes_payments(self) -> bool:
        """Whether one can pay on a gateway's page."""
        provider = gateways().providers.payments(self._storefront)
        return provider is not None and self._storefront.currency in provider.currencies

    @property
    def search_text(self) -> str:
        return presentable(request.args.get("q", ""), 100)


def prefixed(path: str, *, locale: str, slug: str | None) -> str:
    """A page's address in a language and, on a shared host, at a storefront."""
    parts = [part for part in (ARABIC if locale == ARABIC else None, slug) if part]
    return "/" + "/".join(parts) + path if parts else path


def slug_in_path() -> str | None:
    """The storefront's slug where the address names it."""
    found: str | None = request.environ.get("souk.slug")
    return found


def switch_locale_url() -> str:
    """This page in the other language; the start page where this one was the answer to a form."""
    other = "en" if current_locale() == ARABIC else ARABIC
    path = (request.full_path.rstrip("?") if request.method == "GET" else "/") or "/"
    return prefixed(path, locale=other, slug=slug_in_path())


def _alternates() -> dict[str, str]:
    """Absolute addresses of this page by language, without query: for canonical and hreflang."""
    root = request.host_url.rstrip("/")
    slug = slug_in_path()
    return {code: root + prefixed(request.path, locale=code, slug=slug) for code in ("en", ARABIC)}


def init_shell(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    babel.init_app(app, locale_selector=current_locale)

    @app.context_processor
    def frame() -> dict[str, Any]:
        locale = current_locale()
        storefront = current_storefront()
        return {
            "storefront": storefront,
            "storefront_name": storefront.name(locale),
            "locale": locale,
            "dir": "rtl" if locale == ARABIC else "ltr",
            "sandbox": settings().is_sandbox,
            "shell": Shell(storefront, locale),
            "switch_locale_url": switch_locale_url(),
            "alternates": _alternates(),
            "canonical_url": _alternates()[locale],
            "home_url": url_for("shop.home"),
        }


def _storefronts(storefront: Storefront, locale: str) -> list[StorefrontLink]:
    return [
        StorefrontLink(
            name=entry.name(locale),
            url=prefixed("/", locale=locale, slug=entry.slug),
            is_current=entry.id == storefront.id,
        )
        for entry in directory().get().of_business(storefront.business_id)
    ]


def _categories(storefront: Storefront, locale: str) -> list[Link]:
    from app.services import catalog

    return [Link(c.name, c.slug) for c in catalog.list_top_categories(db.session(), storefront, locale=locale)]


def _cart_count(storefront: Storefront) -> int:
    from app.web.cart.session import cart_count

    return cart_count(storefront)


def _wish_count(storefront: Storefront) -> int:
    from app.web.cart.session import wished

    return len(wished(storefront))
