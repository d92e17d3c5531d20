"""Whether the process is alive and can reach its database."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.clock import utc_now
from app.extensions import db
from app.services import duty_runs

health = Blueprint("health", __name__)


@health.get("/healthz")
def ready() -> ResponseReturnValue:
    """200 when the database answers, 503 when it does not.

    `jobs` is "late" when nothing has been done in the background for minutes: pages are served all the same.
    """
    try:
        late = duty_runs.is_late(db.session(), now=utc_now())
    except SQLAlchemyError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok", jobs="late" if late else "ok")
