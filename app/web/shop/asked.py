"""What a list's address asks for: read leniently, written canonically.

Every state of the filters is a plain address. Values that make no sense are as if they were not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.domain.money import EXPONENTS
from app.domain.search_text import fold, presentable
from app.services.facets import RATINGS
from app.services.product_query import Sort
from app.web.figures import in_latin

MOST_MAKERS: Final = 20
LONGEST_TEXT: Final = 100
_MOST_PAGE_DIGITS: Final = 4
# No price of ours is beyond a thousand million major units.
_HIGHEST_PRICE: Final = 10**9
_LONGEST_PRICE: Final = 16
_SLUG: Final = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters in an address. Prices are minor units; `exactly` is "search instead for what I typed"."""

    text: str = ""
    exactly: bool = False
    category: str = ""
    makers: tuple[str, ...] = ()
    price_from: int | None = None
    price_to: int | None = None
    in_stock: bool = False
    on_offer: bool = False
    rating: int | None = None
    sort: Sort | None = None
    page: int = 1
    currency: str

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the text and the order was asked for."""
        return self.but(text="", exactly=False, sort=None) != Asked(currency=self.currency)

    def but(self, **changes: Any) -> Asked:
        """The same with something changed, from its first page."""
        return replace(self, page=1, **changes)

    def toggled(self, maker: str) -> Asked:
        """The same with a maker chosen or given up."""
        makers = set(self.makers) ^ {maker}
        return self.but(makers=tuple(sorted(makers)))

    def cleared(self) -> Asked:
        """The text and the order without any filter."""
        return Asked(text=self.text, exactly=self.exactly, sort=self.sort, currency=self.currency)

    def parameters(self) -> list[tuple[str, str]]:
        """Names and values in one fixed order, defaults left out: the same state has one address."""
        given = [
            ("q", self.text),
            ("exactly", "1" if self.exactly else ""),
            ("category", self.category),
            *(("maker", maker) for maker in self.makers),
            ("from", _typed(self.price_from, self.currency)),
            ("to", _typed(self.price_to, self.currency)),
            ("stock", "1" if self.in_stock else ""),
            ("offer", "1" if self.on_offer else ""),
            ("rating", str(self.rating or "")),
            ("sort", self.sort.value if self.sort else ""),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return [(name, value) for name, value in given if value]

    def at(self, path: str) -> str:
        """The address of this state at a path."""
        query = urlencode(self.parameters())
        return f"{path}?{query}" if query else path


def read(args: MultiDict[str, str], currency: str, *, searching: bool = False) -> Asked:
    """The state of an address; of prices the wrong way round, each takes the other's place.

    Only a search has a text and a category in its query; a category's page has its own in the path.
    """
    low, high = _price(args.get("from", ""), currency), _price(args.get("to", ""), currency)
    if low is not None and high is not None and low > high:
        low, high = high, low
    rating, sort, page = args.get("rating", ""), args.get("sort", ""), args.get("page", "")
    makers = {maker for maker in args.getlist("maker")[: 2 * MOST_MAKERS] if _SLUG.fullmatch(maker)}
    category = args.get("category", "")
    return Asked(
        text=presentable(args.get("q", ""), LONGEST_TEXT) if searching else "",
        exactly=searching and args.get("exactly") == "1",
        category=category if searching and _SLUG.fullmatch(category) else "",
        makers=tuple(sorted(makers)[:MOST_MAKERS]),
        price_from=low,
        price_to=high,
        in_stock=args.get("stock") == "1",
        on_offer=args.get("offer") == "1",
        rating=int(rating) if rating in {str(stars) for stars in RATINGS} else None,
        sort=Sort(sort) if sort in set(Sort) else None,
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) <= _MOST_PAGE_DIGITS else 1,
        currency=currency,
    )


def _price(typed: str, currency: str) -> int | None:
    """Minor units of an amount typed in major units, in either script's digits; None when it is none."""
    try:
        amount = Decimal(in_latin(fold(typed[:_LONGEST_PRICE])))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount <= _HIGHEST_PRICE:
        return None
    return int(amount.scaleb(EXPONENTS[currency]))


def _typed(minor: int | None, currency: str) -> str:
    """An amount as one would type it: 5, not 5.000."""
    if minor is None:
        return ""
    text = f"{Decimal(minor).scaleb(-EXPONENTS[currency]):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
