"""Where providers tell what happened. Answered 200 whenever the event is genuine and kept, whatever comes of it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from app.extensions import csrf, webhook_intake
from app.flows.webhooks import UnknownProvider, receive
from app.services.provider_ports import BadSignature

webhooks = Blueprint("webhooks", __name__, url_prefix="/webhooks")
# Genuine callers prove themselves by a signature over the body.
csrf.exempt(webhooks)

_MOST_BYTES: Final = 256_000


@webhooks.post("/<provider>")
def take(provider: str) -> ResponseReturnValue:
    """200 taken, 401 not signed by the provider, 404 no such provider, 413 too long."""
    body = request.get_data(cache=False)
    if len(body) > _MOST_BYTES:
        abort(413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        receive(webhook_intake(), provider=provider, headers=headers, body=body)
    except UnknownProvider:
        abort(404)
    except BadSignature:
        return jsonify(status="refused"), 401
    return jsonify(status="taken")
