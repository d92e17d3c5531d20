"""The kit's small pieces: kinds of fields, how a path becomes a route, the shape helper."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import pytest
from flask import Response
from pydantic import BaseModel, Field, TypeAdapter

from app.api._kit.fields import Instant, Number, one_line, page_size, without_noise
from app.api._kit.operation import Operation
from app.domain.scopes import Scope
from tests.support.shapes import same_shape


class Params(BaseModel):
    id: UUID
    number: int
    word: str


def operation(path: str, params: type[BaseModel] | None) -> Operation:
    return Operation(
        method="GET",
        path=path,
        name="x",
        handler=Response,
        summary="",
        topic="",
        out=bool,
        message="",
        scope=Scope.CATALOG_READ,
        params=params,
    )


def test_a_path_becomes_a_rule_by_the_types_of_its_parameters() -> None:
    assert operation("/a/{id}/{number}/{word}", Params).rule() == "/a/<uuid:id>/<int:number>/<string:word>"


def test_a_path_without_a_schema_for_its_parameters_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="declares no schema"):
        operation("/a/{id}", None).rule()
    with pytest.raises(TypeError, match="has no field"):
        operation("/a/{other}", Params).rule()


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        (299.96999999999997, "299.97"),
        (199.98, "199.98"),
        (0.1 + 0.2, "0.3"),
        (5000.0, "5000"),
        (199.985, "199.985"),
        (1.0005, "1.0005"),
        (999_999_999_999.99, "999999999999.99"),
    ],
)
def test_binary_noise_goes_and_real_decimals_stay(sent: float, meant: str) -> None:
    assert without_noise(Decimal(str(sent))) == Decimal(meant)


def test_names_are_one_line() -> None:
    assert one_line("Zoë O'Neil-Müller عمر") == "Zoë O'Neil-Müller عمر"
    for text in ("a\nb", "a\rb", "a\x00b", "a\x7fb", "a\x85b"):
        with pytest.raises(ValueError, match="control characters"):
            one_line(text)


def test_instants_go_out_in_utc_to_the_second() -> None:
    lagos = timezone(timedelta(hours=1))
    instant = datetime(2025, 1, 15, 11, 30, 0, 999_999, tzinfo=lagos)

    assert TypeAdapter(Instant).dump_python(instant, mode="json") == "2025-01-15T10:30:00Z"
    assert TypeAdapter(Instant).dump_python(datetime(2025, 1, 15, tzinfo=UTC), mode="json") == "2025-01-15T00:00:00Z"


def test_money_goes_out_as_a_number() -> None:
    assert TypeAdapter(Number).dump_json(Decimal("99.99")) == b"99.99"
    assert TypeAdapter(Number).dump_json(Decimal("1.500")) == b"1.5"


def test_page_sizes_are_cut() -> None:
    sizes = TypeAdapter(Annotated[int, Field(ge=1), page_size(100)])

    assert [sizes.validate_python(size) for size in (1, 100, 101)] == [1, 100, 100]


@pytest.mark.parametrize(
    ("sample", "got"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": True}),
        ({"a": True}, {"a": 1}),
        ({"a": "x"}, {"a": None}),
        ({"a": 1}, {}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": [1]}, {"a": []}),
        ({"a": [1]}, {"a": ["x"]}),
        ("2025-01-15T10:30:00Z", "2025-01-15T10:30:00.5Z"),
        ("550e8400-e29b-41d4-a716-446655440000", "5"),
        ("https://storage.example/a.png", "/a.png"),
    ],
)
def test_another_shape_is_seen(sample: object, got: object) -> None:
    with pytest.raises(AssertionError):
        same_shape(sample, got)


def test_null_in_a_sample_says_nothing() -> None:
    same_shape({"a": None, "b": 99.99}, {"a": {"any": "thing"}, "b": 5})
