"""An address is asked for as its country writes it, and told precisely what is wrong with it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.address_fields import MOST, asks_postcode, checked, fields_of, normal, problems_of
from app.domain.errors import AddressProblem, AddressRefused
from app.domain.regions import REGIONS, find_region, find_town, place_key

LAGOS = Address(line1="123 Main Street", city="Lagos", state="Lagos", country="NG")
texts = st.text(max_size=140)
addresses = st.builds(
    Address,
    line1=texts,
    line2=texts,
    city=texts,
    state=st.one_of(texts, st.sampled_from([r.name for found in REGIONS.values() for r in found])),
    country=st.one_of(st.sampled_from([*REGIONS, "DE", "ng", "", "X1"]), texts),
    zip=texts,
    landmark=texts,
    first_name=texts,
    last_name=texts,
    email=texts,
    phone=texts,
)


@pytest.mark.parametrize(
    ("country", "required", "optional"),
    [
        ("NG", ["line1", "city", "state"], ["line2", "landmark"]),
        ("AE", ["line1", "city", "state"], ["line2", "landmark"]),
        ("QA", ["line1", "city", "state"], ["line2", "landmark"]),
        ("KW", ["line1", "city", "state"], ["line2", "landmark"]),
        ("BH", ["line1", "city", "state"], ["line2", "landmark"]),
        ("OM", ["line1", "city", "state"], ["line2", "zip", "landmark"]),
        ("SA", ["line1", "city", "state", "zip"], ["line2"]),
        ("DE", ["line1", "city"], ["line2", "state", "zip"]),
    ],
)
def test_each_country_asks_for_its_own_fields(country: str, required: list[str], optional: list[str]) -> None:
    asked = fields_of(country)

    assert [field.name for field in asked if field.required] == required
    assert [field.name for field in asked if not field.required] == optional


@pytest.mark.parametrize(
    ("country", "label"),
    [("NG", "state"), ("AE", "emirate"), ("OM", "governorate"), ("QA", "municipality"), ("SA", "region")],
)
def test_a_region_is_called_what_it_is_called_there(country: str, label: str) -> None:
    assert {field.name: field.label for field in fields_of(country)}["state"] == label


@pytest.mark.parametrize("country", ["NG", "AE", "QA", "KW", "BH"])
def test_nobody_is_asked_for_a_code_their_post_does_not_have(country: str) -> None:
    assert not asks_postcode(country)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("lagos", "Lagos"),
        (" LAGOS  state ", "Lagos"),
        ("لاغوس", "Lagos"),
        ("FCT", "Federal Capital Territory"),
        ("Abuja", "Federal Capital Territory"),
    ],
)
def test_a_state_is_kept_under_its_english_name(written: str, name: str) -> None:
    assert normal(replace(LAGOS, state=written)).state == name


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({}, {}),
        ({"line1": " "}, {"line1": AddressProblem.MISSING}),
        ({"city": ""}, {"city": AddressProblem.MISSING}),
        ({"state": "Atlantis"}, {"state": AddressProblem.UNKNOWN}),
        ({"state": ""}, {"state": AddressProblem.MISSING}),
        ({"line1": "x" * 121}, {"line1": AddressProblem.TOO_LONG}),
        ({"zip": "100001"}, {}),
        ({"zip": "12"}, {"zip": AddressProblem.MALFORMED}),
        ({"country": "N"}, {"country": AddressProblem.MALFORMED}),
        ({"country": ""}, {"country": AddressProblem.MISSING}),
        ({"country": "SA", "state": "Riyadh", "city": "Riyadh"}, {"zip": AddressProblem.MISSING}),
        ({"country": "SA", "state": "Riyadh", "zip": "1221"}, {"zip": AddressProblem.MALFORMED}),
        ({"country": "SA", "state": "Riyadh", "zip": "12214-1234"}, {}),
        ({"country": "OM", "state": "Muscat"}, {}),
        ({"country": "OM", "state": "Muscat", "zip": "112"}, {}),
        ({"country": "DE", "state": "", "zip": ""}, {}),
        ({"phone": "12"}, {"phone": AddressProblem.MALFORMED}),
        ({"phone": "0801 234 5678"}, {}),
        ({"email": "nobody"}, {"email": AddressProblem.MALFORMED}),
        ({"email": "Ada@Example.com"}, {}),
    ],
)
def test_what_is_wrong_is_told_by_field(change: dict[str, Any], problems: dict[str, AddressProblem]) -> None:
    assert problems_of(normal(replace(LAGOS, **change))) == problems


def test_a_checked_address_is_in_its_normal_form() -> None:
    typed = replace(LAGOS, line1="  12\u200f  Allen\nAvenue ", state="lagos state", country="ng", phone="0801 234 5678")

    assert checked(typed) == replace(LAGOS, line1="12 Allen Avenue", phone="+2348012345678")


def test_the_first_wrong_field_is_named() -> None:
    with pytest.raises(AddressRefused) as refused:
        checked(replace(LAGOS, line1="", state="Atlantis"))

    assert refused.value.details() == {"field": "line1", "problem": AddressProblem.MISSING}


@given(addresses)
def test_normalising_twice_changes_nothing_and_what_passes_fits_the_columns(address: Address) -> None:
    once = normal(address)

    assert normal(once) == once
    if not problems_of(once):
        assert all(len(getattr(once, name)) <= most for name, most in MOST.items())
        assert once.line1
        assert once.city
        assert all(character.isprintable() for character in once.line1 + once.city + once.state)


def test_no_two_regions_of_a_country_share_a_name() -> None:
    for country, regions in REGIONS.items():
        assert len({place_key(region.name) for region in regions}) == len(regions)
        assert len({region.name_ar for region in regions}) == len(regions)
        for region in regions:
            assert find_region(country, region.name_ar) is region
            assert find_town(country, region.capital) == (region.capital, region)
