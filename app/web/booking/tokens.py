"""Signed tokens of booking forms, checked on every POST of the blueprint in place of a session's CSRF token.

A token names the form it was made for (endpoint and address), the person it was made for (nobody in a frame), when it
was made, and an id of its own, which views take as the key under which a form acts once. No cookie is involved, so
forms work in frames of other sites; a site that fetches a token for itself cannot use it for somebody who is signed in.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, g, request
from itsdangerous import BadSignature, Signer
from werkzeug.exceptions import BadRequest

from app.clock import utc_now
from app.web.booking import booking
from app.web.embedding import is_embedded
from app.web.session import current_customer

FIELD: Final = "form_token"
HEADER: Final = "X-Form-Token"
_SECONDS: Final = 6 * 3600


class FormOutdated(BadRequest):
    """The form was opened too long ago, for another address or by somebody else."""


@booking.app_template_global("form_token")
def form_token(endpoint: str, **values: object) -> str:
    """A token for the form that posts to this endpoint with these values, those of its `url_for`."""
    form_id = secrets.token_urlsafe(12)
    issued = int(utc_now().timestamp())
    return _signer(endpoint, values).sign(f"{form_id}.{issued}").decode()


def form_id() -> str:
    """The id of the form being handled: the same however often it is sent."""
    found: str = g.booking_form_id
    return found


@booking.before_request
def check_form() -> None:
    """Refuse what was not sent from a form of ours. Raises FormOutdated."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if not _is_ours(request.headers.get("Origin")):
        raise FormOutdated
    token = request.form.get(FIELD) or request.headers.get(HEADER, "")
    try:
        content = _signer(request.endpoint or "", request.view_args or {}).unsign(token).decode()
        found, issued = content.rsplit(".", 1)
    except (BadSignature, ValueError, UnicodeDecodeError):
        raise FormOutdated from None
    if not 0 <= utc_now().timestamp() - int(issued) + 1 <= _SECONDS:
        raise FormOutdated
    g.booking_form_id = found


def _is_ours(origin: str | None) -> bool:
    """Browsers name the origin of a form; a sandboxed frame says "null", which is as good as nobody there."""
    if origin is None or (origin == "null" and is_embedded()):
        return True
    return urlsplit(origin).netloc == request.host


def _signer(endpoint: str, values: dict[str, object]) -> Signer:
    """Under a key of its own for the form's address and who is signed in, so that no other form's token fits."""
    customer = current_customer()
    who = "" if customer is None else str(customer.sign_in_id)
    # What url_for hangs on as a query is no part of where a form leads.
    named = {name for rule in current_app.url_map.iter_rules(endpoint) for name in rule.arguments}
    address = "\x1f".join(f"{name}={value}" for name, value in sorted(values.items()) if name in named)
    key = str(current_app.secret_key)
    return Signer(key, salt=f"booking form\x1f{endpoint}\x1f{address}\x1f{who}", digest_method=hashlib.sha256)
