"""The states, emirates and governorates of the countries the shop delivers in, and their larger towns.

Carriers know a region by its English name, so that is what an address keeps; people may write it in either language
and under any of its other names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.domain.search_text import fold

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country. `capital` is the town meant where only the region is written."""

    name: str
    name_ar: str
    capital: str
    towns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def label(self, locale: str) -> str:
        return self.name_ar if locale == "ar" else self.name


def _r(name: str, name_ar: str, capital: str, *towns: str, also: tuple[str, ...] = ()) -> Region:
    return Region(name, name_ar, capital, towns, also)


REGIONS: Final[dict[str, tuple[Region, ...]]] = {
    "NG": (
        _r("Abia", "أبيا", "Umuahia", "Aba"),
        _r("Adamawa", "أداماوا", "Yola", "Mubi"),
        _r("Akwa Ibom", "أكوا إيبوم", "Uyo", "Eket"),
        _r("Anambra", "أنامبرا", "Awka", "Onitsha", "Nnewi"),
        _r("Bauchi", "باوتشي", "Bauchi"),
        _r("Bayelsa", "بايلسا", "Yenagoa"),
        _r("Benue", "بينوي", "Makurdi", "Gboko"),
        _r("Borno", "برنو", "Maiduguri"),
        _r("Cross River", "كروس ريفر", "Calabar", "Ikom"),
        _r("Delta", "دلتا", "Asaba", "Warri", "Sapele", "Ughelli"),
        _r("Ebonyi", "إبونيي", "Abakaliki"),
        _r("Edo", "إيدو", "Benin City", "Auchi"),
        _r("Ekiti", "إيكيتي", "Ado Ekiti"),
        _r("Enugu", "إينوغو", "Enugu", "Nsukka"),
        _r(
            "Federal Capital Territory",
            "إقليم العاصمة الاتحادية",
            "Abuja",
            "Gwagwalada",
            "Kubwa",
            also=("FCT", "Abuja", "Abuja FCT", "FCT Abuja", "أبوجا"),
        ),
        _r("Gombe", "غومبي", "Gombe"),
        _r("Imo", "إيمو", "Owerri"),
        _r("Jigawa", "جيغاوا", "Dutse"),
        _r("Kaduna", "كادونا", "Kaduna", "Zaria"),
        _r("Kano", "كانو", "Kano"),
        _r("Katsina", "كاتسينا", "Katsina", "Funtua"),
        _r("Kebbi", "كيبي", "Birnin Kebbi"),
        _r("Kogi", "كوغي", "Lokoja"),
        _r("Kwara", "كوارا", "Ilorin", "Offa"),
        _r(
            "Lagos",
            "لاغوس",
            "Lagos",
            "Ikeja",
            "Lekki",
            "Yaba",
            "Surulere",
            "Apapa",
            "Ikorodu",
            "Badagry",
            "Epe",
            "Ajah",
        ),
        _r("Nasarawa", "نصراوة", "Lafia", "Keffi"),
        _r("Niger", "النيجر", "Minna", "Suleja", "Bida"),
        _r("Ogun", "أوغون", "Abeokuta", "Ijebu Ode", "Sagamu", "Ota"),
        _r("Ondo", "أوندو", "Akure", "Owo"),
        _r("Osun", "أوسون", "Osogbo", "Ile Ife", "Ilesa"),
        _r("Oyo", "أويو", "Ibadan", "Ogbomoso"),
        _r("Plateau", "بلاتو", "Jos"),
        _r("Rivers", "ريفرز", "Port Harcourt", "Bonny"),
        _r("Sokoto", "سوكوتو", "Sokoto"),
        _r("Taraba", "تارابا", "Jalingo"),
        _r("Yobe", "يوبي", "Damaturu", "Potiskum"),
        _r("Zamfara", "زمفرة", "Gusau"),
    ),
    "OM": (
        _r("Muscat", "مسقط", "Muscat", "Seeb", "Bawshar", "Muttrah", "Qurayyat", "Al Amarat"),
        _r("Dhofar", "ظفار", "Salalah", "Taqah", "Mirbat"),
        _r("Musandam", "مسندم", "Khasab", "Dibba"),
        _r("Al Buraimi", "البريمي", "Al Buraimi", also=("Buraimi",)),
        _r("Ad Dakhiliyah", "الداخلية", "Nizwa", "Bahla", "Samail", "Izki"),
        _r("North Al Batinah", "شمال الباطنة", "Sohar", "Saham", "Shinas", "Al Suwaiq"),
        _r("South Al Batinah", "جنوب الباطنة", "Rustaq", "Barka", "Al Musannah"),
        _r("North Ash Sharqiyah", "شمال الشرقية", "Ibra", "Al Mudhaibi"),
        _r("South Ash Sharqiyah", "جنوب الشرقية", "Sur", "Masirah"),
        _r("Adh Dhahirah", "الظاهرة", "Ibri", "Yanqul"),
        _r("Al Wusta", "الوسطى", "Haima", "Duqm"),
    ),
    "AE": (
        _r("Abu Dhabi", "أبوظبي", "Abu Dhabi", "Al Ain", "Ruwais", also=("أبو ظبي",)),
        _r("Dubai", "دبي", "Dubai", "Hatta"),
        _r("Sharjah", "الشارقة", "Sharjah", "Khor Fakkan", "Kalba"),
        _r("Ajman", "عجمان", "Ajman"),
        _r("Umm Al Quwain", "أم القيوين", "Umm Al Quwain"),
        _r("Ras Al Khaimah", "رأس الخيمة", "Ras Al Khaimah", also=("RAK",)),
        _r("Fujairah", "الفجيرة", "Fujairah", "Dibba Al Fujairah"),
    ),
    "QA": (
        _r("Doha", "الدوحة", "Doha", also=("Ad Dawhah",)),
        _r("Al Rayyan", "الريان", "Al Rayyan"),
        _r("Al Wakrah", "الوكرة", "Al Wakrah"),
        _r("Al Khor", "الخور", "Al Khor"),
        _r("Umm Salal", "أم صلال", "Umm Salal"),
        _r("Al Daayen", "الظعاين", "Lusail"),
        _r("Al Shamal", "الشمال", "Madinat ash Shamal"),
        _r("Al Shahaniya", "الشيحانية", "Al Shahaniya"),
    ),
    "KW": (
        _r("Al Asimah", "العاصمة", "Kuwait City", also=("Capital",)),
        _r("Hawalli", "حولي", "Hawalli", "Salmiya"),
        _r("Al Farwaniyah", "الفروانية", "Farwaniya"),
        _r("Al Ahmadi", "الأحمدي", "Ahmadi", "Fahaheel"),
        _r("Al Jahra", "الجهراء", "Jahra"),
        _r("Mubarak Al Kabeer", "مبارك الكبير", "Sabah Al Salem"),
    ),
    "BH": (
        _r("Capital", "العاصمة", "Manama"),
        _r("Muharraq", "المحرق", "Muharraq"),
        _r("Northern", "الشمالية", "Hamad Town", "Budaiya"),
        _r("Southern", "الجنوبية", "Riffa", "Isa Town"),
    ),
    "SA": (
        _r("Riyadh", "الرياض", "Riyadh"),
        _r("Makkah", "مكة المكرمة", "Makkah", "Jeddah", "Taif", also=("Mecca",)),
        _r("Madinah", "المدينة المنورة", "Madinah", "Yanbu", also=("Medina",)),
        _r("Eastern Province", "المنطقة الشرقية", "Dammam", "Khobar", "Dhahran", "Jubail", also=("Sharqiyah",)),
        _r("Al Qassim", "القصيم", "Buraydah"),
        _r("Hail", "حائل", "Hail"),
        _r("Tabuk", "تبوك", "Tabuk"),
        _r("Northern Borders", "الحدود الشمالية", "Arar"),
        _r("Al Jawf", "الجوف", "Sakaka"),
        _r("Asir", "عسير", "Abha", "Khamis Mushait"),
        _r("Al Bahah", "الباحة", "Al Bahah"),
        _r("Jazan", "جازان", "Jazan"),
        _r("Najran", "نجران", "Najran"),
    ),
}


def place_key(text: str) -> str:
    """The words of a place's name without case, accents or punctuation, as the look-ups below compare them."""
    return " ".join(_WORD.findall(fold(text)))


def regions_of(country: str) -> tuple[Region, ...]:
    """The country's regions; none where the shop has no list of them."""
    return REGIONS.get(country, ())


def find_region(country: str, text: str) -> Region | None:
    """The region somebody wrote, under any of its names: Lagos, lagos state, لاغوس."""
    return _by_name(country).get(place_key(text))


def find_town(country: str, text: str) -> tuple[str, Region] | None:
    """A larger town by its name, and the region it is in."""
    return _by_town(country).get(place_key(text))


@cache
def _by_name(country: str) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for region in regions_of(country):
        for name in (region.name, region.name_ar, *region.also):
            for written in (name, f"{name} State", f"{name} Emirate", f"Emirate of {name}", f"{name} Governorate"):
                found.setdefault(place_key(written), region)
    return found


@cache
def _by_town(country: str) -> dict[str, tuple[str, Region]]:
    found: dict[str, tuple[str, Region]] = {}
    for region in regions_of(country):
        for town in (region.capital, *region.towns):
            found.setdefault(place_key(town), (town, region))
    return found
