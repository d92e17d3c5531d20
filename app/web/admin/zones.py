"""The world's clocks, to choose a restaurant's from."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from app.web.texts import gettext as _

Choices = dict[str, list[tuple[str, str]]]

_KNOWN: Final = available_timezones()


def zone_choices(region: str, current: str, locale: str) -> Choices:
    """Groups for a select: the country's own clocks first, with the present one, then everybody's by continent."""
    own = [zone for zone in get_global("territory_zones").get(region, []) if zone in _KNOWN]
    near = list(dict.fromkeys([*own, current]))
    return {_("In this country"): [(zone, _label(zone, locale)) for zone in near], **_elsewhere(locale, tuple(near))}


@lru_cache(maxsize=64)
def _elsewhere(locale: str, near: tuple[str, ...]) -> Choices:
    zones = {zone for found in get_global("territory_zones").values() for zone in found} & _KNOWN
    groups: Choices = {}
    for zone in sorted(zones - set(near)):
        continent, _slash, place = zone.partition("/")
        if place:
            groups.setdefault(_continent(continent), []).append((zone, _label(zone, locale)))
    return groups


def _continent(name: str) -> str:
    """The first part of a zone's name, in the page's language."""
    names = {
        "Africa": _("Africa"),
        "America": _("America"),
        "Antarctica": _("Antarctica"),
        "Arctic": _("Arctic"),
        "Asia": _("Asia"),
        "Atlantic": _("Atlantic"),
        "Australia": _("Australia"),
        "Europe": _("Europe"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
    }
    return names.get(name, name)


@lru_cache(maxsize=2048)
def _label(zone: str, locale: str) -> str:
    """ "Dubai (Asia/Dubai)"."""
    return f"{get_timezone_location(zone, locale=locale, return_city=True)} ({zone})"
