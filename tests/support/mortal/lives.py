"""How a test starts processes that may die: forked from one that has loaded the shop but opened nothing."""

import json
import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from threading import Lock
from typing import Any, Final

from tests.support.mortal.world import Place

_PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Traces:
    """What a process has left behind: the points it reached, what its client knew, what was found."""

    reached: list[str]
    known: dict[str, Any]
    found: list[dict[str, Any]]


# Starting a process collects how others have ended: of two threads at it at once, one would read nothing.
_ONE_AT_A_TIME: Final = Lock()


def forks() -> ForkServerContext:
    """Loads the clock first, so that no module knows the application's own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.mortal.moved_clock", "tests.support.mortal.process"])
    return context


def run(context: ForkServerContext, work: str, place: Place, *given: object) -> int:
    """Run it in a process of its own; how it ended: 0 well, -9 killed. Fails where it ended otherwise."""
    process = context.Process(target=_named, args=(work, place, *given))
    with _ONE_AT_A_TIME:
        process.start()
    has_ended = bool(wait([process.sentinel], _PATIENCE))
    with _ONE_AT_A_TIME:
        if not has_ended:
            process.kill()
        process.join()
        ended = process.exitcode or 0
    assert has_ended, f"{work} hangs; {_said(place)}"
    assert ended in {0, -signal.SIGKILL}, f"{work} ended with {ended}; {_said(place)}"
    return ended


def traces_of(place: Place) -> Traces:
    lines = [json.loads(line) for line in place.traces.read_text().splitlines()]
    known: dict[str, Any] = {}
    for line in lines:
        known |= line.get("known", {})
    return Traces(
        reached=[line["at"] for line in lines if "at" in line],
        known=known,
        found=[line["found"] for line in lines if "found" in line],
    )


def _named(name: str, place: Place, *given: object) -> None:
    """The processes' module is loaded there only: it moves the clock."""
    from tests.support.mortal import process

    getattr(process, name)(place, *given)


def _said(place: Place) -> str:
    log = place.traces.with_suffix(".log")
    return log.read_text()[-4000:] if log.exists() else "nothing was said"
