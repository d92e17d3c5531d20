"""The shapes demo data is written in."""

import re
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid5

from app.demo.drawings.products import Picture
from app.domain.address import Address

_NAMESPACE = UUID("5f0b8d1e-7c1b-4f7a-9a53-2b6f3f1f5a10")


def fixed_uuid(*path: str) -> UUID:
    """Return the same identity for the same thing on every load."""
    return uuid5(_NAMESPACE, "/".join(path))


class Text(NamedTuple):
    """The same words in English and Arabic."""

    en: str
    ar: str


class Fact(NamedTuple):
    """A line of a product's table of facts."""

    label: Text
    value: Text


class Choice(NamedTuple):
    """One value of an option, with what it adds to the price in minor units."""

    label: Text
    delta: int = 0


class Option(NamedTuple):
    """Something the buyer chooses, such as a size."""

    name: Text
    values: tuple[Choice, ...]


class Stars(NamedTuple):
    """How a product is rated: the sum of all ratings and how many there were."""

    total: int
    number: int


UNRATED = Stars(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductData:
    """One product of one storefront; amounts in minor units of the storefront's currency."""

    sku: str
    name: Text
    about: Text
    maker: str
    category: str
    price: int
    picture: Picture
    stock: int
    weight: int
    was: int | None = None
    facts: tuple[Fact, ...] = ()
    options: tuple[Option, ...] = ()
    featured: bool = False
    days: tuple[int, int] = (2, 5)
    pickup: bool = True
    delivery: bool = True
    most: int = 20
    stars: Stars = UNRATED
    uuid: UUID | None = None

    @property
    def slug(self) -> str:
        """The product's address, from its English name."""
        return slug_of(self.name.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryData:
    """A node of a storefront's category tree; `children` are its subcategories."""

    slug: str
    name: Text
    about: Text
    number: int | None = None
    pictures: tuple[Picture, Picture] | None = None
    palette: str = "sand"
    featured: bool = False
    children: tuple["CategoryData", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerData:
    """Whose products they are."""

    slug: str
    name: Text
    about: Text
    palette: str
    emblem: str
    featured: bool = False
    uuid: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationData:
    """A pickup location."""

    slug: str
    name: Text
    address: Text
    state: Text
    country: Text
    hours: Text
    phone: str
    uuid: UUID | None = None


def slug_of(name: str) -> str:
    """Return `name` as an address: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("’", "")).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressData:
    """An entry of a customer's address book."""

    customer: str
    platform: str
    address: Address
    # How third parties name it.
    provider_address_id: str
    used_days_ago: int
    uuid: UUID | None = None
