"""Lets several threads do something at the same moment, and tells what came of each."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import unit_of_work

T = TypeVar("T")

# Seconds between looking and writing, for the control of a race: what happens where nothing guards.
THINKING = 0.02


def race(runners: Sequence[Callable[[], T]], *, timeout: float = 120) -> list[T | Exception]:
    """Start all at once; the answers are in the runners' order, an exception standing where one was raised.

    Fails when somebody does not finish in time: a deadlock is a result too, and a bad one.
    """
    barrier = Barrier(len(runners))
    results: list[T | Exception] = [TimeoutError("did not finish") for _ in runners]

    def run(index: int, runner: Callable[[], T]) -> None:
        barrier.wait(timeout)
        try:
            results[index] = runner()
        except Exception as error:  # noqa: BLE001  # the error is the answer
            results[index] = error

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout)
    stuck = sum(thread.is_alive() for thread in threads)
    assert not stuck, f"{stuck} of {len(threads)} did not finish within {timeout} s"
    return results


def in_unit_of_work(app: Flask, work: Callable[[Session], T]) -> Callable[[], T]:
    """A runner that does something in a unit of work of its own, as a request would."""

    def run() -> T:
        with app.app_context(), unit_of_work() as session:
            return work(session)

    return run


def outcomes(results: Sequence[object]) -> dict[str, int]:
    """How many won, and how many failed with what."""
    counted: dict[str, int] = {}
    for result in results:
        name = type(result).__name__ if isinstance(result, Exception) else "won"
        counted[name] = counted.get(name, 0) + 1
    return counted
