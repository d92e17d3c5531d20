"""Carts of guests and customers: filled, read with today's prices, merged at sign-in."""

from app.domain.cart_merge import LineKey
from app.services.carts.changing import (
    RemovedLine,
    accept_prices,
    add_line,
    apply_coupon,
    clear,
    lock_cart,
    remove_coupon,
    remove_line,
    set_quantity,
    take_out,
)
from app.services.carts.merging import MergeNote, guest_owner, merge
from app.services.carts.reading import count_pieces, find_slug, read_cart, read_option
from app.services.carts.views import CartCoupon, CartLineView, CartOwner, CartView, ChosenOption, LineProblem

__all__ = [
    "CartCoupon",
    "CartLineView",
    "CartOwner",
    "CartView",
    "ChosenOption",
    "LineKey",
    "LineProblem",
    "MergeNote",
    "RemovedLine",
    "accept_prices",
    "add_line",
    "apply_coupon",
    "clear",
    "count_pieces",
    "find_slug",
    "guest_owner",
    "lock_cart",
    "merge",
    "read_cart",
    "read_option",
    "remove_coupon",
    "remove_line",
    "set_quantity",
    "take_out",
]
