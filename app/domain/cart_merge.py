"""How a guest's cart and a customer's become one when the guest signs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class LineKey(NamedTuple):
    """What makes two lines the same: the product and the chosen options."""

    product_id: int
    options_key: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many of a product one order may hold, and how many there are."""

    maximum: int
    stock: int


@dataclass(frozen=True, slots=True)
class MergedLine:
    key: LineKey
    quantity: int
    # How many both carts asked for together, where that was more than may be had.
    wanted: int | None = None


def merge(
    one: Mapping[LineKey, int], other: Mapping[LineKey, int], limits: Mapping[int, Limit]
) -> dict[LineKey, MergedLine]:
    """Every line of both carts once, quantities added up and capped by what may be had.

    It does not matter which cart is named first. No line is lost: one that is sold out stays with a quantity of one,
    and the cart page says what is wrong with it.
    """
    return {key: _line(key, one.get(key, 0) + other.get(key, 0), limits) for key in {**one, **other}}


def _line(key: LineKey, wanted: int, limits: Mapping[int, Limit]) -> MergedLine:
    limit = limits.get(key.product_id)
    if limit is None:
        return MergedLine(key, wanted)
    quantity = max(1, min(wanted, limit.maximum, limit.stock))
    return MergedLine(key, quantity, wanted if quantity < wanted else None)
