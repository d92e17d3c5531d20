"""What a stranger may see of a person."""

import pytest

from app.domain import masking


@pytest.mark.parametrize(
    ("text", "seen"),
    [("John", "J•••"), (" Al Mansoori ", "A•••"), ("J", "J•••"), ("علي", "ع•••"), ("", ""), ("  ", "")],
)
def test_names(text: str, seen: str) -> None:
    assert masking.name(text) == seen


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("+971501234567", "+9715•••567"),
        ("971501234567", "9715•••567"),
        ("+97150123", "+•••"),
        ("+971501234", "+9715•••234"),
        ("", ""),
        (None, None),
    ],
)
def test_numbers(number: str | None, seen: str | None) -> None:
    assert masking.phone(number) == seen


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("john.doe@example.com", "j•••@•••.com"),
        ("a@b.co.uk", "a•••@•••.uk"),
        ("broken", "•••@•••.broken"),
        ("", ""),
        (None, None),
    ],
)
def test_addresses(address: str | None, seen: str | None) -> None:
    assert masking.email(address) == seen


def test_words() -> None:
    assert (masking.text("Nut allergy"), masking.text("")) == ("•••", "")
