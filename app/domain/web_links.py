"""Addresses that people type: of web pages, and of sites that may show ours in a frame."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 500

_ORIGIN: Final = re.compile(r"(?:(https?)://)?((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?)/?", re.IGNORECASE)


def is_web(link: str) -> bool:
    """Whether it is the address of a web page; anything else that a browser would open is not."""
    if len(link) > LONGEST or any(letter.isspace() for letter in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in {"https", "http"} and bool(parts.hostname)
    except ValueError:
        return False


def read_origin(text: str) -> str | None:
    """A site as somebody wrote it: "restaurant.example/" is "https://restaurant.example"; None for what is none."""
    found = _ORIGIN.fullmatch(text.strip())
    return None if found is None else f"{(found.group(1) or 'https').lower()}://{found.group(2).lower()}"
