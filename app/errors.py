"""Which surface words an error: the family with the longest matching path, else the HTML pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import structlog
from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from app.domain.errors import DomainError, ErrorKind
from app.extensions import db
from app.input import InvalidInput

log = structlog.get_logger()

STATUS: dict[ErrorKind, int] = {
    ErrorKind.INVALID: 400,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.LIMITED: 429,
    ErrorKind.UNAVAILABLE: 503,
    ErrorKind.UPSTREAM: 502,
}


class ErrorSurface(Protocol):
    """How one part of the application tells what went wrong."""

    def domain_error(self, error: DomainError) -> ResponseReturnValue: ...

    def invalid_input(self, error: InvalidInput) -> ResponseReturnValue: ...

    def http_error(self, error: HTTPException) -> ResponseReturnValue: ...


def segments(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.split("/") if part)


class SurfaceDirectory:
    """Finds the surface of a path, compared segment by segment, the longest prefix first."""

    def __init__(self, families: Sequence[tuple[str, ErrorSurface]], html: ErrorSurface) -> None:
        pairs = [(segments(prefix), surface) for prefix, surface in families]
        self._families = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)
        self._html = html

    def of(self, path: str) -> ErrorSurface:
        parts = segments(path)
        for prefix, surface in self._families:
            if parts[: len(prefix)] == prefix:
                return surface
        return self._html


def init_errors(app: Flask, directory: SurfaceDirectory) -> None:
    """One handler for each sort of failure; none may answer in another part's shape."""

    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> ResponseReturnValue:
        db.session.rollback()
        return directory.of(request.path).domain_error(error)

    @app.errorhandler(InvalidInput)
    def invalid_input(error: InvalidInput) -> ResponseReturnValue:
        db.session.rollback()
        return directory.of(request.path).invalid_input(error)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004  # redirects are not errors
            return error
        return directory.of(request.path).http_error(error)

    @app.errorhandler(Exception)
    def crash(error: Exception) -> ResponseReturnValue:
        db.session.rollback()
        log.error(
            "request_failed",
            exc_info=error,
            path=request.url_rule.rule if request.url_rule else "unmatched",
        )
        if app.config["PROPAGATE_CRASHES"]:
            raise error
        return directory.of(request.path).http_error(InternalServerError())
