"""What every schema of the family shares: the names on the wire are the fields' own, unknown members are ignored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from app.api._kit.fields import LARGEST_ID, Id, PageNumber, page_size, sentence
from app.domain.money import major_of
from app.domain.paging import Page as Listed

MOST_PER_PAGE = 100
# The document is written in English.
LOCALE = "en"


_FIRST_YEAR = 1900
_LAST_YEAR = 2200
# " 04:00"
_ZONE_LENGTH = 6


Rows = TypeVar("Rows")


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
        return _bounded(datetime.strptime(value.strip(), "%Y-%m-%d").replace(tzinfo=UTC)).date()
    except ValueError as error:
        raise ValueError("Input should be a date such as 2024-12-01") from error


def _moment(value: object) -> object:
    """An instant in ISO 8601; without a zone it is in UTC. A plus that arrived as a space is one again."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if len(text) > _ZONE_LENGTH and text[-_ZONE_LENGTH] == " " and "T" in text:
        text = f"{text[:-_ZONE_LENGTH]}+{text[1 - _ZONE_LENGTH :]}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("Input should be a time such as 2024-12-01T19:00:00Z") from error
    return _bounded(found.replace(tzinfo=UTC) if found.tzinfo is None else found)


def _bounded(at: datetime) -> datetime:
    """Times far off, which zones would carry beyond the calendar, are nobody's booking."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"Input should lie between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return at


def _order(value: object) -> object:
    word = value.strip().lower() if isinstance(value, str) else value
    if word not in {"asc", "desc"}:
        raise ValueError("Input should be ASC or DESC")
    return word


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
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Order = Annotated[
    Literal["asc", "desc"],
    BeforeValidator(_order),
    WithJsonSchema({"type": "string", "enum": ["ASC", "DESC", "asc", "desc"]}),
]
Switch = Annotated[bool, BeforeValidator(_switch), WithJsonSchema({"type": "boolean"})]
IdList = Annotated[list[int], BeforeValidator(_id_list), WithJsonSchema({"type": "string", "examples": ["1,2,3"]})]
Page = PageNumber
PageSize = Annotated[int, Field(ge=1, le=1_000_000), page_size(MOST_PER_PAGE)]


class Paged(Reply, Generic[Rows]):
    """The layout of lists that most routes share."""

    data: Rows
    total: int
    page: int
    pages: int


def paging(found: Listed[Any]) -> dict[str, int]:
    """`total`, `page` and `pages` of a list."""
    return {"total": found.total, "page": found.window.number, "pages": found.pages}


def major(minor: int, currency: str) -> Decimal:
    """Minor units as the document writes money."""
    return major_of(minor, currency)


def full_url(path: str | None) -> str | None:
    """An address of ours with the host it was asked at; None stays None."""
    return request.host_url.rstrip("/") + path if path else None
