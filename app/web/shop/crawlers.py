"""What search engines ask for: robots.txt and the site map, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from flask import Response, request, url_for

from app.extensions import db
from app.services import catalog
from app.web.prefix import ARABIC
from app.web.shell import prefixed, slug_in_path
from app.web.shop import shop
from app.web.storefront import current_storefront

# Filters make endless addresses of the same products; personal pages are nobody's business.
_PRIVATE: Final = ("account", "cart", "checkout", "orders", "staff", "admin", "sandbox", "search", "api")
_FILTERS: Final = ("from=", "to=", "maker=", "stock=", "offer=", "rating=", "sort=", "option")


@shop.get("/robots.txt")
def robots() -> Response:
    """Where crawlers need not go, and where the site map is."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}/{path}" for path in _PRIVATE for prefix in ("", "/ar", "/*")]
    lines += [f"Disallow: /*?*{name}" for name in _FILTERS]
    lines += [f"Sitemap: {url_for('shop.site_map', _external=True)}", ""]
    return Response("\n".join(lines), mimetype="text/plain")


@shop.get("/sitemap.xml")
def site_map() -> Response:
    """Every page worth finding, with its twin in the other language."""
    return Response("".join(_site_map()), mimetype="application/xml")


def _site_map() -> Iterator[str]:
    categories, products = catalog.list_addresses(db.session(), current_storefront())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    yield _entry("/")
    yield _entry("/c")
    for slug in categories:
        yield _entry(f"/c/{slug}")
    for slug, changed_at in products:
        yield _entry(f"/p/{slug}", changed=changed_at.date().isoformat())
    for name in ("", "/contact", "/returns", "/privacy", "/terms"):
        yield _entry(f"/support{name}")
    yield "</urlset>\n"


def _entry(path: str, *, changed: str = "") -> str:
    root, slug = request.host_url.rstrip("/"), slug_in_path()
    twins = {code: escape(root + prefixed(path, locale=code, slug=slug)) for code in ("en", ARABIC)}
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{url}"/>' for code, url in twins.items())
    stamp = f"<lastmod>{changed}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{url}</loc>{stamp}{links}</url>\n" for url in twins.values())
