"""Where places lie, roughly: what the sandbox's carriers know of geography."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from app.domain.address import Address

_KM_PER_DEGREE: Final = 111.2
# A road is longer than the line on the map.
_ROAD: Final = 1.25
# Where a carrier knows the country but not the town.
SOMEWHERE_KM: Final = 450
# Beyond the countries below: one zone, far away.
ABROAD_KM: Final = 6000

# Latitude and longitude of the towns and states people name, per country; Arabic names beside the others.
_PLACES: Final[dict[str, dict[tuple[str, ...], tuple[float, float]]]] = {
    "NG": {
        ("lagos", "ikeja", "lekki", "yaba", "victoria island", "surulere", "ikoyi", "لاغوس"): (
            6.5,
            3.4,
        ),
        ("abuja", "fct", "federal capital territory", "wuse", "garki", "maitama", "أبوجا"): (9.1, 7.4),
        ("port harcourt", "rivers", "بورت هاركورت"): (4.8, 7.0),
        ("kano", "كانو"): (12.0, 8.5),
        ("ibadan", "oyo", "إبادان"): (7.4, 3.9),
        ("benin city", "edo"): (6.3, 5.6),
        ("kaduna",): (10.5, 7.4),
        ("enugu",): (6.4, 7.5),
        ("abeokuta", "ogun"): (7.2, 3.3),
        ("jos", "plateau"): (9.9, 8.9),
        ("ilorin", "kwara"): (8.5, 4.5),
        ("maiduguri", "borno"): (11.8, 13.2),
        ("calabar", "cross river"): (5.0, 8.3),
        ("uyo", "akwa ibom"): (5.0, 7.9),
        ("warri", "delta", "asaba"): (5.5, 5.8),
        ("owerri", "imo"): (5.5, 7.0),
        ("onitsha", "awka", "anambra"): (6.1, 6.8),
    },
    "OM": {
        ("muscat", "seeb", "ruwi", "bawshar", "muttrah", "al khuwair", "مسقط", "السيب"): (23.6, 58.4),
        ("salalah", "dhofar", "صلالة", "ظفار"): (17.0, 54.1),
        ("sohar", "al batinah north", "صحار"): (24.3, 56.7),
        ("nizwa", "ad dakhiliyah", "نزوى"): (22.9, 57.5),
        ("sur", "ash sharqiyah south", "صور"): (22.6, 59.5),
        ("barka", "rustaq", "al batinah south", "بركاء"): (23.7, 57.9),
    },
    "AE": {
        ("dubai", "دبي"): (25.2, 55.3),
        ("abu dhabi", "أبوظبي", "أبو ظبي"): (24.5, 54.4),
        ("sharjah", "الشارقة"): (25.3, 55.4),
        ("al ain", "العين"): (24.2, 55.7),
        ("ajman", "عجمان"): (25.4, 55.5),
        ("ras al khaimah", "رأس الخيمة"): (25.8, 55.9),
        ("fujairah", "الفجيرة"): (25.1, 56.3),
        ("umm al quwain", "أم القيوين"): (25.6, 55.6),
    },
    "SA": {
        ("riyadh", "الرياض"): (24.7, 46.7),
        ("jeddah", "makkah", "mecca", "جدة", "مكة"): (21.5, 39.2),
        ("dammam", "khobar", "eastern province", "الدمام", "الخبر"): (26.4, 50.1),
        ("madinah", "medina", "المدينة المنورة"): (24.5, 39.6),
        ("abha", "asir", "أبها"): (18.2, 42.5),
    },
    "QA": {("doha", "الدوحة"): (25.3, 51.5), ("al rayyan", "الريان"): (25.3, 51.4)},
    "BH": {("manama", "المنامة"): (26.2, 50.6), ("muharraq", "المحرق"): (26.3, 50.6)},
    "KW": {("kuwait city", "kuwait", "الكويت"): (29.4, 48.0), ("hawalli", "حولي"): (29.3, 48.0)},
}


@dataclass(frozen=True, slots=True)
class Way:
    """How far a parcel goes: whole kilometres of road, and what it crosses."""

    km: int
    same_town: bool
    abroad: bool


def way_of(sender: Address, recipient: Address) -> Way:
    """The way between two addresses; towns nobody knows lie somewhere in their country."""
    abroad = sender.country != recipient.country
    start, end = _spot(sender), _spot(recipient)
    if start is None or end is None:
        return Way(ABROAD_KM if abroad else SOMEWHERE_KM, same_town=_same_words(sender, recipient), abroad=abroad)
    return Way(_road(start, end), same_town=start == end, abroad=abroad)


def _spot(address: Address) -> tuple[float, float] | None:
    """By town first; a state stands in for a town nobody knows."""
    known = _PLACES.get(address.country, {})
    for wanted in (address.city, address.state):
        word = " ".join(wanted.casefold().split()).removesuffix(" state")
        for names, spot in known.items():
            if word in names:
                return spot
    return None


def _same_words(sender: Address, recipient: Address) -> bool:
    return (sender.country, sender.city.casefold()) == (recipient.country, recipient.city.casefold())


def _road(start: tuple[float, float], end: tuple[float, float]) -> int:
    east = (end[1] - start[1]) * math.cos(math.radians((start[0] + end[0]) / 2))
    return round(math.hypot(end[0] - start[0], east) * _KM_PER_DEGREE * _ROAD)
