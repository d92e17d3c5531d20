"""Which part of the list an address asks for, read leniently: what makes no sense is as if it were not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request, url_for

from app.services.wishlists import WishFilter, WishSort
from app.web.pager import page_number

A_PAGE: Final = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """The part, its order, the page of it, and whether everything shown is to be ticked."""

    only: WishFilter = WishFilter.ALL
    sort: WishSort = WishSort.PRIORITY
    page: int = 1
    all_ticked: bool = False

    def at(self, endpoint: str, **values: Any) -> str:
        """The address of a page or form that keeps to this part."""
        usual = Asked()
        kept: dict[str, Any] = {
            "show": self.only.value if self.only is not usual.only else None,
            "sort": self.sort.value if self.sort is not usual.sort else None,
            "page": self.page if self.page > 1 else None,
        }
        return url_for(f"wishlist.{endpoint}", **kept, **values)

    def turned(self, page: int) -> Asked:
        """The same at another page."""
        return replace(self, page=page, all_ticked=False)

    def but(self, **changes: Any) -> Asked:
        """The same with something changed, from its first page."""
        return replace(self, page=1, all_ticked=False, **changes)


def read() -> Asked:
    """From the address, which forms carry along too."""
    only, sort = request.args.get("show", ""), request.args.get("sort", "")
    return Asked(
        only=WishFilter(only) if only in set(WishFilter) else WishFilter.ALL,
        sort=WishSort(sort) if sort in set(WishSort) else WishSort.PRIORITY,
        page=page_number(),
        all_ticked=request.args.get("tick") == "all",
    )
