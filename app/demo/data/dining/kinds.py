"""The shapes dining data is written in. Times of day are written "19:30"; "25:00" is one o'clock that night."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from app.demo.data.kinds import Text

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def minute(clock: str) -> int:
    """Return the minutes from midnight of a time of day, which may lie in the night after."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


class ZoneData(NamedTuple):
    """A country's clock, as third parties are told of it; `offset` in hours, without summer time."""

    value: str
    label: str
    offset: int
    abbrev: str
    alt_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryData:
    """A country; `redeem` says whether wallet and points ask for a code, then for a PIN."""

    number: int
    code: str
    iso2: str
    title: str
    name: Text
    currency: str
    zone: ZoneData | None
    wallet: tuple[bool, bool] = (False, False)
    points: tuple[bool, bool] = (False, False)
    made: str
    changed: str


class Colours(NamedTuple):
    """A brand's colours as its owner chose them."""

    main: str
    font: str
    hover: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandData:
    """A restaurant brand; `slug` names its drawings."""

    number: int
    slug: str
    code: str
    name: Text
    about: Text
    cuisine: Text
    colours: Colours
    country: str
    business: str = "Souk Group"
    social: tuple[str, ...] = ()
    provider: str = "OTHER"
    whatsapp: bool = False
    email: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionData:
    """A part of a branch, in the box (left, top, right, bottom) of its floor plan, in percent.

    A row reads "2r 4s+4s 6x": tables by capacity and shape (round, square, rectangle), a plus between those that can
    be pushed together, "!" after one that only staff give away.
    """

    name: Text
    box: tuple[int, int, int, int]
    rows: tuple[str, ...]
    prefix: str
    # Guests at once; None for as many as there are chairs.
    capacity: int | None = None
    # The smallest party its tables are given to; None for what becomes each table's size.
    least: int | None = None
    # The section's key, and its first table's, where third parties know them.
    number: int | None = None
    first_table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleData:
    """When tables may be had; `last` is the last start. Dates are days from the day of loading; a section by its place."""

    title: Text
    first: str
    last: str
    days: tuple[int, ...] = ()
    dates: tuple[int, int] | None = None
    section: int | None = None
    closed: bool = False
    hidden: bool = False
    custom: bool = False
    interval: int = 30
    price: int | None = None
    deposit: int | None = None
    covers: int | None = None
    parties: int | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchData:
    """A restaurant. `fields` are columns whose value is not the usual one; money in minor units of its currency."""

    number: int
    code: str
    brand: int
    country: str
    platform: str = "club"
    currency: str
    zone: str
    name: Text
    city: Text
    address: Text
    about: Text
    phone: str
    place: tuple[float, float] | None
    map_code: str | None = None
    sections: tuple[SectionData, ...]
    rules: tuple[RuleData, ...]
    # How long parties of up to so many stay, in minutes.
    turns: tuple[tuple[int, int], ...] = ((2, 90), (4, 105), (6, 120), (10, 150))
    fields: dict[str, Any]
