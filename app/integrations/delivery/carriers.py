"""The sandbox's make-believe carriers and what they charge: by distance and weight, the same for the same parcel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.integrations.delivery.places import Way

_KILO: Final = 1000
# Tariffs are in points; what a point costs in minor units, and to which step a fee is rounded up.
_POINT: Final[dict[str, tuple[int, int]]] = {
    "NGN": (2500, 5000),
    "OMR": (12, 100),
    "AED": (15, 50),
    "SAR": (15, 50),
    "QAR": (15, 50),
    "BHD": (15, 100),
    "KWD": (12, 50),
}
_ELSEWHERE: Final = (5, 10)
_MINUTES_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A carrier's tariff: points for any parcel, for each started kilogram and each hundred kilometres."""

    slug: str
    name: str
    prefix: str
    base: int
    a_kilo: int
    a_hundred_km: int
    # Days to the door in town, in the country and abroad; None: it does not go there.
    days: tuple[int | None, int | None, int | None]
    most_grams: int

    @property
    def logo(self) -> str:
        """Its drawing, below the site's root."""
        return f"/static/img/carriers/{self.slug}.svg"

    def days_for(self, way: Way) -> int | None:
        """How many days it takes; 0 is the same day, None not at all."""
        in_town, in_country, abroad = self.days
        if way.abroad:
            return abroad
        return in_town if way.same_town else in_country

    def fee_minor(self, way: Way, weight_grams: int, currency: str) -> int:
        """What it asks, rounded up to the currency's step."""
        kilos = -(-weight_grams // _KILO)
        points = self.base + self.a_kilo * (kilos - 1) + self.a_hundred_km * way.km // 100
        price, step = _POINT.get(currency, _ELSEWHERE)
        return -(-points * price // step) * step


CARRIERS: Final = (
    Carrier(
        slug="harmattan-riders",
        name="Harmattan Riders",
        prefix="HMT",
        base=90,
        a_kilo=12,
        a_hundred_km=0,
        days=(0, None, None),
        most_grams=15_000,
    ),
    Carrier(
        slug="dhow-express",
        name="Dhow Express",
        prefix="DHW",
        base=110,
        a_kilo=14,
        a_hundred_km=9,
        days=(1, 2, 4),
        most_grams=50_000,
    ),
    Carrier(
        slug="baobab-logistics",
        name="Baobab Logistics",
        prefix="BAO",
        base=70,
        a_kilo=8,
        a_hundred_km=6,
        days=(2, 4, None),
        most_grams=100_000,
    ),
    Carrier(
        slug="caravan-post",
        name="Caravan Post",
        prefix="CVN",
        base=45,
        a_kilo=6,
        a_hundred_km=4,
        days=(4, 7, 14),
        most_grams=30_000,
    ),
    # Sometimes gives no answer: see the sandbox's delivery provider.
    Carrier(
        slug="night-owl",
        name="Night Owl Couriers",
        prefix="OWL",
        base=80,
        a_kilo=9,
        a_hundred_km=7,
        days=(1, 3, None),
        most_grams=20_000,
    ),
)
BY_SLUG: Final = {carrier.slug: carrier for carrier in CARRIERS}


def eta_of(days: int) -> tuple[str, int]:
    """The time to the door in words, and in minutes."""
    if days == 0:
        return "Today", _MINUTES_A_DAY // 4
    if days == 1:
        return "Tomorrow", _MINUTES_A_DAY
    return f"Within {days - 1}-{days} days", days * _MINUTES_A_DAY
