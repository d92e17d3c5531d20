"""The API's reference, drawn from the OpenAPI documents without any other host, and the guide to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import settings
from app.web.developers import developers

# Published in the sandbox only; production refuses to start with any of them.
SANDBOX_KEYS: Final = ("sandbox-api-key", "sandbox-publishable-key", "other-business-api-key")


@dataclass(frozen=True, slots=True)
class Document:
    """A family's OpenAPI document by the endpoint that serves it."""

    name: str
    endpoint: str


DOCUMENTS: Final = (Document("commerce", "commerce.openapi"), Document("dining", "dining.openapi"))


@developers.get("")
def reference() -> ResponseReturnValue:
    """Every route, to be read and tried out."""
    return _page("developers/reference.html")


@developers.get("/guide")
def guide() -> ResponseReturnValue:
    """How to begin: key, token, replies, errors, repetition."""
    return _page("developers/guide.html")


def _page(template: str) -> Response:
    is_sandbox = settings().is_sandbox
    return make_response(
        render_template(
            template,
            documents=DOCUMENTS,
            base=request.host_url.rstrip("/"),
            key=SANDBOX_KEYS[0] if is_sandbox else "",
            sandbox_keys=SANDBOX_KEYS if is_sandbox else (),
        )
    )
