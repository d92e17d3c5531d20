"""Structured logs: one JSON object a line, with the request's id and nothing personal."""

from __future__ import annotations

import logging
import re
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict

from app.config import Settings

log = structlog.get_logger()

# PostgreSQL adds the values that broke a constraint, such as somebody's e-mail address.
_VALUES = re.compile(r"^DETAIL:.*$", re.MULTILINE)


def _without_values(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out of a traceback what the database says about the values it was given."""
    if "exception" in event:
        event["exception"] = _VALUES.sub("DETAIL: left out", event["exception"])
    return event


def init_logs(app: Flask, settings: Settings) -> None:
    """Bind a request id to every line and write one line per request: the rule, never the path or query."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_values,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        cache_logger_on_first_use=False,
    )

    @app.before_request
    def open_line() -> None:
        g.started = time.perf_counter()
        g.request_id = uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def close_line(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "unmatched"
        took = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        if request.endpoint != "static":
            log.info(
                "request",
                method=request.method,
                rule=rule,
                status=response.status_code,
                ms=took,
            )
        response.headers.setdefault("X-Request-Id", g.get("request_id", ""))
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()
