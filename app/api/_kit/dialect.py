"""How one family speaks: the shape of a success, the shape of an error, and how both are documented."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from flask import Response

from app.errors import ErrorSurface

JsonSchema: TypeAlias = dict[str, Any]


class Dialect(ErrorSurface, Protocol):
    """Everything that may differ between two families; the kit itself knows no field names."""

    # The media type of errors in the OpenAPI document.
    error_media_type: str

    def success(self, data: object, *, message: str, status: int) -> Response:
        """Wrap data that is ready for JSON."""
        ...

    def success_schema(self, data: JsonSchema, *, message: str) -> JsonSchema:
        """The OpenAPI schema of what `success` makes."""
        ...

    def error_schema(self) -> JsonSchema:
        """The OpenAPI schema of every error."""
        ...
