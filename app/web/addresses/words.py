"""What the parts of an address are called in each country, and what is wrong with one, for people."""

from __future__ import annotations

from babel import Locale

from app.domain.address import Address
from app.domain.address_fields import fields_of
from app.domain.errors import AddressProblem
from app.domain.regions import find_region
from app.web.storefront import current_locale
from app.web.texts import gettext as _


def label_of(key: str) -> str:
    """The words above a field of domain/address_fields.py, by its label's key."""
    return {
        "street": _("Street and building"),
        "unit": _("Flat, floor or estate"),
        "district": _("District"),
        "city": _("City"),
        "city_or_lga": _("City or local government area"),
        "area": _("Area"),
        "town_or_block": _("Town and block"),
        "wilayat": _("Wilayat or town"),
        "state": _("State"),
        "emirate": _("Emirate"),
        "governorate": _("Governorate"),
        "municipality": _("Municipality"),
        "region": _("Region"),
        "state_or_region": _("State, province or region"),
        "postcode": _("Postal code"),
        "landmark": _("Landmark nearby"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "phone": _("Phone number"),
        "country": _("Country"),
    }[key]


def label_in(country: str, field: str) -> str:
    """The words above a field of an Address in a country."""
    keys = {asked.name: asked.label for asked in fields_of(country)}
    spare = {"line1": "street", "line2": "unit", "state": "state_or_region", "zip": "postcode"}
    return label_of(keys.get(field) or spare.get(field, field))


def hint_of(key: str) -> str | None:
    """A line under the label, where the label alone leaves people guessing."""
    return {
        "landmark": _("A place everybody there knows: a school, a mosque or church, a filling station."),
    }.get(key)


def lines_of(address: Address, *, home: str) -> list[str]:
    """An address as people write it, line by line, in the page's language; the country only where it is not `home`."""
    region = find_region(address.country, address.state)
    state = region.label(current_locale()) if region else address.state
    in_capital = address.city.casefold() == address.state.casefold()
    place = state if in_capital else _("%(city)s, %(state)s", city=address.city, state=state)
    lines = [address.line1, address.line2, address.landmark, f"{place} {address.zip}".strip()]
    if address.country != home:
        lines.append(country_name(address.country))
    return [line for line in lines if line]


def country_name(code: str) -> str:
    """A country in the page's language; its code where nobody knows the name."""
    return str(Locale.parse(current_locale()).territories.get(code, code))


def problem_of(label: str, problem: AddressProblem) -> str:
    """A sentence to stand beside the field."""
    return {
        AddressProblem.MISSING: _("Fill in: %(field)s.", field=label),
        AddressProblem.TOO_LONG: _("Shorten: %(field)s.", field=label),
        AddressProblem.UNKNOWN: _("Choose from the list: %(field)s.", field=label),
        AddressProblem.MALFORMED: _("Check: %(field)s.", field=label),
        AddressProblem.NOT_SERVED: _("No carrier delivers to this address. Choose another, or pick the order up."),
    }[problem]


def address_refused(field: str, problem: AddressProblem) -> str:
    """A sentence for a refused address where it stands alone; the field's country is not known."""
    known = {"line1", "line2", "city", "state", "zip", "landmark"} | {"first_name", "last_name", "email", "phone"}
    return problem_of(label_in("", field) if field in known else _("Address"), problem)
