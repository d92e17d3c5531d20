"""What the wishlist says about its lines."""

from __future__ import annotations

from typing import Final

from app.domain.errors import DomainError, OptionInvalid, OutOfStock
from app.services.wishlists import HIGHEST, LOWEST, Wish, WishFilter, WishSort
from app.web.errors import explain
from app.web.filters import format_money
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext

PRIORITIES: Final = tuple(range(HIGHEST, LOWEST + 1))


def priority_name(priority: int) -> str:
    return {
        1: _("1 – must have"),
        2: _("2 – would love"),
        3: _("3 – would like"),
        4: _("4 – maybe"),
        5: _("5 – some day"),
    }[priority]


def sort_name(sort: WishSort) -> str:
    return {
        WishSort.PRIORITY: _("Priority"),
        WishSort.NEWEST: _("Newest"),
        WishSort.PRICE_UP: _("Price, low to high"),
        WishSort.PRICE_DOWN: _("Price, high to low"),
    }[sort]


def filter_name(only: WishFilter) -> str:
    return {
        WishFilter.ALL: _("All"),
        WishFilter.IN_STOCK: _("In stock"),
        WishFilter.CHEAPER: _("Cheaper now"),
        WishFilter.HIGH: _("High priority"),
    }[only]


def change_of(wish: Wish) -> str | None:
    """How the price moved since the product was put on the list."""
    if wish.change is None:
        return None
    amount = format_money(wish.change if wish.change.minor > 0 else -wish.change, current_locale())
    isolated = f"\N{FIRST STRONG ISOLATE}{amount}\N{POP DIRECTIONAL ISOLATE}"
    if wish.change.minor < 0:
        return _("%(amount)s less than when you added it", amount=isolated)
    return _("%(amount)s more than when you added it", amount=isolated)


def reason(error: DomainError) -> str:
    """Why a line stays on the list, and what to do."""
    if isinstance(error, OutOfStock):
        if error.left == 0:
            return _("Sold out.")
        return ngettext("Only %(num)s is left.", "Only %(num)s are left.", error.left)
    if isinstance(error, OptionInvalid):
        return _("It comes in different kinds. Choose on its page.")
    return explain(error)


def products(number: int) -> str:
    return ngettext("%(num)s product", "%(num)s products", number)
