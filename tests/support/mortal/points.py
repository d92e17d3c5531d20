"""Where a process may end: before and after every commit that wrote something, and every call outside."""

import os
import signal
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import Flask
from sqlalchemy import event

from app.extensions import db

_CHANGES = ("INSERT", "UPDATE", "DELETE")
_WROTE = "souk_tests_wrote"


class Points:
    """Counts the points from `arm` on, tells each before it is passed, and ends the process at number `kill_at`."""

    def __init__(self, tell: Callable[[str], None], kill_at: int) -> None:
        self._tell = tell
        self._kill_at = kill_at
        self._count = 0
        self._is_armed = False

    def arm(self) -> None:
        self._is_armed = True

    def reach(self, where: str) -> None:
        if not self._is_armed:
            return
        self._count += 1
        self._tell(where)
        if self._count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def install(app: Flask, points: Points) -> None:
    """Watch the application's database and everything it asks of others."""
    with app.app_context():
        _watch_commits(db.engine, points)
    _watch_calls(points)


def _watch_commits(engine: Any, points: Points) -> None:
    """At the driver's own commit: what came before is not yet there, what comes after is."""
    commit = engine.dialect.do_commit

    def note(connection: Any, cursor: Any, statement: str, *_more: Any) -> None:
        verb = statement.split(None, 1)[0].upper()
        if verb in _CHANGES and cursor.rowcount:
            words = statement.replace('"', "").split(None, 3)
            connection.info.setdefault(_WROTE, []).append(words[1 if verb == "UPDATE" else 2])

    def watched(connection: Any) -> None:
        tables = connection.info.pop(_WROTE, None)
        if not tables:
            commit(connection)
            return
        what = f"commit of {', '.join(dict.fromkeys(tables))}"
        points.reach(f"before the {what}")
        commit(connection)
        points.reach(f"after the {what}")

    event.listen(engine, "after_cursor_execute", note)
    event.listen(engine, "rollback", lambda connection: connection.info.pop(_WROTE, None))
    engine.dialect.do_commit = watched


def _watch_calls(points: Points) -> None:
    send = requests.Session.send

    def watched(self: requests.Session, request: Any, **options: Any) -> Any:
        what = f"call {request.method} {urlsplit(request.url).path}"
        points.reach(f"before the {what}")
        answer = send(self, request, **options)
        points.reach(f"after the {what}")
        return answer

    requests.Session.send = watched  # type: ignore[method-assign]  # every call passes here
