"""One route of a family, as declared: what it takes, what it gives, who may call it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final
from uuid import UUID

from flask import Response
from pydantic import BaseModel, TypeAdapter

_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_CONVERTERS: Final = {UUID: "uuid", int: "int"}


class Needs(Enum):
    """The credentials an operation asks for."""

    KEY = auto()
    KEY_AND_CUSTOMER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A declared operation; the route, the checks and the OpenAPI document are all made from it."""

    method: str
    path: str
    name: str
    summary: str
    description: str
    topic: str
    needs: Needs
    # The scope a key must carry, and whether a publishable key may call at all.
    scope: str
    publishable: bool
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    params: type[BaseModel] | None
    out: TypeAdapter[Any]
    message: str
    # The operation works in several units of work, so its reply is kept after the last one.
    is_flow: bool
    # Documented errors: status → what it means.
    errors: dict[int, str]
    handler: Callable[..., Response]

    @property
    def is_unsafe(self) -> bool:
        return self.method not in {"GET", "HEAD"}

    def rule(self) -> str:
        """The path as Flask writes it: /api/x/{id} → /api/x/<uuid:id>. Paths that cannot be an id are 404."""

        def placeholder(match: re.Match[str]) -> str:
            kind = self._type_of(match[1])
            return f"<{_CONVERTERS.get(kind, 'string')}:{match[1]}>"

        return _PARAMETER.sub(placeholder, self.path)

    def _type_of(self, parameter: str) -> Any:
        if self.params is None:
            raise TypeError(f"{self.method} {self.path} declares no schema for its path")
        for name, field in self.params.model_fields.items():
            if (field.alias or name) == parameter:
                return field.annotation
        raise TypeError(f"{self.params.__name__} has no field for {{{parameter}}}")
