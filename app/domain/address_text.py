"""Reads an address written as one text: "123 Main Street, Victoria Island, Lagos".

The end of the text names the place, the beginning the street. What cannot be told from it is refused rather than
guessed: a parcel that goes to the wrong town costs more than a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.address import Address
from app.domain.address_fields import checked
from app.domain.regions import Region, find_region, find_town, place_key, regions_of

LONGEST: Final = 500

# What may stand after the region, as it is written in the countries we know.
_COUNTRIES: Final[dict[str, tuple[str, ...]]] = {
    "NG": ("Nigeria", "Federal Republic of Nigeria", "NG", "نيجيريا"),
    "OM": ("Oman", "Sultanate of Oman", "OM", "عمان", "سلطنة عمان"),
    "AE": ("United Arab Emirates", "UAE", "U.A.E.", "AE", "الإمارات", "الإمارات العربية المتحدة"),
    "QA": ("Qatar", "State of Qatar", "QA", "قطر"),
    "KW": ("Kuwait", "State of Kuwait", "KW", "الكويت"),
    "BH": ("Bahrain", "Kingdom of Bahrain", "BH", "البحرين"),
    "SA": ("Saudi Arabia", "Kingdom of Saudi Arabia", "KSA", "SA", "السعودية", "المملكة العربية السعودية"),
}
_SEPARATOR: Final = re.compile(r"[,،;؛\r\n|]+")
_POSTCODE: Final = re.compile(r"\d{3,6}(-\d{4})?")
# A region's name has at most this many words: Federal Capital Territory State.
_MOST_WORDS: Final = 4
_EDGES: Final = " .-"


@dataclass(slots=True)
class _Reading:
    """What was recognised so far, from the end of the text towards its beginning."""

    country: str
    parts: list[str]
    region: Region | None = None
    town: str = ""
    # The town meant where only the region was written: Lagos, or Abuja for its territory.
    namesake: str = ""
    zip: str = ""
    has_country: bool = False


def read_address(text: str, country: str) -> Address:
    """The address in its normal form. Raises AddressRefused, which names what is missing or wrong."""
    parts = [" ".join(part.split()) for part in _SEPARATOR.split(text[: LONGEST + 1])]
    parts = [part for part in parts if part.strip(_EDGES)]
    if not regions_of(country):
        return checked(_by_position(parts, country))
    reading = _Reading(country=country, parts=parts)
    while reading.parts and _take_place(reading):
        pass
    town = reading.town or reading.namesake or (reading.parts.pop() if len(reading.parts) > 1 else "")
    street, *rest = reading.parts or [""]
    return checked(
        Address(
            line1=street,
            line2=", ".join(rest),
            city=town,
            state=reading.region.name if reading.region else "",
            country=country,
            zip=reading.zip,
        )
    )


def _take_place(reading: _Reading) -> bool:
    """Take the last words off the text if they name a place; whether they did."""
    words = reading.parts[-1].split(" ")
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        if _understand(reading, " ".join(words[-count:]).strip(_EDGES)):
            rest = " ".join(words[:-count]).strip(_EDGES)
            reading.parts[-1:] = [rest] if rest else []
            return True
    return False


def _understand(reading: _Reading, name: str) -> bool:
    """Whether the words are a country, a postal code, a region or a town that goes with what is known already."""
    region, town = find_region(reading.country, name), find_town(reading.country, name)
    if reading.region is None and not reading.has_country and place_key(name) in _names_of(reading.country):
        reading.has_country = True
    elif reading.region is None and not reading.zip and _POSTCODE.fullmatch(name):
        reading.zip = name
    elif region is not None and reading.region is None:
        reading.region = region
        same = place_key(region.capital) == place_key(region.name) or (town is not None and town[1] is region)
        reading.namesake = region.capital if same else ""
    elif town is not None and not reading.town and reading.region in {None, town[1]}:
        reading.town, reading.region = town
    else:
        return False
    return True


def _by_position(parts: list[str], country: str) -> Address:
    """Where no region is known by name: street, whatever else there is, town, region."""
    street, *rest = parts or [""]
    region = rest.pop() if len(rest) > 1 else ""
    town = rest.pop() if rest else ""
    return Address(line1=street, line2=", ".join(rest), city=town, state=region, country=country)


def _names_of(country: str) -> frozenset[str]:
    return frozenset(place_key(name) for name in _COUNTRIES.get(country, ()))
