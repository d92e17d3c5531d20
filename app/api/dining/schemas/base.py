"""What every schema of the family shares: the names on the wire are the fields' own, unknown members are ignored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from app.api._kit.fields import LARGEST_ID, Id, PageNumber, page_size, sentence
from app.domain.money import major_of
from app.domain.paging import Page as Listed

MOST_PER_PAGE = 100
# The document is written in English.
LOCALE = "en"


class Schema(BaseModel):
    model_config = ConfigDict(populate_by_name=True, frozen=True, extra="ignore")


class OneOrMany(Schema):
    """A query that asks for one thing by `id`, and ignores everything else then, or for a list."""

    id: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _only_the_id(cls, sent: Any) -> Any:
        return {"id": sent["id"]} if isinstance(sent, dict) and "id" in sent else sent


class Reply(Schema):
    """The envelope that most replies begin with."""

    success: Literal[True] = True


def instant_text(value: datetime) -> str:
    """ISO 8601 in UTC to the millisecond: 2024-12-01T19:00:00.000Z."""
    at = value.astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def _day(value: object) -> object:
    """A day as the document writes it, and nothing else that Python could read as one."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value.strip(), "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise ValueError("Input should be a date such as 2024-12-01") from error


def _switch(value: object) -> object:
    """In a query true and false are words."""
    if isinstance(value, str):
        word = value.strip().lower()
        if word in {"true", "false"}:
            return word == "true"
    raise sentence("Input should be true or false")


def _id_list(value: object) -> object:
    """Row ids with commas between them."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and 0 < int(part[:12]) <= LARGEST_ID for part in parts):
        raise ValueError("Input should be row ids with commas between them")
    return [int(part) for part in parts]


Instant = Annotated[
    datetime,
    PlainSerializer(instant_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"type": "string", "enum": ["true", "false"]})]
IdList = Annotated[list[int], BeforeValidator(_id_list), WithJsonSchema({"type": "string", "examples": ["1,2,3"]})]
Page = PageNumber
PageSize = Annotated[int, Field(ge=1, le=1_000_000), page_size(MOST_PER_PAGE)]


class Paged(Reply):
    """The layout of lists that most routes share; each adds its `data`."""

    total: int
    page: int
    pages: int


def paging(found: Listed[Any]) -> dict[str, int]:
    """`total`, `page` and `pages` of a list."""
    return {"total": found.total, "page": found.window.number, "pages": found.pages}


def major(minor: int, currency: str) -> Decimal:
    """Minor units as the document writes money."""
    return major_of(minor, currency)
