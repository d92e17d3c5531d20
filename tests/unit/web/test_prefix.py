"""Language and storefront leave the path and enter the script root."""

import pytest

from app.web.prefix import PrefixMiddleware


@pytest.mark.parametrize(
    ("path", "root", "inner", "locale", "slug"),
    [
        ("/cart", "", "/cart", None, None),
        ("/ar", "/ar", "/", "ar", None),
        ("/ar/cart", "/ar", "/cart", "ar", None),
        ("/muscat/cart", "/muscat", "/cart", None, "muscat"),
        ("/ar/muscat", "/ar/muscat", "/", "ar", "muscat"),
        ("/ar/muscat/p/x", "/ar/muscat", "/p/x", "ar", "muscat"),
        ("/arabia", "", "/arabia", None, None),
        ("/muscat/ar/cart", "/muscat", "/ar/cart", None, "muscat"),
        ("/", "", "/", None, None),
    ],
)
def test_prefixes(path: str, root: str, inner: str, locale: str | None, slug: str | None) -> None:
    seen: dict[str, object] = {}

    def inside(environ: dict[str, object], _start: object) -> list[bytes]:
        seen.update(environ)
        return []

    middleware = PrefixMiddleware(inside, lambda segment: segment == "muscat")
    middleware({"PATH_INFO": path, "SCRIPT_NAME": ""}, lambda *_a: lambda _b: None)

    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == (root, inner)
    assert (seen.get("souk.locale"), seen.get("souk.slug")) == (locale, slug)
