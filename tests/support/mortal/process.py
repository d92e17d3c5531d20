"""What runs in the processes: a life that may be cut short, a worker's minute after it, and the client's return."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from flask import Flask
from sqlalchemy.orm import configure_mappers

from app import create_app
from tests.support.application import make_settings
from tests.support.mortal import moved_clock
from tests.support.mortal.dining_findings import look_at_house
from tests.support.mortal.dining_scenarios import DINING_SCENARIOS
from tests.support.mortal.duties import A_MINUTE, A_WHILE, work_on
from tests.support.mortal.findings import look
from tests.support.mortal.points import Points, install
from tests.support.mortal.scenarios import SCENARIOS, Client, Scenario
from tests.support.mortal.world import Place

# When, in seconds from the start, a worker begins its minute, and when the client comes again.
_THEN = A_WHILE[-1]
_LATER = _THEN + A_MINUTE[-1] + 1
# Holds that nobody makes use of have run out by then.
_LONG_AFTER = 3600
# What is the same, however often it is asked for.
_NAMES = ("order", "reference", "bill", "booking")

# Once, for all who are forked.
configure_mappers()


def live(place: Place, scenario: str, kill_at: int) -> None:
    """Carry the scenario out; at point number `kill_at` the process is no more. 0: it lives."""
    with _Traces(place.traces) as traces:
        app = _open(place)
        points = Points(lambda where: traces.write({"at": where}), kill_at)
        install(app, points)
        client = _client(app, place, scenario, {}, 0)
        traces.write({"known": client.known})
        points.arm()
        _carry_on(client, scenario, traces)


def work(place: Place, scenario: str) -> None:
    """The minute of a worker after the client's process is gone; what is found then."""
    with _Traces(place.traces) as traces:
        app = _open(place)
        work_on(app, _passed(place) + _THEN, A_MINUTE)
        traces.write({"found": _found(app, scenario)})


def go_on(place: Place, scenario: str) -> None:
    """The client does again what was not answered, and the rest; then another minute, and what is found."""
    with _Traces(place.traces) as traces:
        app = _open(place)
        began = _passed(place) + _LATER
        moved_clock.set_forward(began)
        client = _client(app, place, scenario, known_of(place.traces), began)
        _carry_on(client, scenario, traces)
        # Sent once more under the same key, it is the same.
        known, wanted = client.known, _scenario(scenario)
        again = (wanted.again or wanted.steps[0])(client)
        assert [known.get(name) for name in _NAMES] == [(known | again).get(name) for name in _NAMES]
        work_on(app, client.seconds, (*A_MINUTE, _LONG_AFTER) if scenario in DINING_SCENARIOS else A_MINUTE)
        traces.write({"found": _found(app, scenario, client)})


def _scenario(name: str) -> Scenario:
    return (SCENARIOS | DINING_SCENARIOS)[name]


def _found(app: Flask, scenario: str, client: Client | None = None) -> dict[str, Any]:
    return asdict(look_at_house(app, client) if scenario in DINING_SCENARIOS else look(app, client))


def _passed(place: Place) -> float:
    """How many seconds the scenario has let pass."""
    return float(known_of(place.traces).get("passed", 0))


def known_of(traces: Path) -> dict[str, Any]:
    """What the client remembers."""
    known: dict[str, Any] = {}
    for line in traces.read_text().splitlines():
        known |= json.loads(line).get("known", {})
    return known


def _carry_on(client: Client, scenario: str, traces: "_Traces") -> None:
    done = set(client.known.get("done", ()))
    for step in _scenario(scenario).steps:
        if step.__name__ not in done:
            client.known |= step(client)
            done.add(step.__name__)
            client.known["done"] = sorted(done)
            traces.write({"known": client.known})


def _client(app: Flask, place: Place, scenario: str, known: dict[str, Any], seconds: float) -> Client:
    client = Client(app, place, _scenario(scenario).who, known, seconds)
    for step in _scenario(scenario).before:
        client.known |= step(client)
    return client


def _open(place: Place) -> Flask:
    """The application; whatever it says goes beside the traces."""
    said = os.open(place.traces.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(said, 1)
    os.dup2(said, 2)
    return create_app(make_settings(place.database, place.media_dir, place.environ))


class _Traces:
    """Lines of a file; each is with the system before anything else happens."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, line: dict[str, Any]) -> None:
        os.write(self._file, (json.dumps(line, default=str) + "\n").encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        os.close(self._file)
