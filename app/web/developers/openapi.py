"""The API's reference, drawn from the OpenAPI documents without any other host, and the guide to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import settings
from app.web.developers import developers
from app.web.texts import lazy_gettext as _l

# Published in the sandbox only; production refuses to start with any of them.
SANDBOX_KEYS: Final = ("sandbox-api-key", "sandbox-publishable-key", "other-business-api-key")


@dataclass(frozen=True, slots=True)
class Document:
    """A family's OpenAPI document by the endpoint that serves it, and what people call the family."""

    name: str
    endpoint: str
    title: str


DOCUMENTS: Final = (
    Document("commerce", "commerce.openapi", _l("Shop")),
    Document("dining", "dining.openapi", _l("Restaurants")),
)


@developers.get("")
def reference() -> ResponseReturnValue:
    """Every route of a family, to be read and tried out: `?family=dining`, else the first."""
    asked = request.args.get("family")
    chosen = next((document for document in DOCUMENTS if document.name == asked), DOCUMENTS[0])
    return _page("developers/reference.html", chosen=chosen)


@developers.get("/guide")
def guide() -> ResponseReturnValue:
    """How to begin: key, token, replies, errors, repetition."""
    return _page("developers/guide.html")


def _page(template: str, **given: object) -> Response:
    is_sandbox = settings().is_sandbox
    return make_response(
        render_template(
            template,
            documents=DOCUMENTS,
            base=request.host_url.rstrip("/"),
            key=SANDBOX_KEYS[0] if is_sandbox else "",
            sandbox_keys=SANDBOX_KEYS if is_sandbox else (),
            **given,
        )
    )
