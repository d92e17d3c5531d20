"""One route of a family, as declared: what it takes, what it gives, who may call it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, Required, TypedDict
from uuid import UUID

from flask import Response
from pydantic import BaseModel, TypeAdapter

from app.domain.scopes import Scope

_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_CONVERTERS: Final = {UUID: "uuid", int: "int"}


class Needs(Enum):
    """The credentials an operation asks for."""

    KEY = auto()
    KEY_AND_CUSTOMER = auto()
    # None at all: anybody may call, as often as `open_limit` allows. Who brings a secret key, or reads in a staff
    # session, has `call.sees_people`; for everybody else the handler masks what is personal.
    NOTHING = auto()
    # A secret key, or for reading a staff session.
    KEY_OR_STAFF = auto()


class Declaration(TypedDict, total=False):
    """What a view says of its operation; see `Operation`."""

    summary: Required[str]
    topic: Required[str]
    scope: Required[Scope]
    out: Required[Any]
    message: Required[str]
    publishable: bool
    needs: Needs
    open_limit: int
    body: type[BaseModel]
    query: type[BaseModel]
    params: type[BaseModel]
    is_flow: bool
    description: str
    errors: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A declared operation; the route, the checks and the OpenAPI document are all made from it."""

    method: str
    path: str
    name: str
    handler: Callable[..., Response]
    summary: str
    topic: str
    # What is given on success, and the words that go with it.
    out: Any
    message: str
    # The scope a key must carry, and whether a publishable key may call at all.
    scope: Scope
    publishable: bool = False
    needs: Needs = Needs.KEY
    # Calls a minute from one address without a secret key, where none is needed.
    open_limit: int = 60
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    params: type[BaseModel] | None = None
    # The operation works in several units of work, so its reply may be kept after the last one.
    is_flow: bool = False
    description: str = ""
    # Documented errors: status → what it means.
    errors: dict[int, str] = field(default_factory=dict)
    adapter: TypeAdapter[Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "adapter", TypeAdapter(self.out))

    @property
    def is_unsafe(self) -> bool:
        return self.method not in {"GET", "HEAD"}

    @property
    def is_open(self) -> bool:
        """Whether somebody without a key may get an answer."""
        return self.needs in {Needs.NOTHING, Needs.KEY_OR_STAFF}

    def rule(self) -> str:
        """The path as Flask writes it: /api/x/{id} → /api/x/<uuid:id>. Paths that cannot be an id are 404."""

        def placeholder(match: re.Match[str]) -> str:
            kind = self._type_of(match[1])
            return f"<{_CONVERTERS.get(kind, 'string')}:{match[1]}>"

        return _PARAMETER.sub(placeholder, self.path)

    def _type_of(self, parameter: str) -> Any:
        if self.params is None:
            raise TypeError(f"{self.method} {self.path} declares no schema for its path")
        for name, found in self.params.model_fields.items():
            if (found.alias or name) == parameter:
                return found.annotation
        raise TypeError(f"{self.params.__name__} has no field for {{{parameter}}}")
