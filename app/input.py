"""Reading input at the edge: schema in, one list of problems out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, in English; `path` is the field's name on the wire, dotted when nested."""

    path: str
    kind: str
    message: str


class InvalidInput(Exception):
    """The request does not fit its schema. Each surface words it its own way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.message}" for p in problems))
        self.problems = problems


def parse(schema: type[M], data: Mapping[str, object] | object) -> M:
    """Validate data from outside. Raises InvalidInput with every problem."""
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error


def parse_json(schema: type[M], raw: bytes) -> M:
    """Validate a JSON body. Raises InvalidInput, also for text that is not JSON."""
    try:
        return schema.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error


def _problems(error: ValidationError) -> list[Problem]:
    return [
        Problem(
            path=".".join(str(part) for part in item["loc"]),
            kind=item["type"],
            message=item["msg"].removeprefix("Value error, "),
        )
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
