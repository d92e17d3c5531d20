"""Wishlists of guests and customers: kept, read at today's prices, moved to the cart, merged at sign-in."""

from app.services.wishlists.changing import change, clear, put, remove, remove_many, remove_product, set_priority
from app.services.wishlists.merging import hand_over, merge
from app.services.wishlists.moving import move_many_to_cart, move_to_cart, save_from_cart
from app.services.wishlists.notices import tell_of_changes
from app.services.wishlists.reading import (
    Wished,
    count,
    find_by_product,
    get_wish,
    list_wishes,
    name_of,
    read_kept,
    summarize,
)
from app.services.wishlists.views import (
    HIGHEST,
    LOWEST,
    USUAL,
    BulkResult,
    LineResult,
    RemovedWish,
    Wish,
    WishChange,
    WishFilter,
    WishOwner,
    WishSort,
    WishSummary,
)

__all__ = [
    "HIGHEST",
    "LOWEST",
    "USUAL",
    "BulkResult",
    "LineResult",
    "RemovedWish",
    "Wish",
    "WishChange",
    "WishFilter",
    "WishOwner",
    "WishSort",
    "WishSummary",
    "Wished",
    "change",
    "clear",
    "count",
    "find_by_product",
    "get_wish",
    "hand_over",
    "list_wishes",
    "merge",
    "move_many_to_cart",
    "move_to_cart",
    "name_of",
    "put",
    "read_kept",
    "remove",
    "remove_many",
    "remove_product",
    "save_from_cart",
    "set_priority",
    "summarize",
    "tell_of_changes",
]
