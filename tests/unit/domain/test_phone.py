"""Phone numbers become E.164, in whatever digits and form they were typed."""

import pytest

from app.domain.phone import masked, to_e164


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+234 801 234 5678", None, "+2348012345678"),
        ("0801 234 5678", "NG", "+2348012345678"),
        ("٩٦٨٩٩٩٩٩٩٩٩", "OM", "+96899999999"),
        ("٩٩٩٩٩٩٩٩", "OM", "+96899999999"),
        ("050 123 4567", "AE", "+971501234567"),
        ("12", "NG", None),
        ("not a number", "NG", None),
        ("+" + "1" * 60, None, None),
    ],
)
def test_typed_numbers(typed: str, region: str | None, number: str | None) -> None:
    assert to_e164(typed, region=region) == number


def test_a_masked_number_shows_its_country_and_last_three_digits() -> None:
    assert masked("+971501234567") == "+9715•••567"
