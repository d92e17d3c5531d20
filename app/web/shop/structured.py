"""Pages told to search engines, in schema.org's words."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from app.domain.money import Money
from app.services.product_page import ProductDetail

_CONTEXT = "https://schema.org"


def describe_product(product: ProductDetail, url: str) -> list[dict[str, Any]]:
    """Product with its offer and rating, and the way to it from the start page."""
    return [_product(product, url), _trail(product)]


def _product(product: ProductDetail, url: str) -> dict[str, Any]:
    host = request.host_url.rstrip("/")
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Product",
        "name": product.name,
        "description": product.description,
        "sku": product.sku,
        "image": [host + picture.url for picture in product.gallery if picture.url],
        "url": url,
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": _plain(product.price),
            "priceCurrency": product.price.currency,
            "availability": f"{_CONTEXT}/{'InStock' if product.in_stock else 'OutOfStock'}",
            "itemCondition": f"{_CONTEXT}/NewCondition",
        },
    }
    if product.maker:
        described["brand"] = {"@type": "Brand", "name": product.maker}
    if product.rating_count:
        described["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": product.rating,
            "reviewCount": product.rating_count,
        }
    return described


def _trail(product: ProductDetail) -> dict[str, Any]:
    steps = [(name, url_for("shop.category", slug=slug, _external=True)) for name, slug in product.path]
    steps.append((product.name, url_for("shop.product", slug=product.slug, _external=True)))
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _plain(amount: Money) -> str:
    return f"{amount.major:f}"
