"""Where lives take place: each has a database as it was in the beginning, and a stand-in of its own."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.context import ForkServerContext
from pathlib import Path
from queue import Queue
from time import monotonic
from typing import Any

from app.clock import utc_now
from tests.support.application import app_on
from tests.support.database import Databases
from tests.support.mortal import lives
from tests.support.mortal.stage import Stage
from tests.support.mortal.world import Place, World, make_world
from tests.support.standin import StandIn
from tests.support.standin.paystack import Paystack
from tests.support.standin_shop import environment

CORES = 2
AT_ONCE = 2


@dataclass(frozen=True)
class Ground:
    """Where lives take place, one after the other in each of the grounds that are free."""

    free: "Queue[Stage]"
    world: World
    folder: Path
    context: ForkServerContext


class Life:
    """One database, one stand-in, one file of traces."""

    def __init__(self, ground: Ground, scenario: str, place: Place, standin: StandIn) -> None:
        self._ground, self._scenario, self._place = ground, scenario, place
        self.standin = standin

    def run(self, work: str, *given: object) -> int:
        return lives.run(self._ground.context, work, self._place, self._scenario, *given)

    @property
    def traces(self) -> lives.Traces:
        return lives.traces_of(self._place)

    @property
    def found(self) -> dict[str, Any]:
        return self.traces.found[-1]


Check = Callable[[Life], None]


@dataclass(frozen=True)
class Trial:
    """A scenario on a ground. `check` holds a minute after whatever happened, `check_end` once it was brought to its
    end; both raise AssertionError."""

    ground: Ground
    scenario: str
    check: Check
    check_end: Check

    def kill_at_each_point(self, least_points: int) -> str:
        """Live it through, then die at each of its points; says how many there were. Raises AssertionError."""
        began = monotonic()
        points = self._live_on()
        assert len(points) >= least_points, points
        with ThreadPoolExecutor(AT_ONCE) as pool:
            wrong = list(pool.map(self._die_at, range(1, len(points) + 1)))
        told = [f"{number} {points[number - 1]}: {what}" for number, what in enumerate(wrong, 1) if what]
        assert not told, "\n".join(told)
        return f"{self.scenario}: killed at each of {len(points)} points in {monotonic() - began:.0f} s"

    def _live_on(self) -> list[str]:
        """A life that nobody ends: the points it passes, and that it ends well."""
        with _a_life(self.ground, self.scenario) as life:
            assert life.run("live", 0) == 0
            reached = life.traces.reached
            life.run("go_on")
            self.check(life)
            self.check_end(life)
            return reached

    def _die_at(self, number: int) -> str:
        """What is wrong after a life that ends at this point; nothing, where all is well."""
        try:
            with _a_life(self.ground, self.scenario) as life:
                assert life.run("live", number) == -signal.SIGKILL
                assert len(life.traces.reached) == number
                life.run("work")
                self.check(life)
                life.run("go_on")
                self.check(life)
                self.check_end(life)
        except AssertionError as error:
            return str(error)
        return ""


@contextmanager
def in_time(longest: float) -> Iterator[None]:
    """Fails where it takes longer than so many seconds; a machine that does other things meanwhile is given more."""
    began = monotonic()
    yield
    took, busy = monotonic() - began, max(os.getloadavg()[1] / CORES, 1)
    assert took < longest * busy, f"took {took:.0f} s"


def make_ground(databases: Databases, empty_database: str, media_dir: Path, folder: Path) -> Ground:
    """The world, and as many stages as lives go on at once."""
    template = databases.new("world", like=empty_database)
    with app_on(template, media_dir) as app:
        world = make_world(app)
    free: Queue[Stage] = Queue()
    for number in range(AT_ONCE):
        free.put(Stage(databases.new(f"stage_{number}", like=template)))
    return Ground(free, world, folder, lives.forks())


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")


_numbers = count(1)


@contextmanager
def _a_life(ground: Ground, scenario: str) -> Iterator[Life]:
    number = next(_numbers)
    stage = ground.free.get()
    try:
        stage.set()
        with StandIn(clock=utc_now) as standin:
            # What goes back is paid out at once: nobody is there to decide about it.
            standin.vendor(Paystack).refunds_start = "processed"
            place = Place(
                world=ground.world,
                database=stage.url,
                media_dir=ground.folder,
                environ=environment(standin),
                traces=ground.folder / f"{scenario}-{number}.jsonl",
            )
            yield Life(ground, scenario, place, standin)
    finally:
        ground.free.put(stage)
