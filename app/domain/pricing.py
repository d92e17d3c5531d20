"""What a basket costs: discount and tax, shared out over its lines so that every column adds up to the minor unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.money import BASIS_POINTS, round_half_up


class TaxMode(StrEnum):
    """Whether prices already hold the tax, or it is added at the end."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """So many of something at a price. A rate of its own goes before the storefront's."""

    unit_minor: int
    quantity: int
    tax_rate_bp: int | None = None

    @property
    def line_minor(self) -> int:
        return self.unit_minor * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """A line with its shares of the discount and of the tax (added, or included in the price)."""

    line_minor: int
    discount_minor: int
    tax_minor: int
    tax_rate_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of a basket in minor units: total = subtotal + tax + delivery - discount."""

    subtotal: int
    tax: int
    delivery: int
    discount: int
    total: int
    # Tax already inside the prices of an inclusive storefront: told, not added.
    included_tax: int


@dataclass(frozen=True, slots=True)
class Pricing:
    lines: tuple[PricedLine, ...]
    totals: Totals


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Share an amount in proportion to weights by largest remainder: the shares sum to it exactly.

    No share exceeds its weight as long as the amount does not exceed their sum. Earlier weights win ties.
    """
    whole = sum(weights)
    if amount == 0:
        return [0] * len(weights)
    if whole <= 0:
        raise ValueError("there is nothing to spread an amount over")
    shares = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
    for index in by_remainder[: amount - sum(shares)]:
        shares[index] += 1
    return shares


def price_lines(
    lines: Sequence[PriceLine], *, tax_mode: TaxMode, tax_rate_bp: int, discount_minor: int = 0, delivery_minor: int = 0
) -> Pricing:
    """Price a basket.

    The discount is shared over the lines first and lowers what is taxed. Tax is rounded once per rate, on the sum of
    the lines of that rate, and then shared over them. The delivery fee is taken as final: tax is never added to it.
    A discount greater than the products is cut to what they cost.
    """
    amounts = [line.line_minor for line in lines]
    subtotal = sum(amounts)
    discount = min(discount_minor, subtotal)
    discounts = spread(discount, amounts)
    rates = [tax_rate_bp if line.tax_rate_bp is None else line.tax_rate_bp for line in lines]
    taxes = _taxes([a - d for a, d in zip(amounts, discounts, strict=True)], rates, tax_mode)
    tax = sum(taxes)
    added = tax if tax_mode is TaxMode.EXCLUSIVE else 0
    return Pricing(
        lines=tuple(
            PricedLine(line_minor=a, discount_minor=d, tax_minor=t, tax_rate_bp=r)
            for a, d, t, r in zip(amounts, discounts, taxes, rates, strict=True)
        ),
        totals=Totals(
            subtotal=subtotal,
            tax=added,
            delivery=delivery_minor,
            discount=discount,
            total=subtotal + added + delivery_minor - discount,
            included_tax=tax - added,
        ),
    )


def quote(
    lines: Sequence[PriceLine], *, tax_mode: TaxMode, tax_rate_bp: int, discount_minor: int = 0, delivery_minor: int = 0
) -> Totals:
    """Only the sums of `price_lines`."""
    return price_lines(
        lines,
        tax_mode=tax_mode,
        tax_rate_bp=tax_rate_bp,
        discount_minor=discount_minor,
        delivery_minor=delivery_minor,
    ).totals


def _taxes(amounts: Sequence[int], rates: Sequence[int], mode: TaxMode) -> list[int]:
    """Each line's tax; rounded once per rate."""
    taxes = [0] * len(amounts)
    for rate in sorted(set(rates)):
        members = [i for i, r in enumerate(rates) if r == rate]
        group = sum(amounts[i] for i in members)
        tax = _tax_of(group, rate, mode)
        for index, share in zip(members, spread(tax, [amounts[i] for i in members]), strict=True):
            taxes[index] = share
    return taxes


def _tax_of(amount: int, rate_bp: int, mode: TaxMode) -> int:
    whole = BASIS_POINTS + rate_bp if mode is TaxMode.INCLUSIVE else BASIS_POINTS
    return round_half_up(amount * rate_bp, whole)
