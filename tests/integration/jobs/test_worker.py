"""The worker: every duty at its time, none in another's way, and no more than once at a time."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.extensions import db, unit_of_work
from app.jobs import duties, worker
from app.jobs.duties import Duty
from app.jobs.queue import enqueue_soon, queue_of
from app.jobs.worker import Crew
from app.models import AttemptCounter, DutyRun, OutboxMessage
from app.services import duty_runs, limits, outbox
from tests.factories import NOW, make_platform
from tests.integration.services.people.kit import tenant_of

PATIENCE = 20


@pytest.fixture(autouse=True)
def _quiet_library() -> Iterator[None]:
    level = logging.getLogger("huey").level
    yield
    logging.getLogger("huey").setLevel(level)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replaces what there is to do."""

    def replace(*given: Duty) -> None:
        monkeypatch.setattr(duties, "DUTIES", given)

    return replace


def working(app: Flask, stop: threading.Event, workers: int | None = None) -> threading.Thread:
    thread = threading.Thread(target=worker.run_jobs, args=(app, stop), kwargs={"workers": workers}, daemon=True)
    thread.start()
    return thread


def finish(thread: threading.Thread, stop: threading.Event) -> None:
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_it_delivers_what_is_due_and_sweeps(live_app: Flask) -> None:
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        outbox.enqueue(
            session,
            tenant=tenant_of(platform),
            platform_id=platform.id,
            channel="sms",
            recipient="+2348012345678",
            topic="order_ready",
            subject="",
            body="Ready",
            locale="en",
            now=utc_now(),
        )
        limits.hit(session, key="old", most=1, window=timedelta(hours=1), now=NOW)
    stop = threading.Event()
    thread = working(live_app, stop)

    def is_done() -> bool:
        with live_app.app_context():
            sent = db.session.scalars(select(OutboxMessage.sent_at)).one()
            ran = set(db.session.scalars(select(DutyRun.name)))
            return sent is not None and not db.session.scalars(select(AttemptCounter)).all() and "sweep" in ran

    until = time.monotonic() + PATIENCE
    while not is_done() and time.monotonic() < until:
        stop.wait(0.05)
    assert is_done()
    finish(thread, stop)


def test_a_slow_duty_holds_up_no_other(live_app: Flask, only: Callable[..., None]) -> None:
    is_slow, is_free, went = threading.Event(), threading.Event(), threading.Event()

    def slow() -> int:
        is_slow.set()
        is_free.wait(PATIENCE)
        return 0

    def quick() -> int:
        if is_slow.is_set():
            went.set()
        return 0

    only(Duty("slow", 0, slow), Duty("quick", 0, quick))
    stop = threading.Event()
    thread = working(live_app, stop)
    assert went.wait(PATIENCE)
    is_free.set()
    finish(thread, stop)


def test_stopping_waits_for_what_is_being_done(live_app: Flask, only: Callable[..., None]) -> None:
    began, ended = threading.Event(), threading.Event()
    stop = threading.Event()

    def work() -> int:
        began.set()
        stop.wait(PATIENCE)
        ended.set()
        return 1

    only(Duty("work", 0, work))
    thread = working(live_app, stop, workers=1)
    assert began.wait(PATIENCE)
    finish(thread, stop)
    assert ended.is_set()


def test_a_duty_that_fails_is_told_and_comes_round_again(
    app: Flask, session: Session, only: Callable[..., None]
) -> None:
    outcomes: Iterator[Exception | int] = iter([RuntimeError("no database\nwith details"), 0])

    def work() -> int:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    only(Duty("work", 0, work))
    crew = Crew(app, threading.Event())
    crew.perform("work")
    failed = duty_runs.list_runs(session)["work"]
    assert (failed.last_error, failed.failed_at) == ("RuntimeError: no database", failed.ran_at)

    assert crew.take_due() == ["work"]
    crew.perform("work")
    later = duty_runs.list_runs(session)["work"]
    assert later.ran_at > failed.ran_at
    assert later.failed_at == failed.failed_at


def test_a_busy_duty_is_done_until_nothing_is_left(app: Flask, session: Session, only: Callable[..., None]) -> None:
    left = iter([1, 1, 0])
    only(Duty("busy", 60, lambda: next(left)))
    crew = Crew(app, threading.Event())
    assert crew.take_due() == ["busy"]
    crew.perform("busy")
    assert list(left) == []
    assert crew.take_due() == []


def test_asked_for_while_it_is_done_it_is_done_once_more_and_never_twice_at_once(
    app: Flask, session: Session, only: Callable[..., None]
) -> None:
    depths: list[int] = []

    def work() -> int:
        depths.append(len(depths))
        if len(depths) == 1:
            crew.perform("work")
            crew.perform("work")
            assert len(depths) == 1
        return 0

    only(Duty("work", 60, work))
    crew = Crew(app, threading.Event())
    crew.perform("work")
    assert depths == [0, 1]


def test_good_rounds_are_noted_now_and_then_only(app: Flask, session: Session, only: Callable[..., None]) -> None:
    only(Duty("work", 0, lambda: 0))
    crew = Crew(app, threading.Event())
    crew.perform("work")
    first = duty_runs.list_runs(session)["work"].ran_at
    crew.perform("work")
    assert duty_runs.list_runs(session)["work"].ran_at == first


def test_a_name_nobody_knows_is_left_alone(app: Flask, session: Session) -> None:
    Crew(app, threading.Event()).perform("of a newer version")
    assert duty_runs.list_runs(session) == {}


def test_a_request_has_a_duty_done_soon_and_it_waits_once(app: Flask) -> None:
    with app.app_context():
        enqueue_soon("messages")
        enqueue_soon("messages")
        enqueue_soon("sweep")
    assert queue_of(app).waiting() == ["messages", "sweep"]
    queue_of(app).huey.flush()


def test_a_queue_that_is_away_fails_no_request(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> bool:
        raise ConnectionError("no queue")

    monkeypatch.setattr(queue_of(app), "put", fail)
    with app.app_context():
        enqueue_soon("messages")
