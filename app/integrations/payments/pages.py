"""Where pay pages of our own are found."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.services.platforms import RESERVED_SLUGS
from app.services.provider_ports import PaymentAsk


def our_page(ask: PaymentAsk, path: str) -> str:
    """On the host the customer comes from, in their language and under their storefront."""
    back = urlsplit(ask.return_url)
    first, second = (*back.path.split("/")[1:3], "", "")[:2]
    way = "/ar" if ask.locale == "ar" else ""
    slug = second if first == "ar" else first
    if slug and slug not in RESERVED_SLUGS:
        way += f"/{slug}"
    return f"{back.scheme}://{back.netloc}{way}{path}"
