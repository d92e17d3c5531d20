"""A free text is read from its end: the place first, then what is left for the courier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.address_fields import problems_of
from app.domain.address_text import read_address
from app.domain.errors import AddressProblem, AddressRefused
from app.domain.regions import REGIONS


def place(line1: str, line2: str, city: str, state: str, country: str = "NG", zip: str = "") -> Address:  # noqa: A002  # the field's name
    return Address(line1=line1, line2=line2, city=city, state=state, country=country, zip=zip)


FCT = "Federal Capital Territory"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "123 Main Street, Victoria Island, Lagos",
            place("123 Main Street", "Victoria Island", "Lagos", "Lagos"),
        ),
        ("14 Allen Avenue, Ikeja, Lagos State, Nigeria", place("14 Allen Avenue", "", "Ikeja", "Lagos")),
        ("14 Allen Avenue Ikeja lagos", place("14 Allen Avenue", "", "Ikeja", "Lagos")),
        ("14 Allen Avenue, Ikeja", place("14 Allen Avenue", "", "Ikeja", "Lagos")),
        ("14 Allen Avenue, Ikeja, Lagos 100001.", place("14 Allen Avenue", "", "Ikeja", "Lagos", zip="100001")),
        ("Flat 2, 9 Hill Road, Kwale, Delta", place("Flat 2", "9 Hill Road", "Kwale", "Delta")),
        ("5 Moshood Abiola Way, Garki, Abuja", place("5 Moshood Abiola Way", "Garki", "Abuja", FCT)),
        ("5 Moshood Abiola Way, Abuja, FCT", place("5 Moshood Abiola Way", "", "Abuja", FCT)),
        ("48 Aba Road, Port Harcourt", place("48 Aba Road", "", "Port Harcourt", "Rivers")),
        ("12 Lagos Street\nIbadan", place("12 Lagos Street", "", "Ibadan", "Oyo")),
        ("١٢ شارع علي، إيكيجا، لاغوس، نيجيريا", place("١٢ شارع علي", "إيكيجا", "Lagos", "Lagos")),
        ("Villa 12, Way 4520, Al Khuwair, Muscat", place("Villa 12", "Way 4520, Al Khuwair", "Muscat", "Muscat", "OM")),
        ("Villa 12, Salalah, Dhofar 211, Oman", place("Villa 12", "", "Salalah", "Dhofar", "OM", "211")),
        ("Flat 7, Marina Tower, Dubai, UAE", place("Flat 7", "Marina Tower", "Dubai", "Dubai", "AE")),
        ("Hauptstr. 1, Hinterhaus, Berlin, Berlin", place("Hauptstr. 1", "Hinterhaus", "Berlin", "Berlin", "DE")),
        ("Hauptstr. 1, Berlin", place("Hauptstr. 1", "", "Berlin", "", "DE")),
    ],
)
def test_an_address_is_read_as_a_person_would(text: str, expected: Address) -> None:
    assert read_address(text, expected.country) == expected


@pytest.mark.parametrize(
    ("text", "country", "field", "problem"),
    [
        ("123 Main Street somewhere", "NG", "city", AddressProblem.MISSING),
        ("123 Main Street, Somewhere", "NG", "state", AddressProblem.MISSING),
        ("Lagos, Nigeria", "NG", "line1", AddressProblem.MISSING),
        ("12 Hill Road, Delta", "NG", "city", AddressProblem.MISSING),
        (",,,,,,,,,,,,,", "NG", "line1", AddressProblem.MISSING),
        ("x" * 600, "NG", "line1", AddressProblem.TOO_LONG),
        (", ".join(["a street"] * 60) + ", Lagos", "NG", "line2", AddressProblem.TOO_LONG),
        ("", "DE", "line1", AddressProblem.MISSING),
        ("Villa 12, King Road, Riyadh", "SA", "zip", AddressProblem.MISSING),
    ],
)
def test_what_cannot_be_told_is_refused(text: str, country: str, field: str, problem: AddressProblem) -> None:
    with pytest.raises(AddressRefused) as refused:
        read_address(text, country)

    assert (refused.value.field, refused.value.problem) == (field, problem)


names = [r.name for found in REGIONS.values() for r in found] + ["Nigeria", "Ikeja", "100001", "Oman", "لاغوس"]
texts = st.one_of(st.text(max_size=600), st.lists(st.sampled_from([*names, "1 Road", ","]), max_size=9).map(", ".join))


@given(texts, st.sampled_from(["NG", "OM", "AE", "SA", "DE"]))
def test_any_text_is_a_good_address_or_refused(text: str, country: str) -> None:
    try:
        found = read_address(text, country)
    except AddressRefused:
        return
    assert problems_of(found) == {}
    assert found.country == country
    assert read_address(text, country).key == found.key
