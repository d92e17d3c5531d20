"""An amount shared over ways to pay, in their order, and the same undone for what is given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# What a payment page takes at the least, in minor units; a rest below it cannot be asked for.
LEAST_BY_GATEWAY: Final[dict[str, int]] = {"NGN": 5000, "USD": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A way to pay. `available` None: as much as it takes. It takes nothing, or at least `minimum`."""

    available: int | None = None
    minimum: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What an instrument has paid, and what of that was given back already."""

    amount: int
    given_back: int = 0

    @property
    def left(self) -> int:
        return self.amount - self.given_back


class NotCovered(ValueError):
    """The instruments together do not reach the amount, or their minimums cannot be kept."""


def allocate(amount: int, instruments: Sequence[Instrument]) -> list[int]:
    """What each instrument pays of an amount in minor units: the first as much as it can, then the next.

    Where a later one would be left with less than its minimum, an earlier one leaves it that much.

    Raises NotCovered.
    """
    if amount < 0:
        raise ValueError("a negative amount is not paid")
    if not instruments:
        if amount:
            raise NotCovered
        return []
    first, rest = instruments[0], instruments[1:]
    most = amount if first.available is None else min(amount, first.available)
    for share in _shares(amount, most, rest):
        if share and share < first.minimum:
            break
        try:
            return [share, *allocate(amount - share, rest)]
        except NotCovered:
            continue
    return [0, *allocate(amount, rest)]


def _shares(amount: int, most: int, rest: Sequence[Instrument]) -> list[int]:
    """What the first may pay, best first: all it can, or what leaves each later one its minimum."""
    least = sorted({amount - sum(i.minimum for i in rest[: n + 1]) for n in range(len(rest))}, reverse=True)
    return [most, *(share for share in least if 0 < share < most)]


def give_back(amount: int, paid: Sequence[Paid]) -> list[int]:
    """What each instrument gets back of an amount: the one that paid last first, never more than it has paid.

    Giving back all that is left is the exact inverse of paying. Raises NotCovered.
    """
    if amount < 0:
        raise ValueError("a negative amount is not given back")
    shares = [0] * len(paid)
    for index in reversed(range(len(paid))):
        shares[index] = min(amount, paid[index].left)
        amount -= shares[index]
    if amount:
        raise NotCovered
    return shares
