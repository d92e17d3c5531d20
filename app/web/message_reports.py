"""Where the carrier of text messages reports how far each one came."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.extensions import csrf, gateways, settings, unit_of_work
from app.jobs.queue import enqueue_soon
from app.services import message_reports as reports
from app.services.provider_ports import BadSignature

message_reports = Blueprint("message_reports", __name__, url_prefix="/webhooks/twilio")
# The carrier proves itself by a signature over the address and every field.
csrf.exempt(message_reports)


@message_reports.post("/status")
def take() -> ResponseReturnValue:
    """204 taken down, whatever came of it; 401 not signed by the carrier; 404 where messages are not sent by it."""
    reader = gateways().message_reports
    if reader is None:
        return jsonify(status="unknown"), 404
    try:
        report = reader.read(
            url=_address_called(),
            form=request.form.items(multi=True),
            signature=request.headers.get("X-Twilio-Signature", ""),
        )
    except BadSignature:
        return jsonify(status="refused"), 401
    with unit_of_work() as session:
        done = reports.note_report(session, report=report, now=utc_now())
    if done.stand_in_id is not None:
        enqueue_soon("messages")
    return "", 204


def _address_called() -> str:
    """The address as the carrier knows it: behind a proxy that is the public one."""
    base = settings().public_url.rstrip("/") or f"{request.scheme}://{request.host}"
    query = request.query_string.decode("latin-1")
    return f"{base}{request.path}" + (f"?{query}" if query else "")
