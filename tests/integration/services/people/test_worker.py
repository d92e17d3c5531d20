"""The worker's rounds."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from app.jobs import duties, worker
from app.jobs.duties import Duty
from app.models import AttemptCounter, OutboxMessage, Platform
from app.services import limits, outbox
from tests.factories import NOW
from tests.integration.services.people.kit import tenant_of


class Rounds(threading.Event):
    """A stop that is given after so many pauses."""

    def __init__(self, pauses: int) -> None:
        super().__init__()
        self.left = pauses

    @override
    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        if self.left == 0:
            self.set()
        return self.is_set()


def test_it_delivers_what_is_due_and_sweeps(app: Flask, session: Session, platform: Platform) -> None:
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
        now=NOW,
    )
    limits.hit(session, key="old", most=1, window=timedelta(hours=1), now=NOW)
    session.commit()

    worker.run_jobs(app, Rounds(1))

    session.expire_all()
    assert session.scalars(select(OutboxMessage.sent_at)).one() is not None
    assert session.scalars(select(AttemptCounter)).all() == []


def test_a_duty_that_fails_stops_neither_itself_nor_the_others(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fail() -> int:
        done.append("failing")
        raise RuntimeError("no database")

    def work() -> int:
        done.append("working")
        return 0

    monkeypatch.setattr(duties, "DUTIES", (Duty("failing", 0, fail), Duty("working", 0, work)))
    worker.run_jobs(app, Rounds(2))
    assert done == ["failing", "working"] * 2


def test_a_busy_duty_is_run_again_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([1, 1, 0])
    rests = Rounds(1)
    monkeypatch.setattr(duties, "DUTIES", (Duty("busy", 60, lambda: next(left)),))
    worker.run_jobs(app, rests)
    assert list(left) == []
