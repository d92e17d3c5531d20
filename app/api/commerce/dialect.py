"""How the commerce document words its replies: `{success, message, data}`, failures too."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from typing import Any, Final

import pydantic_core
from flask import Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.api._kit.dialect import JsonSchema
from app.api._kit.fields import SENTENCE
from app.api.commerce.messages import MESSAGES
from app.clock import utc_now
from app.domain import errors as e
from app.domain.errors import ErrorKind
from app.errors import STATUS
from app.input import InvalidInput, Problem

# The document knows 409 for what exists already; every other rule is a 400.
_STATUS: Final[dict[type[e.DomainError], int]] = {
    e.OutOfStock: 400,
    e.TransitionRefused: 400,
    e.DeliveryUnavailable: 400,
    e.IdempotencyKeyReused: 422,
}
# Where the document shows `data: false` for a failure instead of null.
_FALSE_DATA: Final = (e.ResetTokenInvalid,)

_HTTP_MESSAGES: Final[dict[int, str]] = {
    400: "Bad request",
    404: "Resource not found",
    405: "Method not allowed",
    411: "A Content-Length is required",
    413: "Request body is too large",
    414: "Request URL is too long",
    415: "Content-Type must be application/json",
    429: "Too many requests. Please try again later.",
    500: "An unexpected error occurred",
    502: "The provider failed to answer",
    503: "Service unavailable",
}


def envelope(*, success: bool, message: str, data: object, status: int) -> Response:
    body = pydantic_core.to_json({"success": success, "message": message, "data": data})
    return Response(body, status=status, content_type="application/json")


class CommerceDialect:
    """The one envelope of the document."""

    error_media_type = "application/json"

    def success(self, data: object, *, message: str, status: int) -> Response:
        return envelope(success=True, message=message, data=data, status=status)

    def success_schema(self, data: JsonSchema, *, message: str) -> JsonSchema:
        return {
            "type": "object",
            "required": ["success", "message", "data"],
            "properties": {
                "success": {"const": True},
                "message": {"type": "string", "examples": [message]},
                "data": data,
            },
        }

    def error_schema(self) -> JsonSchema:
        return {
            "type": "object",
            "required": ["success", "message", "data"],
            "properties": {
                "success": {"const": False},
                "message": {"type": "string", "examples": ["Customer not authenticated"]},
                "data": {"enum": [None, False]},
            },
        }

    def domain_error(self, error: e.DomainError) -> ResponseReturnValue:
        response = envelope(
            success=False,
            message=MESSAGES[type(error)](error),
            data=False if isinstance(error, _FALSE_DATA) else None,
            status=_STATUS.get(type(error), STATUS[error.kind]),
        )
        if isinstance(error, e.TooManyAttempts | e.PinLocked):
            wait = ceil((error.retry_at - utc_now()).total_seconds())
            response.headers["Retry-After"] = str(max(1, wait))
        if isinstance(error, e.RequestInProgress):
            response.headers["Retry-After"] = "1"
        if error.kind is ErrorKind.UNAUTHENTICATED:
            response.headers["WWW-Authenticate"] = 'Bearer realm="souk"'
        return response

    def invalid_input(self, error: InvalidInput) -> ResponseReturnValue:
        words = list(dict.fromkeys(_worded(problem) for problem in error.problems))
        return envelope(success=False, message="; ".join(words), data=None, status=400)

    def http_error(self, error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        message = _HTTP_MESSAGES.get(status, error.name)
        if status == HTTPStatus.FORBIDDEN and error.description:
            # The one whose reason the caller must know.
            message = error.description
        response = envelope(success=False, message=message, data=None, status=status)
        kept: list[Any] = [pair for pair in error.get_headers() if pair[0].lower() in {"allow", "retry-after"}]
        response.headers.extend(kept)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", "60")
        return response


def _worded(problem: Problem) -> str:
    if problem.kind == SENTENCE or not problem.path:
        return problem.message
    if problem.kind == "missing":
        return f"{problem.path} is required"
    return f"{problem.path}: {problem.message}"
