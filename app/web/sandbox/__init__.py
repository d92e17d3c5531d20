"""Helpers of the sandbox: where messages and codes arrive. Absent in production."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.logins import read_login
from app.domain.states import Environment
from app.extensions import db, settings
from app.services import outbox
from app.services.outbox import SandboxMessage
from app.web.storefront import current_storefront

sandbox = Blueprint("sandbox", __name__, url_prefix="/sandbox")

_IN_INBOX: Final = 30


@sandbox.before_request
def only_in_the_sandbox() -> None:
    if not settings().is_sandbox:
        abort(404)


@sandbox.get("/messages")
def messages() -> ResponseReturnValue:
    """The messages sent to a phone number or e-mail address, newest first, as JSON."""
    recipient = _recipient(request.args.get("to", ""))
    found = outbox.list_recent(db.session(), environment=Environment.TEST, recipient=recipient) if recipient else []
    return jsonify(messages=[_shown(message) for message in found])


@sandbox.get("/inbox")
def inbox() -> ResponseReturnValue:
    """The newest messages of all, for people who try the shop by hand."""
    typed = request.args.get("to", "").strip()
    found = outbox.list_recent(
        db.session(), environment=Environment.TEST, recipient=_recipient(typed) if typed else None, limit=_IN_INBOX
    )
    return render_template("sandbox/inbox.html", messages=found, to=typed)


def _recipient(typed: str) -> str:
    """As the outbox keeps it. A plus that nobody escaped arrives as a space."""
    text = "+" + typed.strip() if typed.startswith(" ") else typed.strip()
    login = read_login(text, region=current_storefront().country)
    return text if login is None else login.text


def _shown(message: SandboxMessage) -> dict[str, str | None]:
    return {
        "channel": message.channel.value,
        "to": message.recipient,
        "body": message.body,
        "code": message.code,
        "created_at": message.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
