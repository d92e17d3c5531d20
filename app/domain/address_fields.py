"""Which fields an address has in each country, which of them must be there, and what is wrong with one.

Nobody is asked for a code their post does not have. Regions carriers know by name are chosen, not typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from app.domain.address import Address
from app.domain.errors import AddressProblem, AddressRefused
from app.domain.logins import MAX_EMAIL, normal_email
from app.domain.phone import to_e164
from app.domain.regions import find_region, regions_of

MOST: Final[dict[str, int]] = {
    "first_name": 60,
    "last_name": 60,
    "email": MAX_EMAIL,
    "phone": 20,
    "line1": 120,
    "line2": 120,
    "city": 80,
    "state": 80,
    "country": 2,
    "zip": 12,
    "landmark": 120,
}
# How a code looks, where all look alike.
_POSTCODES: Final[dict[str, re.Pattern[str]]] = {
    "SA": re.compile(r"\d{5}(-\d{4})?"),
    "OM": re.compile(r"\d{3}"),
    "NG": re.compile(r"\d{6}"),
}
_ANY_POSTCODE: Final = re.compile(r"[A-Z0-9][A-Z0-9 -]{1,10}[A-Z0-9]")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class AddressField:
    """A field of a form. `name` is the Address's, `label` the key of the words above it."""

    name: str
    label: str
    required: bool = True


_LINE1: Final = AddressField("line1", "street")
_LINE2: Final = AddressField("line2", "unit", required=False)
_LANDMARK: Final = AddressField("landmark", "landmark", required=False)
_ZIP: Final = AddressField("zip", "postcode", required=False)

_FIELDS: Final[dict[str, tuple[AddressField, ...]]] = {
    "NG": (_LINE1, _LINE2, AddressField("city", "city_or_lga"), AddressField("state", "state"), _LANDMARK),
    "AE": (_LINE1, _LINE2, AddressField("city", "area"), AddressField("state", "emirate"), _LANDMARK),
    "QA": (_LINE1, _LINE2, AddressField("city", "area"), AddressField("state", "municipality"), _LANDMARK),
    "KW": (_LINE1, _LINE2, AddressField("city", "area"), AddressField("state", "governorate"), _LANDMARK),
    "BH": (_LINE1, _LINE2, AddressField("city", "town_or_block"), AddressField("state", "governorate"), _LANDMARK),
    "OM": (_LINE1, _LINE2, AddressField("city", "wilayat"), AddressField("state", "governorate"), _ZIP, _LANDMARK),
    "SA": (
        _LINE1,
        AddressField("line2", "district", required=False),
        AddressField("city", "city"),
        AddressField("state", "region"),
        AddressField("zip", "postcode"),
    ),
}
_ELSEWHERE: Final = (
    _LINE1,
    _LINE2,
    AddressField("city", "city"),
    AddressField("state", "state_or_region", required=False),
    _ZIP,
)


def fields_of(country: str) -> tuple[AddressField, ...]:
    """The fields of the place, in the order people write them there; names, phone and e-mail are the same anywhere."""
    return _FIELDS.get(country.upper(), _ELSEWHERE)


def asks_postcode(country: str) -> bool:
    return any(field.name == "zip" for field in fields_of(country))


def normal(address: Address) -> Address:
    """Without noise: spaces and invisible characters gone, the region under its English name, country in capitals."""
    country = _plain(address.country).upper()
    state = _plain(address.state)
    known = find_region(country, state)
    email = _plain(address.email)
    phone = _plain(address.phone)
    return replace(
        address,
        line1=_plain(address.line1),
        line2=_plain(address.line2),
        city=_plain(address.city),
        state=known.name if known else state,
        country=country,
        zip=_plain(address.zip).upper(),
        landmark=_plain(address.landmark),
        first_name=_plain(address.first_name),
        last_name=_plain(address.last_name),
        email=normal_email(email) or email,
        phone=to_e164(phone, region=country if _COUNTRY.fullmatch(country) else None) or phone if phone else "",
    )


def problems_of(address: Address) -> dict[str, AddressProblem]:
    """What is wrong with a normal address, by field, in the order of the form; nothing when it is fine."""
    asked = [field.name for field in fields_of(address.country)]
    order = dict.fromkeys([*asked, *MOST])
    found = {name: problem for name in order if (problem := _problem(address, name)) is not None}
    if not _COUNTRY.fullmatch(address.country):
        found["country"] = AddressProblem.MALFORMED if address.country else AddressProblem.MISSING
    return found


def checked(address: Address) -> Address:
    """The address in its normal form. Raises AddressRefused with the first field that is wrong."""
    cleaned = normal(address)
    for field, problem in problems_of(cleaned).items():
        raise AddressRefused(field=field, problem=problem)
    return cleaned


def _problem(address: Address, name: str) -> AddressProblem | None:
    value = getattr(address, name)
    if not value:
        return AddressProblem.MISSING if name in _required(address.country) else None
    if len(value) > MOST[name]:
        return AddressProblem.TOO_LONG
    if name in _CHECKS and not _CHECKS[name](address):
        return AddressProblem.UNKNOWN if name == "state" else AddressProblem.MALFORMED
    return None


@cache
def _required(country: str) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(country) if field.required)


def _state_known(address: Address) -> bool:
    names = {region.name for region in regions_of(address.country)}
    return not names or address.state in names


def _postcode_fits(address: Address) -> bool:
    return _POSTCODES.get(address.country, _ANY_POSTCODE).fullmatch(address.zip) is not None


_CHECKS: Final[dict[str, Callable[[Address], bool]]] = {
    "state": _state_known,
    "zip": _postcode_fits,
    "email": lambda address: normal_email(address.email) == address.email,
    "phone": lambda address: to_e164(address.phone, region=None) == address.phone,
}


def _plain(text: str) -> str:
    """NFC, one space between words, nothing invisible: control and direction marks end up on no label."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} else c for c in composed)
    return " ".join(seen.split())
