"""Kinds of fields that several families share, strict where JSON is and kind where people are."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

# The kind of problem whose message is a whole sentence, to be shown without the field's name.
SENTENCE: Final = "sentence"
LARGEST_ID: Final = 2**31 - 1
# In major units: more than anybody pays, and few enough digits to be reckoned with.
LARGEST_AMOUNT: Final = 999_999_999_999
# Binary fractions such as 299.96999999999997 are cleared of their noise; real further decimals stay.
_NOISE: Final = Decimal("0.000001")


def sentence(text: str) -> PydanticCustomError:
    """An error whose words are the family's own."""
    return PydanticCustomError(SENTENCE, "{text}", {"text": text})


def json_whole(value: object) -> object:
    """In a JSON body 4 and 4.0 are whole numbers, "4" and true are not."""
    if isinstance(value, bool | str):
        raise ValueError("Input should be a whole number")  # noqa: TRY004  # pydantic turns ValueError into a problem
    return value


def json_amount(value: object) -> object:
    """A number, not a text that looks like one."""
    if isinstance(value, bool | str):
        raise ValueError("Input should be a number")  # noqa: TRY004  # pydantic turns ValueError into a problem
    return value


def without_noise(value: Decimal) -> Decimal:
    """The amount without what binary fractions add to it; real further decimals stay."""
    return value.quantize(_NOISE).normalize()


def one_line(value: str) -> str:
    """Refuse line breaks and other control characters: for names, which end up in headers of messages."""
    if any(unicodedata.category(letter) == "Cc" for letter in value):
        raise ValueError("Input should not contain control characters")
    return value


def instant_text(value: datetime) -> str:
    """ISO 8601 in UTC to the second: 2025-01-15T10:30:00Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# A text people typed, trimmed. Constraints go behind it, validators last, or they are lost from the JSON schema.
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
# In a path or query, where everything is text.
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]

Instant = Annotated[
    datetime,
    PlainSerializer(instant_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
# Money goes out as a JSON number of major units; at most 15 digits, which a double holds exactly.
Number = Annotated[Decimal, PlainSerializer(float, return_type=float)]


def page_size(most: int) -> AfterValidator:
    """Larger sizes are cut to the maximum, not refused."""
    return AfterValidator(lambda size: min(size, most))


def digits(least: int, most: int) -> AfterValidator:
    """Only the digits 0 to 9, and that many; goes with `digits_schema`."""

    def check(value: str) -> str:
        if not (value.isascii() and value.isdigit() and least <= len(value) <= most):
            count = str(least) if least == most else f"{least} to {most}"
            raise ValueError(f"Input should be {count} digits")
        return value

    return AfterValidator(check)


def digits_schema(least: int, most: int) -> WithJsonSchema:
    """How such a text is documented."""
    return WithJsonSchema({"type": "string", "pattern": f"^[0-9]{{{least},{most}}}$"})
