"""`jobs list`, and what /healthz says of the background work."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.services import duty_runs


def test_each_duty_is_listed_with_its_last_round_and_failure(app: Flask, session: Session) -> None:
    now = utc_now()
    duty_runs.note(session, name="messages", took_ms=7, done=3, error="OSError: gone", now=now)
    session.commit()
    told = app.test_cli_runner().invoke(args=["jobs", "list"])
    lines = [" ".join(line.split()) for line in told.output.splitlines()]
    assert told.exit_code == 0
    assert lines[:2] == [
        f"messages every 1 s, last ran {now:%Y-%m-%d %H:%M:%S} UTC, 7 ms",
        f"last failed {now:%Y-%m-%d %H:%M:%S} UTC: OSError: gone",
    ]
    assert any(line.startswith("sweep every 600 s, has not run yet") for line in lines)
    assert lines[-2:] == ["On the queue: nothing", "Messages due: 0"]


def test_health_says_when_nothing_is_done_in_the_background(app: Flask, session: Session) -> None:
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "ok", "jobs": "late"}
    duty_runs.note(session, name="messages", took_ms=1, done=0, error=None, now=utc_now() - timedelta(minutes=2))
    session.commit()
    assert client.get("/healthz").json == {"status": "ok", "jobs": "ok"}
