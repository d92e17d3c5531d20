"""What every vendor of the stand-in is: routes, what they check, and where the fields are that faults spoil."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from urllib.parse import parse_qsl

from typing_extensions import override

if TYPE_CHECKING:
    from tests.support.standin.server import StandIn

# A field of a body, as a path of names and list positions: data.status, data.0.amount.
Path = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came in, kept for assertions. Header names are lower case."""

    provider: str
    route: str
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    # What the route's {names} stood for.
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """The body as JSON; None where it is not."""
        try:
            return json.loads(self.body, parse_float=Decimal)
        except ValueError:
            return None

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: JSON, or the text of a page."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"

    @property
    def content(self) -> bytes:
        if isinstance(self.body, str):
            return self.body.encode()
        return b"" if self.body is None else json.dumps(self.body, ensure_ascii=False, default=_number).encode()


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(value)


Handler = Callable[[Any, Asked], Answer]
_H = TypeVar("_H", bound=Handler)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One call of a vendor. The paths say which fields of a good answer the faults change."""

    name: str
    method: str
    pattern: re.Pattern[str]
    handler: str
    required: Path = ""
    status: Path = ""
    amount: Path = ""
    currency: Path = ""


def route(
    method: str,
    path: str,
    *,
    name: str,
    required: Path = "",
    status: Path = "",
    amount: Path = "",
    currency: Path = "",
) -> Callable[[_H], _H]:
    """Serve `path` (with {names} for parts of it) below the vendor's own prefix."""
    pattern = re.compile("^" + re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)) + "$")

    def mark(handler: _H) -> _H:
        found = Route(
            name=name,
            method=method,
            pattern=pattern,
            handler=handler.__name__,
            required=required,
            status=status,
            amount=amount,
            currency=currency,
        )
        cast(Any, handler).standin_route = found
        return handler

    return mark


class Vendor:
    """Subclass it in a module of this folder, name it, and mark methods with `@route`.

    Calls are handled one at a time under the stand-in's lock, so state needs no care.
    """

    name: ClassVar[str]
    routes: ClassVar[tuple[Route, ...]] = ()
    kinds: ClassVar[dict[str, type[Vendor]]] = {}

    def __init__(self, standin: StandIn) -> None:
        self.standin = standin

    @override
    def __init_subclass__(cls) -> None:
        found = (getattr(member, "standin_route", None) for member in vars(cls).values())
        cls.routes = tuple(one for one in found if one is not None)
        Vendor.kinds[cls.name] = cls

    def refuse(self, asked: Asked) -> Answer | None:
        """The answer to a caller without proper credentials; None lets it through."""
        return None

    def error(self, asked: Asked, status: int, message: str) -> Answer:
        """The vendor's own shape of an error; also what comes with HTTP 200 on demand."""
        return Answer(status, {"status": False, "message": message})

    def sign(self, body: bytes) -> dict[str, str]:
        """The headers of a webhook with this body."""
        return {}

    def handle(self, found: Route, asked: Asked) -> Answer:
        refused = self.refuse(asked)
        return refused if refused is not None else getattr(self, found.handler)(asked)
