"""What every schema of the family shares: camelCase on the wire, unknown members ignored."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from flask import url_for
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.api._kit.fields import PageNumber, Text, digits, digits_schema, page_size
from app.domain.logins import CODE_DIGITS, MAX_EMAIL, MAX_PASSWORD, MIN_PASSWORD, normal_email
from app.domain.money import major_of

MOST_PER_PAGE = 100
# The document is written in English.
LOCALE = "en"


def example(members: dict[str, Any]) -> ConfigDict:
    """The document's own example of a body, by the names on the wire."""
    return ConfigDict(json_schema_extra={"examples": [members]})


class Schema(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


def _email(value: str) -> str:
    found = normal_email(value)
    if found is None:
        raise ValueError("Input should be a valid email address")
    return found


Email = Annotated[Text, Field(max_length=MAX_EMAIL, json_schema_extra={"format": "email"}), AfterValidator(_email)]
Password = Annotated[str, Field(min_length=MIN_PASSWORD, max_length=MAX_PASSWORD)]
NewPin = Annotated[str, digits(4, 4), digits_schema(4, 4)]
# Four digits are set; where a PIN is only compared the document allows up to six.
GivenPin = Annotated[str, digits(4, 6), digits_schema(4, 6)]
Otp = Annotated[Text, digits(CODE_DIGITS, CODE_DIGITS), digits_schema(CODE_DIGITS, CODE_DIGITS)]
PageSize = Annotated[int, Field(ge=1, le=1_000_000), page_size(MOST_PER_PAGE)]
Page = PageNumber


def major(minor: int, currency: str) -> Decimal:
    """Minor units as the document writes money."""
    return major_of(minor, currency)


def picture(key: str) -> str:
    """The absolute address of a picture; empty where there is none."""
    return url_for("media.file", key=key, _external=True) if key else ""
