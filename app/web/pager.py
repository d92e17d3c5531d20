"""Links to the other pages of a list; the rest of the address is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import request

from app.domain.paging import Page

# Pages beyond this are not looked for: nobody leafs that far, and a count from a stranger stays small.
LAST_PAGE: Final = 10_000
_AROUND: Final = 1


@dataclass(frozen=True, slots=True)
class Pager:
    """What the pagination component shows. Items are (label, address or None, is current)."""

    number: int
    pages: int
    total: int
    prev_url: str | None
    next_url: str | None
    items: list[tuple[str, str | None, bool]]

    @classmethod
    def of(cls, page: Page[Any]) -> Pager:
        """The first, the last and the pages around the current one; gaps are an ellipsis."""
        number, pages = page.window.number, page.pages
        shown = sorted({1, pages, *range(number - _AROUND, number + _AROUND + 1)} & set(range(1, pages + 1)))
        items: list[tuple[str, str | None, bool]] = []
        for before, here in zip([0, *shown], shown, strict=False):
            if here - before > 1:
                items.append(("…", None, False))
            items.append((str(here), page_url(here), here == number))
        return cls(
            number=number,
            pages=pages,
            total=page.total,
            prev_url=page_url(number - 1) if 1 < number <= pages + 1 else None,
            next_url=page_url(number + 1) if number < pages else None,
            items=items,
        )


def page_number() -> int:
    """The page asked for; anything that is not a page is the first."""
    text = request.args.get("page", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_PAGE)) else 1
    return min(max(1, number), LAST_PAGE)


def page_url(number: int) -> str:
    """This address, at another page."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    query = urlencode([*kept, *([("page", str(number))] if number > 1 else [])])
    path = request.script_root + request.path
    return f"{path}?{query}" if query else path
