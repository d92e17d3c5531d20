"""Money as whole minor units of a currency: 1.500 OMR is 1500, 99.99 NGN is 9999."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

# Minor-unit exponents of ISO 4217 for every currency a storefront may use.
EXPONENTS: Final[dict[str, int]] = {
    "AED": 2,
    "BHD": 3,
    "EGP": 2,
    "EUR": 2,
    "GBP": 2,
    "JOD": 3,
    "KWD": 3,
    "NGN": 2,
    "OMR": 3,
    "QAR": 2,
    "SAR": 2,
    "USD": 2,
}

# No storefront asks for another currency, but a provider may say that it saw one.
_ELSEWHERE: Final = 2
BASIS_POINTS: Final = 10_000
# Amounts beyond this many digits before the point would not fit the database's integers.
MOST_DIGITS: Final = 12


class NotMoney(ValueError):
    """The text or number is not an exact amount in this currency."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount. `minor` counts the currency's smallest unit."""

    minor: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def parse(cls, amount: str | int | Decimal, currency: str) -> Money:
        """Read an amount in major units. Raises NotMoney when it has more decimals than the currency."""
        try:
            major = Decimal(amount)
        except (InvalidOperation, ValueError) as error:
            raise NotMoney(str(amount)) from error
        if not major.is_finite() or major.adjusted() > MOST_DIGITS:
            raise NotMoney(str(amount))
        scaled = major.scaleb(EXPONENTS[currency])
        if scaled != scaled.to_integral_value():
            raise NotMoney(str(amount))
        return cls(int(scaled), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units with the currency's decimals: Decimal("99.99")."""
        return Decimal(self.minor).scaleb(-EXPONENTS.get(self.currency, _ELSEWHERE))

    @property
    def text(self) -> str:
        """In plain letters, for messages: 1,075.00 NGN."""
        return f"{self.major:,} {self.currency}"

    def _same(self, other: Money) -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0


def round_half_up(numerator: int, denominator: int) -> int:
    """Integer division rounding halves away from zero, for shares and taxes in minor units."""
    return int((Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def major_of(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal in major units."""
    return Money(minor, currency).major
