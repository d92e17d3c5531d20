"""Reads a request by schema: body, query and path, each refused in one way whatever is wrong with it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import pydantic_core
from flask import request
from pydantic import BaseModel
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge, UnsupportedMediaType

from app.api._kit.fields import SENTENCE
from app.input import InvalidInput, Problem, parse

M = TypeVar("M", bound=BaseModel)
_ESCAPED_NUL: Final = b"\\u0000"


def read_body() -> dict[str, Any]:
    """The JSON object that was sent; empty when nothing was.

    Raises InvalidInput for what is no JSON object, UnsupportedMediaType, LengthRequired, RequestEntityTooLarge.
    """
    if "chunked" in request.headers.get("Transfer-Encoding", "") and not request.environ.get("wsgi.input_terminated"):
        # This server does not mark the end of a chunked body; reading it would cut it silently.
        raise LengthRequired
    raw = request.get_data()
    most = request.max_content_length
    if request.content_length is None and most is not None and len(raw) >= most:
        # A body of unknown length was read up to the limit, and maybe no further.
        raise RequestEntityTooLarge
    if not raw.strip():
        return {}
    if not request.is_json:
        raise UnsupportedMediaType("Send the body as application/json.")
    try:
        found = pydantic_core.from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise _refusal("The request body is not valid JSON") from error
    if not isinstance(found, dict):
        raise _refusal("The request body must be a JSON object")
    if _ESCAPED_NUL in raw and _has_nul(found):
        raise _refusal("The request body must not contain NUL characters")
    return found


def read_query(schema: type[M]) -> M:
    """The query string by schema; a parameter without a value counts as left out."""
    return parse(schema, _without_nul({name: value for name, value in request.args.items() if value}))


def read_path(schema: type[M]) -> M:
    """The path's parameters by schema."""
    return parse(schema, _without_nul(request.view_args or {}))


def _without_nul(found: dict[str, Any]) -> dict[str, Any]:
    if _has_nul(found):
        raise _refusal("The address must not contain NUL characters")
    return found


def _refusal(text: str) -> InvalidInput:
    return InvalidInput([Problem(path="", kind=SENTENCE, message=text)])


def _has_nul(value: object) -> bool:
    """PostgreSQL cannot hold the character; nesting is bounded by the JSON reader."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(_has_nul(item) for item in value)
