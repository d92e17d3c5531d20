"""What every refusal of the business has in common: facts, a code and a kind."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum, auto
from typing import ClassVar

from typing_extensions import override


class ErrorKind(Enum):
    """What sort of refusal it is; each surface gives it its own status."""

    INVALID = auto()
    UNAUTHENTICATED = auto()
    FORBIDDEN = auto()
    NOT_FOUND = auto()
    CONFLICT = auto()
    LIMITED = auto()
    UNAVAILABLE = auto()
    # A provider outside failed; nothing was done.
    UPSTREAM = auto()


class DomainError(Exception):
    """A business rule said no. Subclasses are dataclasses whose fields are the details."""

    code: ClassVar[str]
    kind: ClassVar[ErrorKind]

    def details(self) -> dict[str, object]:
        """The facts by name."""
        if not hasattr(self, "__dataclass_fields__"):
            return {}
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]  # checked above

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.details()}"
